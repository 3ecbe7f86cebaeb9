import type { Footprint } from '../../../../src/engine/explore/footprint.ts';
import { CURSOR, four, LOCK, NEXT, OTHER_LOCK, PLACE_MASK, PREVIOUS, TAIL } from './fields.ts';
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
const branches: readonly Operation[] = [...reads, 'addDevice'];

const BOTH = LOCK | OTHER_LOCK;
const LOCK_PLACE = 0;
const OTHER_PLACE = 1;
const HEAD = 2;
const ENDED = 3;
const FIRST_NAME = 4;

/** What lines can come, from each place on. */
interface Reach {
  readonly operations: ReadonlySet<Operation>;
  readonly unlocks: number;
}

/** What the tasks of a driver touch, from its lines, the locks in the row and what pointers in it lead to. */
export class Touches {
  readonly places: number;
  readonly #lines: readonly Line[];
  readonly #sockets: number;
  readonly #firstObject: number;
  /** By the locks that nobody passes, then by place. */
  readonly #reach: readonly (readonly Reach[])[];

  constructor(lines: readonly Line[], gpus: number, sockets: number) {
    this.#lines = lines;
    this.#sockets = sockets;
    this.#firstObject = FIRST_NAME + sockets - 1;
    this.places = this.#firstObject + gpus + 1;
    this.#reach = [0, LOCK, OTHER_LOCK, BOTH].map((shut) =>
      Array.from({ length: lines.length + 1 }, (_, place) => reachFrom(lines, place, shut)),
    );
  }

  /** The next step of a GPU's task; false if it has none. */
  next(row: Int32Array, gpu: number, touched: Footprint): boolean {
    const line = this.#lines[row[gpu]! & PLACE_MASK];
    if (line === undefined) return false;
    const { operation } = line;
    const at = four(row[gpu]!, CURSOR);
    if (((locks[operation] ?? 0) & row[0]!) !== 0) return false;
    this.#shared(operation, gpu, touched);
    if (own.includes(operation) || ownToo.includes(operation)) touched.write(this.#object(gpu));
    if (reads.includes(operation)) touched.read(this.#object(at));
    if (writes.includes(operation) || operation === 'freeFoundEntry') touched.write(this.#object(at));
    if (operation === 'linkTail') touched.write(this.#object(four(row[gpu]!, TAIL)));
    if (operation === 'unlinkForward') touched.write(this.#object(four(row[at]!, PREVIOUS)));
    if (operation === 'unlinkBackward') touched.write(this.#object(four(row[at]!, NEXT)));
    if (operation === 'finish') for (let one = 1; one < row.length; one++) touched.read(this.#object(one));
    return true;
  }

  /** All other GPUs' tasks while this one stands still. That a task looks for leaks needs all to have ended. */
  others(row: Int32Array, gpu: number, touched: Footprint): void {
    const reach = this.#reach[this.#shut(row, gpu)]!;
    const roots = [four(row[0]!, NEXT), four(row[0]!, PREVIOUS)];
    let pointers = false;
    for (let other = 1; other < row.length; other++) {
      if (other === gpu) continue;
      const { operations } = reach[row[other]! & PLACE_MASK]!;
      roots.push(four(row[other]!, CURSOR), four(row[other]!, TAIL));
      for (const operation of operations) {
        this.#shared(operation, other, touched);
        if (own.includes(operation) || ownToo.includes(operation)) {
          touched.write(this.#object(other));
          roots.push(other);
        }
        pointers ||=
          reads.includes(operation) || writes.includes(operation) || operation === 'freeFoundEntry';
      }
    }
    if (pointers) for (const object of this.#reachable(row, roots)) touched.write(this.#object(object));
  }

  /** What a step touches besides entries and devices. */
  #shared(operation: Operation, gpu: number, touched: Footprint): void {
    const lock = (locks[operation] ?? 0) | (unlocks[operation] ?? 0);
    if ((lock & LOCK) !== 0) touched.write(LOCK_PLACE);
    if ((lock & OTHER_LOCK) !== 0) touched.write(OTHER_PLACE);
    if (ends.includes(operation)) touched.read(HEAD);
    if (links.includes(operation)) touched.write(HEAD);
    if (names.includes(operation)) touched.write(FIRST_NAME + ((gpu - 1) % this.#sockets));
    if (operation === 'finish') touched.write(ENDED);
  }

  #object(gpu: number): number {
    return gpu === 0 ? HEAD : this.#firstObject + gpu;
  }

  /** The locks that are held, and that no other task releases without having taken them. */
  #shut(row: Int32Array, gpu: number): number {
    let shut = row[0]! & BOTH;
    for (;;) {
      let released = 0;
      for (let other = 1; other < row.length; other++)
        if (other !== gpu) released |= this.#reach[shut]![row[other]! & PLACE_MASK]!.unlocks;
      if ((shut & released) === 0) return shut;
      shut &= ~released;
    }
  }

  #reachable(row: Int32Array, roots: readonly number[]): Set<number> {
    const seen = new Set(roots);
    seen.delete(0);
    for (const object of seen)
      for (const field of [NEXT, PREVIOUS]) {
        const to = four(row[object]!, field);
        if (to !== 0) seen.add(to);
      }
    return seen;
  }
}

function reachFrom(lines: readonly Line[], place: number, shut: number): Reach {
  const operations = new Set<Operation>();
  let released = 0;
  const seen = new Set([place]);
  for (const at of seen) {
    const line = lines[at];
    if (line === undefined || ((locks[line.operation] ?? 0) & shut) !== 0) continue;
    operations.add(line.operation);
    released |= unlocks[line.operation] ?? 0;
    seen.add(line.next);
    if (branches.includes(line.operation)) seen.add(line.other);
  }
  return { operations, unlocks: released };
}
