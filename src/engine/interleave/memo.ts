import type { Effect } from './effects.ts';
import type { KeptLog } from './logs.ts';
import type { Parts } from './parts.ts';
import type { Rows } from './rows.ts';
import type { Segment } from './segment.ts';
import type { Row } from './world.ts';

/** A segment that was run once, and what came of it. */
export interface Known {
  /** Tells it from all others of the same memo. */
  readonly id: number;
  readonly answers: readonly number[];
  /** Faults among its answers. */
  readonly faults: number;
  readonly segment: Omit<Segment, 'log'>;
  readonly log: KeptLog;
  /** The task after it. */
  readonly task: number;
  readonly effects: readonly Effect[];
  /** What it touches, as Prints numbers it. */
  readonly print: number;
  /** Indices in a row of objects that only had to be there, whatever they are. */
  readonly passed: readonly number[];
}

/** Parts of objects: indices in a row, and the number of the part of each. */
export interface Needs {
  readonly indices: Int32Array;
  readonly parts: Int32Array;
}

interface Member {
  readonly needs: Needs;
  /** What it found in the parts that it needs. */
  readonly contents: Int32Array;
  readonly known: Known;
  /** Which of the parts told a state last that it was not met in: that may well tell the next. */
  telling: number;
}

/**
 * Segments by what they begin with, so that each is executed once, however many states it is met in. With
 * the same task, the same answers, and the same in the parts of objects that were looked at, the same happens.
 */
export class Memo {
  readonly #rows: Rows;
  readonly #parts: Parts;
  readonly #plain = new Map<number, Member[]>();
  readonly #others = new Map<string, Member[]>();
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

  get count(): number {
    return this.#count;
  }

  find(beginning: Beginning, words: Int32Array, start: number, length: number): Known | undefined {
    const members = this.#membersOf(beginning);
    if (members === undefined) return undefined;
    for (let at = 0; at < members.length; at++) {
      const member = members[at]!;
      if (!this.#fits(member, words, start, length)) continue;
      // What was met often is looked at first.
      if (at > 0) [members[at - 1], members[at]] = [member, members[at - 1]!];
      return member.known;
    }
    return undefined;
  }

  #fits(member: Member, words: Int32Array, start: number, length: number): boolean {
    const { needs, contents, telling } = member;
    if (contents.length === 0) return areThere(member.known.passed, words, start, length);
    if (this.#read(needs, telling, words, start, length) !== contents[telling]) return false;
    for (let at = 0; at < contents.length; at++) {
      if (this.#read(needs, at, words, start, length) === contents[at]) continue;
      member.telling = at;
      return false;
    }
    return areThere(member.known.passed, words, start, length);
  }

  /** What a row has in one of those parts. */
  #read({ indices, parts }: Needs, at: number, words: Int32Array, start: number, length: number): number {
    return this.#parts.contentOf(parts[at]!, this.#rows.objectAt(words, start, length, indices[at]!));
  }

  /** Adds a segment executed in the state of that row. */
  add(
    beginning: Beginning,
    { words, start, length }: Row,
    needs: Needs,
    passed: readonly number[],
    known: Omit<Known, 'id' | 'passed'>,
  ): Known {
    const added: Known = { ...known, passed, id: this.#count++ };
    this.#bytes += bytesOf(added, needs.indices.length);
    const contents = needs.indices.map((_, at) => this.#read(needs, at, words, start, length));
    const member = { needs, contents, known: added, telling: 0 };
    const members = this.#membersOf(beginning);
    if (members) members.push(member);
    else this.#begin(beginning, [member]);
    return added;
  }

  /** Forgets the segments of which that is true. */
  forget(isOld: (known: Known, needs: Needs) => boolean): void {
    for (const all of [this.#plain, this.#others] as Map<unknown, Member[]>[])
      for (const [key, members] of all) {
        const kept = members.filter(({ known, needs }) => {
          const old = isOld(known, needs);
          if (old) this.#bytes -= bytesOf(known, needs.indices.length);
          return !old;
        });
        if (kept.length === 0) all.delete(key);
        else all.set(key, kept);
      }
  }

  #membersOf(beginning: Beginning): Member[] | undefined {
    const plain = plainKey(beginning);
    return plain >= 0 ? this.#plain.get(plain) : this.#others.get(keyOf(beginning));
  }

  #begin(beginning: Beginning, members: Member[]): void {
    const plain = plainKey(beginning);
    if (plain >= 0) this.#plain.set(plain, members);
    else this.#others.set(keyOf(beginning), members);
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
function bytesOf({ segment, effects, passed }: Known, needs: number): number {
  const words = segment.passed.length + needs * 3;
  return 1024 + words * 4 + effects.length * 48 + passed.length * 8;
}

function plainKey({ phase, task, number, answers, stop }: Beginning): number {
  const isPlain = answers.length === 0 && stop === Number.POSITIVE_INFINITY && task < 256 && phase < 256;
  return isPlain ? (number * 256 + task) * 256 + phase : -1;
}

function keyOf({ phase, task, number, answers, stop }: Beginning): string {
  return `${phase}|${task}|${number}|${answers}|${stop}`;
}

function areThere(passed: readonly number[], words: Int32Array, start: number, length: number): boolean {
  for (const index of passed) if (index >= length || words[start + index] === 0) return false;
  return true;
}
