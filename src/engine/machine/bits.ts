import { narrow, shiftRight, zeroExtend } from './arithmetic.ts';
import { carried, place, placeRead } from './memory.ts';
import { objectAt, touch } from './objects.ts';
import type { Run } from './run.ts';
import { initialise } from './shadow.ts';
import { useBytes, writeBytes } from './used.ts';
import { bitAccess } from './watch.ts';
import { noteAccess } from './watched.ts';

/*
 * Bit-fields. A write of one is a read and a write of its storage unit, in one operation: two tasks that do so without a
 * lock race, whichever fields they write. Memory is followed by the byte: with one bit of it, a byte counts as written.
 */

/** Op.LOAD_BITS: `to` and `pointer` are indices of registers' low words. */
export function loadBits(run: Run, to: number, pointer: number, offset: number, packed: number): void {
  const { state } = run;
  const { registers } = run.task;
  const [width, first] = [widthOf(packed), firstOf(packed)];
  const shift = first & 7;
  const size = (shift + width + 7) >> 3;
  const { low, high } = addressAt(registers, pointer, offset + (first >> 3));
  if (state.watch !== null && !noteAccess(run, low, high, bitAccess(size, shift, width), 0)) return;
  const at = placeRead(run, low, high, size);
  if (at < 0) {
    zeroExtend(registers, to, 0);
    return;
  }
  registers[to] = 0;
  registers[to + 1] = 0;
  for (let byte = 0; byte < size; byte++)
    registers[to + (byte >> 2)]! |= state.memory[at + byte]! << ((byte & 3) * 8);
  shiftRight(registers, to, to, shift, 0);
  narrow(registers, to, width, (packed & 1) !== 0);
}

/** Op.STORE_BITS. */
export function storeBits(run: Run, pointer: number, offset: number, from: number, packed: number): void {
  const { state } = run;
  const { registers } = run.task;
  const [width, first] = [widthOf(packed), firstOf(packed)];
  const unit = addressAt(registers, pointer, offset);
  const logged = bitAccess(packed >>> 15, first, width);
  if (state.watch !== null && !noteAccess(run, unit.low, unit.high, logged, 1)) return;
  const { low, high } = addressAt(registers, pointer, offset + (first >> 3));
  const shift = first & 7;
  const size = (shift + width + 7) >> 3;
  const at = place(run, low, high, size, 'write');
  if (at < 0) return;
  const id = objectAt(state, high);
  touch(state, id);
  if (state.watch !== null) {
    // What is left of its bytes is as it was.
    useBytes(state, state.watch, id, at, size);
    writeBytes(state, state.watch, id, at, size);
  }
  initialise(state.shadow, at, size);
  for (let byte = 0; byte < size; byte++) {
    const begins = shift - byte * 8;
    const mask = ones(begins + width) & ~ones(begins);
    const written = byteAt(registers[from]!, registers[from + 1]!, -begins);
    state.memory[at + byte] = (state.memory[at + byte]! & ~mask) | (written & mask);
  }
}

function widthOf(packed: number): number {
  return (packed >>> 1) & 0x7f;
}

function firstOf(packed: number): number {
  return (packed >>> 8) & 0x7f;
}

function addressAt(
  registers: Int32Array,
  pointer: number,
  offset: number,
): { readonly low: number; readonly high: number } {
  const low = (registers[pointer]! + offset) | 0;
  return { low, high: carried(registers[pointer]!, registers[pointer + 1]!, low, offset) };
}

/** A byte with its lowest bits set: as many, of eight. */
function ones(bits: number): number {
  return bits >= 8 ? 0xff : bits <= 0 ? 0 : (1 << bits) - 1;
}

/** Eight bits of a value of 64, from one on; those below the first are zero. */
function byteAt(low: number, high: number, from: number): number {
  if (from < 0) return (low << -from) & 0xff;
  if (from >= 32) return (high >>> (from - 32)) & 0xff;
  return ((low >>> from) | (from > 24 ? high << (32 - from) : 0)) & 0xff;
}
