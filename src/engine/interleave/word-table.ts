/**
 * Sequences of 32-bit words, each kept once and called by a number from 1 on. Compared word by word: two
 * sequences have one number only if they are equal.
 */
export class WordTable {
  #words = new Int32Array(1 << 16);
  #end = 0;
  /** Where each sequence begins; one more than there are sequences. */
  #starts = new Float64Array(1 << 10);
  #hashes = new Int32Array(1 << 10);
  #slots = new Int32Array(1 << 11);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Bytes of all arrays. */
  get bytes(): number {
    return (this.#words.length + this.#hashes.length + this.#slots.length) * 4 + this.#starts.length * 8;
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
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let number = this.#slots[slot]!; number !== 0; number = this.#slots[slot]!) {
      if (this.#hashes[number] === hash && this.#equals(number, from, length)) return number;
      slot = (slot + 1) & mask;
    }
    this.#reserve(length);
    const number = ++this.#count;
    for (let index = 0; index < length; index++) this.#words[this.#end + index] = from[index]!;
    this.#end += length;
    this.#starts[number] = this.#end;
    this.#hashes[number] = hash;
    this.#slots[slot] = number;
    if (this.#count * 2 > this.#slots.length) this.#rehash();
    return number;
  }

  #equals(number: number, from: Int32Array, length: number): boolean {
    const start = this.#starts[number - 1]!;
    if (this.#starts[number]! - start !== length) return false;
    for (let index = 0; index < length; index++) if (this.#words[start + index] !== from[index]) return false;
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
    const hashes = new Int32Array(starts.length);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 1; number <= this.#count; number++) {
      let slot = this.#hashes[number]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number;
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
