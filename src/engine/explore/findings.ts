import type { Found } from './exploration.ts';
import type { Violation } from './system.ts';

/** The shortest trace met for each cause. */
export class Findings<V extends Violation> {
  readonly #byCause = new Map<string, Found<V>>();

  /** `trace` is asked for only if the violation is kept. */
  add(violation: V, length: number, trace: () => readonly number[]): void {
    const known = this.#byCause.get(violation.cause);
    if (known !== undefined && known.trace.length <= length) return;
    this.#byCause.delete(violation.cause);
    this.#byCause.set(violation.cause, { violation, trace: trace() });
  }

  /** Shortest first; of one length in the order in which they were met. */
  list(): Found<V>[] {
    return [...this.#byCause.values()].sort((a, b) => a.trace.length - b.trace.length);
  }
}
