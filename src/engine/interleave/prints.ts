import type { Atoms } from './atoms.ts';
import type { KeptLog } from './logs.ts';
import type { Known } from './memo.ts';

interface Print {
  readonly task: number;
  readonly atoms: readonly number[];
  readonly bits: Int32Array;
  /** The bits of all that is in conflict with one of its atoms, and of all that is ordered with one. */
  against: Int32Array;
  along: Int32Array;
  /** How many atoms there were when these were made. */
  version: number;
}

/**
 * What the segments that a task may do next touch: a number from 1 on for each distinct set of accesses of each task.
 */
export class Prints {
  readonly #atoms: Atoms;
  readonly #prints: Print[] = [];
  readonly #numbers = new Map<string, number>();
  /** By log and task. */
  readonly #ofLogs = new Map<number, number>();
  /** Prints of lists of segments, by the print of the list and the segment that is added to it. */
  readonly #joined = new Map<number, number>();
  /** Of a print that was joined, those that it was joined from. */
  readonly #parts = new Map<number, readonly number[]>();

  constructor(atoms: Atoms) {
    this.#atoms = atoms;
  }

  /** Of all footprints, roughly: each has three sets of accesses. */
  get bytes(): number {
    return this.#prints.length * (256 + (this.#atoms.count >>> 5) * 12) + this.#atoms.bytes;
  }

  /** The number of what a task's segment does that has this log. */
  ofLog(task: number, log: KeptLog): number {
    const key = task * 0x4000000 + log.id;
    const number = this.#ofLogs.get(key) ?? this.#number(task, this.#atoms.of(log));
    this.#ofLogs.set(key, number);
    return number;
  }

  /** `atoms` are sorted. */
  #number(task: number, atoms: readonly number[]): number {
    const key = `${task}|${atoms.join()}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const bits = new Int32Array(((atoms.at(-1) ?? 0) >>> 5) + 1);
    for (const atom of atoms) bits[atom >>> 5]! |= 1 << (atom & 31);
    const number = this.#prints.push({ task, atoms, bits, against: bits, along: bits, version: -1 });
    this.#numbers.set(key, number);
    return number;
  }

  /** The number of all that a task's segments touch together. */
  of(ways: readonly Known[]): number {
    return this.join(ways.map(({ print }) => print));
  }

  /** The number of what prints of one task touch together; 0 for none. */
  join(prints: readonly number[]): number {
    let number = 0;
    for (const print of prints) number = number === 0 ? print : this.#join(number, print);
    if (prints.length > 1 && !this.#parts.has(number)) this.#parts.set(number, [...new Set(prints)]);
    return number;
  }

  taskOf(print: number): number {
    return this.#prints[print - 1]!.task;
  }

  /** The prints that it was joined from. */
  partsOf(print: number): readonly number[] {
    return this.#parts.get(print) ?? [];
  }

  conflict(one: number, two: number): boolean {
    return meet(this.#current(one).against, this.#prints[two - 1]!.bits);
  }

  /** In conflict, or one takes a lock that the other gives back. */
  ordered(one: number, two: number): boolean {
    return meet(this.#current(one).along, this.#prints[two - 1]!.bits);
  }

  #join(one: number, two: number): number {
    if (one === two) return one;
    const key = one * 0x4000000 + two;
    const known = this.#joined.get(key);
    if (known !== undefined) return known;
    const all = new Set([...this.#prints[one - 1]!.atoms, ...this.#prints[two - 1]!.atoms]);
    const number = this.#number(
      this.#prints[one - 1]!.task,
      [...all].sort((a, b) => a - b),
    );
    this.#joined.set(key, number);
    return number;
  }

  #current(number: number): Print {
    const print = this.#prints[number - 1]!;
    const { count } = this.#atoms;
    if (print.version === count) return print;
    print.against = new Int32Array((count + 31) >>> 5);
    print.along = new Int32Array((count + 31) >>> 5);
    for (const atom of print.atoms) this.#atoms.addRelated(atom, print.against, print.along);
    print.version = count;
    return print;
  }
}

function meet(one: Int32Array, two: Int32Array): boolean {
  const length = Math.min(one.length, two.length);
  for (let word = 0; word < length; word++) if ((one[word]! & two[word]!) !== 0) return true;
  return false;
}
