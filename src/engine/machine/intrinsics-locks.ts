import { objectOf } from './address.ts';
import { choose } from './choices.ts';
import {
  downgrade,
  drop,
  heldBy,
  isTaken,
  type Lock,
  lockAt,
  reportMadeAnew,
  selfDeadlock,
  take,
  WAIT,
  wait,
  wordOf,
} from './locks.ts';
import type { MachineCall } from './machine-call.ts';
import { objectAt } from './objects.ts';
import { report } from './report.ts';
import { Access, SHARED } from './watch.ts';
import { isOver, note, share } from './watch-log.ts';
import { noteWait } from './watched.ts';

type Intrinsic = (call: MachineCall) => void;

function noteLock(call: MachineCall, kind: number): void {
  const { watch } = call.run.state;
  if (watch !== null) note(watch, call.run, kind, call.low(0), call.high(0), 4);
}

function lockOf(call: MachineCall, what: string): Lock | null {
  return lockAt(call.run, call.low(0), call.high(0), what);
}

/** `void __machine_lock(int *word, const char *what)`, and the same for reading. */
function locking(isShared: boolean): Intrinsic {
  return (call) => {
    const { run } = call;
    const lock = lockOf(call, call.text(1) ?? '');
    if (lock === null) return;
    const held = heldBy(run, lock);
    const waits = held === undefined && isTaken(run, lock, isShared);
    if (waits && !noteWait(run)) return;
    noteLock(call, Access.LOCK + (isShared ? SHARED : 0));
    if (held !== undefined) selfDeadlock(run, lock, held, isShared);
    else if (waits) wait(run, lock.low, lock.high);
    else take(run, lock, isShared);
  };
}

/** `int __machine_try_lock(int *word, const char *what)`, and the same for reading, which a task may do twice. */
function trying(isShared: boolean): Intrinsic {
  return (call) => {
    const lock = lockOf(call, call.text(1) ?? '');
    if (lock === null) return;
    noteLock(call, Access.TRY + (isShared ? SHARED : 0));
    if (isTaken(call.run, lock, isShared)) return;
    take(call.run, lock, isShared);
    call.result(1);
  };
}

/**
 * `int __machine_interrupted(const int *word, const char *what, const char *signal)`, and the same for reading: where the
 * task would have to wait, a choice. Who gives the lock back takes it away, so it is as one that only tries.
 */
function interrupting(isShared: boolean): Intrinsic {
  return (call) => {
    const lock = lockOf(call, call.text(1) ?? '');
    if (lock === null) return;
    noteLock(call, Access.TRY + (isShared ? SHARED : 0));
    if (isTaken(call.run, lock, isShared)) call.result(choose(call.run, call.text(2) ?? '', 2));
  };
}

/** `void __machine_unlock(int *word, const char *what)`, and the same for reading. */
function unlocking(isShared: boolean): Intrinsic {
  return (call) => {
    const { run } = call;
    const lock = lockOf(call, call.text(1) ?? '');
    if (lock === null) return;
    const held = heldBy(run, lock);
    if (held !== undefined) noteLock(call, Access.RELEASE + (held.isShared ? SHARED : 0));
    if (held === undefined) misuse(call, lock, wordOf(run, lock) === 0 ? 'not-held' : 'held-by-other');
    else if (held.isShared !== isShared)
      misuse(call, lock, isShared ? 'held-for-writing' : 'held-for-reading');
    if (held !== undefined) drop(run, lock, held);
  };
}

/** `void __machine_downgrade(int *word, const char *what)`: from held alone to held for reading. */
function downgrading(call: MachineCall): void {
  const lock = lockOf(call, call.text(1) ?? '');
  if (lock === null) return;
  if (heldBy(call.run, lock)?.isShared !== false) {
    misuse(call, lock, 'not-held-for-writing');
    return;
  }
  noteLock(call, Access.RELEASE);
  downgrade(call.run, lock);
}

function misuse({ run }: MachineCall, { what, high }: Lock, detail: string): void {
  report(run, 'lock-misuse', detail, { lock: what }, objectAt(run.state, high));
}

/** `int __machine_is_locked(const int *word)`, by whomever. */
function isLocked(call: MachineCall): void {
  const lock = lockOf(call, '');
  if (lock === null) return;
  noteLock(call, Access.TRY);
  call.result(wordOf(call.run, lock) === 0 ? 0 : 1);
}

/** `int __machine_holds(const int *word)`: 1 for itself alone, 2 for reading, else 0. */
function holds(call: MachineCall): void {
  const lock = lockOf(call, '');
  const held = lock === null ? undefined : heldBy(call.run, lock);
  if (held === undefined) call.result(0);
  else call.result(held.isShared ? 2 : 1);
}

/** `int *__machine_held(const char *what)`: the word of the lock of that name that the task took last; NULL for none. */
function held(call: MachineCall): void {
  const what = call.text(0) ?? '';
  const found = call.run.task.locks.findLast((each) => each.high !== 0 && each.what === what);
  call.resultHalves(found?.low ?? 0, found?.high ?? 0);
}

/** `void __machine_make_lock(const int *word)`: before a lock is initialised. */
function making(call: MachineCall): void {
  reportMadeAnew(call.run, call.low(0), call.high(0));
}

/** `void __machine_await(const int *word)`: the task is blocked at this instruction while the word is not 0. */
function awaitZero(call: MachineCall): void {
  const lock = lockOf(call, WAIT);
  if (lock === null) return;
  const { watch } = call.run.state;
  const waits = wordOf(call.run, lock) !== 0;
  if (waits && !noteWait(call.run)) return;
  if (watch !== null && !isOver(call.run)) share(watch, objectOf(call.high(0)));
  noteLock(call, Access.LOCK);
  if (waits) wait(call.run, lock.low, lock.high);
}

export const lockIntrinsics: ReadonlyMap<string, Intrinsic> = new Map([
  ['__machine_lock', locking(false)],
  ['__machine_lock_shared', locking(true)],
  ['__machine_try_lock', trying(false)],
  ['__machine_try_lock_shared', trying(true)],
  ['__machine_interrupted', interrupting(false)],
  ['__machine_interrupted_shared', interrupting(true)],
  ['__machine_unlock', unlocking(false)],
  ['__machine_unlock_shared', unlocking(true)],
  ['__machine_downgrade', downgrading],
  ['__machine_make_lock', making],
  ['__machine_holds', holds],
  ['__machine_held', held],
  ['__machine_is_locked', isLocked],
  ['__machine_await', awaitZero],
]);
