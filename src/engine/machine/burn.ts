import { reportEndless } from './endless.ts';
import type { MachineCall } from './machine-call.ts';
import { step } from './step.ts';
import { Status, type Task } from './task.ts';

/**
 * Executes up to `slice` instructions of the call's task, which is ready; one that uses up its fuel ends there. The frame
 * that is active when half of it is used is noted: what is endless is told at the loop, wherever the fuel ends.
 */
export function burn(call: MachineCall, slice: number): void {
  const { run } = call;
  const { task, state } = run;
  const half = state.limits.fuel / 2;
  const first = Math.min(slice, task.fuel > half ? task.fuel - half : task.fuel);
  take(call, task, first);
  if (isReady(task) && task.outermost === 0 && task.fuel <= half) task.outermost = task.base;
  if (isReady(task) && slice > first && task.fuel > 0) take(call, task, Math.min(slice - first, task.fuel));
  if (isReady(task) && task.fuel <= 0) reportEndless(run);
}

function take(call: MachineCall, task: Task, fuel: number): void {
  task.fuel -= fuel - step(call, fuel);
}

function isReady(task: Task): boolean {
  return task.status === Status.READY;
}
