import { addressOf, highHalf, lowHalf, objectHigh, objectOf } from './address.ts';
import type { Frame, MachineFinding } from './finding.ts';
import { FUNCTION_ROW, FunctionColumn } from './link-code.ts';
import type { Machine } from './machine.ts';
import { Column, Life, pinsOf, ROW } from './object-table.ts';
import { locate, objectAt } from './objects.ts';
import { describeObject, objectName } from './report.ts';
import { framesOf } from './stacks.ts';
import type { MachineState } from './state.ts';
import { Header, Status, type Task } from './task.ts';
import { decodeUtf8 } from './utf8.ts';

/** An unsigned integer in memory, little-endian; null where there is no live object. Adds no finding. */
export function readInteger(state: MachineState, address: bigint, size: 1 | 2 | 4 | 8): bigint | null {
  const at = locate(state, lowHalf(address), highHalf(address), size);
  if (at < 0) return null;
  let value = 0n;
  for (let index = size - 1; index >= 0; index--) value = (value << 8n) | BigInt(state.memory[at + index]!);
  return value;
}

/** The NUL-terminated UTF-8 text at an address; null where its object has no NUL. Adds no finding. */
export function readText(state: MachineState, address: bigint): string | null {
  const at = locate(state, lowHalf(address), highHalf(address), 0);
  if (at < 0) return null;
  const row = objectOf(highHalf(address)) * ROW;
  const end = state.objects[row + Column.MEMORY]! + state.objects[row + Column.SIZE]!;
  const nul = state.memory.subarray(at, end).indexOf(0);
  return nul < 0 ? null : decodeUtf8(state.memory.subarray(at, at + nul));
}

/** The address of a global of the program, by its index. */
export function globalAddress(index: number): bigint {
  return addressOf(index + 1, 0);
}

/** A live object of the heap, as a check for leaks shows it. */
export interface HeapObject {
  readonly address: bigint;
  readonly size: number;
  /** `struct egm_region`, or `32 bytes`. */
  readonly name: string;
  readonly allocated: readonly Frame[];
  /** Name of the task, or of the errand, that allocated it. */
  readonly task: string;
  readonly pinned: boolean;
}

/** All live heap objects, in order of their ids. */
export function heapObjects(machine: Machine, state: MachineState): HeapObject[] {
  return liveHeap(state).map((id) => describe(machine, state, id));
}

/**
 * Live heap objects that nothing reaches: neither the globals, nor the registers and locals of tasks
 * that have not ended, nor what those reach. Any aligned word that is an address in an object's window
 * counts, so an object is never called a leak while a pointer to it, or into it, remains.
 */
export function leaks(machine: Machine, state: MachineState): HeapObject[] {
  const reached = reachable(machine, state);
  return liveHeap(state)
    .filter((id) => reached[id] === 0)
    .map((id) => describe(machine, state, id));
}

/** The finding `leak` of an object, for a task that had the last chance to free it. */
export function leakFinding(
  machine: Machine,
  state: MachineState,
  leaked: HeapObject,
  task: string,
): MachineFinding {
  const object = describeObject(machine, state, objectOf(highHalf(leaked.address)));
  const values = { size: String(leaked.size) };
  return { kind: 'leak', detail: 'unreachable', values, task, stack: leaked.allocated, object };
}

/** The object that an address is in, as findings show it; null where there is none. Adds no finding. */
export function objectOfAddress(
  machine: Machine,
  state: MachineState,
  address: bigint,
): MachineFinding['object'] {
  const id = objectAt(state, highHalf(address));
  return id === 0 ? null : describeObject(machine, state, id);
}

function liveHeap(state: MachineState): number[] {
  const ids: number[] = [];
  // What was freed too early is none that is never freed.
  for (let id = 1; id < state.objectCount; id++)
    if (state.objects[id * ROW + Column.LIFE] === Life.HEAP && state.objects[id * ROW + Column.FREED] === 0)
      ids.push(id);
  return ids;
}

function describe(machine: Machine, state: MachineState, id: number): HeapObject {
  const row = id * ROW;
  return {
    address: addressOf(id, 0),
    size: state.objects[row + Column.SIZE]!,
    name: objectName(machine, state, id),
    allocated: framesOf(machine, state.stacks, state.objects[row + Column.ALLOCATED]!),
    task: state.makers[state.objects[row + Column.OWNER]!] ?? '',
    pinned: pinsOf(state.objects[row + Column.PINS]!) > 0,
  };
}

/** 1 per object id that is reached. */
function reachable(machine: Machine, state: MachineState): Uint8Array {
  const reached = new Uint8Array(state.objectCount);
  const pending: number[] = [];
  const visit = (high: number): void => {
    const id = objectOf(high);
    if (id === 0 || id >= state.objectCount || reached[id] === 1) return;
    reached[id] = 1;
    if (state.objects[id * ROW + Column.LIFE]! > 0) pending.push(id);
  };
  for (let id = 1; id < state.objectCount; id++)
    if (state.objects[id * ROW + Column.LIFE]! >= Life.GLOBAL) scan(state, id, visit);
  for (const task of state.tasks)
    if (task.status === Status.READY || task.status === Status.BLOCKED) scanFrames(machine, task, visit);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) scan(state, id, visit);
  return reached;
}

/** Addresses in the words of a live object. */
export function pointersIn(state: MachineState, address: bigint): bigint[] {
  const row = objectOf(highHalf(address)) * ROW;
  const start = state.objects[row + Column.MEMORY]!;
  const found: bigint[] = [];
  for (let offset = 0; offset + 8 <= state.objects[row + Column.SIZE]!; offset += 8)
    found.push(state.view.getBigUint64(start + offset, true));
  return found;
}

function scan(state: MachineState, id: number, visit: (high: number) => void): void {
  const start = state.objects[id * ROW + Column.MEMORY]!;
  const size = state.objects[id * ROW + Column.SIZE]!;
  for (let offset = 0; offset + 8 <= size; offset += 8) visit(state.view.getInt32(start + offset + 4, true));
}

/** Registers of all frames, and the locals that live in them. */
function scanFrames(machine: Machine, task: Task, visit: (high: number) => void): void {
  const { registers } = task;
  for (let base = task.base; base > 0; base = registers[base + Header.BASE]!) {
    const row = registers[base + Header.FUNCTION]! * FUNCTION_ROW;
    const words = machine.functions[row + FunctionColumn.REGISTERS]!;
    const locals = machine.functions[row + FunctionColumn.LOCAL_COUNT]!;
    for (let word = 1; word < words; word += 2) visit(registers[base + word]!);
    for (let local = 0; local < locals; local++) visit(objectHigh(registers[base + words + local]!));
  }
}
