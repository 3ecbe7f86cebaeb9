import { isWaiting, type Next } from './nexts.ts';
import { goesOn, isServing, type Workload } from './program.ts';
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

  /** A phase, in a row after a step of it: all is done, and who serves has nothing to do or waits for what is to come. */
  isOver(words: Int32Array, phase: number): boolean {
    const { rows, state } = this.#world;
    const { phases, lackIn } = this.#workload;
    const lists = phases[phase]!;
    const isDone = lists.every(
      (actions, task) => isServing(actions) || rows.actionOf(words[HEADER + task]!) >= actions.length,
    );
    if (!isDone) return false;
    const serving = lists.flatMap((actions, task) => (isServing(actions) ? [task] : []));
    if (serving.length === 0) return true;
    const row = { words, start: 0, length: rows.trim(words) };
    const atWork = serving.filter((task) => words[HEADER + task] !== this.#idle[task]);
    if (atWork.length > 0 && !this.#areWaiting(row, atWork)) return false;
    const isLast = phase + 1 === phases.length;
    const areAll = atWork.length === serving.length;
    if (!isLast && !areAll) return true;
    this.#world.load(words, 0, row.length);
    if (!lists.some(([action]) => action?.hasWork?.(state))) return true;
    // In the phase that follows, too, nobody has time for it.
    if (areAll) this.lack ??= lackIn?.(state) ?? null;
    return areAll;
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
