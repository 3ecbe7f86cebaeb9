import type { Choice } from '../machine/state.ts';

/**
 * Every way in which a task may go on: without a fault, and with each that may happen while `left` more calls may
 * fail. `run` goes one of them, by the answers of its calls first to last, and tells the calls that could have failed on
 * it; null ends it all.
 */
export function everyWay(left: number, run: (answers: readonly number[]) => readonly Choice[] | null): void {
  const pending: (readonly number[])[] = [[]];
  for (let answers = pending.pop(); answers; answers = pending.pop()) {
    const choices = run(answers);
    if (choices === null) return;
    if (faultsIn(choices) >= left) continue;
    // Later calls of this way may fail as well.
    for (let index = choices.length - 1; index >= answers.length; index--)
      for (let answer = 1; answer < choices[index]!.ways; answer++)
        pending.push([...answers, ...new Array<number>(index - answers.length).fill(0), answer]);
  }
}

/** Calls that were made to fail. */
export function faultsIn(choices: readonly Choice[]): number {
  let faults = 0;
  for (const { taken } of choices) if (taken !== 0) faults++;
  return faults;
}
