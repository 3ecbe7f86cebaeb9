/** Words of an object that are told apart. */
export const WORDS = 0x100000;

/** Values that are told apart. */
const VALUES = 0x4000000;

/** A word that has several images, which the other half of its 64 bits tells apart. */
const SEVERAL = -1;

/** A word, and the other half of its 64 bits. */
export type Halves = readonly [number, number];

/** Of one word, by the number of its value. */
interface Images {
  readonly images: Map<number, number>;
  /** By the numbers of both halves. */
  readonly halves: Map<number, number>;
  isSeveral: boolean;
}

/**
 * What becomes of the values of words: one value of a word becomes one of another word. Where half of 64 bits does not
 * tell what it becomes, as the low half of an address that has none, the other half does.
 */
export class Values {
  /** Objects with a word of which one value at least has several images. */
  readonly several = new Set<number>();
  /** By object and word. */
  readonly #words = new Map<number, Images>();
  readonly #numbers = new Map<number, number>();
  readonly #values: number[] = [];
  #count = 0;

  /** Of all that was learnt, roughly. */
  get bytes(): number {
    return this.#words.size * 300 + this.#count * 80 + this.#values.length * 64;
  }

  /** Learns that they are images of each other; false where it cannot be. */
  add(word: number, halves: Halves, other: number, image: Halves): boolean {
    return this.#learn(word, halves, image[0]) && this.#learn(other, image, halves[0]);
  }

  /** Undefined where it was never met. */
  of(word: number, halves: Halves): number | undefined {
    const known = this.#words.get(word);
    if (known === undefined) return undefined;
    const value = this.#number(halves[0]);
    let image = known.images.get(value);
    if (image === SEVERAL) image = known.halves.get(value * VALUES + this.#number(halves[1]));
    return image === undefined ? undefined : this.#values[image];
  }

  isMet(word: number): boolean {
    return this.#words.has(word);
  }

  /** Whether a word of which one value at least has several images. */
  isSeveral(word: number): boolean {
    return this.#words.get(word)?.isSeveral ?? false;
  }

  #number(value: number): number {
    let number = this.#numbers.get(value);
    if (number === undefined) {
      number = this.#values.push(value) - 1;
      this.#numbers.set(value, number);
    }
    return number;
  }

  #learn(word: number, halves: Halves, to: number): boolean {
    let known = this.#words.get(word);
    if (known === undefined) {
      known = { images: new Map(), halves: new Map(), isSeveral: false };
      this.#words.set(word, known);
    }
    const value = this.#number(halves[0]);
    const image = this.#number(to);
    const before = known.images.get(value);
    if (before === undefined) known.images.set(value, image);
    else if (before !== image) {
      known.images.set(value, SEVERAL);
      known.isSeveral = true;
      this.several.add(Math.floor(word / WORDS));
    }
    const key = value * VALUES + this.#number(halves[1]);
    const whole = known.halves.get(key);
    if (whole === undefined) {
      known.halves.set(key, image);
      this.#count++;
    }
    return whole === undefined || whole === image;
  }
}
