import { objectOf } from './address.ts';
import { drop, holderOf, lockWord, selfDeadlock, take, wait } from './locks.ts';
import type { MachineCall } from './machine-call.ts';
import { objectAt } from './objects.ts';
import { report } from './report.ts';
import { Access } from './watch.ts';
import { isOver, note, share } from './watch-log.ts';

function noteLock(call: MachineCall, kind: number): void {
  const { watch } = call.run.state;
  if (watch !== null) note(watch, call.run, kind, call.low(0), call.high(0), 4);
}

/** `void __machine_lock(int *word, const char *what)` */
function lock(call: MachineCall): void {
  const { run } = call;
  const what = call.text(1) ?? '';
  const low = call.low(0);
  const high = call.high(0);
  const at = lockWord(run, low, high, what);
  if (at < 0) return;
  noteLock(call, Access.LOCK);
  const holder = holderOf(run, at);
  if (holder === 0) take(run, at, low, high, what);
  else if (holder === run.task.id + 1) selfDeadlock(run, what, low, high);
  else wait(run, low, high);
}

/** `int __machine_try_lock(int *word)` */
function tryLock(call: MachineCall): void {
  const low = call.low(0);
  const high = call.high(0);
  const at = lockWord(call.run, low, high, '');
  if (at >= 0) noteLock(call, Access.TRY);
  if (at < 0 || holderOf(call.run, at) !== 0) return;
  take(call.run, at, low, high, '');
  call.result(1);
}

/** `void __machine_unlock(int *word, const char *what)` */
function unlock(call: MachineCall): void {
  const { run } = call;
  const what = call.text(1) ?? '';
  const low = call.low(0);
  const high = call.high(0);
  const at = lockWord(run, low, high, what);
  if (at < 0) return;
  const holder = holderOf(run, at);
  if (holder === run.task.id + 1) {
    noteLock(call, Access.RELEASE);
    drop(run, at, low, high);
    return;
  }
  const detail = holder === 0 ? 'not-held' : 'held-by-other';
  report(run, 'lock-misuse', detail, { lock: what }, objectAt(run.state, high));
}

/** `int __machine_is_locked(const int *word)`, by whomever. */
function isLocked(call: MachineCall): void {
  const at = lockWord(call.run, call.low(0), call.high(0), '');
  if (at < 0) return;
  noteLock(call, Access.TRY);
  call.result(holderOf(call.run, at) === 0 ? 0 : 1);
}

/** `int __machine_holds(const int *word)` */
function holds(call: MachineCall): void {
  const at = lockWord(call.run, call.low(0), call.high(0), '');
  call.result(at >= 0 && holderOf(call.run, at) === call.run.task.id + 1 ? 1 : 0);
}

/** `void __machine_await(const int *word)`: the task is blocked at this instruction while the word is not 0. */
function awaitZero(call: MachineCall): void {
  const at = lockWord(call.run, call.low(0), call.high(0), 'wait');
  if (at < 0) return;
  const { watch } = call.run.state;
  if (watch !== null && !isOver(call.run)) share(watch, objectOf(call.high(0)));
  noteLock(call, Access.LOCK);
  if (holderOf(call.run, at) !== 0) wait(call.run, call.low(0), call.high(0));
}

export const lockIntrinsics: ReadonlyMap<string, (call: MachineCall) => void> = new Map([
  ['__machine_lock', lock],
  ['__machine_try_lock', tryLock],
  ['__machine_unlock', unlock],
  ['__machine_holds', holds],
  ['__machine_is_locked', isLocked],
  ['__machine_await', awaitZero],
]);
