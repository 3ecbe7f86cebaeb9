import { hex, isNullish, offsetOf } from './address.ts';
import { reportFreedLocks } from './locks.ts';
import { Column, Life, pinsOf, ROW } from './object-table.ts';
import { endObject, objectAt, touch } from './objects.ts';
import { kill, report } from './report.ts';
import type { Run } from './run.ts';
import { currentStack } from './stacks.ts';
import { noteFree } from './watched.ts';

/** Which word of `invalid-free` an object that is not the heap's gives. */
const notHeap: ReadonlyMap<number, string> = new Map([
  [Life.STACK, 'stack'],
  [Life.DEAD, 'stack'],
  [Life.GLOBAL, 'global'],
  [Life.CONSTANT, 'global'],
  [Life.STRING, 'string'],
]);

/**
 * Frees a heap object. A wrong free is reported and not done, as a kernel with slub_debug does; the free
 * of an address that is no object's faults in the allocator, so the task ends.
 */
export function release(run: Run, low: number, high: number): void {
  if ((low | high) === 0) return;
  const { state } = run;
  const id = objectAt(state, high);
  if (id === 0) {
    freeOfNoObject(run, low, high);
    return;
  }
  const offset = offsetOf(low);
  const detail = wrongFree(run, id, offset);
  if (detail !== null) {
    const kind = detail === 'again' ? 'double-free' : 'invalid-free';
    const isForgotten = state.objects[id * ROW + Column.LIFE] === 0;
    const size = isForgotten ? '' : String(state.objects[id * ROW + Column.SIZE]!);
    report(run, kind, detail, { offset: String(offset), objectSize: size }, isForgotten ? 0 : id);
    if (detail === 'live' || detail === 'guarded') {
      state.objects[id * ROW + Column.FREED] = currentStack(state.stacks, run.task);
      touch(state, id);
    }
    return;
  }
  reportFreedLocks(run, id);
  if (state.watch !== null) noteFree(run, low, high, state.objects[id * ROW + Column.SIZE]!);
  endObject(state, id, currentStack(state.stacks, run.task));
}

function wrongFree(run: Run, id: number, offset: number): string | null {
  const { objects } = run.state;
  const life = objects[id * ROW + Column.LIFE]!;
  if (life === Life.HEAP && offset === 0) {
    const pins = objects[id * ROW + Column.PINS]!;
    if (pins === 0) return null;
    if (objects[id * ROW + Column.FREED] !== 0) return 'again';
    return pinsOf(pins) === 0 ? 'guarded' : 'live';
  }
  const other = notHeap.get(life);
  if (other) return other;
  return offset === 0 ? 'again' : 'interior';
}

function freeOfNoObject(run: Run, low: number, high: number): void {
  const values = { address: hex(low, high) };
  if (high >>> 0 === 0xffe00000) {
    report(run, 'invalid-free', 'function', values);
    return;
  }
  kill(run, 'invalid-free', isNullish(low, high) ? 'error-pointer' : 'wild', values);
}
