import { objectOf } from './address.ts';
import { reportedFrame } from './finding.ts';
import { noteBytes, place, uninitialised } from './memory.ts';
import { Column, Life, ROW } from './object-table.ts';
import { objectAt, touch } from './objects.ts';
import { kill, report, reportAt } from './report.ts';
import type { Run } from './run.ts';
import { allInitialised, initialise } from './shadow.ts';
import { currentStack, framesOf } from './stacks.ts';
import { type HeldLock, occupation, Status } from './task.ts';
import { noteLockIn, useLocks } from './used.ts';
import { isOver } from './watch-log.ts';
import { noteLocks } from './watched.ts';

/*
 * A lock is an `int` in memory: 0 free, else the id of the task that holds it plus 1, or minus the number of those that
 * hold it for reading.
 */

/** What a task holds of the kernel's own: library/rcu.c. */
const internal: ReadonlySet<string> = new Set(['RCU grace period', 'RCU callback']);

/** Fuel that taking a lock costs. */
const COST = 10;

/** A lock's word in memory. */
export interface Lock {
  readonly low: number;
  readonly high: number;
  /** Where its bytes are. */
  readonly at: number;
  /** What it is called in findings. */
  readonly what: string;
}

/** What is waited for, of which nobody is the holder: a completion, a semaphore. */
export const WAIT = 'wait';

/** The lock at an address; null when it cannot be used: reported, and the task may have ended. */
export function lockAt(run: Run, low: number, high: number, what: string): Lock | null {
  const { state } = run;
  const id = objectAt(state, high);
  const life = id === 0 ? 0 : state.objects[id * ROW + Column.LIFE]!;
  if (life === Life.FREED || life === Life.DEAD) {
    if (what === WAIT) place(run, low, high, 4, 'read');
    else report(run, 'lock-misuse', 'freed', { lock: what }, id);
    return null;
  }
  const at = place(run, low, high, 4, 'write');
  if (at < 0) return null;
  noteBytes(state, id, at, 4, 'read');
  if (!allInitialised(state.shadow, at, 4)) uninitialised(run, low, high, at, 4);
  return { low, high, at, what };
}

export function wordOf(run: Run, { at }: Lock): number {
  return run.state.view.getInt32(at, true);
}

/** Whether a task that does not hold it has to wait, for itself alone or for reading. */
export function isTaken(run: Run, lock: Lock, isShared: boolean): boolean {
  const word = wordOf(run, lock);
  return isShared ? word > 0 : word !== 0;
}

/** How the task holds it; undefined where it does not. */
export function heldBy({ task }: Run, lock: Lock): HeldLock | undefined {
  return task.locks.findLast((held) => isSame(held, lock));
}

/** Takes a lock that is not taken. */
export function take(run: Run, lock: Lock, isShared: boolean): void {
  const { state, task } = run;
  const { low, high, at, what } = lock;
  setWord(run, lock, isShared ? wordOf(run, lock) - 1 : task.id + 1);
  run.cost += COST + task.depth;
  task.locks = [...task.locks, { low, high, what, stack: currentStack(state.stacks, task), isShared }];
  if (state.watch === null || isOver(run)) return;
  noteLocks(state.watch, run);
  noteLockIn(state, state.watch, objectOf(high), at);
}

/** Gives back a lock as the task holds it. */
export function drop(run: Run, lock: Lock, given: HeldLock): void {
  setWord(run, lock, given.isShared ? wordOf(run, lock) + 1 : 0);
  const last = run.task.locks.lastIndexOf(given);
  run.task.locks = run.task.locks.filter((_, index) => index !== last);
  if (run.state.watch !== null) noteLocks(run.state.watch, run);
}

/** Others may read from now on, and the task still does. */
export function downgrade(run: Run, lock: Lock): void {
  setWord(run, lock, -1);
  run.task.locks = run.task.locks.map((held) => (isSame(held, lock) ? { ...held, isShared: true } : held));
  if (run.state.watch !== null) noteLocks(run.state.watch, run);
}

/** Waits: the task is blocked at this instruction and tries again when it runs next. */
export function wait(run: Run, low: number, high: number): void {
  run.task.waitLow = low;
  run.task.waitHigh = high;
  run.task.status = Status.BLOCKED;
}

/**
 * A task that would wait for itself never goes on. Told with the line where it took the lock. It does not wait where it
 * reads already, but for a writer that has come in between, who waits for it (Linux: lockdep's recursive locking). Aside, it
 * is at what another task does, that waits for this one (Linux: lockdep's circular locking).
 */
export function selfDeadlock(run: Run, { what, high }: Lock, held: HeldLock, isShared: boolean): void {
  const { machine, state } = run;
  const taken = reportedFrame(framesOf(machine, state.stacks, held.stack))?.site;
  const place = taken ? { file: taken.file, line: String(taken.line) } : {};
  if (run.task.locks.indexOf(held) < (run.task.asides.at(-1)?.locks ?? 0)) {
    kill(run, 'deadlock', 'aside', { lock: what, ...place }, objectAt(state, high));
    return;
  }
  const detail = isShared && held.isShared ? 'read-twice' : 'self-deadlock';
  kill(run, 'lock-misuse', detail, { lock: what, ...place }, objectAt(state, high));
}

/** Locks that a task holds as it returns, each at the place where it was taken. */
export function reportHeldLocks(run: Run): void {
  // What the kernel keeps of its own goes with the driver's lock that it is kept for.
  const locks = run.task.locks.filter(({ what }) => !internal.has(what));
  for (const lock of locks)
    reportAt(
      run,
      lock.stack,
      'lock-held-at-exit',
      'lock',
      { lock: lock.what },
      objectAt(run.state, lock.high),
    );
}

/** Linux: debug_check_no_locks_freed. Such a lock is held by nobody from then on. */
export function reportFreedLocks(run: Run, id: number): void {
  if (run.state.watch !== null && !isOver(run)) useLocks(run.state, run.state.watch, id);
  reportLost(run, 'freed-held', id, (lock) => objectOf(lock.high) === id);
}

/**
 * Before a lock is made, whatever its bytes are: one that is held is reported, and held by nobody from then on
 * (Linux: debug_mutex_init).
 */
export function reportMadeAnew(run: Run, low: number, high: number): void {
  const { state } = run;
  const id = objectAt(state, high);
  const at = place(run, low, high, 4, 'write');
  if (at < 0 || !allInitialised(state.shadow, at, 4)) return;
  noteBytes(state, id, at, 4, 'read');
  const lock = { low, high, at, what: '' };
  if (wordOf(run, lock) !== 0) reportLost(run, 'initialised-held', id, (held) => isSame(held, lock));
}

function reportLost(run: Run, detail: string, id: number, isLost: (lock: HeldLock) => boolean): void {
  for (const task of run.state.tasks) {
    const lost = task.locks.filter(isLost);
    if (lost.length > 0) task.locks = task.locks.filter((lock) => !lost.includes(lock));
    for (const lock of lost)
      report(run, 'lock-misuse', detail, { lock: lock.what, holder: occupation(task) || 'a task' }, id);
  }
}

function isSame(held: HeldLock, { low, high }: { readonly low: number; readonly high: number }): boolean {
  return held.low === low && held.high === high;
}

function setWord(run: Run, { at, high }: Lock, value: number): void {
  const id = objectAt(run.state, high);
  touch(run.state, id);
  noteBytes(run.state, id, at, 4, 'write');
  run.state.view.setInt32(at, value, true);
  initialise(run.state.shadow, at, 4);
}
