import type { Budget } from './budget.ts';
import { CHUNK_BITS, hashRow, type Rows, sameWords } from './rows.ts';

/** Before each row: its parent and its label. */
const HEAD = 2;

/** Rows of one width: a row's place follows from its number. */
export class FixedRows implements Rows {
  count = 0;
  readonly #budget: Budget;
  readonly #width: number;
  readonly #stride: number;
  /** Rows of a chunk, as a power of two. */
  readonly #bits: number;
  readonly #mask: number;
  readonly #chunks: Int32Array[] = [];

  constructor(width: number, budget: Budget) {
    this.#budget = budget;
    this.#width = width;
    this.#stride = width + HEAD;
    this.#bits = Math.max(0, Math.floor(CHUNK_BITS - Math.log2(this.#stride)));
    this.#mask = (1 << this.#bits) - 1;
  }

  add(row: Int32Array, _length: number, _hash: number, parent: number, label: number): boolean {
    const index = this.count >>> this.#bits;
    if (index === this.#chunks.length) {
      const fresh = this.#budget.take(this.#stride << this.#bits);
      if (fresh === null) return false;
      this.#chunks.push(fresh);
    }
    const chunk = this.#chunks[index]!;
    let at = (this.count & this.#mask) * this.#stride;
    chunk[at++] = parent;
    chunk[at++] = label;
    for (let word = 0; word < this.#width; word++) chunk[at++] = row[word]!;
    this.count++;
    return true;
  }

  equals(state: number, row: Int32Array): boolean {
    return sameWords(this.chunkOf(state), this.startOf(state), row, this.#width);
  }

  chunkOf(state: number): Int32Array {
    return this.#chunks[state >>> this.#bits]!;
  }

  startOf(state: number): number {
    return (state & this.#mask) * this.#stride + HEAD;
  }

  lengthOf(): number {
    return this.#width;
  }

  hashOf(state: number): number {
    return hashRow(this.chunkOf(state), this.startOf(state), this.#width);
  }

  parentOf(state: number): number {
    return this.chunkOf(state)[this.startOf(state) - 2]!;
  }

  labelOf(state: number): number {
    return this.chunkOf(state)[this.startOf(state) - 1]!;
  }
}
