import { objectOf, offsetOf } from './address.ts';
import { Column, Life, ROW } from './object-table.ts';
import { STRIDE } from './program.ts';
import type { Run } from './run.ts';
import { FIRST_FRAME, Header, Status } from './task.ts';

/*
 * What an exploration of interleavings sees of a task. An *operation* is what another task cannot see
 * half of: an access to memory by the driver, or a call of the library from the driver's code until it
 * returns, or calls back. Between two operations a task may be interrupted.
 */

/** Whose accesses those of a function are. */
export const Role = {
  /** The driver's: each access is an operation of its own. */
  DRIVER: 0,
  /** Of the library, but no more than the driver would do itself, as list_add: its caller's. */
  OPEN: 1,
  /** An atomic operation on memory of the driver's: refcount_inc, xa_store. */
  ATOMIC: 2,
  /** A service of the kernel, which does its own locking. */
  SERVICE: 3,
} as const;

export const Access = {
  READ: 0,
  WRITE: 1,
  ATOMIC_READ: 2,
  ATOMIC_WRITE: 3,
  SERVICE_READ: 4,
  SERVICE_WRITE: 5,
  FREE: 6,
  /** Taking a lock, waiting if need be; trying to; giving it back. */
  LOCK: 7,
  TRY: 8,
  RELEASE: 9,
} as const;

/** Columns of an entry of the log. */
export const Entry = {
  KIND: 0,
  OBJECT: 1,
  OFFSET: 2,
  SIZE: 3,
  OPERATION: 4,
  PLACE: 5,
  LINE: 6,
  HELD: 7,
} as const;
export const ENTRY = 8;

export interface Watch {
  /** Role of each function. */
  readonly roles: Uint8Array;
  /** Per instruction: another task may run before it. */
  readonly visible: Uint8Array;
  /** Others may run where a service of the kernel lets them: who wrote it says so, and it needs not be learnt. */
  yields: boolean;
  /** Objects that a task makes are numbered from `first + its id * size` on. */
  readonly arena: { readonly first: number; readonly size: number };
  /**
   * Numbers that objects made at one place, by one task, have: what a task makes is called the same
   * whatever it, or another, made before.
   */
  readonly numbers: Map<number, number[]>;
  /** How many numbers each task has given. */
  readonly given: number[];
  /** Objects changed since it was emptied, each once. */
  readonly touched: number[];
  readonly isTouched: Uint8Array;
  /** Objects that what was done since it was emptied depends on, each once. */
  readonly used: number[];
  readonly isUsed: Uint8Array;
  /** Objects of which only that they were there made a difference. */
  readonly passed: number[];
  /** Entries of ENTRY words; see Entry. */
  log: Int32Array;
  entries: number;
  /** Sets of locks held, as entries name them by index. */
  readonly held: (readonly string[])[];
  /** The running task's operations so far; before number `stop` it is interrupted. */
  operations: number;
  stop: number;
  /** The instruction at which the task went on; -1 once it has gone further. */
  resumedAt: number;
  /** The role that the present operation has, DRIVER outside the library, and the instruction it began at. */
  inside: number;
  place: number;
}

/** `objects` is one more than the greatest id that can be. */
export function newWatch(
  roles: Uint8Array,
  instructions: number,
  arena: Watch['arena'],
  objects: number,
): Watch {
  return {
    roles,
    visible: new Uint8Array(instructions),
    yields: true,
    arena,
    numbers: new Map(),
    given: [],
    touched: [],
    isTouched: new Uint8Array(objects),
    used: [],
    isUsed: new Uint8Array(objects),
    passed: [],
    log: new Int32Array(ENTRY * 256),
    entries: 0,
    held: [],
    operations: 0,
    stop: Infinity,
    resumedAt: -1,
    inside: Role.DRIVER,
    place: 0,
  };
}

/** Before a task runs on: an empty log, at the operation its frames are in. */
export function resumeWatch(watch: Watch, run: Run, stop: number): void {
  for (const id of watch.used) watch.isUsed[id] = 0;
  watch.used.length = 0;
  watch.passed.length = 0;
  watch.entries = 0;
  watch.held.length = 0;
  watch.held.push(locksOf(run));
  watch.operations = 0;
  watch.stop = stop;
  watch.inside = roleWithin(run, run.task.base);
  watch.place = run.task.pc;
  watch.resumedAt = run.task.pc;
  // One that goes on within an operation, where it waited for a lock, is in its first.
  if (watch.inside !== Role.DRIVER) watch.operations = 1;
}

/** False: the task is interrupted before the operation at its pc. */
function begin(watch: Watch, run: Run, visible = false): boolean {
  const { task } = run;
  if (
    watch.operations > 0 &&
    (watch.operations >= watch.stop || visible || watch.visible[task.pc / STRIDE] === 1)
  ) {
    task.status = Status.PAUSED;
    return false;
  }
  watch.operations++;
  watch.place = task.pc;
  return true;
}

/** An access by an instruction or an intrinsic; false when the task is interrupted before it. */
export function noteAccess(run: Run, low: number, high: number, size: number, write: 0 | 1): boolean {
  const watch = run.state.watch!;
  const object = objectOf(high);
  if (watch.inside !== Role.DRIVER) {
    note(
      watch,
      run,
      (watch.inside === Role.ATOMIC ? Access.ATOMIC_READ : Access.SERVICE_READ) + write,
      low,
      high,
      size,
    );
    return true;
  }
  if (isOwnLocal(run, object)) return true;
  if (!begin(watch, run)) return false;
  note(watch, run, write, low, high, size);
  return true;
}

/** The same for a second access of one instruction, which goes with the first. */
export function noteMore(run: Run, low: number, high: number, size: number, write: 0 | 1): void {
  const watch = run.state.watch!;
  if (watch.inside === Role.DRIVER && isOwnLocal(run, objectOf(high))) return;
  const kinds = [Access.READ, Access.READ, Access.ATOMIC_READ, Access.SERVICE_READ];
  const kind = watch.inside === Role.SERVICE ? Access.SERVICE_READ : kinds[watch.inside]!;
  note(watch, run, kind + write, low, high, size);
}

/** A task's own locals are seen by no other, unless it hands out their address. */
function isOwnLocal(run: Run, object: number): boolean {
  const { arena } = run.state.watch!;
  const first = arena.first + run.task.id * arena.size;
  return (
    object >= first &&
    object < first + arena.size &&
    run.state.objects[object * ROW + Column.LIFE] === Life.STACK
  );
}

/** An object is freed: by the driver, or by a service of the kernel in the course of what it does. */
export function noteFree(run: Run, low: number, high: number, size: number): void {
  const watch = run.state.watch!;
  note(watch, run, watch.inside === Role.SERVICE ? Access.SERVICE_WRITE : Access.FREE, low, high, size);
}

/** What is done to a lock, or an object as a whole. */
export function note(watch: Watch, run: Run, kind: number, low: number, high: number, size: number): void {
  // A path ends where a rule is broken.
  if (run.state.findings.length > 0) return;
  if ((watch.entries + 1) * ENTRY > watch.log.length) {
    const log = new Int32Array(watch.log.length * 2);
    log.set(watch.log);
    watch.log = log;
  }
  const at = watch.entries++ * ENTRY;
  const { log } = watch;
  log[at + Entry.KIND] = kind;
  log[at + Entry.OBJECT] = objectOf(high);
  log[at + Entry.OFFSET] = offsetOf(low);
  log[at + Entry.SIZE] = size;
  log[at + Entry.OPERATION] = watch.operations;
  log[at + Entry.PLACE] = watch.place;
  log[at + Entry.LINE] = driversPlace(run, watch);
  log[at + Entry.HELD] = watch.held.length - 1;
}

/** After a lock was taken or given back. */
export function noteLocks(watch: Watch, run: Run): void {
  watch.held.push(locksOf(run));
}

function locksOf(run: Run): readonly string[] {
  return run.task.locks.map(({ low, high }) => `${high}.${low}`);
}

/** The driver's instruction that the present operation is put down to. */
function driversPlace(run: Run, watch: Watch): number {
  const { task, machine } = run;
  if (watch.roles[machine.functionOf[watch.place / STRIDE]!] === Role.DRIVER) return watch.place;
  for (let base = task.base; base > 0; ) {
    const { pc, caller } = callerOf(run, base);
    if (caller > 0 && watch.roles[task.registers[caller + Header.FUNCTION]!] === Role.DRIVER) return pc;
    base = caller;
  }
  return watch.place;
}

function callerOf(run: Run, base: number): { readonly pc: number; readonly caller: number } {
  const { registers } = run.task;
  return { pc: registers[base + Header.RETURN]! - STRIDE, caller: registers[base + Header.BASE]! };
}

/** A service of the kernel lets others run, in the midst of what it does; false when the task is interrupted. */
export function noteYield(run: Run): boolean {
  const watch = run.state.watch!;
  const { task, machine } = run;
  if (watch.roles[machine.functionOf[task.pc / STRIDE]!] !== Role.SERVICE) return true;
  if (watch.resumedAt === task.pc) {
    watch.resumedAt = -1;
    return true;
  }
  return begin(watch, run, watch.yields);
}

/** Before a function is entered; false when the task is interrupted before that. */
export function noteEnter(run: Run, index: number): boolean {
  const watch = run.state.watch!;
  const role = watch.roles[index]!;
  if (role === Role.DRIVER) watch.inside = Role.DRIVER;
  else if (role !== Role.OPEN && watch.inside === Role.DRIVER) {
    if (!begin(watch, run)) return false;
    watch.inside = role;
  }
  return true;
}

/** Before a function returns to the frame at `caller`; false when the task is interrupted before that. */
export function noteLeave(run: Run, caller: number): boolean {
  const watch = run.state.watch!;
  const inside = roleWithin(run, caller);
  if (inside !== Role.DRIVER && watch.inside === Role.DRIVER && !begin(watch, run)) return false;
  watch.inside = inside;
  return true;
}

/** The role of the operation that a frame is in: that of the first function, from inside, which is not open. */
function roleWithin(run: Run, from: number): number {
  const { registers } = run.task;
  const { roles } = run.state.watch!;
  let outermost: number = Role.DRIVER;
  for (let base = from; base >= FIRST_FRAME; base = registers[base + Header.BASE]!) {
    const role = roles[registers[base + Header.FUNCTION]!]!;
    if (role === Role.DRIVER) return outermost;
    if (role !== Role.OPEN) outermost = role;
  }
  return outermost;
}
