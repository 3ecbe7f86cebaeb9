import type { Machine } from '../machine/machine.ts';
import type { MachineState } from '../machine/state.ts';
import type { CompiledDriver } from './compile.ts';
import { type Ended, goOn, runFunction } from './tasks.ts';
import { againFor, workFor } from './workers.ts';

/** Fuel that a task takes to see that it still has to wait; one that goes round in a loop comes to the same place with less. */
const LOOK = 1;

/** Turns of what queues itself, or of threads that sleep, while a user waits for what they do: more lead nowhere. */
const MOST_TURNS = 100;

/**
 * What is queued where one thing follows another: tasks that run works, each until it is done or a work has to wait. That
 * holds up nobody: what it waits for may come later.
 */
export class InTurnWorks {
  readonly #machine: Machine;
  readonly #state: MachineState;
  /** Of the library's functions. */
  readonly #index: (name: string) => number;
  readonly #isPending: (state: MachineState) => boolean;
  readonly #isAgain: (state: MachineState) => boolean;
  /** Turns that were given in a row. */
  #turns = 0;
  #waiting: Ended[] = [];
  #ended: Ended[] = [];
  /** Works that queue each other without end: no more are run. */
  #isEndless = false;

  constructor(
    machine: Machine,
    state: MachineState,
    driver: CompiledDriver,
    index: (name: string) => number,
  ) {
    this.#machine = machine;
    this.#state = state;
    this.#index = index;
    this.#isPending = workFor(driver);
    this.#isAgain = againFor(driver);
  }

  /** Runs what may go on or begin, that has queued itself as well where a user `waits`; false where that is nothing. */
  *run(waits: boolean): Generator<undefined, boolean> {
    if (!waits) this.#turns = 0;
    const isMore = yield* this.#runOnce();
    if (isMore || !waits || this.#turns === MOST_TURNS || !this.#isAgain(this.#state)) return isMore;
    this.#turns++;
    yield* runFunction(this.#machine, this.#state, this.#index('model_let_on'), [], 'worker');
    return true;
  }

  *#runOnce(): Generator<undefined, boolean> {
    let isMore = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { task, name } of waiting) {
      const before = this.#fuelOf(task);
      const ended = yield* goOn(this.#machine, this.#state, task, name);
      this.#keep(ended);
      isMore ||= ended.end !== 'blocked' || before - this.#fuelOf(task) > LOOK;
    }
    while (!this.#isEndless && this.#isPending(this.#state)) {
      this.#keep(
        yield* runFunction(this.#machine, this.#state, this.#index('model_run_works'), [], 'worker'),
      );
      isMore = true;
    }
    return isMore;
  }

  /** Those that did not return, as of an Oops, since it was asked last. */
  takeEnded(): readonly Ended[] {
    const ended = this.#ended;
    this.#ended = [];
    return ended;
  }

  #keep(ended: Ended): void {
    if (ended.end === 'blocked') this.#waiting.push(ended);
    else if (ended.end !== 'done') this.#ended.push(ended);
    this.#isEndless ||= ended.end === 'fuel';
  }

  #fuelOf(id: number): number {
    return this.#state.tasks[id]!.fuel;
  }
}
