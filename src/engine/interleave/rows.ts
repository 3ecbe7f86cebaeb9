import type { Machine } from '../machine/machine.ts';
import { Life } from '../machine/object-table.ts';
import type { Task } from '../machine/task.ts';
import { FIXED, lifeOf, objectsOfObject } from './object-words.ts';
import { actionOf, objectsOfTask, resultsOf } from './task-words.ts';
import { WordTable } from './word-table.ts';

/** Of the words of a row before those of its tasks, the one that is the phase. */
export const PHASE = 0;

/** The one that numbers what phases before gave. */
export const RESULTS = 2;

/** Words of a row before those of its tasks: what the system itself keeps. */
export const HEADER = 3;

/** Of a dead object: whether something alive leads to it. */
const UNREACHED = 1;
const REACHED = 2;

/**
 * States as rows: numbers of word sequences, of each task and of each object that is not as it was at the
 * start, 0 for one that is. So rows are short, and equal exactly when the states are.
 */
export class Rows {
  readonly objects = new WordTable();
  readonly tasks = new WordTable();
  /** Index in a row of the first object. */
  readonly firstSlot: number;
  readonly #machine: Machine;
  /** Objects from this id on were made by tasks. */
  readonly #made: number;
  readonly #slots: Int32Array;
  readonly #ids: number[] = [];
  readonly #objectReferences: (readonly number[])[] = [];
  readonly #taskReferences: (readonly number[])[] = [];
  readonly #isDead: boolean[] = [];
  /** Per object, while dead ones are looked for. */
  readonly #reach: Uint8Array;
  readonly #numberAtStart: (id: number) => number;
  /** Per slot: the number of the object as it was at the start; 0 for one that was not there. */
  readonly #starts: number[] = [];
  /** What objects are, whatever their bytes. */
  readonly #identities = new WordTable();
  /** Per number of an object. */
  #identityOf = new Int32Array(1 << 10);
  #sizeOf = new Int32Array(1 << 10);
  #indexOf = new Int32Array(1 << 10);
  readonly #countOfSize = new Map<number, number>();

  /** Objects from `made` on are made by tasks; `numberAtStart` adds one of those before, as it was at the start. */
  constructor(
    machine: Machine,
    made: number,
    ids: number,
    tasks: number,
    numberAtStart: (id: number) => number,
  ) {
    this.#machine = machine;
    this.#made = made;
    this.#numberAtStart = numberAtStart;
    this.#sizeOf[0] = -1;
    this.#slots = new Int32Array(ids);
    this.#reach = new Uint8Array(ids);
    this.firstSlot = HEADER + tasks;
  }

  /** Bytes of the sequences. */
  get bytes(): number {
    return this.objects.bytes + this.tasks.bytes;
  }

  get slots(): number {
    return this.#ids.length;
  }

  idOf(slot: number): number {
    return this.#ids[slot]!;
  }

  /** The slot of an object; one that had none gets the next. */
  slotOf(id: number): number {
    if (this.#slots[id] === 0) {
      this.#slots[id] = this.#ids.push(id);
      this.#starts.push(id < this.#made ? this.#numberAtStart(id) : 0);
    }
    return this.#slots[id]! - 1;
  }

  /** The number of the object at an index of a row, also of one that is as it was at the start; 0 for none. */
  objectAt(words: Int32Array, start: number, length: number, index: number): number {
    const number = index < length ? words[start + index]! : 0;
    return number === 0 ? this.#starts[index - this.firstSlot]! : number;
  }

  /** The number of what an object is, whatever its bytes. */
  identityOf(object: number): number {
    return this.#identityOf[object]!;
  }

  /** Bytes of an object; -1 for none. */
  sizeOf(object: number): number {
    return this.#sizeOf[object]!;
  }

  /** The index of an object among those of its size. */
  indexOf(object: number): number {
    return this.#indexOf[object]!;
  }

  taskIndex(task: number): number {
    return HEADER + task;
  }

  addObject(words: Int32Array, length: number): number {
    const number = this.objects.add(words, length);
    if (this.#objectReferences[number] === undefined) {
      this.#objectReferences[number] = objectsOfObject(words, 0, length);
      const life = lifeOf(words, 0);
      this.#isDead[number] = life === Life.FREED || life === Life.DEAD;
      this.#describe(number, words);
    }
    return number;
  }

  #describe(number: number, words: Int32Array): void {
    if (number >= this.#sizeOf.length) {
      this.#sizeOf = longer(this.#sizeOf);
      this.#indexOf = longer(this.#indexOf);
      this.#identityOf = longer(this.#identityOf);
    }
    const size = words[0]!;
    const index = this.#countOfSize.get(size) ?? 0;
    this.#countOfSize.set(size, index + 1);
    this.#sizeOf[number] = size;
    this.#indexOf[number] = index;
    this.#identityOf[number] = this.#identities.add(words, FIXED);
  }

  addTask(words: Int32Array, length: number, task: Task): number {
    const number = this.tasks.add(words, length);
    this.#taskReferences[number] ??= [...objectsOfTask(this.#machine, task, words, 0)];
    return number;
  }

  /** How many actions a task has done. */
  actionOf(number: number): number {
    return actionOf(this.tasks.words, this.tasks.start(number));
  }

  resultsOf(number: number): number[] {
    return resultsOf(this.tasks.words, this.tasks.start(number));
  }

  /** A row with an object made what its number says; the row is long enough. */
  put(row: Int32Array, index: number, object: number): void {
    row[index] = this.wordOf(index, object);
  }

  /** What a row has at an index for an object with a number. */
  wordOf(index: number, object: number): number {
    return object === this.#starts[index - this.firstSlot] ? 0 : object;
  }

  /** A longer copy of a row, which has room for all objects met. */
  copy(words: Int32Array, start: number, length: number): Int32Array<ArrayBuffer> {
    const row = new Int32Array(Math.max(length, this.firstSlot + this.slots));
    row.set(words.subarray(start, start + length));
    return row;
  }

  /** Drops what no execution can tell the absence of; gives the row's length. */
  trim(row: Int32Array): number {
    const dead: number[] = [];
    for (let index = this.firstSlot; index < row.length; index++)
      if (row[index]! > 0 && this.#isDead[row[index]!] && this.#ids[index - this.firstSlot]! >= this.#made)
        dead.push(index);
    if (dead.length > 0) this.#forget(row, dead);
    let end = row.length;
    while (end > this.firstSlot && row[end - 1] === 0) end--;
    return end;
  }

  /** Drops those dead objects that nothing alive leads to, also where they point to each other. */
  #forget(row: Int32Array, dead: readonly number[]): void {
    const { firstSlot } = this;
    const reach = this.#reach;
    for (const index of dead) reach[this.#ids[index - firstSlot]!] = UNREACHED;
    const pending: number[] = [];
    for (let task = HEADER; task < firstSlot; task++) this.#mark(this.#taskReferences[row[task]!]!, pending);
    for (let index = firstSlot; index < row.length; index++)
      if (row[index]! > 0 && reach[this.#ids[index - firstSlot]!] === 0)
        this.#mark(this.#objectReferences[row[index]!]!, pending);
    for (let id = pending.pop(); id !== undefined; id = pending.pop())
      this.#mark(this.#objectReferences[row[firstSlot + this.#slots[id]! - 1]!]!, pending);
    for (const index of dead) {
      const id = this.#ids[index - firstSlot]!;
      if (reach[id] === UNREACHED) row[index] = 0;
      reach[id] = 0;
    }
  }

  /** Dead objects among those that something points to are reached, and lead on. */
  #mark(ids: readonly number[], pending: number[]): void {
    const reach = this.#reach;
    for (let at = 0; at < ids.length; at++) {
      if (reach[ids[at]!] !== UNREACHED) continue;
      reach[ids[at]!] = REACHED;
      pending.push(ids[at]!);
    }
  }
}

/** A row as a text. */
export function keyOf(row: Int32Array, length: number): string {
  return row.subarray(0, length).join();
}

function longer(words: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(words.length * 2);
  copy.set(words);
  return copy;
}
