import { Column, Life, ROW } from './object-table.ts';
import type { MachineState } from './state.ts';
import type { Watch } from './watch.ts';

/*
 * What a watched task depends on, and what it changes: words of objects, so that what others do to the rest of
 * an object makes no difference to what is known of its step.
 */

/** What is done depends on what an object is: whether it is there, its size and life, but not on its bytes. */
export function use(watch: Watch, id: number): void {
  if (watch.isUsed[id] === 1) return;
  watch.isUsed[id] = 1;
  watch.used.push(id);
}

/** What is done depends on `size` bytes at `at` of memory, in an object in use, unless the task itself wrote them. */
export function useBytes(state: MachineState, watch: Watch, id: number, at: number, size: number): void {
  const row = id * ROW;
  if (size === 0 || state.objects[row + Column.LIFE]! > Life.GLOBAL) return;
  const first = state.objects[row + Column.MEMORY]! >> 2;
  const last = (at + size - 1) >> 2;
  if (last >= watch.known.length) growWords(watch, last);
  const { known, stretch } = watch;
  for (let word = at >> 2; word <= last; word++) {
    if (known[word] === stretch) continue;
    known[word] = stretch;
    watch.neededIn.push(id);
    watch.neededAt.push(word - first);
  }
}

/** `size` bytes at `at` of memory, in an object that is touched, are about to be written, or were. */
export function writeBytes(state: MachineState, watch: Watch, id: number, at: number, size: number): void {
  if (size === 0) return;
  const first = state.objects[id * ROW + Column.MEMORY]! >> 2;
  const end = at + size;
  // What is left of a word that is written in part is as it was.
  if ((at & 3) !== 0) useBytes(state, watch, id, at & ~3, 4);
  if ((end & 3) !== 0) useBytes(state, watch, id, end & ~3, 4);
  const last = (end - 1) >> 2;
  if (last >= watch.known.length) growWords(watch, last);
  const { known, written, stretch } = watch;
  for (let word = at >> 2; word <= last; word++) {
    if (written[word] === stretch) continue;
    known[word] = stretch;
    written[word] = stretch;
    watch.writtenIn.push(id);
    watch.writtenAt.push(word - first);
  }
}

/** An object is made, or made anew: nothing of what its bytes were is left. */
export function writeWhole(state: MachineState, watch: Watch, id: number): void {
  const start = state.objects[id * ROW + Column.MEMORY]! >> 2;
  const end = start + ((state.objects[id * ROW + Column.SIZE]! + 15) >> 4) * 4;
  if (end > watch.known.length) growWords(watch, end);
  watch.known.fill(watch.stretch, start, end);
  watch.written.fill(watch.stretch, start, end);
  if (watch.isWhole[id] === 1) return;
  watch.isWhole[id] = 1;
  watch.whole.push(id);
}

/** The word at `at` of memory, in an object, is a lock that is taken. */
export function noteLockIn(state: MachineState, watch: Watch, id: number, at: number): void {
  const word = (at - state.objects[id * ROW + Column.MEMORY]!) >> 2;
  const locks = watch.locksIn.get(id) ?? { words: [], isFreed: false };
  if (locks.words.includes(word)) return;
  locks.words.push(word);
  watch.locksIn.set(id, locks);
  // Who freed the object did not know that this could be held.
  if (locks.isFreed) watch.missed.push(id);
}

/** What is done depends on whether a lock in an object is held: it is freed, and who takes one later has to know. */
export function useLocks(state: MachineState, watch: Watch, id: number): void {
  const locks = watch.locksIn.get(id) ?? { words: [], isFreed: true };
  locks.isFreed = true;
  watch.locksIn.set(id, locks);
  const start = state.objects[id * ROW + Column.MEMORY]!;
  for (const word of locks.words) useBytes(state, watch, id, start + word * 4, 4);
}

/** Before a task runs on: it depends on nothing, and has written nothing. */
export function forgetUses(watch: Watch): void {
  for (const id of watch.used) watch.isUsed[id] = 0;
  for (const id of watch.whole) watch.isWhole[id] = 0;
  watch.used.length = 0;
  watch.whole.length = 0;
  watch.passed.length = 0;
  watch.neededIn.length = 0;
  watch.neededAt.length = 0;
  watch.writtenIn.length = 0;
  watch.writtenAt.length = 0;
  watch.stretch++;
}

/** Makes room for what is known of each word of memory, up to one. */
export function growWords(watch: Watch, word: number): void {
  const length = Math.max(word + 1, watch.known.length * 2);
  for (const name of ['known', 'written'] as const) {
    const longer = new Int32Array(length);
    longer.set(watch[name]);
    watch[name] = longer;
  }
  for (const name of ['notedReads', 'notedWrites'] as const) {
    const longer = new Float64Array(length);
    longer.set(watch[name]);
    watch[name] = longer;
  }
}
