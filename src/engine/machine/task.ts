import type { Site } from '../csource/ast.ts';

export const Status = { READY: 0, DONE: 1, KILLED: 2, BLOCKED: 3, FUEL: 4, PAUSED: 5 } as const;
export type StatusKind = (typeof Status)[keyof typeof Status];

/**
 * A thread of execution. Its frames lie one after another in `registers`: a header of HEADER words,
 * two words (low, high) per register, and one word per local (the id of its object).
 */
export interface Task {
  readonly id: number;
  readonly name: string;
  /** What it does at present for something of its own, as `probe 0008:01:00.0` while a module is loaded; else ''. */
  errand: string;
  /** The errands it is done with, first to last. */
  errands: readonly Errand[];
  registers: Int32Array;
  /** Index in `registers` of register 0 of the active frame. */
  base: number;
  /** Index after the active frame. */
  top: number;
  /** Index in the machine's code of the instruction to execute. */
  pc: number;
  depth: number;
  fuel: number;
  status: StatusKind;
  resultLow: number;
  resultHigh: number;
  /** The outermost frame active since half of the fuel was used: the one an endless loop is in. */
  outermost: number;
  /** An allocation failed since the driver last called the library. */
  starved: boolean;
  lastFailure: LibraryFailure | null;
  /** A hash of the places where the driver told users that something is wrong, since the errand began; 0 for none. */
  told: number;
  /** Errnos that its active frames wrote down or got, outermost frame first: see errors.ts. */
  errnos: readonly ErrnoOnItsWay[];
  /** The last errno that the driver gave the library. */
  lastErrno: ErrnoOrigin | null;
  /** The driver's call that was made to fail last, until the driver has answered it: see injected.ts. */
  injected: Injected | null;
  /** What it had met of failures before it began what it does for nobody, the last to begin last. */
  asides: readonly Aside[];
  /** Locks it holds, in order of taking. */
  locks: readonly HeldLock[];
  /** Address of the lock it waits for while it is blocked. */
  waitLow: number;
  waitHigh: number;
}

/** Index in a task's registers of a value that is always 0; the first frame comes after it. */
export const ZERO = 0;
export const FIRST_FRAME = 2;

/** Words before register 0: the caller's base, where it goes on, its register for the result, the function. */
export const HEADER = 4;
export const Header = { BASE: -4, RETURN: -3, DESTINATION: -2, FUNCTION: -1 } as const;

/** A call of a library function by the driver, that failed; none that it makes while it unwinds (decided.ts). */
export interface LibraryFailure {
  readonly function: string;
  /** Positive: 22 for a result of -EINVAL; 12 (ENOMEM) for a NULL after a failed allocation. */
  readonly errno: number;
  /** The call, in the driver. */
  readonly site: Site;
  /** The driver went on: afterwards a call that could have failed was made, or one returned 0. */
  readonly followed: boolean;
}

/** A call of the driver's, in which a fault fell. */
export interface Injected {
  /** The base of the driver's frame that made it; once that has returned, of the one below the library's, 0 for none. */
  readonly frame: number;
  /** Number of its instruction; -1 for the next of its frame. */
  readonly call: number;
  /** What was done meanwhile for something of its own, `probe`; else ''. */
  readonly errand: string;
  /** What it gave, with no errno where it said none, and what it was given, as a text; null before it has come back. */
  readonly failed: {
    readonly function: string;
    readonly errno: number | null;
    readonly given: string;
  } | null;
}

export interface ErrnoOnItsWay {
  /** The base of the frame. */
  readonly frame: number;
  readonly errno: number;
  /** Number of the instruction where it began. */
  readonly instruction: number;
}

/** An errno that the driver returned, and where in the driver it began. */
export interface ErrnoOrigin {
  /** Positive. */
  readonly errno: number;
  readonly function: string;
  readonly site: Site;
  /** It is what a call of the library gave, and not what the driver wrote down. */
  readonly isFromCall: boolean;
}

export interface Errand {
  readonly name: string;
  /** The last call of the driver that failed during it. */
  readonly lastFailure: LibraryFailure | null;
  readonly lastErrno: ErrnoOrigin | null;
}

/** See `Task.asides`. */
export interface Aside {
  readonly before: Pick<Task, 'errand' | 'starved' | 'lastFailure' | 'told' | 'lastErrno' | 'injected'>;
  /** Locks that it held. */
  readonly locks: number;
}

/** What a finding, or an object made now, is put down to. */
export function occupation(task: Task): string {
  return task.errand || task.name;
}

export interface HeldLock {
  readonly low: number;
  readonly high: number;
  readonly what: string;
  /** Where it was taken: a stack id. */
  readonly stack: number;
  /** Other tasks may hold it as well, in the same way: it is held for reading. */
  readonly isShared: boolean;
  /** It is no lock, but a section of a sequence counter: sections.ts. */
  readonly section?: Section;
}

export interface Section {
  /** What it is marked with among the locks held: see watched.ts. */
  readonly mark: '?' | '!';
  /** The address of the counter. */
  readonly counter: string;
  /** The base of the frame that it ends with, 0 for none. */
  readonly frame: number;
}

export function reserveRegisters(task: Task, top: number): void {
  if (top <= task.registers.length) return;
  const registers = new Int32Array(Math.max(top, task.registers.length * 2, 64));
  registers.set(task.registers);
  task.registers = registers;
}
