import { FUNCTION_ROW, FunctionColumn } from './link-code.ts';
import type { Machine } from './machine.ts';
import { type FunctionCode, STRIDE } from './program.ts';
import type { Run } from './run.ts';
import { Header, type Injected } from './task.ts';

/*
 * Of a call of the driver's that was made to fail: whether the driver answers whoever asked it with a failure, or goes on
 * as if nothing had been.
 */

const { BASE, FUNCTION, RETURN } = Header;

/** A result as its function gives it: with the errno that it says, 0 for none. */
export interface Given {
  readonly errno: number;
  readonly zero: boolean;
}

/** A choice was taken that is a fault: in the midst of the driver's call that the innermost of its frames has made. */
export function noteInjected(run: Run): void {
  const { task } = run;
  task.injected = pendingIn(run, task.base, task.pc, task.errand.split(' ')[0]!);
}

/** The call that the driver's innermost frame is in, from `base` on; null where there is none. */
function pendingIn(run: Run, base: number, pc: number, errand: string): Injected | null {
  const { registers } = run.task;
  let [frame, call] = [base, pc];
  for (; frame > 0 && isLibrary(run, frame); frame = registers[frame + BASE]!)
    call = registers[frame + RETURN]! - STRIDE;
  if (frame === 0) return null;
  // In a macro it is none of a call, but of the next.
  return { frame, call: frame === base ? -1 : call / STRIDE, errand, failed: null };
}

/** The active frame returns to the one below; `given` is null where it gives nothing. */
export function followInjected(run: Run, given: Given | null, callAt: number): void {
  const { injected, base, registers } = run.task;
  const caller = registers[base + BASE]!;
  if (injected === null || caller === 0 || isLibrary(run, base) === isLibrary(run, caller)) return;
  if (isLibrary(run, base)) run.task.injected = cameBack(run, injected, given, callAt / STRIDE);
  else if (injected.frame >= base) run.task.injected = answered(run, injected, given);
}

/** A call of the library comes back to the driver. */
function cameBack(run: Run, injected: Injected, given: Given | null, at: number): Injected | null {
  const { task, machine } = run;
  const { frame, call, failed } = injected;
  const hasFailed = isFailure(run, given);
  // The same call has been made again, and did what it was to do.
  if (failed !== null) {
    const isAgain = call === at && hasFailed === false && failed.given === argumentsAt(run, at * STRIDE);
    return isAgain ? null : injected;
  }
  if (frame !== task.registers[task.base + BASE] || (call !== at && call !== -1)) return injected;
  if (hasFailed !== true) return null;
  const { name } = machine.program.functions[task.registers[task.base + FUNCTION]!]!;
  const isPointer = gives(run) === 'pointer';
  const errno = given!.errno || (isPointer ? NO_MEMORY : null);
  return { ...injected, call: at, failed: { function: name, errno, given: argumentsAt(run, at * STRIDE) } };
}

/** What the frame below gave to the active one. */
function argumentsAt({ task, machine }: Run, callAt: number): string {
  const first = task.registers[task.base + BASE]! + machine.code[callAt + 3]!;
  return task.registers.subarray(first, first + machine.code[callAt + 4]! * 2).join();
}

/** Whether a word of a frame is one of the arguments of the call at an index of the code. */
export function isArgument({ code }: Machine, callAt: number, word: number): boolean {
  const first = code[callAt + 3]!;
  return word >= first && word < first + code[callAt + 4]! * 2;
}

/** The driver answers the library, in whose midst another function of the driver's may be. */
function answered(run: Run, injected: Injected, given: Given | null): Injected | null {
  const { registers, base } = run.task;
  const hasFailed = isFailure(run, given);
  const below = registers[base + BASE]!;
  const outer = pendingIn(run, below, registers[base + RETURN]! - STRIDE, injected.errand);
  if (hasFailed === true && gives(run) !== 'unsigned') return outer;
  if (hasFailed !== false || injected.failed === null) return null;
  return { ...injected, frame: outer?.frame ?? 0 };
}

/** Whether what the active frame gives says that it failed; null where that is not known. */
function isFailure(run: Run, given: Given | null): boolean | null {
  if (given === null) return null;
  if (given.errno !== 0) return true;
  switch (gives(run)) {
    case 'signed':
      return false;
    case 'pointer':
      return given.zero;
    case 'unsigned':
      // What is left to do, or a code.
      return !given.zero;
    default:
      return null;
  }
}

/** What the active frame's function returns. */
export function gives({ task, machine }: Run): FunctionCode['gives'] {
  return machine.program.functions[task.registers[task.base + FUNCTION]!]!.gives;
}

/** Whether a frame, which there is, is one of the kernel's functions. */
export function isLibrary({ task, machine }: Run, base: number): boolean {
  return machine.functions[task.registers[base + FUNCTION]! * FUNCTION_ROW + FunctionColumn.LIBRARY] === 1;
}

/** Linux: ENOMEM. */
export const NO_MEMORY = 12;
