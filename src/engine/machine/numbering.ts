import { use } from './used.ts';
import type { Watch } from './watch.ts';

/*
 * Which objects a watched task makes: each is called by who makes it, where, and how many there are already, so that
 * states are the same whatever was made, and lost, before.
 */

/** Objects of one task and place, after which those that are lost are made again: a stale pointer to such a one is not seen. */
const MANY = 256;

/** A number for an object that a task makes at a place; 0 when there is none left. `lifeOf` is as in object-table.ts. */
export function numberFor(watch: Watch, task: number, place: number, lifeOf: (id: number) => number): number {
  const key = task * 2 ** 40 + place;
  const known = watch.numbers.get(key) ?? { ids: [], taken: 0, stretch: 0 };
  watch.numbers.set(key, known);
  const { ids } = known;
  // What is there when a task runs on is there until it is interrupted.
  if (known.stretch !== watch.stretch) Object.assign(known, { taken: 0, stretch: watch.stretch });
  for (; known.taken < ids.length; known.taken++) {
    const id = ids[known.taken]!;
    if (lifeOf(id) === 0) return id;
    // Of one that was looked at it is known what it has to be.
    if (watch.isUsed[id] === 0) watch.passed.push(id);
  }
  const lost = ids.length < MANY ? 0 : lostAmong(watch, ids, lifeOf);
  if (lost > 0) return lost;
  const given = watch.given[task] ?? 0;
  if (given === watch.arena.size) return 0;
  watch.given[task] = given + 1;
  const id = watch.arena.first + task * watch.arena.size + given;
  ids.push(id);
  return id;
}

/** One of the first that was freed; 0 for none. In a loop that makes objects and frees them, each is lost in turn. */
function lostAmong(watch: Watch, ids: readonly number[], lifeOf: (id: number) => number): number {
  for (let at = 0; at < MANY; at++) {
    use(watch, ids[at]!);
    if (lifeOf(ids[at]!) < 0) return ids[at]!;
  }
  return 0;
}

/** Gives numbers of a task back, down to so many: of what is not followed nothing is left. */
export function takeBackNumbers(watch: Watch, task: number, given: number): void {
  const first = watch.arena.first + task * watch.arena.size + given;
  for (const [key, { ids }] of watch.numbers)
    if (Math.floor(key / 2 ** 40) === task)
      watch.numbers.set(key, { ids: ids.filter((id) => id < first), taken: 0, stretch: 0 });
  watch.given[task] = given;
}
