/** Words by the objects that they are in. */
export class Uses {
  readonly #words: (number[] | undefined)[] = [];
  readonly #gathered: number[] = [];

  /** Takes pairs of an object and the index of one of its words, and forgets those of before. */
  gather(objects: readonly number[], words: readonly number[]): void {
    for (const id of this.#gathered) this.#words[id]!.length = 0;
    this.#gathered.length = 0;
    for (let at = 0; at < objects.length; at++) {
      const id = objects[at]!;
      const ofObject = this.#words[id] ?? [];
      if (ofObject.length === 0) this.#gathered.push(id);
      ofObject.push(words[at]!);
      this.#words[id] = ofObject;
    }
  }

  /** The words of an object; valid until the next time. */
  of(id: number): readonly number[] {
    return this.#words[id] ?? none;
  }
}

const none: readonly number[] = [];
