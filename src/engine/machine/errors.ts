import { isError } from './address.ts';
import { isDecided } from './decided.ts';
import { followInjected, gives, isLibrary, NO_MEMORY } from './injected.ts';
import { isOverlooked } from './overlooked.ts';
import { Op, STRIDE } from './program.ts';
import { reportPast } from './report.ts';
import type { Run } from './run.ts';
import { frameOf } from './stacks.ts';
import { type ErrnoOnItsWay, Header, type LibraryFailure, type Task } from './task.ts';

const { BASE, FUNCTION } = Header;

/** FNV-1a, for 32 bits. */
const HASH = 0x01000193;

/** Whether a frame is one of the driver's own functions. */
export function isDrivers(run: Run, base: number): boolean {
  return base !== 0 && !isLibrary(run, base);
}

/** The driver writes down an errno, at the task's pc: it begins there, if the active frame returns it. */
export function beginErrno(task: Task, errno: number): void {
  keep(task, { frame: task.base, errno, instruction: task.pc / STRIDE });
}

/** The active frame returns a value to the one below, from the instruction `callAt` on. */
export function noteReturn(run: Run, low: number, high: number, callAt: number): void {
  const errno = errnoOf(run, low, high);
  const { task, state } = run;
  const zero = low === 0 && high === 0;
  if (task.injected !== null) followInjected(run, { errno, zero }, callAt);
  noteFailure(run, errno, zero, callAt);
  if (errno !== 0) noteOverlooked(run, errno, callAt);
  if (isDrivers(run, task.registers[task.base + BASE]!)) state.coded = null;
  if (errno !== 0) passOn(run, errno, callAt);
  else if (task.errnos.length > 0) leaveErrnos(task);
}

/**
 * The driver keeps what the active frame gives, an errno, and never looks at it: whoever waits for an answer is not told.
 * A number that only looks like an errno is none: a call of the library gave it, or one failed and nothing went on since.
 */
function noteOverlooked(run: Run, errno: number, callAt: number): void {
  const { machine, task } = run;
  if (!isDrivers(run, task.registers[task.base + BASE]!) || !isOverlooked(machine, callAt)) return;
  const known = task.errnos.findLast((each) => each.frame === task.base && each.errno === errno);
  const isFromCall =
    !isDrivers(run, task.base) || (!!known && isCall(machine.code[known.instruction * STRIDE]!));
  const hasFailed = task.lastFailure !== null && !task.lastFailure.followed;
  if (!(isFromCall || hasFailed) || isDecided(run)) return;
  const name = machine.program.functions[task.registers[task.base + FUNCTION]!]!.name.replace(/^_+/, '');
  const values = { function: name, given: String(errno) };
  reportPast(run, frameOf(machine, callAt / STRIDE), 'errno-lost', 'overlooked', values);
}

/** The errno that a value says, positive; 0 for none. */
function errnoOf({ state: { coded } }: Run, low: number, high: number): number {
  if (coded !== null && coded.low === low && coded.high === high) return coded.errno;
  return isError(low, high) ? -low : 0;
}

/** What the active frame knew of errnos goes with it. */
function leaveErrnos(task: Task): void {
  if ((task.errnos.at(-1)?.frame ?? 0) >= task.base)
    task.errnos = task.errnos.filter(({ frame }) => frame < task.base);
}

/** The active frame returns, and gives nothing: an errno that it got ends there. */
export function noteSilentReturn(run: Run, callAt: number): void {
  if (run.task.injected !== null) followInjected(run, null, callAt);
  leaveErrnos(run.task);
}

/** The driver did not stop at the last call that failed: it called this, and not to unwind. */
export function noteGoingOn(run: Run): void {
  const { lastFailure } = run.task;
  if (lastFailure && !lastFailure.followed && !isDecided(run))
    run.task.lastFailure = { ...lastFailure, followed: true };
}

/** What is printed is the driver's, where the active frame is. */
export function noteTold(run: Run): void {
  const { task } = run;
  if (isDrivers(run, task.base)) task.told = Math.imul(task.told ^ (task.pc / STRIDE + 1), HASH) || 1;
}

/** The active frame is the library's, called by the driver. */
function isCallOfLibrary(run: Run): boolean {
  const { task } = run;
  return !isDrivers(run, task.base) && isDrivers(run, task.registers[task.base + BASE]!);
}

/** The result of a library function that the driver called, if it says that the call failed. */
function noteFailure(run: Run, said: number, zero: boolean, callAt: number): void {
  const { task, machine } = run;
  // Where a number is 0 the library has dealt with what failed in its midst.
  const isNull = zero && task.starved && gives(run) === 'pointer';
  if (said === 0 && !isNull) {
    if (zero && task.lastFailure && isCallOfLibrary(run)) noteGoingOn(run);
    return;
  }
  const errno = said || NO_MEMORY;
  if (!isCallOfLibrary(run)) {
    noteOwnFailure(run, errno);
    return;
  }
  const { name } = machine.program.functions[task.registers[task.base + FUNCTION]!]!;
  const { site } = frameOf(machine, callAt / STRIDE);
  const failure: LibraryFailure = { function: name, errno, site, followed: false };
  if (!isDecided(run)) task.lastFailure = failure;
  const choice = run.state.chosen.at(-1);
  if (choice && choice.taken !== 0 && choice.task === task.id) choice.failure ??= failure;
}

/** The active frame failed as it was made to, and none of the driver's is below: what a user does failed. */
function noteOwnFailure(run: Run, errno: number): void {
  const { task, machine, state } = run;
  const choice = state.chosen.at(-1);
  if (!choice || choice.taken === 0 || choice.task !== task.id || choice.failure) return;
  if (machine.functionOf[choice.instruction] !== task.registers[task.base + FUNCTION]!) return;
  for (let { base } = task; base > 0; base = task.registers[base + BASE]!) if (isDrivers(run, base)) return;
  const { site } = frameOf(machine, choice.instruction);
  choice.failure = { function: choice.what, errno, site, followed: false };
}

/**
 * The caller gets an errno from the active frame, and with it where it began: where that frame wrote it
 * down or got it itself, the later of both; else where the driver returns it, or calls the library for it.
 */
function passOn(run: Run, errno: number, callAt: number): void {
  const { machine, task } = run;
  const caller = task.registers[task.base + BASE]!;
  const known = task.errnos.findLast((each) => each.frame === task.base && each.errno === errno);
  leaveErrnos(task);
  const drivers = isDrivers(run, task.base);
  const toDriver = isDrivers(run, caller);
  if (!known && !drivers && !toDriver) return;
  const instruction = known?.instruction ?? (drivers ? task.pc : callAt) / STRIDE;
  if (caller > 0) keep(task, { frame: caller, errno, instruction });
  if (!drivers || toDriver) return;
  const { function: name, site } = frameOf(machine, instruction);
  task.lastErrno = { errno, function: name, site, isFromCall: isCall(machine.code[instruction * STRIDE]!) };
}

function isCall(op: number): boolean {
  return op === Op.CALL || op === Op.CALL_INDIRECT;
}

/** Keeps the last place for each errno of a frame. Frames above the active one have none. */
function keep(task: Task, each: ErrnoOnItsWay): void {
  const others = task.errnos.filter(({ frame, errno }) => frame !== each.frame || errno !== each.errno);
  task.errnos = [...others, each];
}
