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

/**
 * For claims, each a footprint of steps that were taken alone: from which states on another task comes to a step in
 * conflict with it, as long as the claim's own task stands still. The claim's task goes on in the search all the same,
 * so a step that had to come after that is left out: one whose task waited for what the claim's task did.
 *
 * A row of bits per state, one for each claim and task. There are two: `sure`, where the next step of that task is
 * just as it is taken later, so that what it is in conflict with comes before or after all that follows; and `changed`,
 * where others still have a part in what it will be. With more steps and more claims there are only more of them, so
 * that each look begins with what the last one knew.
 */
export class Ahead {
  readonly #taken: Taken;
  readonly #claims: number[] = [];
  readonly #indexOf = new Map<number, number>();
  /** Words of a row. */
  #width = 1;
  #sure = new Int32Array(0);
  #changed = new Int32Array(0);
  /** Per state, the time when there was news of it last. */
  #news = new Int32Array(0);
  #time = 1;
  /** States and steps that were looked at. */
  #states = 0;
  #steps = 0;
  /** Per footprint of a next step, the bits of the claims that it is in conflict with. */
  readonly #contended = new Map<number, Int32Array>();
  /** Bits of all claims with one task; of claims of one task with another. */
  #with: readonly Int32Array[] = [];
  #ofWith: readonly (readonly Int32Array[])[] = [];

  constructor(taken: Taken) {
    this.#taken = taken;
  }

  get bytes(): number {
    return this.#sure.byteLength + this.#changed.byteLength + this.#news.byteLength;
  }

  /** Bytes that it has once it has looked with those claims as well. */
  bytesWith(claims: readonly number[]): number {
    const more = claims.filter((claim) => !this.#indexOf.has(claim)).length;
    const width = this.#widthOf(this.#claims.length + more);
    return (2 * width + 1) * Int32Array.BYTES_PER_ELEMENT * this.#capacity();
  }

  /** Whether from a state on a step of another task is in conflict with a claim. */
  isContended(state: number, claim: number): boolean {
    const { tasks } = this.#taken;
    const first = this.#indexOf.get(claim)! * tasks;
    for (let bit = first; bit < first + tasks; bit++) {
      const at = state * this.#width + (bit >>> 5);
      if ((((this.#sure[at]! | this.#changed[at]!) >>> (bit & 31)) & 1) === 1) return true;
    }
    return false;
  }

  /** Looks at all that was taken, also for claims that are new; rests after each time. */
  *look(claims: readonly number[]): Generator<undefined, void> {
    const isMore = this.#claim(claims);
    this.#makeRoom();
    this.#lookAround(isMore ? 0 : this.#states);
    this.#states = this.#taken.prints.length;
    yield;
    yield* this.#lookBack();
  }

  /** Backwards over all steps until nothing is new. */
  *#lookBack(): Generator<undefined, void> {
    const { from, to, relations } = this.#taken;
    const known = new Map<number, Masks>();
    const masks: (Masks | null)[] = [];
    for (let step = 0; step < relations.length; step++) {
      const relation = relations.at(step);
      masks.push(relation === APART ? null : this.#masks(relation, known));
    }
    const first = this.#steps;
    this.#steps = relations.length;
    for (let isFirst = true, some = true; some; isFirst = false) {
      some = false;
      const before = this.#time++;
      for (let step = masks.length - 1; step >= 0; step--) {
        const target = to.at(step);
        if (masks[step] === null) continue;
        // What leads to others than those of which there is news brings none.
        if (this.#news[target]! < before && !(isFirst && step >= first)) continue;
        const source = from.at(step);
        if (!this.#move(source, target, masks[step]!)) continue;
        this.#news[source] = this.#time;
        some = true;
      }
      yield;
    }
  }

  /** True where some are new. */
  #claim(claims: readonly number[]): boolean {
    const before = this.#claims.length;
    for (const claim of claims) {
      if (this.#indexOf.has(claim)) continue;
      this.#indexOf.set(claim, this.#claims.length);
      this.#claims.push(claim);
    }
    if (this.#claims.length === before) return false;
    this.#contended.clear();
    return true;
  }

  #widthOf(claims: number): number {
    let width = this.#width;
    while (width * 32 < claims * this.#taken.tasks) width *= 2;
    return width;
  }

  /** States that there is room for once all that were taken have some. */
  #capacity(): number {
    const { length } = this.#taken.prints;
    return length <= this.#news.length ? this.#news.length : Math.max(length, this.#news.length * 2);
  }

  #makeRoom(): void {
    const width = this.#widthOf(this.#claims.length);
    const capacity = this.#capacity();
    if (width !== this.#width || capacity !== this.#news.length) {
      this.#sure = this.#laidOut(this.#sure, width, capacity);
      this.#changed = this.#laidOut(this.#changed, width, capacity);
      const news = new Int32Array(capacity);
      news.set(this.#news);
      this.#news = news;
      this.#width = width;
    }
    const { tasks, taskOf } = this.#taken;
    const each = Array.from({ length: tasks }, (_, task) => task);
    this.#with = each.map((other) => this.#bits((_, task) => task === other));
    this.#ofWith = each.map((own) =>
      each.map((other) => this.#bits((claim, task) => task === other && taskOf.at(claim) === own)),
    );
  }

  #laidOut(rows: Int32Array, width: number, capacity: number): Int32Array<ArrayBuffer> {
    const copy = new Int32Array(width * capacity);
    if (width === this.#width) copy.set(rows);
    else
      for (let state = 0; state < this.#states; state++)
        for (let word = 0; word < this.#width; word++)
          copy[state * width + word] = rows[state * this.#width + word]!;
    return copy;
  }

  /** What each state's own next steps are in conflict with, from a state on. */
  #lookAround(first: number): void {
    const { prints, together } = this.#taken;
    const direct: Int32Array[] = [];
    const width = this.#width;
    for (let state = first; state < prints.length; state++) {
      const number = prints.at(state);
      const bits = direct[number] ?? this.#directOf(together[number]!);
      direct[number] = bits;
      for (let word = 0; word < width; word++) {
        const at = state * width + word;
        if ((bits[word]! & ~this.#sure[at]!) === 0) continue;
        this.#sure[at]! |= bits[word]!;
        this.#news[state] = this.#time;
      }
    }
  }

  #directOf(heads: readonly number[]): Int32Array {
    const bits = new Int32Array(this.#width);
    for (const head of heads) {
      if (head === 0) continue;
      const known = this.#contended.get(head) ?? this.#contendedBy(head);
      this.#contended.set(head, known);
      add(bits, known);
    }
    return bits;
  }

  /** The claims of other tasks that a task's next step is in conflict with. */
  #contendedBy(head: number): Int32Array {
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
