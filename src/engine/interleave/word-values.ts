import { FIXED, shadowOf, shadowStart } from './object-words.ts';
import type { Rows } from './rows.ts';

/** Values of words, and which of their bytes are initialised: each that is told apart has a number from 0 on. */
export class WordValues {
  readonly #rows: Rows;
  readonly #numbers = new Map<number, number>();
  readonly #words: number[] = [];
  readonly #bits: number[] = [];
  /** By the number of an object. */
  readonly #ofObjects: (Int32Array | undefined)[] = [];
  #bytes = 0;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Roughly. */
  get bytes(): number {
    return this.#bytes + this.#words.length * 64;
  }

  /** Of each word of an object's bytes, the number of its value; none for an object that keeps no bytes, or for 0. */
  of(object: number): Int32Array {
    let numbers = this.#ofObjects[object];
    if (numbers === undefined) {
      numbers = this.#read(object);
      this.#ofObjects[object] = numbers;
      this.#bytes += 64 + numbers.byteLength;
    }
    return numbers;
  }

  wordOf(number: number): number {
    return this.#words[number]!;
  }

  /** Which bytes are initialised, as 4 bits. */
  bitsOf(number: number): number {
    return this.#bits[number]!;
  }

  #read(object: number): Int32Array {
    const { objects } = this.#rows;
    if (object === 0 || objects.end(object) - objects.start(object) === FIXED) return none;
    const { words } = objects;
    const start = objects.start(object);
    const shadow = shadowStart(words, start);
    return Int32Array.from({ length: shadow - start - FIXED }, (_, word) =>
      this.#number(words[start + FIXED + word]!, shadowOf(words, shadow, word)),
    );
  }

  #number(word: number, bits: number): number {
    const key = word * 16 + bits;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#words.push(word) - 1;
      this.#bits.push(bits);
      this.#numbers.set(key, number);
    }
    return number;
  }
}

const none = new Int32Array(0);
