import { CURSOR, four, LOCK, NEXT, OTHER_LOCK, PLACE_MASK, PREVIOUS, TAIL } from './fields.ts';
import type { Footprint } from './footprint.ts';
import type { Line, Operation } from './program.ts';

const locks: Partial<Record<Operation, number>> = { lock: LOCK, lockOther: OTHER_LOCK };
const unlocks: Partial<Record<Operation, number>> = { unlock: LOCK, unlockOther: OTHER_LOCK };
const own: readonly Operation[] = ['allocEntry', 'allocDevice', 'initDevice', 'addDevice', 'linkEntry'];
const ownToo: readonly Operation[] = ['putDevice', 'freeDevice', 'freeOwnEntry'];
const ends: readonly Operation[] = ['readFirst', 'readTail'];
const links: readonly Operation[] = ['linkEntry', 'linkTail', 'unlinkForward', 'unlinkBackward'];
const names: readonly Operation[] = ['addDevice', 'deleteDevice'];
const reads: readonly Operation[] = ['probeScan', 'removeScan'];
const writes: readonly Operation[] = [
  'linkTail',
  'unlinkForward',
  'unlinkBackward',
  'deleteDevice',
  'uninitDevice',
];

const LOCK_PLACE = 0;
const OTHER_PLACE = 1;
/** Of a lock that is free: to take it, and to release what nobody holds, depend on the order. */
const RELEASED = 2;
const HEAD = 3;
const ENDED = 4;
const FIRST_NAME = 5;

/** What the next steps of tasks touch, from a driver's lines and what pointers in the row lead to. */
export class Touches {
  readonly places: number;
  readonly #lines: readonly Line[];
  readonly #sockets: number;
  readonly #firstObject: number;

  constructor(lines: readonly Line[], gpus: number, sockets: number) {
    this.#lines = lines;
    this.#sockets = sockets;
    this.#firstObject = FIRST_NAME + sockets - 1;
    this.places = this.#firstObject + gpus + 1;
  }

  /** A place once GPUs have other numbers, each from 1 on. */
  renamed(place: number, to: (gpu: number) => number): number {
    return place > this.#firstObject ? this.#firstObject + to(place - this.#firstObject) : place;
  }

  /** The next step of a GPU's task; whether it has one, or waits for it. */
  next(row: Int32Array, gpu: number, touched: Footprint): 'ended' | 'waits' | 'ready' {
    const line = this.#lines[row[gpu]! & PLACE_MASK];
    if (line === undefined) return 'ended';
    const { operation } = line;
    const at = four(row[gpu]!, CURSOR);
    this.#shared(operation, row, gpu, touched);
    if (own.includes(operation) || ownToo.includes(operation)) touched.write(this.#object(gpu));
    if (reads.includes(operation)) touched.read(this.#object(at));
    if (writes.includes(operation) || operation === 'freeFoundEntry') touched.write(this.#object(at));
    if (operation === 'linkTail') touched.write(this.#object(four(row[gpu]!, TAIL)));
    if (operation === 'unlinkForward') touched.write(this.#object(four(row[at]!, PREVIOUS)));
    if (operation === 'unlinkBackward') touched.write(this.#object(four(row[at]!, NEXT)));
    // The last of all looks for what leaked.
    if (operation === 'finish' && this.#isLast(row, gpu))
      for (let one = 1; one < row.length; one++) touched.read(this.#object(one));
    return ((locks[operation] ?? 0) & row[0]!) === 0 ? 'ready' : 'waits';
  }

  #isLast(row: Int32Array, gpu: number): boolean {
    return row.every((task, at) => at === 0 || at === gpu || (task & PLACE_MASK) === this.#lines.length);
  }

  /** What a step touches besides entries and devices. */
  #shared(operation: Operation, row: Int32Array, gpu: number, touched: Footprint): void {
    const lock = locks[operation] ?? 0;
    if ((lock & LOCK) !== 0) touched.write(LOCK_PLACE);
    if ((lock & OTHER_LOCK) !== 0) touched.write(OTHER_PLACE);
    // Who waits for a lock comes after its release, whatever the order.
    if (lock !== 0 && (lock & row[0]!) === 0) touched.read(RELEASED);
    if (operation in unlocks) touched.write(RELEASED);
    if (ends.includes(operation)) touched.read(HEAD);
    if (links.includes(operation)) touched.write(HEAD);
    if (names.includes(operation)) touched.write(FIRST_NAME + ((gpu - 1) % this.#sockets));
    if (operation === 'finish') touched.write(ENDED);
  }

  #object(gpu: number): number {
    return gpu === 0 ? HEAD : this.#firstObject + gpu;
  }
}
