import { FIXED, shadowOf, shadowStart } from './object-words.ts';
import type { Rows } from './rows.ts';
import type { Uses } from './uses.ts';
import { WordTable } from './word-table.ts';

/** All of an object, as the number of a part. */
export const ALL = 0;

/**
 * Parts of objects, those that segments depend on: what an object is, and some of the words of its bytes. Each is
 * called by a number from 1 on; so is what an object has in a part, so that two are compared at once.
 */
export class Parts {
  readonly #rows: Rows;
  /** The size of the object first. */
  readonly #parts = new WordTable();
  readonly #contents = new WordTable();
  /** Per part, by the index of an object among those of its size: what it has. */
  readonly #known: Int32Array[] = [];
  #knownBytes = 0;
  readonly #unions = new Map<number, number>();
  #scratch = new Int32Array(64);

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  get bytes(): number {
    return this.#parts.bytes + this.#contents.bytes + this.#knownBytes;
  }

  /** The part of objects of a size, -1 for none at all, that has the words of the object at an index of `uses`. */
  number(size: number, uses: Uses, index: number): number {
    const start = uses.start(index);
    const length = uses.end(index) - start + 1;
    const scratch = this.#room(length);
    scratch[0] = size;
    for (let at = 1; at < length; at++) scratch[at] = uses.words[start + at - 1]!;
    return this.#add(scratch, length);
  }

  /** The part that has the words of both; they are of objects of one size. */
  union(one: number, other: number): number {
    if (one === other) return one;
    if (one === ALL || other === ALL) return ALL;
    const key = one * 0x4000000 + other;
    const known = this.#unions.get(key);
    if (known !== undefined) return known;
    const { words } = this.#parts;
    const size = words[this.#parts.start(one)]!;
    const of = (part: number) => words.subarray(this.#parts.start(part) + 1, this.#parts.end(part));
    const both = Int32Array.from([size, ...new Set([...of(one), ...of(other)])]);
    const number = this.#add(both, both.length);
    this.#unions.set(key, number);
    return number;
  }

  #add(words: Int32Array, length: number): number {
    const number = this.#parts.add(words, length);
    if (this.#known[number] === undefined) this.#keep(number, new Int32Array(4));
    return number;
  }

  /** The words of a part that is not all. */
  wordsOf(part: number): Int32Array {
    return this.#parts.words.subarray(this.#parts.start(part) + 1, this.#parts.end(part));
  }

  /** What an object, given by its number, has in a part: equal for equal content, 0 for one of another size. */
  contentOf(part: number, object: number): number {
    if (part === ALL) return object;
    const rows = this.#rows;
    if (rows.sizeOf(object) !== this.#parts.words[this.#parts.start(part)]) return 0;
    const index = rows.indexOf(object);
    let known = this.#known[part]!;
    if (index >= known.length) {
      known = new Int32Array(Math.max(index + 1, known.length * 2));
      known.set(this.#known[part]!);
      this.#keep(part, known);
    }
    if (known[index] === 0) known[index] = this.#contents.add(this.#scratch, this.#read(part, object));
    return known[index]!;
  }

  #keep(part: number, known: Int32Array): void {
    this.#knownBytes += known.byteLength - (this.#known[part]?.byteLength ?? 0);
    this.#known[part] = known;
  }

  /** Puts what an object has in a part into the scratch; gives the number of words. */
  #read(part: number, object: number): number {
    const { objects } = this.#rows;
    const start = this.#parts.start(part) + 1;
    const end = this.#parts.end(part);
    const scratch = this.#room((end - start) * 2 + 1);
    scratch[0] = this.#rows.identityOf(object);
    // Of one that keeps no bytes there are none to depend on.
    if (object === 0 || objects.end(object) - objects.start(object) === FIXED) return 1;
    const from = objects.start(object);
    const shadow = shadowStart(objects.words, from);
    let at = 1;
    for (let index = start; index < end; index++) {
      const word = this.#parts.words[index]!;
      scratch[at++] = objects.words[from + FIXED + word]!;
      scratch[at++] = shadowOf(objects.words, shadow, word);
    }
    return at;
  }

  #room(words: number): Int32Array {
    if (words > this.#scratch.length) this.#scratch = new Int32Array(words * 2);
    return this.#scratch;
  }
}
