/** Takes all steps of some work that is done in pieces, so that a caller may do other work between them. */
export function finished<T>(steps: Generator<unknown, T, undefined>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
