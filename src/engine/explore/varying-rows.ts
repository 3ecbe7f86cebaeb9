import type { Budget } from './budget.ts';
import { CHUNK_BITS, type Rows, sameWords } from './rows.ts';

/** Before each row: its parent, label, length and hash. Long rows are dear to hash, so that is kept. */
const HEAD = 4;
const CHUNK = 1 << CHUNK_BITS;
const MASK = CHUNK - 1;
/** Places of a chunk of places, as a power of two. */
const PLACE_BITS = 12;
const PLACE_MASK = (1 << PLACE_BITS) - 1;

/**
 * Rows of any length. A place is a chunk's index times CHUNK and where the head begins. A row that is longer than
 * a chunk gets an array of its own, which stands at as many indices as it has chunks.
 */
export class VaryingRows implements Rows {
  count = 0;
  readonly #budget: Budget;
  readonly #chunks: Int32Array[] = [];
  readonly #places: Int32Array[] = [];
  /** Where the next row goes if it fits into the last chunk. */
  #free = CHUNK;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  add(row: Int32Array, length: number, hash: number, parent: number, label: number): boolean {
    const size = length + HEAD;
    if (!this.#makeRoom(size)) return false;
    const last = this.#chunks.length - Math.max(1, Math.ceil(size / CHUNK));
    const chunk = this.#chunks[last]!;
    const start = this.#free + HEAD;
    chunk[start - 4] = parent;
    chunk[start - 3] = label;
    chunk[start - 2] = length;
    chunk[start - 1] = hash;
    for (let at = 0; at < length; at++) chunk[start + at] = row[at]!;
    this.#places[this.count >>> PLACE_BITS]![this.count & PLACE_MASK] = last * CHUNK + this.#free;
    this.#free += size;
    this.count++;
    return true;
  }

  #makeRoom(size: number): boolean {
    if (this.count >>> PLACE_BITS === this.#places.length) {
      const places = this.#budget.take(PLACE_MASK + 1);
      if (places === null) return false;
      this.#places.push(places);
    }
    if (this.#free + size <= CHUNK) return true;
    const chunks = Math.ceil(size / CHUNK);
    // Places are words of 32 bits.
    if (this.#chunks.length + chunks > 2 ** (32 - CHUNK_BITS)) return false;
    const fresh = this.#budget.take(chunks * CHUNK);
    if (fresh === null) return false;
    for (let index = 0; index < chunks; index++) this.#chunks.push(fresh);
    this.#free = 0;
    return true;
  }

  equals(state: number, row: Int32Array, length: number): boolean {
    return (
      this.lengthOf(state) === length && sameWords(this.chunkOf(state), this.startOf(state), row, length)
    );
  }

  #placeOf(state: number): number {
    return this.#places[state >>> PLACE_BITS]![state & PLACE_MASK]!;
  }

  chunkOf(state: number): Int32Array {
    return this.#chunks[this.#placeOf(state) >>> CHUNK_BITS]!;
  }

  startOf(state: number): number {
    return (this.#placeOf(state) & MASK) + HEAD;
  }

  lengthOf(state: number): number {
    return this.chunkOf(state)[this.startOf(state) - 2]!;
  }

  hashOf(state: number): number {
    return this.chunkOf(state)[this.startOf(state) - 1]!;
  }

  parentOf(state: number): number {
    return this.chunkOf(state)[this.startOf(state) - 4]!;
  }

  labelOf(state: number): number {
    return this.chunkOf(state)[this.startOf(state) - 3]!;
  }
}
