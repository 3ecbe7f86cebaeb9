/** Counts the bytes of a search's arrays, so that it ends at a limit and not with the host. */
export class Budget {
  used = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Zeroed words, or null when that would exceed the limit or the host has no more. */
  take(words: number): Int32Array | null {
    const bytes = words * Int32Array.BYTES_PER_ELEMENT;
    if (this.used + bytes > this.#limit) return null;
    try {
      const taken = new Int32Array(words);
      this.used += bytes;
      return taken;
    } catch {
      // The one way to ask a host for memory is to try.
      return null;
    }
  }

  /** The array is used no longer. */
  giveBack(words: Int32Array): void {
    this.used -= words.byteLength;
  }
}
