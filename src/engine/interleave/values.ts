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

/** Numbers of a slot: the triple, and what was set for it. */
const SLOT = 4;

/** One number each for some pairs, or triples, of numbers; UNKNOWN for all others. */
class Images {
  /** Open addressing: a slot that has UNKNOWN as its last number is free. */
  #slots = new Int32Array(SLOT << 10);
  #count = 0;

  get bytes(): number {
    return this.#slots.byteLength;
  }

  of(word: number, value: number, beside = 0): number {
    return this.#slots[this.#find(word, value, beside) + SLOT - 1]!;
  }

  set(image: number, word: number, value: number, beside = 0): void {
    const slot = this.#find(word, value, beside);
    const slots = this.#slots;
    const isNew = slots[slot + SLOT - 1] === UNKNOWN;
    slots[slot] = word;
    slots[slot + 1] = value;
    slots[slot + 2] = beside;
    slots[slot + SLOT - 1] = image;
    if (isNew && ++this.#count * SLOT * 2 > slots.length) this.#grow();
  }

  /** Its slot, or the free one that it would have. */
  #find(word: number, value: number, beside: number): number {
    const slots = this.#slots;
    const mask = slots.length - SLOT;
    let slot = hashOf(word, value, beside) & mask;
    while (
      slots[slot + SLOT - 1] !== UNKNOWN &&
      (slots[slot] !== word || slots[slot + 1] !== value || slots[slot + 2] !== beside)
    )
      slot = (slot + SLOT) & mask;
    return slot;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 2);
    for (let slot = 0; slot < before.length; slot += SLOT) {
      if (before[slot + SLOT - 1] === UNKNOWN) continue;
      const to = this.#find(before[slot]!, before[slot + 1]!, before[slot + 2]!);
      this.#slots.set(before.subarray(slot, slot + SLOT), to);
    }
  }
}

/** A multiple of the numbers of a slot. */
function hashOf(word: number, value: number, beside: number): number {
  let hash = Math.imul(word ^ Math.imul(value, 0x85ebca6b), 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15) ^ Math.imul(beside, 0xc2b2ae35), 0x9e3779b1);
  return (hash ^ (hash >>> 15)) * SLOT;
}
