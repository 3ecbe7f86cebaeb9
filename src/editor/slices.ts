/** Milliseconds of work before the host gets its turn: a tenth of what a user would notice. */
const slice = 10;

/**
 * Runs a generator in slices, so that typing and other extensions are never held up.
 * Returns undefined when `wanted` no longer holds: the work was overtaken by a newer edit.
 */
export async function inSlices<T>(
  work: Generator<unknown, T>,
  wanted: () => boolean,
): Promise<T | undefined> {
  for (;;) {
    const until = performance.now() + slice;
    do {
      const step = work.next();
      if (step.done === true) return step.value;
    } while (performance.now() < until);
    await turn();
    if (!wanted()) return undefined;
  }
}

/** Lets everything that waits run once. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
