import type { Machine } from '../machine/machine.ts';
import type { MachineState } from '../machine/state.ts';
import { runTask, type SliceEnd, startTask, taskResult } from '../machine/tasks.ts';

/** Instructions between two chances for the caller to do something else: a few milliseconds. */
const slice = 50_000;

/** A task that has come to its end, one way or another. */
export interface Ended {
  readonly task: number;
  readonly name: string;
  /** What it returned, as an int; null unless it returned. */
  readonly result: number | null;
  readonly end: Exclude<SliceEnd, 'paused'>;
}

/** Runs a function as a task of its own, yielding between slices. */
export function* runFunction(
  machine: Machine,
  state: MachineState,
  index: number,
  args: readonly (number | bigint)[],
  name: string,
): Generator<undefined, Ended> {
  const task = startTask(
    machine,
    state,
    index,
    args.map((value) => BigInt(value)),
    name,
  );
  return yield* goOn(machine, state, task, name);
}

/** Runs a task on, that may have been blocked. */
export function* goOn(
  machine: Machine,
  state: MachineState,
  task: number,
  name: string,
): Generator<undefined, Ended> {
  for (;;) {
    const end = runTask(machine, state, task, slice);
    yield undefined;
    if (end === 'paused') continue;
    const result = taskResult(state, task);
    return { task, name, end, result: result === null ? null : Number(BigInt.asIntN(32, result)) };
  }
}
