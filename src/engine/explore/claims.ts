import type { Exchanging } from './reducible.ts';
import { comesAfter, isChanged, taskIn } from './relations.ts';
import type { Violation } from './system.ts';
import type { Words } from './words.ts';

/** Steps of a search between states that are all expanded, and what the states' next steps touch. */
export interface Taken {
  readonly tasks: number;
  /** Steps: from one state to another, by a task. */
  readonly from: Words;
  readonly to: Words;
  /** Of the same steps, as relations.ts describes them. */
  readonly relations: Words;
  /** Per state: the footprints of its tasks' next steps, as `together` lists them; of tasks at their end 0. */
  readonly prints: Words;
  readonly together: readonly (readonly number[])[];
  readonly taskOf: Words;
  /** Per step, how tasks were exchanged after it. */
  readonly exchanges: Words;
  readonly exchanging?: Pick<Exchanging<Violation>, 'taskAfter' | 'footprintAfter'> | undefined;
  conflict(print: number, other: number): boolean;
}

/** Claims, each a footprint of steps that were taken alone; and what their bits, one for each with each task, stand for. */
export class Claims {
  readonly #taken: Taken;
  readonly #claims: number[] = [];
  readonly #indexOf = new Map<number, number>();
  /** Words of a row. */
  width = 1;
  /** Per footprint of a next step, the bits of the claims that it is in conflict with. */
  readonly #contended = new Map<number, Int32Array>();
  /** Bits of all claims with one task; of claims of one task with another. */
  #with: readonly Int32Array[] = [];
  #ofWith: readonly (readonly Int32Array[])[] = [];
  /** By exchange. */
  readonly #exchanged = new Map<number, BitsBefore>();

  constructor(taken: Taken) {
    this.#taken = taken;
  }

  /** Of what is kept for exchanges. */
  get bytes(): number {
    return this.#exchanged.size * (this.width * 33) * Int32Array.BYTES_PER_ELEMENT;
  }

  /** The first bit of a claim. */
  firstBit(claim: number): number {
    return this.#indexOf.get(claim)! * this.#taken.tasks;
  }

  /** Words of a row with those claims as well. */
  widthWith(claims: readonly number[]): number {
    const more = claims.filter((claim) => !this.#indexOf.has(claim)).length;
    let { width } = this;
    while (width * 32 < (this.#claims.length + more) * this.#taken.tasks) width *= 2;
    return width;
  }

  /** True where some are new. */
  add(claims: readonly number[]): boolean {
    this.width = this.widthWith(claims);
    const before = this.#claims.length;
    for (const claim of claims) {
      if (this.#indexOf.has(claim)) continue;
      this.#indexOf.set(claim, this.#claims.length);
      this.#claims.push(claim);
    }
    if (this.#claims.length === before) return false;
    this.#contended.clear();
    this.#exchanged.clear();
    const { tasks, taskOf } = this.#taken;
    const each = Array.from({ length: tasks }, (_, task) => task);
    this.#with = each.map((other) => this.#bits((_, task) => task === other));
    this.#ofWith = each.map((own) =>
      each.map((other) => this.#bits((claim, task) => task === other && taskOf.at(claim) === own)),
    );
    return true;
  }

  /** Of next steps, the bits of all claims of other tasks that they are in conflict with. */
  against(heads: readonly number[]): Int32Array {
    const bits = new Int32Array(this.width);
    for (const head of heads) {
      if (head === 0) continue;
      const known = this.#contended.get(head) ?? this.#contendedBy(head);
      this.#contended.set(head, known);
      addBits(bits, known);
    }
    return bits;
  }

  /** The claims of other tasks that a task's next step is in conflict with. */
  #contendedBy(head: number): Int32Array {
    const bits = new Int32Array(this.width);
    const { tasks, taskOf } = this.#taken;
    const task = taskOf.at(head);
    this.#claims.forEach((claim, index) => {
      if (taskOf.at(claim) === task || !this.#taken.conflict(claim, head)) return;
      const bit = index * tasks + task;
      bits[bit >>> 5]! |= 1 << (bit & 31);
    });
    return bits;
  }

  #bits(isSet: (claim: number, task: number) => boolean): Int32Array {
    const bits = new Int32Array(this.width);
    const { tasks } = this.#taken;
    this.#claims.forEach((claim, index) => {
      for (let task = 0; task < tasks; task++) {
        const bit = index * tasks + task;
        if (isSet(claim, task)) bits[bit >>> 5]! |= 1 << (bit & 31);
      }
    });
    return bits;
  }

  /** What a step does to bits. */
  masks(relation: number, known: Map<number, Masks>): Masks {
    const found = known.get(relation);
    if (found) return found;
    const { tasks } = this.#taken;
    const task = taskIn(relation, tasks);
    const dropped = new Int32Array(this.width);
    const unsure = new Int32Array(this.width);
    for (let other = 0; other < tasks; other++) {
      if (comesAfter(relation, other)) addBits(dropped, this.#ofWith[task]![other]!);
      if (isChanged(relation, other, tasks)) addBits(unsure, this.#with[other]!);
    }
    const masks = { dropped, unsure, own: this.#with[task]! };
    known.set(relation, masks);
    return masks;
  }

  /** Bits as they were before tasks were exchanged. Where it is not known what became of a claim, all may be. */
  bitsBefore(exchange: number): BitsBefore {
    const known = this.#exchanged.get(exchange);
    if (known) return known;
    const { tasks, exchanging } = this.#taken;
    const bits = new Int32Array(this.width * 32).fill(-1);
    const unknown = new Int32Array(this.width);
    this.#claims.forEach((claim, index) => {
      const other = this.#indexOf.get(exchanging!.footprintAfter(exchange, claim));
      for (let task = 0; task < tasks; task++) {
        const bit = index * tasks + task;
        if (other === undefined) unknown[bit >>> 5]! |= 1 << (bit & 31);
        else bits[other * tasks + exchanging!.taskAfter(exchange, task)] = bit;
      }
    });
    const before = { bits, unknown };
    this.#exchanged.set(exchange, before);
    return before;
  }
}

interface BitsBefore {
  /** Per bit, the one that it was; -1 for none. */
  readonly bits: Int32Array;
  /** Those of which it is not known. */
  readonly unknown: Int32Array;
}

export interface Masks {
  /** What came after the step of the claim's task. */
  readonly dropped: Int32Array;
  /** Whose next step it changed. */
  readonly unsure: Int32Array;
  readonly own: Int32Array;
}

export function addBits(bits: Int32Array, others: Int32Array): void {
  for (let word = 0; word < bits.length; word++) bits[word]! |= others[word]!;
}
