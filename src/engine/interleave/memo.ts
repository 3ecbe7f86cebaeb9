import type { Effect } from './effects.ts';
import type { KeptLog } from './logs.ts';
import { type Member, Members } from './members.ts';
import type { Needs } from './needs.ts';
import type { Parts } from './parts.ts';
import type { Rows } from './rows.ts';
import type { Segment } from './segment.ts';
import type { Row } from './world.ts';

/** A segment that was run once, and what came of it. */
export interface Known {
  /** Tells it from all others of the same memo. */
  readonly id: number;
  readonly answers: readonly number[];
  /** After so many operations it is interrupted. */
  readonly stop: number;
  /** Faults among its answers. */
  readonly faults: number;
  readonly segment: Omit<Segment, 'log'>;
  readonly log: KeptLog;
  /** The task after it. */
  readonly task: number;
  readonly effects: readonly Effect[];
  /** What it touches, as Prints numbers it. */
  readonly print: number;
  readonly needs: Needs;
}

/**
 * Segments by what they begin with, so that each is executed once, however many states it is met in. With
 * the same task, the same answers, and the same in the parts of objects that were looked at, the same happens.
 */
export class Memo {
  readonly #rows: Rows;
  readonly #parts: Parts;
  readonly #plain = new Map<number, Members<Known>>();
  readonly #others = new Map<string, Members<Known>>();
  #count = 0;
  #bytes = 0;

  constructor(rows: Rows, parts: Parts) {
    this.#rows = rows;
    this.#parts = parts;
  }

  /** Of what is remembered, roughly. */
  get bytes(): number {
    return this.#bytes;
  }

  find(beginning: Beginning, row: Row): Known | undefined {
    const plain = plainKey(beginning);
    const members = plain >= 0 ? this.#plain.get(plain) : this.#others.get(keyOf(beginning));
    return members?.find(row);
  }

  /** Adds a segment executed in the state of that row. */
  add(beginning: Beginning, row: Row, known: Omit<Known, 'id'>): Known {
    const added: Known = { ...known, id: this.#count++ };
    this.#bytes += bytesOf(added);
    this.#membersOf(beginning).add(row, added.needs, added);
    return added;
  }

  #membersOf(beginning: Beginning): Members<Known> {
    const plain = plainKey(beginning);
    const known = plain >= 0 ? this.#plain.get(plain) : this.#others.get(keyOf(beginning));
    if (known) return known;
    const members = new Members<Known>(this.#rows, this.#parts);
    if (plain >= 0) this.#plain.set(plain, members);
    else this.#others.set(keyOf(beginning), members);
    return members;
  }

  /** Forgets the segments of which that is true. */
  forget(isOld: (known: Known) => boolean): void {
    const forgets = ({ of: known }: Member<Known>): boolean => {
      const old = isOld(known);
      if (old) this.#bytes -= bytesOf(known);
      return old;
    };
    for (const all of [this.#plain, this.#others] as Map<unknown, Members<Known>>[])
      for (const [key, members] of all) {
        const kept = members.without(forgets);
        if (kept === null) all.delete(key);
        else all.set(key, kept);
      }
  }
}

/** What a segment begins with: who goes on, from where, what fails, and after how much it is interrupted. */
export interface Beginning {
  readonly phase: number;
  readonly task: number;
  readonly number: number;
  readonly answers: readonly number[];
  readonly stop: number;
}

/** Roughly: its arrays, and what the objects around them take. */
function bytesOf({ segment, effects, needs }: Known): number {
  const words = segment.passed.length + needs.indices.length;
  return 1024 + words * 4 + effects.length * 48;
}

function plainKey({ phase, task, number, answers, stop }: Beginning): number {
  const isPlain = answers.length === 0 && stop === Number.POSITIVE_INFINITY && task < 256 && phase < 256;
  return isPlain ? (number * 256 + task) * 256 + phase : -1;
}

function keyOf({ phase, task, number, answers, stop }: Beginning): string {
  return `${phase}|${task}|${number}|${answers}|${stop}`;
}
