/*
 * A word for each GPU, bits from below: place 6, cursor 4, tail 4, entry 2, device 2, references 2, next 4, previous 4.
 * The word of what is shared comes first: it has `next` and `previous` of the list's head at the same bits, locks and
 * names where a GPU has place, cursor and tail, and an entry that is never live.
 */
export const PLACE_MASK = 0x3f;
export const CURSOR = 6;
export const TAIL = 10;
export const ENTRY = 14;
export const DEVICE = 16;
export const REFERENCES = 18;
export const NEXT = 20;
export const PREVIOUS = 24;
export const MAX_GPUS = 15;

export const LOCK = 1;
export const OTHER_LOCK = 2;
export const nameOf = (socket: number): number => 4 << socket;
export const MAX_SOCKETS = 12;

/** Of an entry or a device; 0 is one that was never allocated. */
export const LIVE = 1;
export const FREED = 2;

export const two = (word: number, field: number): number => (word >>> field) & 3;
export const four = (word: number, field: number): number => (word >>> field) & 15;

/** Writes fields, and knows whether one was too small for its value: what is lost would falsify its neighbour. */
export class Writer {
  lost = false;

  place(row: Int32Array, word: number, value: number): void {
    if (value >>> 6 !== 0) this.lost = true;
    row[word] = (row[word]! & ~PLACE_MASK) | value;
  }

  two(row: Int32Array, word: number, field: number, value: number): void {
    if (value >>> 2 !== 0) this.lost = true;
    row[word] = (row[word]! & ~(3 << field)) | (value << field);
  }

  four(row: Int32Array, word: number, field: number, value: number): void {
    if (value >>> 4 !== 0) this.lost = true;
    row[word] = (row[word]! & ~(15 << field)) | (value << field);
  }
}
