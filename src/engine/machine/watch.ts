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
  /** The same for reading, in the same order: others may read at the same time. */
  LOCK_SHARED: 10,
  TRY_SHARED: 11,
  RELEASE_SHARED: 12,
} as const;

/** From an access to a lock to the same for reading. */
export const SHARED = Access.LOCK_SHARED - Access.LOCK;

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

/**
 * The size, in an entry of the log, of an access to a bit-field: below zero. `bytes` are those that it reads, or reads and
 * writes again; its first bit counts from there.
 */
export function bitAccess(bytes: number, first: number, width: number): number {
  return ~(first | (width << 7) | (bytes << 14));
}

/** Bytes of an access, by its size in an entry. */
export function bytesOf(size: number): number {
  return size < 0 ? ~size >> 14 : size;
}

/** The bits of an access to a bit-field, by its offset and size in an entry, from the beginning of its object. */
export function bitsOf(offset: number, size: number): { readonly first: number; readonly end: number } {
  const first = offset * 8 + (~size & 0x7f);
  return { first, end: first + ((~size >> 7) & 0x7f) };
}

/** Where a task is in its operations, and where others may run. */
export interface Switching {
  /** Role of each function. */
  readonly roles: Uint8Array;
  /** Per instruction: another task may run before it. */
  readonly visible: Uint8Array;
  /** Others may run after many operations, and where a service of the kernel lets them: who wrote it says so, and it needs not be learnt. */
  yields: boolean;
  /** Numbers of the instructions at which operations began, after the first. */
  readonly begun: number[];
  /** The running task's operations so far; before number `stop` it is interrupted. */
  operations: number;
  stop: number;
  /** The instruction at which the task went on; -1 once it has gone further. */
  resumedAt: number;
  /** The present operation has changed what others may see. */
  changes: boolean;
  /** The role that the present operation has, DRIVER outside the library, and the instruction it began at. */
  inside: number;
  place: number;
}

/** Numbers of objects of one task and place. In a stretch it is known of the first `taken` that they are there. */
interface Numbers {
  readonly ids: number[];
  taken: number;
  stretch: number;
}

/** What the objects that tasks make are called: see numbering.ts. */
export interface Naming {
  /** Objects that a task makes are numbered from `first + its id * size` on. */
  readonly arena: { readonly first: number; readonly size: number };
  /**
   * Numbers that objects made at one place, by one task, have: what a task makes is called the same
   * whatever it, or another, made before.
   */
  readonly numbers: Map<number, Numbers>;
  /** How many numbers each task has given. */
  readonly given: number[];
  /** The first object of the running task's. */
  own: number;
}

/** What the running task depends on, and what it changes: see used.ts. */
export interface Uses {
  /** Objects changed since it was emptied, each once. */
  readonly touched: number[];
  readonly isTouched: Uint8Array;
  /** Objects that what was done since it was emptied depends on, each once: see used.ts. */
  readonly used: number[];
  readonly isUsed: Uint8Array;
  /** Objects of which only that they were there made a difference. */
  readonly passed: number[];
  /** Words of used objects that it depends on: objects, and for each the index of the word. */
  readonly neededIn: number[];
  readonly neededAt: number[];
  /** Words of touched objects that were written, in the same way; objects made anew, each once, and whether one is. */
  readonly writtenIn: number[];
  readonly writtenAt: number[];
  readonly whole: number[];
  readonly isWhole: Uint8Array;
  /** Words that were locks, by the object they are in, and whether it was freed: see used.ts. */
  readonly locksIn: Map<number, { readonly words: number[]; isFreed: boolean }>;
  /** Counts the stretches that tasks ran; per word of memory, the last in which it was read or written, and written. */
  stretch: number;
  known: Int32Array;
  written: Int32Array;
}

/** What others may be in conflict with: see watch-log.ts. */
export interface Logging {
  /**
   * Objects that more than services of the kernel use: of others, no order makes a difference, and they are not
   * logged. 1 for one that only services have used so far, 2 for one that is logged.
   */
  readonly shared: Uint8Array;
  /** Objects of which what ran before did not know enough: they are shared now, and services had used them. */
  readonly missed: number[];
  /** Entries of ENTRY words; see Entry. */
  log: Int32Array;
  entries: number;
  /** Counts operations, and changes of the locks held: of each word, when a service read or wrote it last, and how much. */
  moment: number;
  notedReads: Float64Array;
  notedWrites: Float64Array;
  /** Sets of locks held, as entries name them by index. */
  readonly held: (readonly string[])[];
}

/** Of lists that few look at, the order: each is a state of its own, and mostly nobody asks. */
export interface Ordering {
  /** It is kept. */
  ordered: boolean;
  /** It was asked for where it was not kept: what came after that is of no worth. */
  wantsOrder: boolean;
}

export interface Watch extends Switching, Naming, Uses, Logging, Ordering {}

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
    own: arena.first,
    touched: [],
    isTouched: new Uint8Array(objects),
    used: [],
    isUsed: new Uint8Array(objects),
    passed: [],
    neededIn: [],
    neededAt: [],
    writtenIn: [],
    writtenAt: [],
    whole: [],
    isWhole: new Uint8Array(objects),
    locksIn: new Map(),
    stretch: 0,
    known: new Int32Array(1 << 12),
    written: new Int32Array(1 << 12),
    shared: new Uint8Array(objects),
    missed: [],
    log: new Int32Array(ENTRY * 256),
    entries: 0,
    moment: 0,
    notedReads: new Float64Array(1 << 12),
    notedWrites: new Float64Array(1 << 12),
    held: [],
    ordered: true,
    wantsOrder: false,
    begun: [],
    operations: 0,
    stop: Infinity,
    resumedAt: -1,
    changes: false,
    inside: Role.DRIVER,
    place: 0,
  };
}
