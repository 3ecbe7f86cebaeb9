/** The image of each object that was asked for last, by its number: most objects are at one index only. */
export class LastImages {
  #indices = new Int32Array(1 << 10);
  #images = new Int32Array(1 << 10);

  /** 0 where it is not remembered. */
  of(index: number, number: number): number {
    return this.#indices[number] === index ? this.#images[number]! : 0;
  }

  set(index: number, number: number, image: number): void {
    if (number >= this.#indices.length) this.#grow(number);
    this.#indices[number] = index;
    this.#images[number] = image;
  }

  #grow(number: number): void {
    const length = Math.max(number + 1, this.#indices.length * 2);
    const [indices, images] = [new Int32Array(length), new Int32Array(length)];
    indices.set(this.#indices);
    images.set(this.#images);
    [this.#indices, this.#images] = [indices, images];
  }
}
