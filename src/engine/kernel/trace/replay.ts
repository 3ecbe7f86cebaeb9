import { finished } from '../../base/steps.ts';
import { deadlocksAtEnd, raceAtEnd } from '../../interleave/meeting.ts';
import { follow } from '../../interleave/schedule.ts';
import type { MachineViolation } from '../../interleave/violations.ts';
import type { Topology } from '../../topology/topology.ts';
import type { CompiledDriver } from '../compile.ts';
import type { ExploredFault, ExploredFinding, ExploredRace, TraceStep } from '../explored.ts';
import { Exploring, type ExploringOptions } from '../exploring.ts';
import { boundAlone, boundInTurn } from '../in-turn.ts';
import { Traces } from '../traces.ts';
import { causeWithin, changesSince } from './changes.ts';
import { kernelPrint } from './fingerprint.ts';
import type { Trace, TraceChange } from './trace.ts';

/** What a trace shows when it is followed. */
export interface Replayed {
  readonly steps: readonly TraceStep[];
  readonly faults: readonly ExploredFault[];
  readonly end: ReplayEnd;
  /** The virtual kernel is not the one that the trace was found on. */
  readonly otherKernel: boolean;
  /** What it was written for was looked for, and calls can fail next in more ways than were tried. */
  readonly untried: boolean;
}

export type ReplayEnd =
  /** `expected`: it is what the trace was written for. */
  | { readonly kind: 'finding'; readonly found: ExploredFinding; readonly expected: boolean }
  | { readonly kind: 'race'; readonly found: ExploredRace; readonly expected: boolean }
  /** All steps were taken, and nothing is wrong. */
  | { readonly kind: 'nothing' }
  /** The step of that number, from 0, cannot be taken: who should go on has nothing left to do. */
  | { readonly kind: 'refused'; readonly step: number }
  /** Not followed, for it would be another path. */
  | { readonly kind: 'changed'; readonly changes: readonly TraceChange[] };

/** Follows a trace on the topology and the driver that it names. Same three, same result; never throws for any trace. */
export function replayKernel(topology: Topology, driver: CompiledDriver, trace: Trace): Replayed {
  const otherKernel = trace.kernel !== kernelPrint();
  const changes = changesSince(trace, topology, driver.source);
  if (changes.length > 0)
    return { steps: [], faults: [], end: { kind: 'changed', changes }, otherKernel, untried: false };
  const kernel = new Exploring(topology, driver, trace.plan, expectedIn(topology, driver, trace));
  const { world, workload, afterPhase } = kernel;
  const { schedule } = trace;
  const journey = follow(world, workload, schedule, afterPhase);
  const isExpected = ({ cause }: MachineViolation): boolean =>
    causeWithin(driver.source, cause) === trace.cause;
  const met = journey.violations.map(({ violation }) => violation);
  const isWhole = met.length === 0 && journey.refused === null;
  const expected = met.find(isExpected);
  // The step that shows a race may break a rule as well.
  const isSought = trace.kind === 'race' && expected === undefined;
  const meeting = isSought ? raceAtEnd(world, workload, schedule, afterPhase, isExpected) : null;
  const seen = { otherKernel, untried: meeting !== null && meeting.race === null && meeting.isCut };
  const deadlocks = isWhole ? deadlocksAtEnd(world, workload, schedule, afterPhase) : [];
  const violation = expected ?? meeting?.race ?? met[0] ?? deadlocks.find(isExpected) ?? deadlocks[0] ?? null;
  const traces = new Traces(trace.plan, kernel, 0);
  if (violation) return { ...told(traces, violation, schedule, isExpected(violation)), ...seen };
  const { trace: steps, faults } = traces.wayOf(schedule);
  const { refused } = journey;
  const end: ReplayEnd = refused === null ? { kind: 'nothing' } : { kind: 'refused', step: refused };
  return { steps, faults, end, ...seen };
}

/** What the GPUs of a trace come to without each other, where it is of one that comes to less. */
function expectedIn(
  topology: Topology,
  driver: CompiledDriver,
  { kind, plan }: Trace,
): Pick<ExploringOptions, 'mustBind' | 'withRegion'> {
  const binds = plan.phases.flat(2).flatMap((action) => (action.kind === 'bind' ? [action.bdf] : []));
  const bdfs = [...new Set(binds)];
  if (kind === 'order-dependent')
    return { mustBind: finished(boundInTurn(topology, driver, bdfs)).succeed ? 'in-turn' : 'alone' };
  return kind === 'region-gone'
    ? { withRegion: finished(boundAlone(topology, driver, bdfs)).withRegion }
    : {};
}

function told(
  traces: Traces,
  violation: MachineViolation,
  schedule: Trace['schedule'],
  expected: boolean,
): Pick<Replayed, 'steps' | 'faults' | 'end'> {
  if (violation.kind === 'race') {
    const found = traces.race(violation.race, schedule);
    return {
      steps: found.trace,
      faults: found.faults,
      end: { kind: 'race', found, expected },
    };
  }
  const found = traces.finding(violation, schedule);
  return { steps: found.trace, faults: found.faults, end: { kind: 'finding', found, expected } };
}
