/** A list of 32-bit words that grows. */
export class Words {
  #words = new Int32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get bytes(): number {
    return this.#words.byteLength;
  }

  /** 0 beyond the end. */
  at(index: number): number {
    return index < this.#length ? this.#words[index]! : 0;
  }

  /** Words between the end and `index` are 0. */
  set(index: number, word: number): void {
    if (index >= this.#words.length) this.#grow(index);
    this.#words[index] = word;
    if (index >= this.#length) this.#length = index + 1;
  }

  push(word: number): void {
    this.set(this.#length, word);
  }

  #grow(index: number): void {
    const words = new Int32Array(Math.max(this.#words.length * 2, index + 1));
    words.set(this.#words);
    this.#words = words;
  }
}
