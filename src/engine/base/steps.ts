/** Takes all steps of some work that is done in pieces, so that a caller may do other work between them. */
export function finished<T>(steps: Generator<undefined, T, undefined>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Maps a list whose elements take steps of their own. */
export function* mapNested<T, U>(list: readonly T[], map: (element: T) => Steps<U>): Steps<U[]> {
  const mapped: U[] = [];
  for (const [at, element] of list.entries()) {
    if (at % 32 === 31) yield;
    mapped.push(yield* map(element));
  }
  return mapped;
}
