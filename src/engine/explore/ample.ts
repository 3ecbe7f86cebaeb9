import { Footprint } from './footprint.ts';
import type { Reducible } from './reducible.ts';
import type { Violation } from './system.ts';

/**
 * Finds a task whose next steps commute with all that the others may do before it moves. To take these steps alone
 * leaves out orders that differ in nothing: each path from the state is one that begins with them, in another order,
 * and breaks the same rule at its end.
 */
export class Ample<V extends Violation> {
  readonly #system: Reducible<V>;
  readonly #next: Footprint;
  readonly #others: Footprint;

  constructor(system: Reducible<V>) {
    this.#system = system;
    this.#next = new Footprint(system.places);
    this.#others = new Footprint(system.places);
  }

  /** -1 if there is none. */
  taskAt(words: Int32Array, start: number, length: number): number {
    for (let task = 0; task < this.#system.tasks; task++) {
      this.#next.clear();
      if (!this.#system.next(words, start, length, task, this.#next)) continue;
      this.#others.clear();
      this.#system.others(words, start, length, task, this.#others);
      if (!this.#next.conflicts(this.#others)) return task;
    }
    return -1;
  }
}
