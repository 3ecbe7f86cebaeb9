import { Budget } from './budget.ts';
import { FixedRows } from './fixed-rows.ts';
import { hashRow, type Rows } from './rows.ts';
import { VaryingRows } from './varying-rows.ts';

const FIRST_BITS = 10;
/** A slot holds a number of a state and, in the bits above, those of the row's hash that its place does not tell. */
const LAST_BITS = 30;
const none = new Int32Array(0);

/** The set of all states met: a row is compared word by word before it counts as known. */
export class States {
  readonly rows: Rows;
  readonly #budget: Budget;
  #slots: Int32Array;
  #mask: number;

  constructor(width: number | null, bytes: number) {
    this.#budget = new Budget(bytes);
    this.rows = width === null ? new VaryingRows(this.#budget) : new FixedRows(width, this.#budget);
    this.#slots = this.#budget.take(1 << FIRST_BITS) ?? none;
    this.#mask = Math.max(0, this.#slots.length - 1);
  }

  get bytes(): number {
    return this.#budget.used;
  }

  /** The number of the row's state, `rows.count` before the call if it is new; -1 if there is no room for it. */
  put(row: Int32Array, length: number, parent: number, label: number): number {
    const hash = hashRow(row, 0, length);
    const found = this.#find(row, length, hash);
    if (found >= 0) return found;
    let at = ~found;
    const { rows } = this;
    if (rows.count >= this.#mask - (this.#mask >> 2)) {
      if (!this.#grow()) return -1;
      at = gap(this.#slots, hash);
    }
    if (!rows.add(row, length, hash, parent, label)) return -1;
    this.#slots[at] = (hash & ~this.#mask) | rows.count;
    return rows.count - 1;
  }

  has(row: Int32Array, length: number): boolean {
    return this.#find(row, length, hashRow(row, 0, length)) >= 0;
  }

  /** The number of the row's state, or the complement of the slot where it would be told. */
  #find(row: Int32Array, length: number, hash: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    let at = hash & mask;
    for (let slot = slots[at]; slot; slot = slots[at]) {
      const state = (slot & mask) - 1;
      if (((slot ^ hash) & ~mask) === 0 && this.rows.equals(state, row, length)) return state;
      at = (at + 1) & mask;
    }
    return ~at;
  }

  /** The old slots are let go before the new ones are taken: the rows tell all. A set that could not grow takes no more. */
  #grow(): boolean {
    const size = this.#slots.length * 2;
    this.#budget.giveBack(this.#slots);
    this.#slots = none;
    this.#mask = 0;
    const fresh = size > 0 && size <= 2 ** LAST_BITS ? this.#budget.take(size) : null;
    if (fresh === null) return false;
    this.#slots = fresh;
    this.#mask = size - 1;
    const { rows } = this;
    const { count } = rows;
    for (let state = 0; state < count; state++) {
      const hash = rows.hashOf(state);
      fresh[gap(fresh, hash)] = (hash & -size) | (state + 1);
    }
    return true;
  }

  /** The states on the way from the first to this one, both included. */
  pathTo(state: number): number[] {
    const path: number[] = [];
    for (let at = state; at >= 0; at = this.rows.parentOf(at)) path.push(at);
    return path.reverse();
  }

  /** Labels of the steps from the first state to this one. */
  traceTo(state: number): number[] {
    const labels: number[] = [];
    for (let at = state; this.rows.parentOf(at) >= 0; at = this.rows.parentOf(at))
      labels.push(this.rows.labelOf(at));
    return labels.reverse();
  }
}

/** The slot where a hash that is not there goes; the length is a power of two. */
function gap(slots: Int32Array, hash: number): number {
  const mask = slots.length - 1;
  let at = hash & mask;
  while (slots[at] !== 0) at = (at + 1) & mask;
  return at;
}
