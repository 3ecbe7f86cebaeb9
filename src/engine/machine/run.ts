import type { Machine } from './machine.ts';
import type { MachineState } from './state.ts';
import type { Task } from './task.ts';

/** What executing one task in a slice needs at hand. */
export interface Run {
  readonly machine: Machine;
  readonly state: MachineState;
  readonly task: Task;
  /** Fuel used by the instruction in execution beyond the one it costs anyway. */
  cost: number;
}
