import type { Resting } from '../explore/exploration.ts';
import { fewestTurns } from '../explore/fewest-turns.ts';
import { STRIDE } from '../machine/program.ts';
import type { Step } from './labels.ts';
import { listsToDo, type Workload } from './program.ts';
import { merged } from './schedule.ts';
import type { Segments } from './segments.ts';
import type { MachineSystem } from './system.ts';
import type { MachineViolation } from './violations.ts';

/** A violation as it was met. */
export interface Candidate {
  readonly violation: MachineViolation;
  readonly schedule: readonly Step[];
}

export interface Shortened extends Candidate {
  /** No schedule with as few calls that fail that is shown in fewer steps leads to the cause. */
  readonly atLeast: number;
}

/** Steps that are worth a call that is made to fail: what happens without one is understood without it. */
export const FAULT_STEPS = 3;

/** What is shown of a schedule: steps of a task as one; but the last of a race begins where the other may be made. */
function asShown({ kind }: MachineViolation, schedule: readonly Step[]): Step[] {
  if (kind !== 'race') return merged(schedule);
  return [...merged(schedule.slice(0, -1)), ...schedule.slice(-1)];
}

/**
 * Before the search for short ways: lets tasks switch wherever one of the searches did. One that did nothing until
 * another came near may meet in fewer steps what that other has done by half.
 */
export function showCuts(segments: Segments, cuts: Iterable<number>): void {
  for (const cut of cuts) segments.show(cut * STRIDE);
}

/**
 * The candidates with a schedule of the fewest steps as they are shown. `systems` are the system with no call that
 * may fail, with one, and so on; the last is the one explored. `isWhole`: all of it was, so that every place to switch is known. Of each
 * as many states are stored as there is `room` for: beyond that a trace is known to be the shortest only where the
 * `phases` leave no shorter way.
 */
export function* fewestSteps(
  candidates: readonly Candidate[],
  systems: Iterable<MachineSystem>,
  isWhole: boolean,
  room: { readonly states: number; readonly bytes: number },
  phases: Workload['phases'],
): Resting<Shortened[]> {
  const best = new Map(candidates.map((each) => [each.violation.cause, shown(each)]));
  const seen: number[] = [];
  let faults = -1;
  for (const system of systems) {
    faults++;
    const allowed = faults;
    // With fewer calls that fail, a way of as many steps, or a few more, is the better one: a reader takes each for a part of it.
    const worth = ({ schedule }: Candidate): number => {
      const more = faultsOf(schedule) - allowed;
      return schedule.length + more * FAULT_STEPS + (more > 0 ? 1 : 0);
    };
    const known = new Map([...best].map(([cause, each]) => [cause, worth(each)]));
    const { found, turns } = yield* fewestTurns(system, {
      turnOf: (label) => turnOf(system.labels.step(label)),
      isApart: ({ kind }) => kind === 'race',
      known,
      ...room,
    });
    // What came after an order that was wanted, and was not kept, is no way.
    if (system.isMistaken) {
      seen.push(0);
      continue;
    }
    for (const [cause, { violation, trace, turns: fewest }] of found)
      if (fewest < known.get(cause)!)
        best.set(cause, shown({ violation, schedule: trace.map((label) => system.labels.step(label)) }));
    // A place to switch that was not known may make for a shorter way.
    seen.push(system.refined || !isWhole ? 0 : turns);
  }
  return [...best.values()].map((each) => ({
    ...each,
    atLeast: Math.max((seen[faultsOf(each.schedule)] ?? 0) + 1, fewestFor(each, phases)),
  }));
}

/** Calls that are made to fail in a schedule. */
function faultsOf(schedule: readonly Step[]): number {
  return schedule.reduce((sum, { answers }) => sum + answers.filter((answer) => answer !== 0).length, 0);
}

/** Each list of the phases before has a step of its own, however little is known of the others. */
function fewestFor({ schedule }: Candidate, phases: Workload['phases']): number {
  const before = phases.slice(0, schedule.at(-1)?.phase ?? 0);
  return before.reduce((sum, lists) => sum + listsToDo(lists).length, 1);
}

function shown({ violation, schedule }: Candidate): Candidate {
  return { violation, schedule: asShown(violation, schedule) };
}

function turnOf({ phase, task }: Step): number {
  return phase * 0x1000 + task;
}
