import type { CompiledDriver } from '../kernel/compile.ts';
import { findingsOf } from '../kernel/findings.ts';
import { firmwareOf } from '../kernel/firmware.ts';
import { leftBehind } from '../kernel/leak.ts';
import type { Finding } from '../kernel/outcome.ts';
import { fuelFor } from '../kernel/probe.ts';
import { type RegisteredGpu, registeredGpus } from '../kernel/registration.ts';
import { KernelRun } from '../kernel/run.ts';
import { systemFindings } from '../kernel/system-rules.ts';
import type { Action } from '../topology/scenario/scenario.ts';
import type { Topology } from '../topology/topology.ts';
import { missing, placeOf, userAction } from './act.ts';
import type { EndState, StepResult, Stop, StopReason } from './result.ts';

/** What taking a step came to: the value it returned, or why the run ends there. */
type Taken = number | null | StopReason;

/** One schedule of a scenario: the virtual kernel, and the steps that ran on it. */
export class Sequence {
  readonly steps: StepResult[] = [];
  readonly #driver: CompiledDriver;
  readonly #devices: readonly RegisteredGpu[];
  readonly #run: KernelRun;
  readonly #loaded = new Set<string>();
  #unloaded = false;
  readonly #answers = new Map<number, number>();
  /** What is wrong with the system, by all that is told of it: it goes on being wrong. */
  readonly #standing = new Map<string, Finding>();

  constructor(topology: Topology, driver: CompiledDriver) {
    this.#driver = driver;
    this.#devices = registeredGpus(topology);
    const limits = { fuel: fuelFor(topology) };
    this.#run = new KernelRun(driver, this.#devices, limits, firmwareOf(topology));
  }

  *boot(): Generator<undefined, void> {
    yield* this.#run.boot('in-turn');
  }

  /** Takes a step; null when the next one can follow. */
  *take(action: Action): Generator<undefined, Stop | null> {
    const before = this.#run.state.findings.length;
    const taken = yield* this.#act(action);
    const isStop = typeof taken === 'object' && taken !== null;
    if (!isStop) {
      const found = this.#run.state.findings.slice(before);
      const findings = [...findingsOf(found), ...(yield* this.#newlyWrong())];
      this.steps.push({ action, returned: taken, findings });
    }
    const why = isStop ? taken : this.#stuck();
    return why && { place: placeOf(action, why), why };
  }

  /** What the step made wrong with the system as a whole; of one in which a task hangs nothing is said. */
  *#newlyWrong(): Generator<undefined, Finding[]> {
    if (this.#stuck()) return [];
    const all = findingsOf(yield* systemFindings(this.#run));
    const found = all.map((each) => [JSON.stringify(each), each] as const);
    const fresh = found.filter(([key]) => !this.#standing.has(key));
    for (const [key, each] of fresh) this.#standing.set(key, each);
    return fresh.map(([, each]) => each);
  }

  #stuck(): StopReason | null {
    const [first] = this.#run.stuck;
    if (!first || first.end === 'done') return null;
    return { kind: 'stuck', task: first.name, end: first.end };
  }

  *#act(action: Action): Generator<undefined, Taken> {
    const why = missing(action, this.#driver, this.#devices);
    if (why) return why;
    const result = yield* this.#run.act(userAction(action));
    if (result === null) return null;
    if (action.kind === 'load' && result >= 0) this.#loaded.add(action.module.value);
    if (action.kind === 'unload' && result === 0 && this.#loaded.delete(action.module.value))
      this.#unloaded = true;
    if (action.kind === 'bind')
      this.#answers.set(
        this.#devices.findIndex(({ bdf }) => bdf === action.bdf.value),
        Math.max(0, -result),
      );
    return result;
  }

  *end(): Generator<undefined, EndState> {
    const { auxiliary, nodes, devices } = yield* this.#run.observe();
    return {
      gpus: this.#devices.map(({ bdf }, number) => {
        const state = devices.get(number);
        const bound = state?.bound ?? false;
        const probed = bound ? 0 : state?.error ? -state.error : null;
        return { bdf, bound, errno: this.#answers.get(number) ?? probed };
      }),
      devices: auxiliary.map(({ name }) => name),
      nodes: nodes.map(({ name }) => `/dev/${name}`),
    };
  }

  /** All that was found. Memory is lost for good when the last module is gone. */
  findings(): readonly Finding[] {
    const { machine, state, stuck } = this.#run;
    const allGone = stuck.length === 0 && this.#loaded.size === 0 && this.#unloaded;
    const left = allGone ? leftBehind(machine, state) : [];
    return [...findingsOf(state.findings), ...this.#standing.values(), ...findingsOf(left)];
  }

  get log(): readonly string[] {
    return [...this.#run.state.output];
  }
}
