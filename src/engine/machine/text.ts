import { objectOf } from './address.ts';
import { place, uninitialised } from './memory.ts';
import { Column, Life, ROW } from './object-table.ts';
import { locate, room } from './objects.ts';
import type { Run } from './run.ts';
import { allInitialised } from './shadow.ts';
import type { MachineState } from './state.ts';
import { useBytes } from './used.ts';
import { decodeUtf8 } from './utf8.ts';

const WORD = 2 ** 32;

/**
 * Length of the NUL-terminated string at an address, or `most` where that is less; -1 when its memory ends
 * before a NUL or cannot be read, which is then reported.
 */
export function stringLength(
  run: Run,
  low: number,
  high: number,
  most: number = Number.POSITIVE_INFINITY,
): number {
  const { state } = run;
  const plain = plainLength(state, low, high, most);
  run.cost += plain >> 3;
  for (let length = plain; ; length++) {
    if (length >= most) {
      usedText(state, low, high, most);
      return length;
    }
    run.cost += (length & 7) === 7 ? 1 : 0;
    const byteLow = (low + length) | 0;
    const at = locate(state, byteLow, high, 1);
    const found = at >= 0 ? at : place(run, byteLow, high, 1, 'read');
    if (found < 0) return -1;
    if (at >= 0 && !allInitialised(state.shadow, at, 1)) uninitialised(run, byteLow, high, at, 1);
    if (state.memory[found] === 0) {
      usedText(state, low, high, length + 1);
      return length;
    }
  }
}

/** How many of the string's bytes are there, initialised and not NUL, before one that is to be looked at closely. */
function plainLength(state: MachineState, low: number, high: number, most: number): number {
  const start = locate(state, low, high, 1);
  if (start < 0) return 0;
  const { memory, shadow } = state;
  const end = start + Math.min(most, room(state, low, high));
  let at = start;
  while (at < end && memory[at] !== 0 && allInitialised(shadow, at, 1)) at++;
  return at - start;
}

function usedText(state: MachineState, low: number, high: number, size: number): void {
  if (state.watch === null || size === 0) return;
  const at = locate(state, low, high, size);
  if (at >= 0) useBytes(state, state.watch, objectOf(high), at, size);
}

/**
 * That string, as UTF-8, or as many bytes of it as `most`; null when it cannot be read, which is then reported.
 */
export function readText(run: Run, low: number, high: number, most?: number): string | null {
  const { state, machine } = run;
  const isConstant = state.objects[objectOf(high) * ROW + Column.LIFE] === Life.STRING;
  if (!isConstant || most !== undefined) return readBytes(run, low, high, most);
  const key = objectOf(high) * WORD + (low >>> 0);
  const cost = run.cost + 1;
  const text = machine.texts.get(key) ?? readBytes(run, low, high);
  // The same whether or not it was read before.
  run.cost = cost;
  if (text !== null) machine.texts.set(key, text);
  return text;
}

function readBytes(run: Run, low: number, high: number, most?: number): string | null {
  const length = stringLength(run, low, high, most);
  if (length < 0) return null;
  const at = length === 0 ? 0 : place(run, low, high, length, 'read');
  return decodeUtf8(run.state.memory.subarray(at, at + length));
}
