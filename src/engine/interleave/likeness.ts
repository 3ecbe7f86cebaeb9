/** Pairs of numbers, each number in one pair at most: which is like which. */
export class Likeness {
  readonly #other = new Map<number, number>();

  /** False where one of them is in another pair. */
  add(one: number, two: number): boolean {
    const isFree = (this.#other.get(one) ?? two) === two && (this.#other.get(two) ?? one) === one;
    if (!isFree) return false;
    this.#other.set(one, two);
    this.#other.set(two, one);
    return true;
  }

  [Symbol.iterator](): Iterator<[number, number]> {
    return this.#other.entries();
  }

  of(one: number): number | undefined {
    return this.#other.get(one);
  }
}
