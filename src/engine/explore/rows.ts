/**
 * The rows of all states met, in the order of their numbers (from 0), each with the step that led to it.
 * They lie in chunks, so that growing copies nothing and leaves little unused.
 */
export interface Rows {
  readonly count: number;
  /** Stores a row as the next number; false when the budget does not allow it. */
  add(row: Int32Array, length: number, hash: number, parent: number, label: number): boolean;
  equals(state: number, row: Int32Array, length: number): boolean;
  /** The array that holds the row, from `startOf` on. */
  chunkOf(state: number): Int32Array;
  startOf(state: number): number;
  lengthOf(state: number): number;
  hashOf(state: number): number;
  /** The state that the first step to this one came from; -1 for the first state. */
  parentOf(state: number): number;
  labelOf(state: number): number;
}

/** Words of a chunk, as a power of two. */
export const CHUNK_BITS = 16;

/** All 32 bits depend on every word and on the length. */
export function hashRow(words: Int32Array, start: number, length: number): number {
  let hash = length;
  for (let at = start; at < start + length; at++) {
    hash = Math.imul(hash ^ words[at]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

export function sameWords(chunk: Int32Array, start: number, row: Int32Array, length: number): boolean {
  for (let at = 0; at < length; at++) if (chunk[start + at] !== row[at]) return false;
  return true;
}
