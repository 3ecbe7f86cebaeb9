import { isWaiting, type Next } from './nexts.ts';
import { goesOn, isServing, phaseEnd, type Workload } from './program.ts';
import { HEADER } from './rows.ts';
import type { Row, World } from './world.ts';

/** Whether tasks, by number, have to wait in a row. */
type AreWaiting = (row: Row, tasks: readonly number[]) => boolean;

/** Where phases are over, and what there is too little of for them to come to that. */
export class PhaseEnd {
  /** What there was too little of where no task could go on: what follows is not known. */
  lack: string | null = null;
  /** All who serve were in the midst of something and had to wait, in some state. */
  wereAllWaiting = false;
  readonly #world: World;
  readonly #workload: Workload;
  readonly #idle: readonly number[];
  readonly #areWaiting: AreWaiting;
  /** Tasks that serve others. */
  readonly #serving: readonly number[];

  constructor(world: World, workload: Workload, idle: readonly number[], areWaiting: AreWaiting) {
    this.#world = world;
    this.#workload = workload;
    this.#idle = idle;
    this.#areWaiting = areWaiting;
    this.#serving = [...idle.keys()].filter((task) =>
      workload.phases.some((phase) => isServing(phase[task] ?? [])),
    );
  }

  /** Looks at what tasks may do next in a row. */
  look({ words, start }: Row, nexts: readonly Next[]): void {
    if (this.wereAllWaiting || this.#serving.length === 0) return;
    this.wereAllWaiting = this.#serving.every((task) => {
      const next = nexts[task];
      return words[start + HEADER + task] !== this.#idle[task] && next !== undefined && isWaiting(next);
    });
  }

  /** A phase, in a row after a step of it. */
  isOver(words: Int32Array, phase: number): boolean {
    const { rows, state } = this.#world;
    const length = rows.trim(words);
    let isLoaded = false;
    const end = phaseEnd(this.#workload, phase, {
      isDone: (task, { length: all }) => rows.actionOf(words[HEADER + task]!) >= all,
      isIdle: (task) => words[HEADER + task] === this.#idle[task],
      areWaiting: (tasks) => this.#areWaiting({ words, start: 0, length }, tasks),
      hasWork: ({ hasWork }) => {
        if (!isLoaded) this.#world.load(words, 0, length);
        isLoaded = true;
        return hasWork?.(state) === true;
      },
    });
    // In the phase that follows, too, nobody has time for it.
    if (end === 'lacking') this.lack ??= this.#workload.lackIn?.(state) ?? null;
    return end !== 'goes-on';
  }

  /** Makes a row after a phase, which is over, one before the next. */
  begin(row: Int32Array, phase: number): void {
    this.#idle.forEach((number, task) => {
      if (!goesOn(this.#workload, phase, task)) row[HEADER + task] = number;
    });
  }

  /** No task can go on, for there is too little of something. */
  isLacking({ words, start, length }: Row): boolean {
    const { lackIn } = this.#workload;
    if (lackIn === undefined) return false;
    this.#world.load(words, start, length);
    const lack = lackIn(this.#world.state);
    this.lack ??= lack;
    return lack !== null;
  }
}
