import type { Next } from './nexts.ts';
import { HEADER } from './rows.ts';
import type { Row, World } from './world.ts';

/** What a task has to do with locks, in one state. */
export interface Locking {
  /** The lock without which it cannot go on; null where it can. */
  readonly wants: string | null;
  readonly holds: readonly string[];
}

/**
 * Tasks, by number, that wait for each other in a circle: none of them ever goes on, whatever the others do. Those of
 * the first circle there is; null where there is none. (Linux: what lockdep foresees, and hung_task tells of.)
 */
export function circleAmong(tasks: readonly Locking[]): readonly number[] | null {
  const holder = new Map(tasks.flatMap(({ holds }, task) => holds.map((lock) => [lock, task] as const)));
  for (let start = 0; start < tasks.length; start++) {
    const way: number[] = [];
    let at: number | undefined = start;
    while (at !== undefined && !way.includes(at)) {
      way.push(at);
      const { wants }: Locking = tasks[at]!;
      at = wants === null ? undefined : holder.get(wants);
    }
    if (at !== undefined) return way.slice(way.indexOf(at)).sort((one, two) => one - two);
  }
  return null;
}

/** The same of a state, from which tasks may do that next. */
export function circleIn(
  world: World,
  { words, start }: Row,
  nexts: readonly Next[],
): readonly number[] | null {
  if (nexts.filter(isWaiting).length < 2) return null;
  return circleAmong(
    nexts.map((next, task) => ({
      wants: isWaiting(next) ? world.lockingOf(next.ways[0]!.task).wants : null,
      holds: world.lockingOf(words[start + HEADER + task]!).holds,
    })),
  );
}

function isWaiting({ ways, isReady }: Next): boolean {
  return ways.length > 0 && !isReady;
}
