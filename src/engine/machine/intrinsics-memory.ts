import { ORIGIN, objectHigh, offsetOf } from './address.ts';
import { release } from './free.ts';
import type { MachineCall } from './machine-call.ts';
import { copy, fill, place, stretch, uninitialised } from './memory.ts';
import { Column, GUARDED, Life, pinsOf, ROW } from './object-table.ts';
import { locate, objectAt, touch } from './objects.ts';
import { report } from './report.ts';
import { firstUninitialised } from './shadow.ts';
import type { MachineState } from './state.ts';
import { Status } from './task.ts';
import { noteAccess, noteMore } from './watched.ts';

/** `void *__machine_alloc(unsigned long size, int zeroed)` */
function allocate(call: MachineCall): void {
  const id = call.newHeapObject(call.length(0), call.int(1) !== 0);
  if (id !== 0) call.resultHalves(ORIGIN, objectHigh(id));
}

/** `unsigned long __machine_size(const void *p)`: of the whole object p is in; 0 for NULL. */
function size(call: MachineCall): void {
  const id = liveObject(call, 0);
  if (id !== 0) call.result(call.run.state.objects[id * ROW + Column.SIZE]!);
}

/** `int __machine_is_live(const void *p)` */
function isLive(call: MachineCall): void {
  const { state } = call.run;
  const begins = locate(state, call.low(0), call.high(0), 0) >= 0 && offsetOf(call.low(0)) === 0;
  const id = begins ? objectAt(state, call.high(0)) : 0;
  if (id !== 0 && state.objects[id * ROW + Column.LIFE] === Life.HEAP) call.result(1);
}

/** `void __machine_guard(const void *p, int guarded)` */
function guard(call: MachineCall): void {
  const id = liveObject(call, 0);
  if (id === 0) return;
  const pins = pinsOf(call.run.state.objects[id * ROW + Column.PINS]!);
  call.run.state.objects[id * ROW + Column.PINS] = pins + (call.int(1) !== 0 ? GUARDED : 0);
  touch(call.run.state, id);
}

/** `void *__machine_begin(const void *p)` */
function begin(call: MachineCall): void {
  if ((call.low(0) | call.high(0)) !== 0) call.resultHalves(ORIGIN, call.high(0));
}

/** `void __machine_pin(const void *p)`, `void __machine_unpin(const void *p)`: counted; NULL is ignored. */
function pin(call: MachineCall, by: 1 | -1): void {
  const id = liveObject(call, 0);
  if (id === 0) return;
  const { objects } = call.run.state;
  const pins = objects[id * ROW + Column.PINS]!;
  if (pinsOf(pins) + by < 0) report(call.run, 'reference-underflow', 'pin', {}, id);
  else objects[id * ROW + Column.PINS] = pins + by;
  touch(call.run.state, id);
}

/** The object an argument points into; 0 for NULL, or when it must not be used, which is reported. */
function liveObject(call: MachineCall, index: number): number {
  const low = call.low(index);
  const high = call.high(index);
  if ((low | high) === 0 || place(call.run, low, high, 0, 'read') < 0) return 0;
  return objectAt(call.run.state, high);
}

/** `int __machine_compare(const void *a, const void *b, unsigned long n)`: as memcmp; -1, 0 or 1. */
function compare(call: MachineCall): void {
  const { run } = call;
  const length = call.length(2);
  const a = readable(call, 0, length);
  if (run.task.status !== Status.READY) return;
  const b = readable(call, 1, length);
  const { memory } = run.state;
  const end = Math.min(a.size, b.size);
  let index = 0;
  while (index < end && memory[a.at + index] === memory[b.at + index]) index++;
  run.cost += index >> 3;
  if (index < end) call.result(memory[a.at + index]! < memory[b.at + index]! ? -1 : 1);
}

/** Bytes to be read whole: those never written are reported, once. */
function readable(call: MachineCall, index: number, length: number): { at: number; size: number } {
  const { run } = call;
  const low = call.low(index);
  const high = call.high(index);
  if (run.state.watch !== null) noteMore(run, low, high, length, 0);
  const found = stretch(run, low, high, length, 'read');
  const first = firstUninitialised(run.state.shadow, found.at, found.size);
  run.cost += found.size >> 3;
  if (first < found.size && locate(run.state, low, high, 1) >= 0)
    uninitialised(run, low + first, high, found.at, found.size);
  return found;
}

/** `unsigned long __machine_next_set(const void *words, unsigned long from, unsigned long n)`, of 8 bytes each. */
function nextSet(call: MachineCall): void {
  const { run } = call;
  const [from, count] = [call.length(1), call.length(2)];
  call.result(count);
  if (from >= count) return;
  const low = call.low(0) + from * WORD;
  const high = call.high(0);
  // Those behind it are not read.
  const length = WORD * Math.min(count - from, wordsUpToSet(run.state, low, high));
  if (run.state.watch !== null && !noteAccess(run, low, high, length, 0)) return;
  const found = stretch(run, low, high, length, 'read');
  run.cost += found.size >> 3;
  if (run.task.status !== Status.READY) return;
  const { memory, shadow } = run.state;
  const first = firstUninitialised(shadow, found.at, found.size);
  if (first < found.size) uninitialised(run, low + first, high, found.at, found.size);
  const last = memory.subarray(found.at + found.size - WORD, found.at + found.size);
  if (found.size === length && last.some((byte) => byte !== 0)) call.result(from + length / WORD - 1);
}

const WORD = 8;

/** How many words there are up to the first that is not 0, or is no more the object's, that one included. */
function wordsUpToSet(state: MachineState, low: number, high: number): number {
  const at = locate(state, low, high, WORD);
  if (at < 0) return 1;
  const row = objectAt(state, high) * ROW;
  const end = state.objects[row + Column.MEMORY]! + state.objects[row + Column.SIZE]!;
  let index = at;
  while (index < end && state.memory[index] === 0) index++;
  return Math.floor((index - at) / WORD) + 1;
}

export const memoryIntrinsics: ReadonlyMap<string, (call: MachineCall) => void> = new Map([
  ['__machine_alloc', allocate],
  ['__machine_free', (call: MachineCall) => release(call.run, call.low(0), call.high(0))],
  ['__machine_size', size],
  ['__machine_is_live', isLive],
  ['__machine_begin', begin],
  ['__machine_guard', guard],
  ['__machine_pin', (call: MachineCall) => pin(call, 1)],
  ['__machine_unpin', (call: MachineCall) => pin(call, -1)],
  ['__machine_copy', (call: MachineCall) => copy(call.run, call.at(0), call.at(1), call.length(2))],
  ['__machine_fill', (call: MachineCall) => fill(call.run, call.at(0), call.int(1), call.length(2))],
  ['__machine_compare', compare],
  ['__machine_next_set', nextSet],
]);
