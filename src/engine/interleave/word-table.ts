/**
 * Sequences of 32-bit words, each kept once and called by a number from 1 on. Compared word by word: two
 * sequences have one number only if they are equal.
 */
export class WordTable {
  #words = new Int32Array(1 << 16);
  #end = 0;
  /** Where each sequence begins; one more than there are sequences. */
  #starts = new Float64Array(1 << 10);
  /** Open addressing: the number of a sequence, 0 for none, and its hash. */
  #slots = new Int32Array(1 << 12);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Bytes of all arrays. */
  get bytes(): number {
    return (this.#words.length + this.#slots.length) * 4 + this.#starts.length * 8;
  }

  /** The words of all sequences; those of one lie from `start(number)` to `end(number)`. */
  get words(): Int32Array {
    return this.#words;
  }

  start(number: number): number {
    return this.#starts[number - 1]!;
  }

  end(number: number): number {
    return this.#starts[number]!;
  }

  /** The number of the sequence `from[0 .. length)`, which is new when it is the present count. */
  add(from: Int32Array, length: number): number {
    const hash = hashOf(from, length);
    const slots = this.#slots;
    const mask = slots.length - 2;
    let slot = (hash << 1) & mask;
    for (let number = slots[slot]!; number !== 0; number = slots[slot]!) {
      if (slots[slot + 1] === hash && this.#equals(number, from, length)) return number;
      slot = (slot + 2) & mask;
    }
    this.#reserve(length);
    const number = ++this.#count;
    this.#words.set(from.length === length ? from : from.subarray(0, length), this.#end);
    this.#end += length;
    this.#starts[number] = this.#end;
    slots[slot] = number;
    slots[slot + 1] = hash;
    if (this.#count * 4 > slots.length) this.#rehash();
    return number;
  }

  #equals(number: number, from: Int32Array, length: number): boolean {
    const start = this.#starts[number - 1]!;
    if (this.#starts[number]! - start !== length) return false;
    const words = this.#words;
    for (let index = 0; index < length; index++) if (words[start + index] !== from[index]) return false;
    return true;
  }

  #reserve(length: number): void {
    if (this.#end + length > this.#words.length) {
      const words = new Int32Array(Math.max(this.#words.length * 2, this.#end + length));
      words.set(this.#words);
      this.#words = words;
    }
    if (this.#count + 2 < this.#starts.length) return;
    const starts = new Float64Array(this.#starts.length * 2);
    starts.set(this.#starts);
    this.#starts = starts;
  }

  #rehash(): void {
    const before = this.#slots;
    const slots = new Int32Array(before.length * 2);
    const mask = slots.length - 2;
    for (let old = 0; old < before.length; old += 2) {
      if (before[old] === 0) continue;
      let slot = (before[old + 1]! << 1) & mask;
      while (slots[slot] !== 0) slot = (slot + 2) & mask;
      slots[slot] = before[old]!;
      slots[slot + 1] = before[old + 1]!;
    }
    this.#slots = slots;
  }
}

function hashOf(words: Int32Array, length: number): number {
  let hash = length;
  for (let index = 0; index < length; index++) {
    hash = Math.imul(hash ^ words[index]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}
