import type { Naming, Uses } from './watch.ts';

/*
 * Which objects a watched task makes: each is called by who makes it, where, and how many there are already, so that
 * states are the same whatever was made, and lost, before.
 */

/** A number for an object that a task makes at a place; 0 when there is none left. */
export function numberFor(
  watch: Naming & Pick<Uses, 'isUsed' | 'passed'>,
  task: number,
  place: number,
  isFree: (id: number) => boolean,
): number {
  const key = task * 2 ** 40 + place;
  const ids = watch.numbers.get(key) ?? [];
  for (const id of ids) {
    if (isFree(id)) return id;
    // Of one that was looked at it is known what it has to be.
    if (watch.isUsed[id] === 0) watch.passed.push(id);
  }
  const given = watch.given[task] ?? 0;
  if (given === watch.arena.size) return 0;
  watch.given[task] = given + 1;
  const id = watch.arena.first + task * watch.arena.size + given;
  watch.numbers.set(key, [...ids, id]);
  return id;
}
