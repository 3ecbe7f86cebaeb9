import { objectOf } from '../machine/address.ts';
import { Column, Life, ROW } from '../machine/object-table.ts';
import { reserveFor } from '../machine/objects.ts';
import type { MachineState } from '../machine/state.ts';

/*
 * An object as words: its row of the table but for where it lies, its bytes, which of them are
 * initialised. Words of memory are the host's, and little-endian: every host of ours is.
 */

const columns = [
  Column.SIZE,
  Column.LIFE,
  Column.TYPE,
  Column.LABEL,
  Column.PINS,
  Column.ALLOCATED,
  Column.FREED,
  Column.OWNER,
] as const;
const FIXED = columns.length;

/** Puts an object into `into`, made longer when need be; gives it and the number of words. */
export function encodeObject(state: MachineState, id: number, into: Int32Array): number {
  const row = id * ROW;
  for (let index = 0; index < FIXED; index++) into[index] = state.objects[row + columns[index]!]!;
  if (!keepsBytes(state.objects[row + Column.LIFE]!)) return FIXED;
  const start = state.objects[row + Column.MEMORY]!;
  const end = alignedEnd(start, state.objects[row + Column.SIZE]!);
  const { view, shadow } = state;
  let at = FIXED;
  for (let byte = start; byte < end; byte += 4) into[at++] = view.getInt32(byte, true);
  for (let byte = start >> 3; byte < end >> 3; byte += 2)
    into[at++] = shadow[byte]! | (shadow[byte + 1]! << 8);
  return at;
}

export function lifeOf(words: Int32Array, start: number): number {
  return columnOf(words, start, 'LIFE');
}

export function columnOf(words: Int32Array, start: number, name: 'LIFE' | 'TYPE' | 'LABEL'): number {
  return words[start + columns.indexOf(Column[name])]!;
}

/** Words that an object needs. */
export function roomForObject(state: MachineState, id: number): number {
  const size = alignedEnd(0, state.objects[id * ROW + Column.SIZE]!);
  return FIXED + (size >> 2) + (size >> 4);
}

/** Makes an object what its words say; false at the limit of memory. */
export function decodeObject(state: MachineState, id: number, words: Int32Array, from: number): boolean {
  const row = id * ROW;
  for (let index = 0; index < FIXED; index++) state.objects[row + columns[index]!] = words[from + index]!;
  if (!reserveFor(state, id)) return false;
  const start = state.objects[row + Column.MEMORY]!;
  const end = alignedEnd(start, state.objects[row + Column.SIZE]!);
  if (!keepsBytes(state.objects[row + Column.LIFE]!)) {
    state.memory.fill(0, start, end);
    state.shadow.fill(0, start >> 3, end >> 3);
    return true;
  }
  const { view, shadow } = state;
  let at = from + FIXED;
  for (let byte = start; byte < end; byte += 4) view.setInt32(byte, words[at++]!, true);
  for (let byte = start >> 3; byte < end >> 3; byte += 2) {
    const bits = words[at++]!;
    shadow[byte] = bits;
    shadow[byte + 1] = bits >> 8;
  }
  return true;
}

/** What a local held once its block was left is of no use to anyone. */
function keepsBytes(life: number): boolean {
  return life !== Life.DEAD;
}

/** The objects that an object's words point to. */
export function objectsOfObject(words: Int32Array, start: number, end: number): number[] {
  const found = new Set<number>();
  const size = alignedEnd(0, words[start]!);
  const bytesEnd = Math.min(end, start + FIXED + (size >> 2));
  for (let at = start + FIXED + 1; at < bytesEnd; at += 2) {
    const object = objectOf(words[at]!);
    if (object !== 0) found.add(object);
  }
  return [...found];
}

function alignedEnd(start: number, size: number): number {
  return start + ((size + 15) & ~15);
}
