/** A step of a schedule: what tells it from the others out of the same state. */
export interface Step {
  readonly phase: number;
  readonly task: number;
  /** Answers to the calls that may fail, first to last; those beyond did not. */
  readonly answers: readonly number[];
  /** Operations the task did before another one went on. */
  readonly operations: number;
  /** Calls that could have failed among them. */
  readonly choices: number;
}

/** Steps by number, as an explorer keeps them. Number 0 is no step. */
export class Labels {
  readonly #numbers = new Map<number | string, number>();
  readonly #steps: (Step | null)[] = [null];

  number(step: Step): number {
    const key = keyOf(step);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#steps.length);
    return this.#steps.push(step) - 1;
  }

  step(number: number): Step {
    return this.#steps[number]!;
  }
}

function keyOf({ phase, task, answers, operations, choices }: Step): number | string {
  if (answers.length === 0 && operations < 0x10000 && choices < 0x10000 && task < 256 && phase < 256)
    return ((choices * 0x10000 + operations) * 256 + task) * 256 + phase;
  return `${phase}|${task}|${answers}|${operations}|${choices}`;
}
