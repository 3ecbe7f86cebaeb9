import { WordTable } from './word-table.ts';

const UNKNOWN = 0;
/** Of a value that has several images, which the other half of its 64 bits tells apart. */
const SEVERAL = -1;

/**
 * What becomes of the values of words, all called by numbers: one value of a word becomes one of another word. Where half
 * of 64 bits does not tell what it becomes, as the low half of an address that has none, the other half does.
 */
export class Values {
  /** Words that were met, by object, with a number each. */
  readonly #words: (number[] | undefined)[] = [];
  #count = 0;
  readonly #images = new Images();
  readonly #halves = new Images();
  /** Words, and objects, with a value that has several images. */
  readonly #several = new Set<number>();
  readonly #severalIn = new Set<number>();

  /** Of all that was learnt, roughly. */
  get bytes(): number {
    return this.#count * 64 + this.#images.bytes + this.#halves.bytes;
  }

  /** Learns what the value of a word becomes beside that of the other half; false where it cannot be. */
  learn(object: number, word: number, value: number, beside: number, image: number): boolean {
    const number = this.#numberOf(object, word);
    const before = this.#images.of(number, value);
    if (before === UNKNOWN) this.#images.set(image + 1, number, value);
    else if (before !== image + 1 && before !== SEVERAL) {
      this.#images.set(SEVERAL, number, value);
      this.#several.add(number);
      this.#severalIn.add(object);
    }
    const known = this.#halves.of(number, value, beside);
    if (known === UNKNOWN) this.#halves.set(image + 1, number, value, beside);
    return known === UNKNOWN || known === image + 1;
  }

  /** -1 where it was never met. */
  of(object: number, word: number, value: number, beside: number): number {
    const number = this.#words[object]?.[word];
    if (number === undefined) return -1;
    const image = this.#images.of(number, value);
    return image === SEVERAL ? this.#halves.of(number, value, beside) - 1 : image - 1;
  }

  isMet(object: number, word: number): boolean {
    return this.#words[object]?.[word] !== undefined;
  }

  /** Whether a word of which one value at least has several images. */
  isSeveral(object: number, word: number): boolean {
    const number = this.#words[object]?.[word];
    return number !== undefined && this.#several.has(number);
  }

  /** The same of some word of an object. */
  hasSeveral(object: number): boolean {
    return this.#severalIn.has(object);
  }

  #numberOf(object: number, word: number): number {
    const words = this.#words[object] ?? [];
    this.#words[object] = words;
    words[word] ??= this.#count++;
    return words[word]!;
  }
}

/** One number each for some pairs, or triples, of numbers; UNKNOWN for all others. */
class Images {
  readonly #keys = new WordTable();
  #images = new Int32Array(1 << 10);
  readonly #key = new Int32Array(3);

  get bytes(): number {
    return this.#keys.bytes + this.#images.byteLength;
  }

  of(word: number, value: number, beside = 0): number {
    const number = this.#number(word, value, beside);
    return this.#images[number]!;
  }

  set(image: number, word: number, value: number, beside = 0): void {
    const number = this.#number(word, value, beside);
    this.#images[number] = image;
  }

  #number(word: number, value: number, beside: number): number {
    const key = this.#key;
    key[0] = word;
    key[1] = value;
    key[2] = beside;
    const number = this.#keys.add(key, key.length);
    if (number >= this.#images.length) {
      const images = new Int32Array(this.#images.length * 2);
      images.set(this.#images);
      this.#images = images;
    }
    return number;
  }
}
