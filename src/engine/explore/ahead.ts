import { APART, comesAfter, isChanged, taskIn } from './relations.ts';
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
  conflict(print: number, other: number): boolean;
}

/** Bytes that looking ahead for so many claims takes. */
export function bytesOfAhead({ tasks, prints }: Taken, claims: readonly number[]): number {
  return 2 * Int32Array.BYTES_PER_ELEMENT * prints.length * ((claims.length * tasks + 31) >>> 5);
}

/**
 * For claims, each a footprint of steps that were taken alone: from which states on another task comes to a step in
 * conflict with it, as long as the claim's own task stands still. The claim's task goes on in the search all the same,
 * so a step that had to come after that is left out: one whose task waited for what the claim's task did.
 *
 * A row of bits per state, one for each claim and task. There are two: `sure`, where the next step of that task is
 * just as it is taken later, so that what it is in conflict with comes before or after all that follows; and `changed`,
 * where others still have a part in what it will be.
 */
export class Ahead {
  readonly #taken: Taken;
  readonly #claims: readonly number[];
  readonly #width: number;
  readonly #sure: Int32Array;
  readonly #changed: Int32Array;
  /** Bits of all claims with one task; of claims of one task with another. */
  readonly #with: readonly Int32Array[];
  readonly #ofWith: readonly (readonly Int32Array[])[];

  constructor(taken: Taken, claims: readonly number[]) {
    const { tasks, prints, together } = taken;
    this.#taken = taken;
    this.#claims = claims;
    this.#width = (claims.length * tasks + 31) >>> 5;
    this.#sure = new Int32Array(prints.length * this.#width);
    this.#changed = new Int32Array(prints.length * this.#width);
    const each = Array.from({ length: tasks }, (_, task) => task);
    this.#with = each.map((other) => this.#bits((_, task) => task === other));
    this.#ofWith = each.map((own) =>
      each.map((other) => this.#bits((claim, task) => task === other && taken.taskOf.at(claim) === own)),
    );
    const contended = new Map<number, Int32Array>();
    const direct = together.map((heads) => {
      const bits = new Int32Array(this.#width);
      for (const head of heads) {
        if (head === 0) continue;
        const known = contended.get(head) ?? this.#contended(head);
        contended.set(head, known);
        add(bits, known);
      }
      return bits;
    });
    for (let state = 0; state < prints.length; state++)
      this.#sure.set(direct[prints.at(state)]!, state * this.#width);
  }

  /** Whether from a state on a step of another task is in conflict with a claim, given by its index. */
  isContended(state: number, claim: number): boolean {
    const { tasks } = this.#taken;
    for (let bit = claim * tasks; bit < (claim + 1) * tasks; bit++) {
      const at = state * this.#width + (bit >>> 5);
      if ((((this.#sure[at]! | this.#changed[at]!) >>> (bit & 31)) & 1) === 1) return true;
    }
    return false;
  }

  #bits(isSet: (claim: number, task: number) => boolean): Int32Array {
    const bits = new Int32Array(this.#width);
    const { tasks } = this.#taken;
    this.#claims.forEach((claim, index) => {
      for (let task = 0; task < tasks; task++) {
        const bit = index * tasks + task;
        if (isSet(claim, task)) bits[bit >>> 5]! |= 1 << (bit & 31);
      }
    });
    return bits;
  }

  /** The claims of other tasks that a task's next step is in conflict with. */
  #contended(head: number): Int32Array {
    const bits = new Int32Array(this.#width);
    const { tasks, taskOf } = this.#taken;
    const task = taskOf.at(head);
    this.#claims.forEach((claim, index) => {
      if (taskOf.at(claim) === task || !this.#taken.conflict(claim, head)) return;
      const bit = index * tasks + task;
      bits[bit >>> 5]! |= 1 << (bit & 31);
    });
    return bits;
  }

  /** Backwards over all steps until nothing is new; rests after each time. */
  *look(): Generator<undefined, void> {
    const { from, to, relations } = this.#taken;
    const masks = new Map<number, Masks>();
    const steps = Array.from({ length: relations.length }, (_, step) => step)
      .filter((step) => relations.at(step) !== APART)
      .reverse();
    const ofSteps = steps.map((step) => this.#masks(relations.at(step), masks));
    const sources = Int32Array.from(steps, (step) => from.at(step));
    const targets = Int32Array.from(steps, (step) => to.at(step));
    // Per state, the time when there was news of it last: what leads to others brings none.
    const news = new Int32Array(this.#taken.prints.length);
    for (let time = 1, some = true; some; time++) {
      some = false;
      for (let step = 0; step < steps.length; step++) {
        if (news[targets[step]!]! < time - 1) continue;
        if (!this.#move(sources[step]!, targets[step]!, ofSteps[step]!)) continue;
        news[sources[step]!] = time;
        some = true;
      }
      yield;
    }
  }

  #masks(relation: number, known: Map<number, Masks>): Masks {
    const found = known.get(relation);
    if (found) return found;
    const { tasks } = this.#taken;
    const task = taskIn(relation, tasks);
    const dropped = new Int32Array(this.#width);
    const unsure = new Int32Array(this.#width);
    for (let other = 0; other < tasks; other++) {
      if (comesAfter(relation, other)) add(dropped, this.#ofWith[task]![other]!);
      if (isChanged(relation, other, tasks)) add(unsure, this.#with[other]!);
    }
    const masks = { dropped, unsure, own: this.#with[task]! };
    known.set(relation, masks);
    return masks;
  }

  /** What is so after a step is so before it, but for the masks; true when that was news. */
  #move(from: number, to: number, { dropped, unsure, own }: Masks): boolean {
    const width = this.#width;
    let news = false;
    for (let word = 0; word < width; word++) {
      const sure = this.#sure[to * width + word]! & ~dropped[word]!;
      const changed = this.#changed[to * width + word]!;
      // The step of its own task is just as it is taken.
      const nextSure = (sure & ~unsure[word]!) | (changed & own[word]!);
      const nextChanged = (changed & ~own[word]!) | (sure & unsure[word]!);
      const at = from * width + word;
      const isNew = (nextSure & ~this.#sure[at]!) | (nextChanged & ~this.#changed[at]!);
      if (isNew === 0) continue;
      this.#sure[at]! |= nextSure;
      this.#changed[at]! |= nextChanged;
      news = true;
    }
    return news;
  }
}

interface Masks {
  /** What came after the step of the claim's task. */
  readonly dropped: Int32Array;
  /** Whose next step it changed. */
  readonly unsure: Int32Array;
  readonly own: Int32Array;
}

function add(bits: Int32Array, others: Int32Array): void {
  for (let word = 0; word < bits.length; word++) bits[word]! |= others[word]!;
}
