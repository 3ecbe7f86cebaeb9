import { isWaiting, type Next } from './nexts.ts';
import { HEADER } from './rows.ts';
import type { Row, World } from './world.ts';

/** What a task has to do with locks, in one state. */
export interface Locking {
  /** The lock without which it cannot go on; null where it can. */
  readonly wants: string | null;
  readonly holds: readonly string[];
}

/**
 * Circles of tasks, by number, that wait for each other: none of them ever goes on, whatever the others do. Of each task
 * a shortest one that it is in, and each circle once. (Linux: what lockdep foresees, and hung_task tells of.)
 */
export function circlesAmong(tasks: readonly Locking[]): readonly (readonly number[])[] {
  const circles = new Map<string, readonly number[]>();
  for (const task of tasks.keys()) {
    const circle = circleOf(task, tasks)?.toSorted((one, two) => one - two);
    if (circle) circles.set(circle.join(), circle);
  }
  return [...circles.values()];
}

/** The tasks on a shortest way from one, over those that each waits for, to itself; null where there is none. */
function circleOf(first: number, tasks: readonly Locking[]): readonly number[] | null {
  const ways: (readonly number[])[] = [[first]];
  const met = new Set<number>();
  for (const way of ways)
    for (const next of holdersOf(tasks[way.at(-1)!]!.wants, tasks)) {
      if (next === first && way.length > 1) return way;
      if (next === first || met.has(next)) continue;
      met.add(next);
      ways.push([...way, next]);
    }
  return null;
}

/** Who waits for a lock waits for each that holds it: several may, for reading. */
function holdersOf(lock: string | null, tasks: readonly Locking[]): number[] {
  return lock === null ? [] : [...tasks.keys()].filter((task) => tasks[task]!.holds.includes(lock));
}

/** What tasks have to do with locks in a state from which they may do that next. */
export function lockingsIn(
  world: World,
  { words, start }: Row,
  nexts: readonly Next[],
  taskAt = (at: number): number => at,
): Locking[] {
  return nexts.map((next, at) => ({
    wants: isWaiting(next) ? world.lockingOf(next.ways[0]!.task).wants : null,
    holds: world.lockingOf(words[start + HEADER + taskAt(at)]!).holds,
  }));
}

/** The circles of tasks in a state, all if not given. */
export function circlesIn(
  world: World,
  row: Row,
  nexts: readonly Next[],
  tasks: readonly number[] | null = null,
): readonly (readonly number[])[] {
  if (nexts.filter(isWaiting).length < 2) return [];
  const taskAt = (at: number): number => tasks?.[at] ?? at;
  return circlesAmong(lockingsIn(world, row, nexts, taskAt)).map((circle) => circle.map(taskAt));
}
