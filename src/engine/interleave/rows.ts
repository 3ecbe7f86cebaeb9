import type { Machine } from '../machine/machine.ts';
import { Life } from '../machine/object-table.ts';
import type { Task } from '../machine/task.ts';
import { lifeOf, objectsOfObject } from './object-words.ts';
import { actionOf, objectsOfTask, resultsOf } from './task-words.ts';
import { WordTable } from './word-table.ts';

/** Of the words of a row before those of its tasks, the one that is the phase. */
export const PHASE = 0;

/** Words of a row before those of its tasks: what the system itself keeps. */
export const HEADER = 3;

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
  readonly #counts: Int32Array;

  constructor(machine: Machine, made: number, ids: number, tasks: number) {
    this.#machine = machine;
    this.#made = made;
    this.#slots = new Int32Array(ids);
    this.#counts = new Int32Array(ids);
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
    if (this.#slots[id] === 0) this.#slots[id] = this.#ids.push(id);
    return this.#slots[id]! - 1;
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
    }
    return number;
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

  /** A row with objects changed; without dead objects that nothing points to, since no execution can tell. */
  changed(words: Int32Array, start: number, length: number, changes: readonly number[]): Int32Array {
    let end = length;
    for (let at = 0; at < changes.length; at += 2)
      end = Math.max(end, this.firstSlot + this.slotOf(changes[at]!) + 1);
    const row = new Int32Array(end);
    row.set(words.subarray(start, start + length));
    for (let at = 0; at < changes.length; at += 2)
      row[this.firstSlot + this.slotOf(changes[at]!)] = changes[at + 1]!;
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

  /** Counts who points to dead objects, and drops those that nothing does. */
  #forget(row: Int32Array, dead: readonly number[]): void {
    const counts = this.#counts;
    const add = (ids: readonly number[], self: number, by: number): void => {
      for (const id of ids) if (id !== self) counts[id]! += by;
    };
    for (let task = HEADER; task < this.firstSlot; task++) add(this.#taskReferences[row[task]!]!, 0, 1);
    for (let index = this.firstSlot; index < row.length; index++)
      if (row[index]! > 0) add(this.#objectReferences[row[index]!]!, this.#ids[index - this.firstSlot]!, 1);
    let pending = dead;
    for (let some = true; some; ) {
      some = false;
      const kept: number[] = [];
      for (const index of pending) {
        const id = this.#ids[index - this.firstSlot]!;
        if (counts[id] !== 0) {
          kept.push(index);
          continue;
        }
        add(this.#objectReferences[row[index]!]!, id, -1);
        row[index] = 0;
        some = true;
      }
      pending = kept;
    }
    for (let task = HEADER; task < this.firstSlot; task++) add(this.#taskReferences[row[task]!]!, 0, -1);
    for (let index = this.firstSlot; index < row.length; index++)
      if (row[index]! > 0) add(this.#objectReferences[row[index]!]!, this.#ids[index - this.firstSlot]!, -1);
  }
}
