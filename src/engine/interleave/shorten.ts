import type { Step } from './labels.ts';
import type { Workload } from './program.ts';
import { follow, merged } from './schedule.ts';
import type { AfterPhase } from './system.ts';
import type { World } from './world.ts';

/**
 * A schedule of fewer steps that ends in a violation of the same cause: without steps that play no part, and
 * with steps of one task together where nothing needs them apart. At most `tries` schedules are followed; it
 * yields after each.
 */
export function* shorten(
  world: World,
  workload: Workload,
  schedule: readonly Step[],
  cause: string,
  afterPhase: AfterPhase,
  tries: number,
): Generator<undefined, Step[]> {
  let best = merged(schedule);
  let left = tries;
  /** The schedule up to where it goes wrong in that way; null where it does not. */
  const upToCause = (steps: Step[]): Step[] | null => {
    left--;
    const { refused, violations } = follow(world, workload, steps, afterPhase);
    const met = violations.find(({ violation }) => violation.cause === cause);
    return refused === null && met ? steps.slice(0, met.step + 1) : null;
  };
  for (let changed = true; changed && left > 0; ) {
    changed = false;
    for (const candidate of candidates(best)) {
      if (left <= 0) break;
      if (candidate.length >= best.length) continue;
      const shorter = upToCause(candidate);
      yield;
      if (!shorter) continue;
      best = shorter;
      changed = true;
      break;
    }
  }
  return best;
}

/**
 * Schedules that may do as well: one step left out, or moved to its task's step before or after; or its task
 * interrupted a little later before, so that another meets what it has done by half.
 */
function* candidates(steps: readonly Step[]): Generator<Step[]> {
  yield* withoutOne(steps);
  for (let index = steps.length - 1; index > 0; index--) {
    const { answers, operations } = steps[index]!;
    const before = steps.findLastIndex((each, at) => at < index && isOneTasks(each, steps[index]!));
    if (before < 0 || answers.length > 0) continue;
    const rest = steps.toSpliced(index, 1);
    for (let more = 1; more <= Math.min(operations, MOST_MORE); more++)
      yield merged(rest.with(before, { ...rest[before]!, operations: rest[before]!.operations + more }));
  }
}

/** As many operations as a list is half changed in. */
const MOST_MORE = 6;

function* withoutOne(steps: readonly Step[]): Generator<Step[]> {
  for (let index = steps.length - 2; index >= 0; index--) {
    const rest = steps.toSpliced(index, 1);
    yield merged(rest);
    const later = rest.findIndex((each, at) => at >= index && isOneTasks(each, steps[index]!));
    if (later > index) yield merged(rest.toSpliced(later, 0, steps[index]!));
    const earlier = rest.findLastIndex((each, at) => at < index && isOneTasks(each, steps[index]!));
    if (earlier >= 0) yield merged(rest.toSpliced(earlier + 1, 0, steps[index]!));
  }
}

function isOneTasks(a: Step, b: Step): boolean {
  return a.task === b.task && a.phase === b.phase;
}
