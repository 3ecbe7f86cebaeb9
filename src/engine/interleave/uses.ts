/** Words by the objects that they are in. */
export class Uses {
  /** The words of all objects; those of one lie from `start` to `end` of its index. */
  words = new Int32Array(256);
  #ends = new Int32Array(64);
  /** Per object, its index. */
  readonly #indexOf: Int32Array;

  /** `objects` is one more than the greatest id that can be. */
  constructor(objects: number) {
    this.#indexOf = new Int32Array(objects);
  }

  /** Takes pairs of an object, which is one of `ids`, and the index of one of its words. */
  gather(ids: readonly number[], objects: readonly number[], words: readonly number[]): void {
    if (ids.length + 1 > this.#ends.length) this.#ends = new Int32Array(ids.length * 2);
    if (words.length > this.words.length) this.words = new Int32Array(words.length * 2);
    const ends = this.#ends;
    ends.fill(0, 0, ids.length + 1);
    for (let index = 0; index < ids.length; index++) this.#indexOf[ids[index]!] = index + 1;
    for (let at = 0; at < objects.length; at++) ends[this.#indexOf[objects[at]!]!]!++;
    for (let index = 1; index <= ids.length; index++) ends[index]! += ends[index - 1]!;
    // Each begins where the one before ends, and grows to its own end.
    for (let at = 0; at < objects.length; at++) {
      const index = this.#indexOf[objects[at]!]! - 1;
      this.words[ends[index]!++] = words[at]!;
    }
  }

  /** Where the words of the object begin that is at an index of `ids`. */
  start(index: number): number {
    return index === 0 ? 0 : this.#ends[index - 1]!;
  }

  end(index: number): number {
    return this.#ends[index]!;
  }
}
