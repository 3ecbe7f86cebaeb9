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
  /**
   * Objects that more than services of the kernel use: of others, no order makes a difference, and they are not
   * logged. 1 for one that only services have used so far, 2 for one that is logged.
   */
  readonly shared: Uint8Array;
  /** An object was found to be shared, which services had used before. */
  missed: boolean;
  /** Entries of ENTRY words; see Entry. */
  log: Int32Array;
  entries: number;
  /** Sets of locks held, as entries name them by index. */
  readonly held: (readonly string[])[];
  /** Numbers of the instructions at which operations began, after the first. */
  readonly begun: number[];
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
    shared: new Uint8Array(objects),
    missed: false,
    log: new Int32Array(ENTRY * 256),
    entries: 0,
    held: [],
    begun: [],
    operations: 0,
    stop: Infinity,
    resumedAt: -1,
    inside: Role.DRIVER,
    place: 0,
  };
}
