import { grouped } from '../base/grouped.ts';
import type { Results } from '../interleave/system.ts';

/** An action that was never done. */
export interface Refused {
  /** `probe 0008:01:00.0` */
  readonly task: string;
  /** What it was answered instead, positive; each once. */
  readonly errnos: readonly number[];
}

/** Actions of one name: what they were answered that were refused, and whether one was done. */
export interface Asked extends Refused {
  readonly isDone: boolean;
}

/** What is known of them by two explorations. */
export function askedInBoth(one: readonly Asked[], two: readonly Asked[]): Asked[] {
  return [...grouped([...one, ...two], ({ task }) => task)].map(([task, all]) => ({
    task,
    errnos: [...new Set(all.flatMap(({ errnos }) => errnos))],
    isDone: all.some(({ isDone }) => isDone),
  }));
}

/** What the actions of a plan were answered, in every order that came to its end. */
export class Answers {
  readonly #names: readonly string[];
  readonly #errnos = new Map<number, Set<number>>();
  readonly #done = new Set<string>();

  /** The names of all actions, in order. */
  constructor(names: readonly string[]) {
    this.#names = names;
  }

  note(results: Results): void {
    for (const [action, result] of results.flat(2).entries()) {
      const errnos = this.#errnos.get(action) ?? new Set();
      this.#errnos.set(action, errnos);
      if (result < 0) errnos.add(-result);
      else this.#done.add(this.#names[action] ?? '');
    }
  }

  forget(): void {
    this.#errnos.clear();
    this.#done.clear();
  }

  /** All actions, where none was ever done; else none of them. */
  refused(): readonly Refused[] {
    return this.#done.size > 0 ? [] : this.#told();
  }

  /** Those whose names begin so, and that were never done. */
  neverDone(name: string): readonly Refused[] {
    return this.#told().filter(({ task }) => task.startsWith(name) && !this.#done.has(task));
  }

  /** Those whose names begin so. */
  asked(name: string): readonly Asked[] {
    const some = this.#told().filter(({ task }) => task.startsWith(name));
    return askedInBoth(
      some.map((each) => ({ ...each, isDone: this.#done.has(each.task) })),
      [],
    );
  }

  #told(): readonly Refused[] {
    return [...this.#errnos].map(([action, errnos]) => ({
      task: this.#names[action] ?? '',
      errnos: [...errnos],
    }));
  }
}
