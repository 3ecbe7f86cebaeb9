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
export const FIXED = columns.length;

/** Puts into the first FIXED words of `into` what an object is, whatever its bytes. */
export function encodeIdentity(
  { objects }: Pick<MachineState, 'objects'>,
  id: number,
  into: Int32Array,
): void {
  for (let index = 0; index < FIXED; index++) into[index] = objects[id * ROW + columns[index]!]!;
}

/** Puts an object into `into`, whose length is enough; gives the number of words. */
export function encodeObject(
  state: Pick<MachineState, 'objects' | 'view' | 'shadow'>,
  id: number,
  into: Int32Array,
): number {
  const row = id * ROW;
  encodeIdentity(state, id, into);
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

/** The words of its bytes begin after the first FIXED, those of what is initialised after them. */
export function shadowStart(words: Int32Array, start: number): number {
  return start + FIXED + (alignedEnd(0, words[start]!) >> 2);
}

/** Which bytes of a word are initialised, as 4 bits. */
export function shadowOf(words: Int32Array, shadow: number, word: number): number {
  return (words[shadow + (word >> 2)]! >>> ((word & 3) << 2)) & 15;
}

export function setShadow(words: Int32Array, shadow: number, word: number, bits: number): void {
  const shift = (word & 3) << 2;
  words[shadow + (word >> 2)]! &= ~(15 << shift);
  words[shadow + (word >> 2)]! |= bits << shift;
}

/** Words that an object needs. */
export function roomForObject(state: Pick<MachineState, 'objects'>, id: number): number {
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
  for (let at = start + FIXED + 1; at < bytesEnd; at++) {
    const word = words[at]!;
    // The last byte of the high word of an address is never 0, and it is in this word.
    if (word === 0) continue;
    const before = words[at - 1]!;
    addObject(found, word);
    // A packed record has addresses at any byte.
    for (let shift = 8; shift < 32; shift += 8) addObject(found, (before >>> shift) | (word << (32 - shift)));
  }
  return [...found];
}

function addObject(found: Set<number>, high: number): void {
  const object = objectOf(high);
  if (object !== 0) found.add(object);
}

function alignedEnd(start: number, size: number): number {
  return start + ((size + 15) & ~15);
}
