import { noteGoingOn } from './errors.ts';
import type { FindingKind } from './finding.ts';
import { atomicIntrinsics } from './intrinsics-atomic.ts';
import { lockIntrinsics } from './intrinsics-locks.ts';
import { memoryIntrinsics } from './intrinsics-memory.ts';
import { overflow } from './intrinsics-overflow.ts';
import { textIntrinsics } from './intrinsics-text.ts';
import type { MachineCall } from './machine-call.ts';
import { STRIDE } from './program.ts';
import { noteMeeting } from './watch-log.ts';
import { noteYield } from './watched.ts';

type Own = (call: MachineCall) => void;

/** Fuel that a choice costs: each is kept. */
const CHOICE_COST = 50;

/** `void __machine_report(const char *kind, const char *detail, const char *text)` */
function reportFinding(call: MachineCall): void {
  const kind = call.text(0);
  const detail = call.text(1);
  const text = call.text(2);
  if (kind !== null && detail !== null) call.report(kind as FindingKind, detail, { text: text ?? '' });
}

/**
 * `int __machine_choose(const char *what, int ways)`: 0, or what the state's list of choices says. A choice
 * that is not 0 is a fault: a NULL that the library returns after it counts as a failed call.
 */
function choose(call: MachineCall): void {
  const { state, task } = call.run;
  const what = call.text(0) ?? '';
  const ways = call.int(1);
  const wanted = state.choices[state.chosen.length] ?? 0;
  const taken = wanted >= 0 && wanted < ways ? wanted : 0;
  state.chosen.push({ what, ways, taken, task: task.id, failure: null, instruction: task.pc / STRIDE });
  if (taken !== 0) task.starved = true;
  noteGoingOn(task);
  call.run.cost += CHOICE_COST;
  call.result(taken);
}

/** `void __machine_errand(const char *what, const char *of)`: `what of`, until it is called with NULL. */
function errand(call: MachineCall): void {
  const { task } = call.run;
  if (task.errand !== '') {
    const { errand: name, lastFailure, lastErrno } = task;
    task.errands = [...task.errands, { name, lastFailure, lastErrno }];
    task.errand = '';
  }
  if (call.unsigned(0) === 0n) return;
  task.errand = `${call.text(0) ?? ''} ${call.text(1) ?? ''}`;
  task.lastFailure = null;
  task.lastErrno = null;
}

/** `void __machine_failed(const char *what, const char *of)`: the errno that the driver returned last is `what of`'s. */
function failed(call: MachineCall): void {
  const { task } = call.run;
  const name = `${call.text(0) ?? ''} ${call.text(1) ?? ''}`;
  task.errands = [...task.errands, { name, lastFailure: null, lastErrno: task.lastErrno }];
}

/** `void __machine_meet(const void *of, unsigned int thing, int write)`: of the things that an object has. */
function meet(call: MachineCall): void {
  noteMeeting(call.run, call.high(0), call.int(1), call.int(2) !== 0);
}

/** The machine's own intrinsics, as the library's machine.h declares them. */
export const machineIntrinsics: ReadonlyMap<string, Own> = new Map<string, Own>([
  ...memoryIntrinsics,
  ...lockIntrinsics,
  ...textIntrinsics,
  ...atomicIntrinsics,
  ['__machine_report', reportFinding],
  ['__machine_choose', choose],
  ['__machine_errand', errand],
  ['__machine_failed', failed],
  // A place where an exploration may switch tasks; a run goes on.
  ['__machine_yield', (call) => call.run.state.watch !== null && noteYield(call.run)],
  ['__machine_meet', meet],
  ['__machine_die', (call) => call.kill()],
  ['__machine_overflow', overflow],
]);
