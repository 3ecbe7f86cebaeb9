import { ENTRY, Entry } from '../machine/watch.ts';
import type { Log } from './segment.ts';
import { WordTable } from './word-table.ts';

/** A log that is kept once, however many segments have it. */
export interface KeptLog extends Log {
  /** Tells it from all others. */
  readonly id: number;
}

/** Logs of segments: most do to memory what others did before. */
export class Logs {
  readonly #words = new WordTable();
  readonly #logs = new Map<string, KeptLog>();

  /** Of all logs, roughly. */
  get bytes(): number {
    return this.#words.bytes * 2 + this.#logs.size * 256;
  }

  /** A log without what is done to objects that `isOwn` tells to be no one else's. */
  keep({ words, entries, held }: Log, isOwn: (object: number) => boolean): KeptLog {
    const owned = new Map<number, boolean>();
    const kept = new Int32Array(entries * ENTRY);
    let end = 0;
    for (let at = 0; at < entries * ENTRY; at += ENTRY) {
      const object = words[at + Entry.OBJECT]!;
      const isOne = owned.get(object) ?? isOwn(object);
      owned.set(object, isOne);
      if (isOne) continue;
      for (let word = 0; word < ENTRY; word++) kept[end + word] = words[at + word]!;
      end += ENTRY;
    }
    const key = `${this.#words.add(kept, end)} ${held.map((locks) => locks.join()).join(' ')}`;
    const known = this.#logs.get(key);
    if (known !== undefined) return known;
    const log = { id: this.#logs.size, words: kept.slice(0, end), entries: end / ENTRY, held };
    this.#logs.set(key, log);
    return log;
  }
}
