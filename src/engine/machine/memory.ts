import { fault, type Use, writable } from './access.ts';
import { objectOf, offsetOf } from './address.ts';
import { signExtend, zeroExtend } from './arithmetic.ts';
import { Column, ROW } from './object-table.ts';
import { locate, objectAt, room, touch } from './objects.ts';
import { Access } from './program.ts';
import { report } from './report.ts';
import type { Run } from './run.ts';
import { allInitialised, initialise, moveInitialised } from './shadow.ts';
import type { MachineState } from './state.ts';
import { Status } from './task.ts';
import { useBytes, writeBytes } from './used.ts';
import { noteAccess, noteMore } from './watched.ts';

const { BOOL, S16, S32, S8, U16, U32, U8 } = Access;
const { MEMORY } = Column;
const { READY } = Status;

const sizes = [1, 1, 2, 2, 4, 4, 8, 1] as const;

/** Op.LOAD: `to` and `pointer` are indices of registers' low words. */
export function load(run: Run, to: number, pointer: number, offset: number, access: number): void {
  const { state } = run;
  const registers = run.task.registers;
  const low = (registers[pointer]! + offset) | 0;
  const high = carried(registers[pointer]!, registers[pointer + 1]!, low, offset);
  const size = sizes[access]!;
  if (state.watch !== null && !noteAccess(run, low, high, size, 0)) return;
  const at = placeRead(run, low, high, size);
  if (at < 0) {
    zeroExtend(registers, to, 0);
    return;
  }
  switch (access) {
    case S8:
      signExtend(registers, to, state.view.getInt8(at));
      break;
    case U8:
    case BOOL:
      zeroExtend(registers, to, state.memory[at]!);
      break;
    case S16:
      signExtend(registers, to, state.view.getInt16(at, true));
      break;
    case U16:
      zeroExtend(registers, to, state.view.getUint16(at, true));
      break;
    case S32:
      signExtend(registers, to, state.view.getInt32(at, true));
      break;
    case U32:
      zeroExtend(registers, to, state.view.getInt32(at, true));
      break;
    default:
      registers[to] = state.view.getInt32(at, true);
      registers[to + 1] = state.view.getInt32(at + 4, true);
  }
}

/** Op.STORE. */
export function store(run: Run, pointer: number, offset: number, from: number, access: number): void {
  const { state } = run;
  const registers = run.task.registers;
  const low = (registers[pointer]! + offset) | 0;
  const high = carried(registers[pointer]!, registers[pointer + 1]!, low, offset);
  const size = sizes[access]!;
  if (state.watch !== null && !noteAccess(run, low, high, size, 1)) return;
  const at = place(run, low, high, size, 'write');
  if (at < 0) return;
  const id = objectAt(state, high);
  touch(state, id);
  if (state.watch !== null) writeBytes(state, state.watch, id, at, size);
  initialise(state.shadow, at, size);
  const value = registers[from]!;
  switch (size) {
    case 1:
      state.memory[at] = access === BOOL && (value | registers[from + 1]!) !== 0 ? 1 : value;
      return;
    case 2:
      state.view.setInt16(at, value, true);
      break;
    case 4:
      state.view.setInt32(at, value, true);
      break;
    default:
      state.view.setInt32(at, value, true);
      state.view.setInt32(at + 4, registers[from + 1]!, true);
  }
}

/** Where `size` bytes at an address are; -1 when they cannot be used, which is then reported. */
export function place(run: Run, low: number, high: number, size: number, use: Use): number {
  const at = locate(run.state, low, high, size);
  if (at < 0 || (use === 'write' && !writable(run, high))) return fault(run, low, high, size, use);
  return at;
}

/** Where bytes that are read are, and what is wrong with that is reported; -1 when they cannot be used. */
export function placeRead(run: Run, low: number, high: number, size: number): number {
  const { state } = run;
  const at = locate(state, low, high, size);
  if (at < 0) return fault(run, low, high, size, 'read');
  if (state.watch !== null) useBytes(state, state.watch, objectOf(high), at, size);
  if (!allInitialised(state.shadow, at, size)) uninitialised(run, low, high, at, size);
  return at;
}

/** Reports reading bytes that were never written; from then on they count as written. */
export function uninitialised(run: Run, low: number, high: number, at: number, size: number): void {
  const values = { offset: String(offsetOf(low)), size: String(size) };
  report(run, 'uninitialised-read', 'memory', values, objectAt(run.state, high));
  initialise(run.state.shadow, at, size);
  touch(run.state, objectAt(run.state, high));
}

/** A stretch of bytes an operation may use: as many of those asked for as the object has. */
export interface Stretch {
  readonly at: number;
  readonly size: number;
}

const nothing: Stretch = { at: 0, size: 0 };

/** The part of `size` bytes at an address that exists; what is missing is reported. */
export function stretch(run: Run, low: number, high: number, size: number, use: Use): Stretch {
  if (size <= 0) return nothing;
  if (use === 'write') touch(run.state, objectAt(run.state, high));
  const at = place(run, low, high, size, use);
  if (at >= 0) {
    noteBytes(run.state, objectOf(high), at, size, use);
    return { at, size };
  }
  const usable = run.task.status === READY ? room(run.state, low, high) : 0;
  if (usable === 0) return nothing;
  const start = run.state.objects[objectAt(run.state, high) * ROW + MEMORY]!;
  return { at: start + offsetOf(low), size: Math.min(usable, size) };
}

/** While interleavings are explored: bytes are read, or all of them written. */
export function noteBytes(state: MachineState, id: number, at: number, size: number, use: Use): void {
  const { watch } = state;
  if (watch === null) return;
  if (use === 'read') useBytes(state, watch, id, at, size);
  else writeBytes(state, watch, id, at, size);
}

/** Copies bytes and their initialisation; the ranges may overlap. Addresses are register indices. */
export function copy(run: Run, to: number, from: number, size: number): void {
  const registers = run.task.registers;
  if (run.state.watch !== null) {
    if (!noteAccess(run, registers[from]!, registers[from + 1]!, size, 0)) return;
    noteMore(run, registers[to]!, registers[to + 1]!, size, 1);
  }
  const source = stretch(run, registers[from]!, registers[from + 1]!, size, 'read');
  if (run.task.status !== READY) return;
  const target = stretch(run, registers[to]!, registers[to + 1]!, size, 'write');
  if (run.task.status !== READY) return;
  const usable = Math.min(source.size, target.size);
  run.state.memory.copyWithin(target.at, source.at, source.at + usable);
  moveInitialised(run.state.shadow, target.at, source.at, usable);
  run.cost += usable >> 3;
}

/** Sets bytes; the address is a register index. */
export function fill(run: Run, to: number, byte: number, size: number): void {
  const registers = run.task.registers;
  if (run.state.watch !== null && !noteAccess(run, registers[to]!, registers[to + 1]!, size, 1)) return;
  const target = stretch(run, registers[to]!, registers[to + 1]!, size, 'write');
  run.state.memory.fill(byte, target.at, target.at + target.size);
  initialise(run.state.shadow, target.at, target.size);
  run.cost += target.size >> 3;
}

/** High word of an address plus an offset whose low word came to `low`. */
export function carried(before: number, high: number, low: number, offset: number): number {
  return (high + (offset >> 31) + (low >>> 0 < before >>> 0 ? 1 : 0)) | 0;
}
