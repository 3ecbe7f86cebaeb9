/**
 * Work in steps: whoever runs it may rest, or stop, after each. A step takes well under a millisecond,
 * where nothing else is said.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** How many small pieces of work make a step. */
const perStep = 128;

/** Visits a list in steps. */
export function* eachInSteps<T>(list: readonly T[], visit: (element: T) => void): Steps<void> {
  let visited = 0;
  for (const element of list) {
    if (++visited % perStep === 0) yield;
    visit(element);
  }
}

/** Maps a list in steps. */
export function* mapInSteps<T, U>(list: readonly T[], map: (element: T) => U): Steps<U[]> {
  const mapped: U[] = [];
  yield* eachInSteps(list, (element) => mapped.push(map(element)));
  return mapped;
}

/** Maps a list whose elements take steps of their own. */
export function* mapNested<T, U>(list: readonly T[], map: (element: T) => Steps<U>): Steps<U[]> {
  const mapped: U[] = [];
  for (const element of list) {
    mapped.push(yield* map(element));
    if (mapped.length % 32 === 0) yield;
  }
  return mapped;
}
