/** The places that steps read and write. */
export class Footprint {
  readonly #reads: Int32Array;
  readonly #writes: Int32Array;

  constructor(places: number) {
    const words = (places + 31) >>> 5;
    this.#reads = new Int32Array(words);
    this.#writes = new Int32Array(words);
  }

  toString(): string {
    return `${this.#reads} ${this.#writes}`;
  }

  read(place: number): void {
    this.#reads[place >>> 5]! |= 1 << (place & 31);
  }

  write(place: number): void {
    this.#writes[place >>> 5]! |= 1 << (place & 31);
  }

  /** The same of places that are called otherwise. */
  renamed(places: number, to: (place: number) => number): Footprint {
    const other = new Footprint(places);
    for (let place = 0; place < places; place++) {
      if (((this.#reads[place >>> 5]! >>> (place & 31)) & 1) === 1) other.read(to(place));
      if (((this.#writes[place >>> 5]! >>> (place & 31)) & 1) === 1) other.write(to(place));
    }
    return other;
  }

  /** One writes what the other reads or writes: their order may matter. */
  conflicts(other: Footprint): boolean {
    for (let at = 0; at < this.#reads.length; at++) {
      const writes = this.#writes[at]!;
      const theirs = other.#writes[at]!;
      if ((writes & (theirs | other.#reads[at]!)) !== 0 || (this.#reads[at]! & theirs) !== 0) return true;
    }
    return false;
  }
}
