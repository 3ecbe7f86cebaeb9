import { newTask } from '../machine/calls.ts';
import type { Machine } from '../machine/machine.ts';
import { Column, ROW } from '../machine/object-table.ts';
import { type MachineState, reserveObjects } from '../machine/state.ts';
import { Status } from '../machine/task.ts';
import { newWatch, type Watch } from '../machine/watch.ts';
import type { Locking } from './circle.ts';
import { Liveness } from './liveness.ts';
import { columnOf, decodeObject, encodeObject, roomForObject } from './object-words.ts';
import { Rows } from './rows.ts';
import { type Doing, decodeTask, encodeTask, lockingOf, roomForTask, TaskNames } from './task-words.ts';

/** Objects that one task may have made and not lost all trace of: each page of 4096 that firmware retired, and more. */
const ARENA = 8192;

/** A state, where it is kept. */
export interface Row {
  readonly words: Int32Array;
  readonly start: number;
  readonly length: number;
}

/**
 * One state of the machine at a time, made from rows and turned into rows: only what differs from the
 * state before is copied.
 */
export class World {
  readonly machine: Machine;
  readonly state: MachineState;
  readonly watch: Watch;
  readonly doings: readonly Doing[];
  readonly rows: Rows;
  /** Another task may run between any two actions of a list, whether or not their order is known to matter. */
  pauses = false;
  readonly #base: {
    readonly memory: Uint8Array;
    readonly view: DataView;
    readonly shadow: Uint8Array;
    readonly objects: Int32Array;
  };
  readonly #liveness: Liveness;
  readonly #names = new TaskNames();
  readonly #lockings = new Map<number, Locking>();
  /** The row since which all objects that were touched are known. */
  #since = new Int32Array(0);
  /** What the state is now, by slot. */
  #numbers = new Int32Array(256);
  #scratch = new Int32Array(1024);

  /** `state` is the start, with no task at work; it is taken over. `tasks` may be at work at once. */
  constructor(machine: Machine, state: MachineState, roles: Uint8Array, tasks: number) {
    this.machine = machine;
    this.state = state;
    const first = state.objectCount;
    const memory = state.memory.slice(0, state.memoryEnd);
    this.#base = {
      memory,
      view: new DataView(memory.buffer),
      shadow: state.shadow.slice(0, state.memoryEnd >> 3),
      objects: state.objects.slice(0, first * ROW),
    };
    const count = first + tasks * ARENA;
    reserveObjects(state, count);
    state.objects.fill(0, first * ROW, count * ROW);
    state.objectCount = count;
    this.watch = newWatch(roles, machine.functionOf.length, { first, size: ARENA }, count);
    state.watch = this.watch;
    state.tasks = Array.from({ length: tasks }, (_, id) => newTask(id, '', 0));
    this.doings = state.tasks.map((task) => ({ task, action: 0, results: [] }));
    this.#liveness = new Liveness(machine);
    this.rows = new Rows(machine, first, count, tasks, (id) => this.#numberAtStart(id));
    for (const doing of this.doings) rest(doing);
  }

  /** The numbers of tasks that have not begun. */
  idleTasks(): number[] {
    return this.doings.map((doing, task) => {
      rest(doing);
      return this.taskNumber(task);
    });
  }

  /** Makes the state that of a row. */
  load(words: Int32Array, start: number, length: number): void {
    this.#settle();
    const { rows } = this;
    this.doings.forEach((doing, task) => {
      const number = words[start + rows.taskIndex(task)]!;
      const table = rows.tasks;
      decodeTask(this.#names, doing, table.words, table.start(number), table.end(number));
    });
    const first = rows.firstSlot;
    for (let slot = 0; slot < rows.slots; slot++) {
      const number = first + slot < length ? words[start + first + slot]! : 0;
      if (this.#numbers[slot] === number) continue;
      this.#numbers[slot] = number;
      this.#restore(rows.idOf(slot), number);
    }
  }

  /**
   * Makes the state that of the start, with tasks that have not begun. What is made from then on is numbered
   * anew, so that one schedule has one set of addresses whatever was looked at before: rows of before are no
   * longer to be loaded.
   */
  restart(): void {
    this.watch.numbers.clear();
    this.watch.given.length = 0;
    const row = new Int32Array(this.rows.firstSlot);
    this.idleTasks().forEach((number, task) => {
      row[this.rows.taskIndex(task)] = number;
    });
    this.load(row, 0, row.length);
    this.#since = row;
  }

  /** What comes of something that is tried from the present state, as `rowNow` has it, which is then as it was. */
  tried<T>(work: () => T): T {
    const row = this.rowNow();
    const result = work();
    this.load(row, 0, row.length);
    this.#since = row;
    return result;
  }

  /** Does some work in which no task is interrupted but by who runs it, whatever was learnt of where to switch. */
  uninterrupted<T>(work: () => T): T {
    const { watch, pauses } = this;
    const { visible, yields } = watch;
    const learnt = visible.slice();
    visible.fill(0);
    watch.yields = false;
    this.pauses = false;
    try {
      return work();
    } finally {
      visible.set(learnt);
      watch.yields = yields;
      this.pauses = pauses;
    }
  }

  /** The present state, where it was reached from `restart` and nothing was loaded since, but by `tried`. */
  rowNow(): Int32Array<ArrayBuffer> {
    const { rows } = this;
    for (const id of this.watch.touched) rows.slotOf(id);
    const row = rows.copy(this.#since, 0, this.#since.length);
    for (const id of this.watch.touched) rows.put(row, rows.firstSlot + rows.slotOf(id), this.numberOf(id));
    this.doings.forEach((_, task) => {
      row[rows.taskIndex(task)] = this.taskNumber(task);
    });
    return row;
  }

  /** What an object of a state is called, and its type's name; '' for what it has none of. */
  placeOf({ words, start, length }: Row, id: number): { readonly label: string; readonly type: string } {
    const { rows, machine, state } = this;
    const index = rows.firstSlot + rows.slotOf(id);
    const number = index < length ? words[start + index]! : 0;
    const { objects } = this.#base;
    const column = (name: 'LABEL' | 'TYPE'): number =>
      number > 0
        ? columnOf(rows.objects.words, rows.objects.start(number), name)
        : (objects[id * ROW + Column[name]] ?? -1);
    const type = column('TYPE');
    const own = machine.program.types.length;
    return {
      label: machine.labels[column('LABEL')] ?? '',
      type: (type < own ? machine.program.types[type] : state.typeNames[type - own]) ?? '',
    };
  }

  /** The number of a task as it is now. */
  taskNumber(task: number): number {
    const doing = this.doings[task]!;
    this.#need(roomForTask(doing));
    const length = encodeTask(this.machine, this.#liveness, this.#names, doing, this.#scratch);
    return this.rows.addTask(this.#scratch, length, doing.task);
  }

  /** What a task, by the number of its state, has to do with locks. */
  lockingOf(number: number): Locking {
    const { words } = this.rows.tasks;
    const known = this.#lockings.get(number) ?? lockingOf(this.#names, words, this.rows.tasks.start(number));
    this.#lockings.set(number, known);
    return known;
  }

  /** Forgets what a path did that is not followed: the next state is made from what it changed, too. */
  #settle(): void {
    const { watch, rows } = this;
    for (const id of watch.touched) {
      watch.isTouched[id] = 0;
      // No number of any row: the object is made anew.
      const slot = rows.slotOf(id);
      if (slot >= this.#numbers.length) this.#grow(slot);
      this.#numbers[slot] = -1;
    }
    watch.touched.length = 0;
    if (rows.slots > this.#numbers.length) this.#grow(rows.slots);
  }

  #grow(slot: number): void {
    const numbers = new Int32Array(Math.max(slot + 1, this.#numbers.length * 2));
    numbers.set(this.#numbers);
    this.#numbers = numbers;
  }

  #restore(id: number, number: number): void {
    const { state, rows } = this;
    if (number > 0) {
      decodeObject(state, id, rows.objects.words, rows.objects.start(number));
      return;
    }
    if (id >= this.watch.arena.first) {
      state.objects[id * ROW + Column.LIFE] = 0;
      return;
    }
    const { objects, memory, shadow } = this.#base;
    const start = objects[id * ROW + Column.MEMORY]!;
    const end = start + ((objects[id * ROW + Column.SIZE]! + 15) & ~15);
    state.objects.set(objects.subarray(id * ROW, (id + 1) * ROW), id * ROW);
    state.memory.set(memory.subarray(start, end), start);
    state.shadow.set(shadow.subarray(start >> 3, end >> 3), start >> 3);
  }

  #numberAtStart(id: number): number {
    this.#need(roomForObject(this.#base, id));
    return this.rows.addObject(this.#scratch, encodeObject(this.#base, id, this.#scratch));
  }

  /** The number of an object as it is now; 0 for none. */
  numberOf(id: number): number {
    const { state } = this;
    if (state.objects[id * ROW + Column.LIFE] === 0) return 0;
    this.#need(roomForObject(state, id));
    const length = encodeObject(state, id, this.#scratch);
    return this.rows.addObject(this.#scratch, length);
  }

  #need(words: number): void {
    if (words > this.#scratch.length) this.#scratch = new Int32Array(words * 2);
  }
}

/** Makes a task one that has not begun its list of actions. */
export function rest(doing: Doing): void {
  const { id, name } = doing.task;
  Object.assign(doing.task, newTask(id, name, 0), { status: Status.PAUSED });
  doing.action = 0;
  doing.results = [];
}
