import type { MachineCall } from './machine-call.ts';
import { stretch } from './memory.ts';
import { firstUninitialised } from './shadow.ts';
import { currentStack } from './stacks.ts';
import { noteLocks } from './watched.ts';

/** What no task may sleep with: a lock of that name, or a section it has entered. */
const atomic: ReadonlySet<string> = new Set([
  'spinlock',
  'rwlock',
  'RCU read section',
  'RCU callback',
  'timer',
]);

/** `void __machine_enter(const char *what)`: from here to the leave of that name the task is in a section. */
function enter(call: MachineCall): void {
  const { state, task } = call.run;
  const stack = currentStack(state.stacks, task);
  task.locks = [...task.locks, { low: 0, high: 0, what: call.text(0) ?? '', stack, isShared: false }];
  if (state.watch !== null) noteLocks(state.watch, call.run);
}

/** `void __machine_leave(const char *what)` */
function leave(call: MachineCall): void {
  const what = call.text(0) ?? '';
  const { state, task } = call.run;
  const last = task.locks.findLastIndex((held) => held.high === 0 && held.what === what);
  if (last < 0) call.report('lock-misuse', 'not-held', { lock: what });
  else task.locks = task.locks.filter((_, index) => index !== last);
  if (state.watch !== null) noteLocks(state.watch, call.run);
}

/** `int __machine_within(const char *what)`: how many locks of that name the task holds, and such sections it is in. */
function within(call: MachineCall): void {
  const what = call.text(0) ?? '';
  call.result(call.run.task.locks.filter((held) => held.what === what).length);
}

/** `void __machine_might_sleep(const char *what)`: what may sleep, in a task that must not, is a finding. */
function mightSleep(call: MachineCall): void {
  const held = call.run.task.locks.findLast(({ what }) => atomic.has(what));
  if (held) call.report('sleep-in-atomic', held.what, { function: call.text(0) ?? '' });
}

/** `unsigned long __machine_initialised(const void *p, unsigned long n)`: bytes before the first never written. */
function initialised(call: MachineCall): void {
  const { run } = call;
  const found = stretch(run, call.low(0), call.high(0), call.length(1), 'read');
  run.cost += found.size >> 3;
  call.result(firstUninitialised(run.state.shadow, found.at, found.size));
}

export const atomicIntrinsics: ReadonlyMap<string, (call: MachineCall) => void> = new Map([
  ['__machine_enter', enter],
  ['__machine_leave', leave],
  ['__machine_within', within],
  ['__machine_might_sleep', mightSleep],
  ['__machine_initialised', initialised],
]);
