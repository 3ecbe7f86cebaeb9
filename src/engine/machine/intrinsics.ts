import { choose } from './choices.ts';
import type { FindingKind } from './finding.ts';
import { atomicIntrinsics } from './intrinsics-atomic.ts';
import { lockIntrinsics } from './intrinsics-locks.ts';
import { memoryIntrinsics } from './intrinsics-memory.ts';
import { overflow } from './intrinsics-overflow.ts';
import { textIntrinsics } from './intrinsics-text.ts';
import type { MachineCall } from './machine-call.ts';
import { readText } from './observe.ts';
import { sectionIntrinsics } from './sections.ts';
import { noteMeeting } from './watch-log.ts';
import { noteYield } from './watched.ts';

type Own = (call: MachineCall) => void;

/** `void __machine_report(const char *kind, const char *detail, const char *text)` */
function reportFinding(call: MachineCall): void {
  const kind = call.text(0);
  const detail = call.text(1);
  const text = call.text(2);
  if (kind !== null && detail !== null) call.report(kind as FindingKind, detail, { text: text ?? '' });
}

/** `int __machine_choose(const char *what, int ways)` */
function choosing(call: MachineCall): void {
  call.result(choose(call.run, call.text(0) ?? '', call.int(1)));
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
  task.told = 0;
}

/** `void __machine_serve(const char *what, const char *of)`: only told, so it reads them without a trace in the state. */
function serve(call: MachineCall): void {
  const { state } = call.run;
  if (state.watch === null) return;
  const what = readText(state, call.unsigned(0)) ?? '';
  state.serves.push(`${what} ${readText(state, call.unsigned(1)) ?? ''}`.trim());
}

/** `void __machine_aside(int begins)`: what fails until it ends is not of what the task was asked for. */
function aside(call: MachineCall): void {
  const { task } = call.run;
  if (call.int(0) !== 0) {
    const { errand: name, starved, lastFailure, told, lastErrno, injected } = task;
    const before = { errand: name, starved, lastFailure, told, lastErrno, injected };
    task.asides = [...task.asides, { before, locks: task.locks.length }];
  } else {
    Object.assign(task, task.asides.at(-1)?.before);
    task.asides = task.asides.slice(0, -1);
  }
}

/** `void __machine_failed(const char *what, const char *of)`: the errno that the driver returned last is `what of`'s. */
function failed(call: MachineCall): void {
  const { task } = call.run;
  const name = `${call.text(0) ?? ''} ${call.text(1) ?? ''}`;
  task.errands = [...task.errands, { name, lastFailure: null, lastErrno: task.lastErrno }];
}

/** `void __machine_coded(const void *value, int errno)` */
function coded(call: MachineCall): void {
  call.run.state.coded = { low: call.low(0), high: call.high(0), errno: -call.int(1) };
}

/** `void __machine_meet(const void *of, unsigned int thing, int write)`: of the things that an object has. */
function meet(call: MachineCall): void {
  noteMeeting(call.run, call.high(0), call.int(1), call.int(2) !== 0);
}

/** `int __machine_ordered(void)` */
function isOrdered(call: MachineCall): void {
  call.result(call.run.state.watch?.ordered === false ? 0 : 1);
}

/** `void __machine_want_order(void)` */
function wantOrder(call: MachineCall): void {
  const { watch } = call.run.state;
  if (watch !== null && !watch.ordered) watch.wantsOrder = true;
}

/** The machine's own intrinsics, as the library's machine.h declares them. */
export const machineIntrinsics: ReadonlyMap<string, Own> = new Map<string, Own>([
  ...memoryIntrinsics,
  ...lockIntrinsics,
  ...textIntrinsics,
  ...atomicIntrinsics,
  ...sectionIntrinsics,
  ['__machine_report', reportFinding],
  ['__machine_choose', choosing],
  ['__machine_errand', errand],
  ['__machine_serve', serve],
  ['__machine_aside', aside],
  ['__machine_failed', failed],
  ['__machine_told', (call) => call.result(call.run.task.told)],
  ['__machine_coded', coded],
  // A place where an exploration may switch tasks; a run goes on.
  ['__machine_yield', (call) => call.run.state.watch !== null && noteYield(call.run)],
  ['__machine_meet', meet],
  ['__machine_ordered', isOrdered],
  ['__machine_want_order', wantOrder],
  ['__machine_die', (call) => call.kill()],
  ['__machine_overflow', overflow],
]);
