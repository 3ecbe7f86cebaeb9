import type { Resting } from '../explore/exploration.ts';
import type { Step } from './labels.ts';
import { merged } from './schedule.ts';

export interface Shortening {
  /** No fewer steps do. */
  readonly atLeast: number;
  /** The schedule up to where it goes wrong in the way that is wanted; null where it does not. */
  readonly upToCause: (steps: readonly Step[]) => readonly Step[] | null;
  /** The last step stays one of its own. */
  readonly isApart: boolean;
  /** Schedules that are followed at most. */
  readonly tries: number;
}

/**
 * A schedule of fewer steps that goes wrong in the same way: without steps that play no part, and with steps of one
 * task together where nothing needs them apart. It yields after each that it tries.
 */
export function* shorten(
  schedule: readonly Step[],
  { atLeast, upToCause, isApart, tries }: Shortening,
): Resting<readonly Step[]> {
  const end = isApart ? schedule.slice(-1) : [];
  const whole = (steps: readonly Step[]): readonly Step[] => [...merged(steps), ...end];
  let best: readonly Step[] = [...merged(schedule.slice(0, schedule.length - end.length)), ...end];
  let left = tries;
  for (let changed = true; changed && left > 0; ) {
    changed = false;
    for (const steps of candidates(best.slice(0, best.length - end.length), isApart)) {
      const candidate = whole(steps);
      if (left <= 0 || best.length <= atLeast) break;
      if (candidate.length >= best.length) continue;
      left--;
      const shorter = upToCause(candidate);
      if ((yield) === 'stop') left = 0;
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
function* candidates(steps: readonly Step[], isLastLeft: boolean): Generator<Step[]> {
  yield* withoutOne(steps, isLastLeft ? steps.length - 1 : steps.length - 2);
  for (let index = steps.length - 1; index > 0; index--) {
    const { answers, operations } = steps[index]!;
    const before = steps.findLastIndex((each, at) => at < index && isOneTasks(each, steps[index]!));
    if (before < 0 || answers.length > 0) continue;
    const rest = steps.toSpliced(index, 1);
    for (let more = 1; more <= Math.min(operations, MOST_MORE); more++)
      yield rest.with(before, { ...rest[before]!, operations: rest[before]!.operations + more });
  }
}

/** As many operations as a list is half changed in. */
const MOST_MORE = 6;

/** `last` is the last that may be left out. */
function* withoutOne(steps: readonly Step[], last: number): Generator<Step[]> {
  for (let index = last; index >= 0; index--) {
    const rest = steps.toSpliced(index, 1);
    yield rest;
    const later = rest.findIndex((each, at) => at >= index && isOneTasks(each, steps[index]!));
    if (later > index) yield rest.toSpliced(later, 0, steps[index]!);
    const earlier = rest.findLastIndex((each, at) => at < index && isOneTasks(each, steps[index]!));
    if (earlier >= 0) yield rest.toSpliced(earlier + 1, 0, steps[index]!);
  }
}

function isOneTasks(a: Step, b: Step): boolean {
  return a.task === b.task && a.phase === b.phase;
}
