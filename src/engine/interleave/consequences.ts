import type { Locking } from './circle.ts';

/** One of the tasks of a deadlock: where it waits, for what, and what it keeps from others meanwhile. */
export interface Stuck extends Locking {
  readonly place: string;
}

/** Choices of tasks that are tried: of many at one place there are many. */
const MOST_CHOICES = 2000;

/**
 * Without deadlocks that others account for: one mistake holds up whoever comes by, each set of whom is a deadlock to
 * look at. What is no deadlock, without tasks, stays.
 */
export function withoutConsequences<T>(found: readonly T[], tasksOf: (each: T) => readonly Stuck[]): T[] {
  const deadlocks = found.map(tasksOf).filter((tasks) => tasks.length > 0);
  return found.filter((each) => !isConsequence(tasksOf(each), deadlocks));
}

/**
 * Whether lesser deadlocks account for each of the tasks. Those that wait at the places of one are it, where they wait for no
 * lock of the others. Others wait behind them: for a lock that one of them waits for, too, or for one that is held by who
 * waits behind them. Who waits for another lock, or for what is no lock, may be the one that they wait for: that
 * is a mistake of its own.
 */
export function isConsequence(tasks: readonly Stuck[], others: readonly (readonly Stuck[])[]): boolean {
  const accounted = new Set<Stuck>();
  for (const other of others) {
    if (other.length >= tasks.length) continue;
    for (const part of partsAt(tasks, other))
      if (isApart(part, tasks)) for (const each of part) accounted.add(each);
  }
  if (accounted.size === 0) return false;
  const wanted = new Set([...accounted].flatMap(({ wants }) => wants ?? []));
  const left = new Set(tasks.filter((each) => !accounted.has(each)));
  // Who waits behind them has others behind itself: again, until nobody more does.
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const each of left) {
      if (each.wants === null || !wanted.has(each.wants)) continue;
      left.delete(each);
      for (const lock of each.holds) wanted.add(lock);
    }
  }
  return left.size === 0;
}

/** None of them waits for a lock that another than them holds. */
function isApart(part: readonly Stuck[], tasks: readonly Stuck[]): boolean {
  const others = tasks.filter((each) => !part.includes(each));
  return part.every(({ wants }) => wants === null || !others.some(({ holds }) => holds.includes(wants)));
}

/** Choices of the tasks that wait where all of another deadlock do. */
function* partsAt(tasks: readonly Stuck[], others: readonly Stuck[]): Generator<readonly Stuck[]> {
  const places = others.map(({ place }) => place).sort();
  const count = (all: readonly string[], place: string): number =>
    all.filter((each) => each === place).length;
  const there = tasks.map(({ place }) => place);
  if (places.some((place) => count(there, place) < count(places, place))) return;
  let left = MOST_CHOICES;
  for (const part of chosen(tasks, places)) {
    yield part;
    if (--left === 0) return;
  }
}

/** One task for each of the places, which are sorted: of those at one place, in the order that they are in. */
function* chosen(
  tasks: readonly Stuck[],
  [place, ...more]: readonly string[],
  from = 0,
): Generator<readonly Stuck[]> {
  if (place === undefined) {
    yield [];
    return;
  }
  for (let at = from; at < tasks.length; at++) {
    if (tasks[at]!.place !== place) continue;
    for (const rest of chosen(tasks, more, more[0] === place ? at + 1 : 0)) yield [tasks[at]!, ...rest];
  }
}
