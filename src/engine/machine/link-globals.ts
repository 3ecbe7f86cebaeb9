import { constantHigh, constantLow } from './constants.ts';
import { Column, Life, ROW } from './object-table.ts';
import type { GlobalData, Program } from './program.ts';

/** Memory, shadow and objects as a program starts. Read-only objects come first in memory. */
export function layGlobals(program: Program): {
  memory: Uint8Array;
  shadow: Uint8Array;
  objects: Int32Array;
  writable: number;
} {
  const order = [...program.globals.keys()];
  const fixed = order.filter((index) => lifeOf(program.globals[index]!) !== Life.GLOBAL);
  const free = order.filter((index) => lifeOf(program.globals[index]!) === Life.GLOBAL);
  const offsets = new Int32Array(order.length);
  let end = 0;
  const place = (index: number): void => {
    offsets[index] = end;
    end += (program.globals[index]!.size + 15) & ~15;
  };
  fixed.forEach(place);
  const writable = end;
  free.forEach(place);
  const memory = new Uint8Array(end);
  const view = new DataView(memory.buffer);
  const objects = new Int32Array((order.length + 1) * ROW);
  program.globals.forEach((global, index) => {
    const offset = offsets[index]!;
    memory.set(global.bytes.subarray(0, global.size), offset);
    for (const { at, value } of global.addresses) {
      view.setInt32(offset + at, constantLow(value), true);
      view.setInt32(offset + at + 4, constantHigh(value), true);
    }
    fillRow(objects, index, global, offset);
  });
  return { memory, shadow: new Uint8Array(end >> 3).fill(0xff), objects, writable };
}

function fillRow(objects: Int32Array, index: number, global: GlobalData, offset: number): void {
  const row = (index + 1) * ROW;
  objects[row + Column.MEMORY] = offset;
  objects[row + Column.SIZE] = global.size;
  objects[row + Column.LIFE] = lifeOf(global);
  objects[row + Column.TYPE] = global.type;
  objects[row + Column.LABEL] = index;
  objects[row + Column.OWNER] = -1;
  objects[row + Column.CAPACITY] = (global.size + 15) & ~15;
}

function lifeOf(global: GlobalData): number {
  if (global.kind === 'string') return Life.STRING;
  return global.readOnly ? Life.CONSTANT : Life.GLOBAL;
}
