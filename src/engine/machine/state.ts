import type { MachineFinding } from './finding.ts';
import type { Machine } from './machine.ts';
import { ROW } from './object-table.ts';
import { cloneStacks, emptyStacks, type StackTable } from './stacks.ts';
import type { LibraryFailure, Task } from './task.ts';
import type { Watch } from './watch.ts';

/** What a run may use before it is ended. Reaching a limit is a finding `out-of-fuel`. */
export interface Limits {
  /** Instructions a task may execute; copying 8 bytes counts as one. */
  readonly fuel: number;
  /** Calls that may be active at once in a task. Linux has 16 KiB of stack. */
  readonly depth: number;
  /** Bytes of memory, globals included. */
  readonly memory: number;
  /** Findings kept; further ones are counted in `dropped`. */
  readonly findings: number;
}

export const defaultLimits: Limits = {
  fuel: 20_000_000,
  depth: 256,
  memory: 64 * 1024 * 1024,
  findings: 200,
};

/**
 * All of an execution, as plain data. Two states are the same execution if they are equal.
 *
 * For an exploration: read-only objects come first in memory, so a state differs from another only
 * from `machine.writable` on; `stacks` only grows, so states of one search may share it, their ids
 * staying valid. A canonical key numbers objects in the order they are met from the globals, then each
 * task's registers, then the content of objects so met, replacing an object's id in the high half of
 * each word that is an address; dead objects not met, stack ids and spare capacity take no part.
 */
export interface MachineState {
  readonly limits: Limits;
  memory: Uint8Array;
  /** The same bytes, for wider reading and writing. */
  view: DataView;
  /** A bit per byte of memory: it was initialised. */
  shadow: Uint8Array;
  memoryEnd: number;
  objects: Int32Array;
  objectCount: number;
  queues: Int32Array;
  tasks: Task[];
  stacks: StackTable;
  findings: MachineFinding[];
  /** Of a task that is watched: what the kernel only warns of, and goes on after. Not part of the state. */
  warnings: MachineFinding[];
  /** What tells findings apart, so that each is kept once. */
  findingKeys: Set<string>;
  /** Findings left out because there were too many. */
  dropped: number;
  /** The run's log, a line each. */
  output: string[];
  /** What a task that is watched came to serve: see machine.h. '' for nothing particular. Not part of the state. */
  serves: string[];
  /** Names of types that only intrinsics use; they follow those of the program. */
  typeNames: string[];
  /** What objects of the heap were made by: see task.ts, `occupation`. */
  makers: string[];
  /** Answers for `__machine_choose`, first to last; when they are used up the answer is 0. */
  choices: readonly number[];
  /** The choices there were, with the answers given. */
  chosen: Choice[];
  /** What the library says that a value stands for, until it is back in the driver: an errno, positive. */
  coded: { readonly low: number; readonly high: number; readonly errno: number } | null;
  /** Not null while interleavings are explored. */
  watch: Watch | null;
}

export interface Choice {
  readonly what: string;
  readonly ways: number;
  readonly taken: number;
  readonly task: number;
  /** The driver's call that then failed; null where the library dealt with it, or none did. */
  failure: LibraryFailure | null;
  /** The instruction at which the choice was made. */
  readonly instruction: number;
}

/** The state before anything ran: globals with their initial content. */
export function createState(
  machine: Machine,
  limits: Partial<Limits> = {},
  choices: readonly number[] = [],
): MachineState {
  const memory = machine.memory.slice();
  return {
    limits: { ...defaultLimits, ...limits },
    memory,
    view: new DataView(memory.buffer),
    shadow: machine.shadow.slice(),
    memoryEnd: memory.length,
    objects: machine.objects.slice(),
    objectCount: machine.objects.length / ROW,
    queues: new Int32Array(8),
    tasks: [],
    stacks: emptyStacks(),
    findings: [],
    warnings: [],
    findingKeys: new Set(),
    dropped: 0,
    output: [],
    serves: [],
    typeNames: [],
    makers: [],
    choices,
    chosen: [],
    coded: null,
    watch: null,
  };
}

/** An independent copy, without spare capacity. */
export function cloneState(state: MachineState): MachineState {
  const memory = state.memory.slice(0, state.memoryEnd);
  return {
    ...state,
    memory,
    view: new DataView(memory.buffer),
    shadow: state.shadow.slice(0, state.memoryEnd >> 3),
    objects: state.objects.slice(0, state.objectCount * ROW),
    queues: state.queues.slice(),
    tasks: state.tasks.map((task) => ({ ...task, registers: task.registers.slice(0, task.top) })),
    stacks: cloneStacks(state.stacks),
    findings: state.findings.slice(),
    warnings: state.warnings.slice(),
    findingKeys: new Set(state.findingKeys),
    output: state.output.slice(),
    serves: [],
    typeNames: state.typeNames.slice(),
    makers: state.makers.slice(),
    chosen: state.chosen.slice(),
    watch: null,
  };
}

/** Makes room for memory up to `end`, a multiple of 16. */
export function reserveMemory(state: MachineState, end: number): void {
  if (end <= state.memory.length) return;
  const length = Math.max(end, Math.min(state.memory.length * 2, state.limits.memory & ~15), 1024);
  const memory = new Uint8Array(length);
  memory.set(state.memory);
  const shadow = new Uint8Array(length >> 3);
  shadow.set(state.shadow);
  state.memory = memory;
  state.view = new DataView(memory.buffer);
  state.shadow = shadow;
}

export function reserveObjects(state: MachineState, count: number): void {
  if (count * ROW <= state.objects.length) return;
  const objects = new Int32Array(Math.max(count, (state.objects.length / ROW) * 2, 64) * ROW);
  objects.set(state.objects);
  state.objects = objects;
}
