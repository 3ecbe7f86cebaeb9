import type { Found } from './exploration.ts';
import type { Violation } from './system.ts';

/** The shortest trace met for each cause. */
export class Findings<V extends Violation> {
  readonly #byCause = new Map<string, Found<V>>();

  /** `found`, the violation with the way to it, is asked for only if it is kept. */
  add({ cause }: V, length: number, found: () => Found<V>): void {
    const known = this.#byCause.get(cause);
    if (known !== undefined && known.trace.length <= length) return;
    this.#byCause.delete(cause);
    this.#byCause.set(cause, found());
  }

  /** Shortest first; of one length in the order in which they were met. */
  list(): Found<V>[] {
    return [...this.#byCause.values()].sort((a, b) => a.trace.length - b.trace.length);
  }
}
