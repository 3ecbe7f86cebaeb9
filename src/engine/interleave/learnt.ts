import { WordTable } from './word-table.ts';

/** Effects that were compared: of one slot, a change, what the object became, and the same of the image. */
export class Learnt {
  readonly #table = new WordTable();
  readonly #key = new Int32Array(5);

  get bytes(): number {
    return this.#table.bytes;
  }

  /** Whether it was met before; it is from now on. */
  isMet(slot: number, change: number, after: number, otherChange: number, image: number): boolean {
    const key = this.#key;
    key[0] = slot;
    key[1] = change;
    key[2] = after;
    key[3] = otherChange;
    key[4] = image;
    const { count } = this.#table;
    return this.#table.add(key, key.length) <= count;
  }
}
