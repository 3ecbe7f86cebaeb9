import type { Known } from './memo.ts';
import { WORDS } from './values.ts';

/** Words and objects that some step changes. What none does is the same in all states. */
export class Changing {
  readonly #words = new Set<number>();
  readonly #objects = new Set<number>();

  /** Effects of a step: the objects that it makes, or makes something else, and the words that it writes. */
  add({ effects }: Known, wordsOf: (change: number) => Int32Array): void {
    for (const { id, whole, change } of effects) {
      if (whole >= 0) this.#objects.add(id);
      if (whole >= 0) continue;
      const words = wordsOf(change);
      for (let at = 0; at < words.length; at += 3) this.#words.add(id * WORDS + words[at]!);
    }
  }

  has(id: number, word: number): boolean {
    return this.#objects.has(id) || this.#words.has(id * WORDS + word);
  }

  hasObject(id: number): boolean {
    return this.#objects.has(id);
  }
}
