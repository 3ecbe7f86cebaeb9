import type { Step } from '../interleave/labels.ts';
import { follow } from '../interleave/schedule.ts';
import type { Topology } from '../topology/topology.ts';
import type { UserAction } from './actions.ts';
import type { CompiledDriver } from './compile.ts';
import type { ExploredFault, ExploredFinding, TraceStep } from './explored.ts';
import { Exploring } from './exploring.ts';
import { inTurn } from './in-turn.ts';
import type { Plan } from './plan.ts';
import { Traces } from './traces.ts';

/** A call that can fail while GPUs are bound and unbound one after another. */
export interface FailableCall {
  readonly call: string;
  /** Positive; null where the library deals with it. */
  readonly errno: number | null;
  /** The driver's line. */
  readonly source: ExploredFault['source'];
  /** What was going on: `probe 0008:01:00.0`. */
  readonly during: string;
  /** The service of the kernel that fails within the call, or is it; the call may come to it several times. */
  readonly within: string;
  /** How to make it fail. */
  readonly at: Choosing;
}

/** Of the plan's phase, a call among those that can fail in it, and its answer. */
export interface Choosing {
  readonly phase: number;
  readonly choice: number;
  readonly answer: number;
}

export interface FailableCalls {
  /** In the order in which they are made. */
  readonly calls: readonly FailableCall[];
  /** During this the driver breaks a rule though nothing fails, and calls after it are not there; else null. */
  readonly brokenAt: string | null;
}

/** What comes of one call that fails. */
export interface Injected {
  readonly driver: string;
  /** Everything wrong on the way, the last of which ends it where it breaks a rule. */
  readonly findings: readonly ExploredFinding[];
  readonly faults: readonly ExploredFault[];
  readonly trace: readonly TraceStep[];
  /** What each GPU's bind was answered; without those that were not reached. */
  readonly binds: readonly { readonly bdf: string; readonly errno: number }[];
}

/** Modules are loaded, GPUs bound, unbound in reverse order, modules unloaded: one after another. */
export function sequencePlan(driver: CompiledDriver, bdfs: readonly string[]): Plan {
  const modules = driver.modules.map(({ name }) => name);
  const actions: readonly UserAction[] = [
    ...modules.map((module) => ({ kind: 'load', module }) as const),
    ...bdfs.map((bdf) => ({ kind: 'bind', bdf }) as const),
    ...bdfs.toReversed().map((bdf) => ({ kind: 'unbind', bdf }) as const),
    ...modules.toReversed().map((module) => ({ kind: 'unload', module }) as const),
  ];
  return { phases: actions.map((action) => [[action]]), faults: 1 };
}

/** The calls that can fail, each tried. Yields between tries. */
export function* failableCalls(
  topology: Topology,
  driver: CompiledDriver,
  bdfs: readonly string[],
): Generator<undefined, FailableCalls> {
  const plan = sequencePlan(driver, bdfs);
  const kernel = new Exploring(topology, driver, plan);
  const { world, workload, afterPhase } = kernel;
  const nameOf = (phase: number): string => workload.phases[phase]?.[0]?.[0]?.name ?? '';
  const { steps, violations } = follow(world, workload, inTurn(plan), afterPhase);
  const traces = new Traces(plan, kernel, 0);
  const calls: FailableCall[] = [];
  for (const { phase, choices } of steps) {
    for (const [choice, { what, ways }] of choices.entries()) {
      for (let answer = 1; answer < ways; answer++) {
        yield;
        const at = { phase, choice, answer };
        const [fault] = traces.wayOf(failing(plan, at).slice(0, phase + 1)).faults;
        if (fault) calls.push({ ...fault, during: nameOf(phase), within: what, at });
      }
    }
  }
  const broken = violations.find(({ breaks }) => breaks);
  return { calls, brokenAt: broken ? nameOf(steps[broken.step]?.phase ?? 0) : null };
}

/** What comes of it when that call fails and no other. */
export function injectFault(
  topology: Topology,
  driver: CompiledDriver,
  bdfs: readonly string[],
  at: Choosing,
): Injected {
  const plan = sequencePlan(driver, bdfs);
  const schedule = failing(plan, at);
  const kernel = new Exploring(topology, driver, plan);
  const { world, workload, afterPhase } = kernel;
  const { violations, results } = follow(world, workload, schedule, afterPhase);
  const traces = new Traces(plan, kernel, 0);
  return {
    driver: driver.name,
    ...traces.wayOf(schedule),
    findings: violations.map(({ violation }) => traces.finding(violation, schedule)),
    binds: bindsOf(plan, results),
  };
}

/** The plan with one call that fails. */
function failing(plan: Plan, at: Choosing): Step[] {
  const answers = [...new Array<number>(at.choice).fill(0), at.answer];
  return inTurn(plan).map((step, phase) => (phase === at.phase ? { ...step, answers } : step));
}

function bindsOf({ phases }: Plan, results: readonly (readonly (readonly number[])[])[]): Injected['binds'] {
  return phases.flatMap(([actions], phase) => {
    const [action] = actions ?? [];
    const answer = results[phase]?.[0]?.[0];
    if (action?.kind !== 'bind' || answer === undefined) return [];
    return [{ bdf: action.bdf, errno: Math.max(0, -answer) }];
  });
}
