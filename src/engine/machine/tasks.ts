import { Bug } from '../base/bug.ts';
import { highHalf, lowHalf, signed } from './address.ts';
import { burn } from './burn.ts';
import { enter, newTask } from './calls.ts';
import { FUNCTION_ROW, FunctionColumn } from './link-code.ts';
import { reportHeldLocks } from './locks.ts';
import type { Machine } from './machine.ts';
import { MachineCall } from './machine-call.ts';
import type { Run } from './run.ts';
import type { MachineState } from './state.ts';
import {
  type Errand,
  type ErrnoOrigin,
  type LibraryFailure,
  occupation,
  reserveRegisters,
  Status,
  type Task,
} from './task.ts';

/**
 * How a slice ended: the task returned; an Oops ended it; it waits for a lock another task holds (run it
 * again later); it used up its fuel; or the slice is over and there is more to do.
 */
export type SliceEnd = 'done' | 'killed' | 'blocked' | 'fuel' | 'paused';

const ends: Readonly<Record<number, SliceEnd>> = {
  [Status.READY]: 'paused',
  [Status.DONE]: 'done',
  [Status.KILLED]: 'killed',
  [Status.BLOCKED]: 'blocked',
  [Status.FUEL]: 'fuel',
};

/**
 * Adds a task about to call a function of the program, and gives its id. Arguments are in extended form
 * (see program.ts). A function that cannot be called (opaque) ends the task at once.
 */
export function startTask(
  machine: Machine,
  state: MachineState,
  functionIndex: number,
  args: readonly bigint[],
  name: string,
): number {
  if (!machine.program.functions[functionIndex]) throw new Bug(`no function ${functionIndex}`);
  const task = newTask(state.tasks.length, name, state.limits.fuel);
  state.tasks.push(task);
  // The arguments are put behind the frame they are then copied into.
  const first = task.top + machine.functions[functionIndex * FUNCTION_ROW + FunctionColumn.FRAME]!;
  reserveRegisters(task, first + args.length * 2);
  args.forEach((value, index) => {
    task.registers[first + index * 2] = lowHalf(value);
    task.registers[first + index * 2 + 1] = highHalf(value);
  });
  enter({ machine, state, task, cost: 0 }, functionIndex, -1, first, args.length);
  return task.id;
}

/** Executes up to `slice` instructions of a task. One that has ended stays as it is. */
export function runTask(machine: Machine, state: MachineState, id: number, slice: number): SliceEnd {
  const task = taskOf(state, id);
  if (task.status === Status.BLOCKED) task.status = Status.READY;
  if (task.status !== Status.READY) return ends[task.status]!;
  const run: Run = { machine, state, task, cost: 0 };
  const call = new MachineCall(run);
  burn(call, slice);
  if (hasReturned(task)) reportHeldLocks(run);
  return ends[task.status]!;
}

/** What a task that is done returned, as a signed 64-bit integer; null for one that is not. */
export function taskResult(state: MachineState, id: number): bigint | null {
  const task = taskOf(state, id);
  return task.status === Status.DONE ? signed(task.resultLow, task.resultHigh) : null;
}

/** The last call of a library function by the driver that failed in a task, or errand, of that name. */
export function lastFailure(state: MachineState, name: string): LibraryFailure | null {
  return lastDoing(state, name)?.lastFailure ?? null;
}

/** The last errno that the driver gave the library in a task, or errand, of that name. */
export function lastErrno(state: MachineState, name: string): ErrnoOrigin | null {
  return lastDoing(state, name)?.lastErrno ?? null;
}

/** What a task does now comes after its errands. */
function lastDoing(
  { tasks }: MachineState,
  name: string,
): Pick<Errand, 'lastFailure' | 'lastErrno'> | undefined {
  for (let at = tasks.length - 1; at >= 0; at--) {
    const task = tasks[at]!;
    if (occupation(task) === name) return task;
    const errand = task.errands.findLast((each) => each.name === name);
    if (errand) return errand;
  }
  return undefined;
}

function hasReturned(task: Task): boolean {
  return task.status === Status.DONE;
}

function taskOf(state: MachineState, id: number): Task {
  const task = state.tasks[id];
  if (!task) throw new Bug(`no task ${id}`);
  return task;
}
