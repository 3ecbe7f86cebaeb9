import { objectOf } from './address.ts';
import { reportedFrame } from './finding.ts';
import { noteBytes, place, uninitialised } from './memory.ts';
import { Column, Life, ROW } from './object-table.ts';
import { objectAt, touch } from './objects.ts';
import { kill, report, reportAt } from './report.ts';
import type { Run } from './run.ts';
import { allInitialised, initialise } from './shadow.ts';
import { currentStack, framesOf } from './stacks.ts';
import { Status } from './task.ts';
import { noteLockIn, useLocks } from './used.ts';
import { isOver } from './watch-log.ts';
import { noteLocks } from './watched.ts';

/*
 * A lock is an `int` in memory: 0 free, else the id of the task that holds it plus 1.
 */

/** Fuel that taking a lock costs. */
const COST = 10;

/** Where a lock's word is in memory, -1 when it cannot be used: reported, and the task may have ended. */
export function lockWord(run: Run, low: number, high: number, what: string): number {
  const { state } = run;
  const id = objectAt(state, high);
  const life = id === 0 ? 0 : state.objects[id * ROW + Column.LIFE]!;
  if (life === Life.FREED || life === Life.DEAD) {
    report(run, 'lock-misuse', 'freed', { lock: what }, id);
    return -1;
  }
  const at = place(run, low, high, 4, 'write');
  if (at >= 0) noteBytes(state, id, at, 4, 'read');
  if (at >= 0 && !allInitialised(run.state.shadow, at, 4)) uninitialised(run, low, high, at, 4);
  return at;
}

export function holderOf(run: Run, at: number): number {
  return run.state.view.getInt32(at, true);
}

/** Takes a lock that is free. */
export function take(run: Run, at: number, low: number, high: number, what: string): void {
  const { state, task } = run;
  setWord(run, at, high, task.id + 1);
  run.cost += COST + task.depth;
  task.locks = [...task.locks, { low, high, what, stack: currentStack(state.stacks, task) }];
  if (state.watch === null || isOver(run)) return;
  noteLocks(state.watch, run);
  noteLockIn(state, state.watch, objectOf(high), at);
}

export function drop(run: Run, at: number, low: number, high: number): void {
  setWord(run, at, high, 0);
  run.task.locks = run.task.locks.filter((lock) => lock.low !== low || lock.high !== high);
  if (run.state.watch !== null) noteLocks(run.state.watch, run);
}

/** Waits: the task is blocked at this instruction and tries again when it runs next. */
export function wait(run: Run, low: number, high: number): void {
  run.task.waitLow = low;
  run.task.waitHigh = high;
  run.task.status = Status.BLOCKED;
}

/** A task that would wait for itself never goes on. Told with the line where it took the lock. */
export function selfDeadlock(run: Run, what: string, low: number, high: number): void {
  const { machine, state, task } = run;
  const held = task.locks.find((lock) => lock.low === low && lock.high === high);
  const taken = held && reportedFrame(framesOf(machine, state.stacks, held.stack))?.site;
  const place = taken ? { file: taken.file, line: String(taken.line) } : {};
  kill(run, 'lock-misuse', 'self-deadlock', { lock: what, ...place }, objectAt(state, high));
}

/** Locks that a task holds as it returns, each at the place where it was taken. */
export function reportHeldLocks(run: Run): void {
  for (const lock of run.task.locks)
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
  for (const task of run.state.tasks) {
    const lost = task.locks.filter((lock) => objectOf(lock.high) === id);
    if (lost.length > 0) task.locks = task.locks.filter((lock) => !lost.includes(lock));
    for (const lock of lost)
      report(run, 'lock-misuse', 'freed-held', { lock: lock.what, holder: task.name }, id);
  }
}

function setWord(run: Run, at: number, high: number, value: number): void {
  const id = objectAt(run.state, high);
  touch(run.state, id);
  noteBytes(run.state, id, at, 4, 'write');
  run.state.view.setInt32(at, value, true);
  initialise(run.state.shadow, at, 4);
}
