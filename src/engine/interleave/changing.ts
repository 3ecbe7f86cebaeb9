import type { Effect } from './effects.ts';
import type { Known } from './memo.ts';

/** Words of an object that are told apart. */
const WORDS = 0x100000;

/** Words and objects that some step changes. What none does is the same in all states. */
export class Changing {
  readonly #words = new Set<number>();
  readonly #made = new Set<number>();
  readonly #objects = new Set<number>();

  /** Effects of a step: the objects that it makes, or makes something else, as `isOther` tells, and the words that it writes. */
  add(
    { effects }: Known,
    wordsOf: (change: number) => Int32Array,
    isOther: (effect: Effect) => boolean,
  ): void {
    for (const effect of effects) {
      const { id, whole, change } = effect;
      if (whole >= 0) this.#made.add(id);
      if (whole >= 0 || isOther(effect)) this.#objects.add(id);
      if (whole >= 0) continue;
      const words = wordsOf(change);
      for (let at = 0; at < words.length; at += 3) this.#words.add(id * WORDS + words[at]!);
    }
  }

  has(id: number, word: number): boolean {
    return this.#made.has(id) || this.#words.has(id * WORDS + word);
  }

  hasObject(id: number): boolean {
    return this.#objects.has(id);
  }
}
