import type { Watch } from './watch.ts';

/** A number for an object that a task makes at a place; 0 when there is none left. */
export function numberFor(
  watch: Watch,
  task: number,
  place: number,
  isFree: (id: number) => boolean,
): number {
  const key = task * 2 ** 40 + place;
  const ids = watch.numbers.get(key) ?? [];
  for (const id of ids) {
    if (isFree(id)) return id;
    watch.passed.push(id);
  }
  const given = watch.given[task] ?? 0;
  if (given === watch.arena.size) return 0;
  watch.given[task] = given + 1;
  const id = watch.arena.first + task * watch.arena.size + given;
  watch.numbers.set(key, [...ids, id]);
  return id;
}

/** What is done depends on an object. */
export function use(watch: Watch, id: number): void {
  if (watch.isUsed[id] === 1) return;
  watch.isUsed[id] = 1;
  watch.used.push(id);
}
