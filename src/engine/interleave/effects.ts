import { Column, ROW } from '../machine/object-table.ts';
import type { MachineState } from '../machine/state.ts';
import { encodeIdentity, FIXED, setShadow, shadowStart } from './object-words.ts';
import type { Rows } from './rows.ts';
import type { Uses } from './uses.ts';
import { WordTable } from './word-table.ts';

/** What became of one object in a segment. */
export interface Effect {
  readonly id: number;
  /** The number that it has whatever it was before, 0 for none; -1 where only a part of it changed. */
  readonly whole: number;
  /** The number of that change. */
  readonly change: number;
}

/**
 * Changes of parts of objects: what the object is then, and the words that were written. Each is called by a number
 * from 1 on.
 */
export class Effects {
  readonly #rows: Rows;
  /** The words of what the object is; then for each word written its index, its value, and the initialised bytes. */
  readonly #changes = new WordTable();
  /** What was made of an object, by change. */
  readonly #made: (Map<number, number> | undefined)[] = [];
  #count = 0;
  #scratch = new Int32Array(256);

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  get bytes(): number {
    return this.#changes.bytes + this.#count * 64;
  }

  /** The change that made an object what it is now, in the words that are at an index of `written`. */
  number(state: MachineState, id: number, written: Uses, index: number): number {
    const scratch = this.#room(FIXED + (written.end(index) - written.start(index)) * 3);
    encodeIdentity(state, id, scratch);
    const start = state.objects[id * ROW + Column.MEMORY]!;
    let at = FIXED;
    for (let from = written.start(index); from < written.end(index); from++) {
      const word = written.words[from]!;
      const byte = start + word * 4;
      scratch[at++] = word;
      scratch[at++] = state.view.getInt32(byte, true);
      scratch[at++] = (state.shadow[byte >> 3]! >>> (byte & 4)) & 15;
    }
    return this.#changes.add(scratch, at);
  }

  /** What a change writes: for each word its index, its value, and which of its bytes are initialised then. */
  writtenBy(change: number): Int32Array {
    return this.#changes.words.subarray(this.#changes.start(change) + FIXED, this.#changes.end(change));
  }

  /** The number of an object that was `object` before. */
  after({ whole, change }: Effect, object: number): number {
    if (whole >= 0) return whole;
    const all = this.#made[change] ?? new Map<number, number>();
    this.#made[change] = all;
    const known = all.get(object);
    if (known !== undefined) return known;
    const made = this.#make(change, object);
    all.set(object, made);
    this.#count++;
    return made;
  }

  #make(change: number, object: number): number {
    const { objects } = this.#rows;
    const start = objects.start(object);
    const length = objects.end(object) - start;
    const scratch = this.#room(length);
    scratch.set(objects.words.subarray(start, start + length));
    const { words } = this.#changes;
    let at = this.#changes.start(change);
    const end = this.#changes.end(change);
    for (let index = 0; index < FIXED; index++) scratch[index] = words[at++]!;
    const shadow = shadowStart(scratch, 0);
    for (; at < end; at += 3) {
      scratch[FIXED + words[at]!] = words[at + 1]!;
      setShadow(scratch, shadow, words[at]!, words[at + 2]!);
    }
    return this.#rows.addObject(scratch, length);
  }

  #room(words: number): Int32Array {
    if (words > this.#scratch.length) this.#scratch = new Int32Array(words * 2);
    return this.#scratch;
  }
}
