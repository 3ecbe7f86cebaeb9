import { ENTRY, Entry } from '../machine/watch.ts';
import type { Log } from './segment.ts';
import { WordTable } from './word-table.ts';

/** A log that is kept once, however many segments have it. */
export interface KeptLog extends Log {
  /** Tells it from all others. */
  readonly id: number;
  /** Of each set of locks held, a number that tells it from others. */
  readonly lockSets: readonly number[];
}

/** Logs of segments: most do to memory what others did before. */
export class Logs {
  readonly #words = new WordTable();
  readonly #logs = new Map<string, KeptLog>();
  /** Entries, with the locks held by number, and whether they are of the first operation. */
  readonly #entries = new WordTable();
  readonly #entry = new Int32Array(ENTRY);
  /** Per entry, the last log that it was met in. */
  readonly #metIn: number[] = [];
  #asked = 0;
  readonly #lockSets = new Map<string, number>();

  /** Of all logs, roughly. */
  get bytes(): number {
    return this.#words.bytes * 2 + this.#entries.bytes + this.#logs.size * 256;
  }

  /**
   * A log without what is done to objects that `isNew` tells to be no one else's, and without what is done again from
   * the same place and with the same locks: the first time tells what depends on the order. But what a segment begins
   * with is no place to switch, so that a second time is.
   */
  keep({ words, entries, held }: Log, isNew: (object: number) => boolean): KeptLog {
    const locks = held.map((set) => this.#lockSet(set.join()));
    const left = new Map<number, boolean>();
    const kept = new Int32Array(entries * ENTRY);
    this.#asked++;
    let end = 0;
    for (let at = 0; at < entries * ENTRY; at += ENTRY) {
      const object = words[at + Entry.OBJECT]!;
      const isLeft = left.get(object) ?? isNew(object);
      left.set(object, isLeft);
      if (isLeft || this.#isMet(words, at, locks)) continue;
      for (let word = 0; word < ENTRY; word++) kept[end + word] = words[at + word]!;
      end += ENTRY;
    }
    const key = `${this.#words.add(kept, end)} ${locks.join()}`;
    const known = this.#logs.get(key);
    if (known !== undefined) return known;
    const log = {
      id: this.#logs.size,
      words: kept.slice(0, end),
      entries: end / ENTRY,
      held,
      lockSets: locks,
    };
    this.#logs.set(key, log);
    return log;
  }

  /** Whether the log that is asked about has had an entry before. */
  #isMet(words: Int32Array, at: number, locks: readonly number[]): boolean {
    const entry = this.#entry;
    for (let word = 0; word < ENTRY; word++) entry[word] = words[at + word]!;
    entry[Entry.OPERATION] = Math.min(2, entry[Entry.OPERATION]!);
    entry[Entry.HELD] = locks[entry[Entry.HELD]!]!;
    const number = this.#entries.add(entry, ENTRY);
    if (this.#metIn[number] === this.#asked) return true;
    this.#metIn[number] = this.#asked;
    return false;
  }

  #lockSet(key: string): number {
    const known = this.#lockSets.get(key) ?? this.#lockSets.size;
    this.#lockSets.set(key, known);
    return known;
  }
}
