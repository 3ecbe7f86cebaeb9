import { LAST_OBJECT, objectOf, offsetOf } from './address.ts';
import { numberFor } from './numbering.ts';
import { Column, Life, ROW } from './object-table.ts';
import { type MachineState, reserveMemory, reserveObjects } from './state.ts';
import { use, writeWhole } from './used.ts';
import type { Watch } from './watch.ts';

const { CAPACITY, FREED, LABEL, LIFE, MEMORY, NEXT, OWNER, SIZE, TYPE } = Column;

/**
 * Dead objects keep their id and content, so that a use of them is known, until this many of their
 * kind (and, of the heap, this many bytes) died after them; then the oldest is used again, and a stale
 * pointer to it is no longer seen.
 */
const KEPT = [4096, 64] as const;
const KEPT_BYTES = 4 * 1024 * 1024;

/** Queues of dead objects, [first, last, count, bytes] each: freed ones, then dead locals. */
export const QUEUE = 4;

/**
 * A new object of `size` bytes, zeroed but not initialised; 0 when the limit of memory or of objects
 * is reached.
 * `place` tells where a task makes it: a call stack for the heap's, else a local.
 */
export function newObject(
  state: MachineState,
  life: number,
  size: number,
  owner: number,
  task: number,
  place: number,
): number {
  if (!(size <= state.limits.memory)) return 0;
  if (state.watch !== null) return newWatched(state, state.watch, life, size, owner, task, place);
  const queue = life === Life.STACK ? 1 : 0;
  const reused = oldestDead(state, queue);
  const id = reused > 0 ? reused : state.objectCount;
  if (id > LAST_OBJECT) return 0;
  const capacity = reused > 0 ? state.objects[id * ROW + CAPACITY]! : 0;
  let memory = reused > 0 ? state.objects[id * ROW + MEMORY]! : 0;
  if (capacity < size || reused === 0) {
    memory = state.memoryEnd;
    const end = memory + align(size);
    if (end > state.limits.memory) return 0;
    reserveMemory(state, end);
    state.memoryEnd = end;
  }
  if (reused > 0) removeOldest(state, queue);
  else addRow(state);
  fillRow(state, id, life, size, owner);
  state.objects[id * ROW + MEMORY] = memory;
  state.objects[id * ROW + CAPACITY] = Math.max(capacity, align(size));
  clear(state, id, false);
  return id;
}

/** A row as a new object has it; its memory is still to be given. */
function fillRow(state: MachineState, id: number, life: number, size: number, owner: number): void {
  const row = id * ROW;
  state.objects.fill(0, row, row + ROW);
  state.objects[row + SIZE] = size;
  state.objects[row + LIFE] = life;
  state.objects[row + TYPE] = -1;
  state.objects[row + LABEL] = -1;
  state.objects[row + OWNER] = owner;
}

/** While interleavings are explored an object has a number of its task's and its place's. */
function newWatched(
  state: MachineState,
  watch: Watch,
  life: number,
  size: number,
  owner: number,
  task: number,
  place: number,
): number {
  const id = numberFor(watch, task, place, (each) => state.objects[each * ROW + LIFE]!);
  if (id === 0) return 0;
  const memory = state.objects[id * ROW + MEMORY]!;
  const capacity = state.objects[id * ROW + CAPACITY]!;
  fillRow(state, id, life, size, owner);
  state.objects[id * ROW + MEMORY] = memory;
  state.objects[id * ROW + CAPACITY] = capacity;
  if (!reserveFor(state, id)) return 0;
  clear(state, id, false);
  return id;
}

/** Gives an object memory for its size, if it has not enough; false at the limit. */
export function reserveFor(state: MachineState, id: number): boolean {
  const row = id * ROW;
  const wanted = align(state.objects[row + SIZE]!);
  if (state.objects[row + CAPACITY]! >= wanted) return true;
  const end = state.memoryEnd + wanted;
  if (end > state.limits.memory) return false;
  reserveMemory(state, end);
  state.objects[row + MEMORY] = state.memoryEnd;
  state.objects[row + CAPACITY] = wanted;
  state.memoryEnd = end;
  return true;
}

/** An object is about to change, or has. */
export function touch(state: MachineState, id: number): void {
  const { watch } = state;
  if (watch === null) return;
  const isOwn = id >= watch.own && id < watch.own + watch.arena.size;
  if (!isOwn || state.objects[id * ROW + LIFE] !== Life.STACK) watch.changes = true;
  if (watch.isTouched[id] === 1) return;
  use(watch, id);
  watch.isTouched[id] = 1;
  watch.touched.push(id);
}

/** Sets all bytes of an object to zero, and whether they count as initialised. */
export function clear(state: MachineState, id: number, initialised: boolean): void {
  touch(state, id);
  const start = state.objects[id * ROW + MEMORY]!;
  const end = start + align(state.objects[id * ROW + SIZE]!);
  state.memory.fill(0, start, end);
  state.shadow.fill(initialised ? 0xff : 0, start >> 3, end >> 3);
  if (state.watch !== null) writeWhole(state, state.watch, id);
}

/** Ends the life of a live heap object or local. */
export function endObject(state: MachineState, id: number, stack: number): void {
  const row = id * ROW;
  const local = state.objects[row + LIFE] === Life.STACK;
  touch(state, id);
  state.objects[row + LIFE] = local ? Life.DEAD : Life.FREED;
  state.objects[row + FREED] = stack;
  if (!local && state.watch === null) enqueue(state, id, 0);
}

/** Gives a dead local's id back: its frame is gone, so nothing but a stale pointer can name it. */
export function retireLocal(state: MachineState, id: number): void {
  if (state.objects[id * ROW + LIFE] === Life.STACK) endObject(state, id, 0);
  // That there is nothing to end is something to depend on, too.
  else if (state.watch !== null) use(state.watch, id);
  if (state.watch === null) enqueue(state, id, 1);
}

/**
 * Index in memory of `size` bytes at an address, when they are within one live object; -1 when not.
 * The caller finds out why with access.ts.
 */
export function locate(state: MachineState, low: number, high: number, size: number): number {
  if (high >>> 20 !== 0xfff) return -1;
  const id = high & 0xfffff;
  if (id === 0 || id >= state.objectCount) return -1;
  const row = id * ROW;
  const objects = state.objects;
  // What cannot be written is the same always.
  if (state.watch !== null && objects[row + LIFE]! <= Life.GLOBAL) use(state.watch, id);
  const offset = (low - 0x40000000) | 0;
  if (objects[row + LIFE]! <= 0) return -1;
  const room = objects[row + SIZE]! - size;
  return room >= 0 && offset >>> 0 <= room ? objects[row + MEMORY]! + offset : -1;
}

/** The object an address is in the window of, whatever its life and bounds; 0 when there is none. */
export function objectAt(state: MachineState, high: number): number {
  const id = objectOf(high);
  if (id >= state.objectCount) return 0;
  if (state.watch !== null && state.objects[id * ROW + LIFE]! <= Life.GLOBAL) use(state.watch, id);
  return id;
}

/** Bytes from an address to the end of its object, 0 when it is outside. */
export function room(state: MachineState, low: number, high: number): number {
  const id = objectAt(state, high);
  const size = id === 0 ? 0 : state.objects[id * ROW + SIZE]!;
  const offset = offsetOf(low);
  return offset >= 0 && offset <= size ? size - offset : 0;
}

function align(size: number): number {
  return (size + 15) & ~15;
}

function addRow(state: MachineState): void {
  reserveObjects(state, state.objectCount + 1);
  state.objectCount++;
}

function oldestDead(state: MachineState, queue: 0 | 1): number {
  const at = queue * QUEUE;
  const many = state.queues[at + 2]! > KEPT[queue] || state.queues[at + 3]! > KEPT_BYTES;
  return many ? state.queues[at]! : 0;
}

function removeOldest(state: MachineState, queue: 0 | 1): void {
  const at = queue * QUEUE;
  const row = state.queues[at]! * ROW;
  state.queues[at] = state.objects[row + NEXT]!;
  state.queues[at + 2]! -= 1;
  state.queues[at + 3]! -= state.objects[row + CAPACITY]!;
}

function enqueue(state: MachineState, id: number, queue: 0 | 1): void {
  const at = queue * QUEUE;
  const { queues, objects } = state;
  if (queues[at + 2] === 0) queues[at] = id;
  else objects[queues[at + 1]! * ROW + NEXT] = id;
  queues[at + 1] = id;
  queues[at + 2]! += 1;
  queues[at + 3]! += objects[id * ROW + CAPACITY]!;
}
