/** Tasks that a relation has room for. */
export const MOST_TASKS = 12;

/** A step into another stage: nothing that comes after it could have come before. */
export const APART = -1;

/**
 * How a step stands to what the other tasks do next, as one word: which task took it; for which of them the next step
 * has to come after it; whose next step it made another.
 */
export function relationOf(
  task: number,
  before: readonly number[],
  after: readonly number[],
  ordered: (print: number, other: number) => boolean,
): number {
  const tasks = before.length;
  let relation = task;
  for (let other = tasks - 1; other >= 0; other--)
    relation = (relation << 1) | (other !== task && before[other] !== after[other] ? 1 : 0);
  for (let other = tasks - 1; other >= 0; other--) {
    const comes = other !== task && after[other]! > 0 && ordered(before[task]!, after[other]!);
    relation = (relation << 1) | (comes ? 1 : 0);
  }
  return relation;
}

export function taskIn(relation: number, tasks: number): number {
  return relation >>> (2 * tasks);
}

/** The next step of `other` has to come after the step. */
export function comesAfter(relation: number, other: number): boolean {
  return ((relation >>> other) & 1) === 1;
}

/** The step changed what `other` does next. */
export function isChanged(relation: number, other: number, tasks: number): boolean {
  return ((relation >>> (tasks + other)) & 1) === 1;
}
