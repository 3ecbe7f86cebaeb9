import type { Rows } from './rows.ts';
import type { Segment } from './segment.ts';
import type { Changes } from './world.ts';

/** A segment that was run once, and what came of it. */
export interface Known {
  /** Tells it from all others of the same memo. */
  readonly id: number;
  readonly answers: readonly number[];
  /** Faults among its answers. */
  readonly faults: number;
  readonly segment: Segment;
  /** The task after it. */
  readonly task: number;
  readonly changes: Changes;
  /** What it touches, as Prints numbers it. */
  readonly print: number;
  /** Indices in a row of objects that only had to be there, whatever they are. */
  readonly passed: readonly number[];
}

/** Segments that depend on the same objects, by what those were. */
interface Family {
  /** Indices in a row. */
  readonly needs: Int32Array;
  readonly members: Map<number, Member[]>;
}

interface Member {
  readonly numbers: Int32Array;
  readonly known: Known;
}

/**
 * Segments by what they begin with, so that each is executed once, however many states it is met in. With
 * the same task, the same answers, and the same objects that were looked at, the same happens.
 */
export class Memo {
  readonly #rows: Rows;
  readonly #plain = new Map<number, Family[]>();
  readonly #others = new Map<string, Family[]>();
  #count = 0;
  #bytes = 0;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Of what is remembered, roughly. */
  get bytes(): number {
    return this.#bytes;
  }

  get count(): number {
    return this.#count;
  }

  find(beginning: Beginning, words: Int32Array, start: number, length: number): Known | undefined {
    const families = this.#familiesOf(beginning);
    if (families === undefined) return undefined;
    for (let at = 0; at < families.length; at++) {
      const { needs, members } = families[at]!;
      const found = members.get(hashOf(needs, words, start, length));
      if (found === undefined) continue;
      for (const { numbers, known } of found) {
        if (!fits(needs, numbers, words, start, length)) continue;
        if (!areThere(known.passed, words, start, length)) continue;
        // What was met often is looked for first.
        if (at > 0) [families[at - 1], families[at]] = [families[at]!, families[at - 1]!];
        return known;
      }
    }
    return undefined;
  }

  /** Adds a segment executed in the state of that row; `used` are ids. */
  add(
    beginning: Beginning,
    row: { readonly words: Int32Array; readonly start: number; readonly length: number },
    used: readonly number[],
    passed: readonly number[],
    known: Omit<Known, 'id' | 'passed'>,
  ): Known {
    const { words, start, length } = row;
    const indexOf = (id: number): number => this.#rows.firstSlot + this.#rows.slotOf(id);
    const needs = Int32Array.from(used, indexOf);
    const added: Known = { ...known, passed: passed.map(indexOf), id: this.#count++ };
    const families = this.#familiesOf(beginning) ?? this.#newFamilies(beginning);
    let family = families.find((each) => sameWords(each.needs, needs));
    if (family === undefined) {
      family = { needs, members: new Map() };
      families.push(family);
    }
    this.#bytes += bytesOf(added, needs.length);
    const numbers = needs.map((index) => (index < length ? words[start + index]! : 0));
    const hash = hashOf(needs, words, start, length);
    const members = family.members.get(hash);
    if (members) members.push({ numbers, known: added });
    else family.members.set(hash, [{ numbers, known: added }]);
    return added;
  }

  /** Forgets the segments of which that is true. */
  forget(isOld: (known: Known) => boolean): void {
    for (const families of [...this.#plain.values(), ...this.#others.values()])
      for (const { members } of families)
        for (const [hash, ofHash] of members) {
          const kept = ofHash.filter(({ known }) => !isOld(known));
          for (const { numbers, known } of ofHash)
            if (isOld(known)) this.#bytes -= bytesOf(known, numbers.length);
          if (kept.length === 0) members.delete(hash);
          else if (kept.length < ofHash.length) members.set(hash, kept);
        }
  }

  #familiesOf(beginning: Beginning): Family[] | undefined {
    const plain = plainKey(beginning);
    return plain >= 0 ? this.#plain.get(plain) : this.#others.get(keyOf(beginning));
  }

  #newFamilies(beginning: Beginning): Family[] {
    const families: Family[] = [];
    const plain = plainKey(beginning);
    if (plain >= 0) this.#plain.set(plain, families);
    else this.#others.set(keyOf(beginning), families);
    return families;
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
function bytesOf({ segment, changes, passed }: Known, needs: number): number {
  const words = segment.log.words.length + segment.passed.length + needs;
  return 1024 + words * 4 + (changes.length + passed.length) * 8;
}

function plainKey({ phase, task, number, answers, stop }: Beginning): number {
  const isPlain = answers.length === 0 && stop === Number.POSITIVE_INFINITY && task < 256 && phase < 256;
  return isPlain ? (number * 256 + task) * 256 + phase : -1;
}

function keyOf({ phase, task, number, answers, stop }: Beginning): string {
  return `${phase}|${task}|${number}|${answers}|${stop}`;
}

function hashOf(needs: Int32Array, words: Int32Array, start: number, length: number): number {
  let hash = 0;
  for (let at = 0; at < needs.length; at++) {
    const index = needs[at]!;
    hash = Math.imul(hash ^ (index < length ? words[start + index]! : 0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function fits(
  needs: Int32Array,
  numbers: Int32Array,
  words: Int32Array,
  start: number,
  length: number,
): boolean {
  for (let at = 0; at < needs.length; at++) {
    const index = needs[at]!;
    if ((index < length ? words[start + index]! : 0) !== numbers[at]) return false;
  }
  return true;
}

function areThere(passed: readonly number[], words: Int32Array, start: number, length: number): boolean {
  for (const index of passed) if (index >= length || words[start + index] === 0) return false;
  return true;
}

function sameWords(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
