import type { Machine } from '../machine/machine.ts';
import type { MachineState } from '../machine/state.ts';
import type { CompiledDriver } from './compile.ts';
import { type Ended, goOn, runFunction } from './tasks.ts';
import { workFor } from './workers.ts';

/**
 * What is queued where one thing follows another: tasks that run works, each until it is done or a work has to wait. That
 * holds up nobody: what it waits for may come later.
 */
export class InTurnWorks {
  readonly #machine: Machine;
  readonly #state: MachineState;
  /** Of the library's model_run_works. */
  readonly #index: number;
  readonly #isPending: (state: MachineState) => boolean;
  #waiting: Ended[] = [];
  #ended: Ended[] = [];
  /** Works that queue each other without end: no more are run. */
  #isEndless = false;

  constructor(machine: Machine, state: MachineState, index: number, driver: CompiledDriver) {
    this.#machine = machine;
    this.#state = state;
    this.#index = index;
    this.#isPending = workFor(driver);
  }

  /** Runs what may go on or begin; false where that is nothing. */
  *run(): Generator<undefined, boolean> {
    let isMore = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { task, name } of waiting) {
      const before = this.#placeOf(task);
      const ended = yield* goOn(this.#machine, this.#state, task, name);
      this.#keep(ended);
      isMore ||= ended.end !== 'blocked' || this.#placeOf(task) !== before;
    }
    while (!this.#isEndless && this.#isPending(this.#state)) {
      this.#keep(yield* runFunction(this.#machine, this.#state, this.#index, [], 'worker'));
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

  /** Where a task is. */
  #placeOf(id: number): string {
    const { pc, base, waitLow, waitHigh } = this.#state.tasks[id]!;
    return [pc, base, waitLow, waitHigh].join();
  }
}
