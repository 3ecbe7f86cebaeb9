import { Ahead } from './ahead.ts';
import type { Taken } from './claims.ts';
import { type Exchanging, type Printed, SURE } from './reducible.ts';
import { APART, MOST_TASKS, relationOf } from './relations.ts';
import type { Steps, Violation } from './system.ts';
import { Words } from './words.ts';

/** Times that a footprint stands for all in vain before it is not tried any more. */
const HOPELESS = 256;

/** Steps between two rests. */
const STRETCH = 4096;

/** A task; all that are left; or none, since no task has a step. */
type Chosen = number | 'all' | 'none';

/**
 * Takes the next steps of one task alone where no other task's next steps are in conflict with them, and keeps what
 * it put off. What lies ahead shows later: once all that was taken is expanded, `failed` tells the states after
 * which another task came to a step that is in conflict with those taken alone. There the steps of another task are
 * to be taken as well, until a choice holds or all are taken. Where every choice holds, each order of steps that was
 * left out differs in nothing from one that was taken.
 */
export class PutOff<V extends Violation> implements Taken {
  readonly #system: Printed<V>;
  /** Per state: the task that stands for all, plus 1; 0 where all steps are taken. */
  readonly #alone = new Words();
  /** Per state, as bits: tasks whose steps are taken. */
  readonly #taken = new Words();
  /** Per state: the number of what is printed there. */
  readonly prints = new Words();
  /** Per state. */
  readonly #stages = new Words();
  readonly from = new Words();
  readonly to = new Words();
  readonly relations = new Words();
  /** Per step, how tasks were exchanged after it. */
  readonly exchanges = new Words();
  readonly #by = new Words();
  /** Footprints of all tasks' next steps, as they are met together. */
  readonly together: (readonly number[])[] = [];
  readonly #numbers = new Map<string, number>();
  /** Per footprint: its task, and how often it stood for all in vain. */
  readonly taskOf = new Words();
  readonly #vain = new Words();
  /** Footprints met, and with how many of other tasks each is in conflict. */
  readonly #met: number[] = [];
  readonly #rivals = new Words();
  readonly #isMet = new Words();
  readonly #ahead = new Ahead(this);
  readonly #now: Int32Array;
  readonly #ready: Uint8Array;

  constructor(system: Printed<V>) {
    if (system.tasks > MOST_TASKS) throw new RangeError(`at most ${MOST_TASKS} tasks are told apart`);
    this.#system = system;
    this.#now = new Int32Array(system.tasks);
    this.#ready = new Uint8Array(system.tasks);
  }

  /** Bytes of all lists. */
  get bytes(): number {
    const perState = [this.#alone, this.#taken, this.prints, this.#stages];
    const perStep = [this.from, this.to, this.#by, this.relations, this.exchanges];
    const perPrint = [this.taskOf, this.#vain, this.#rivals, this.#isMet];
    return [this.#ahead, ...perState, ...perStep, ...perPrint].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Whose steps are to be taken next from a state. */
  choose(state: number, words: Int32Array, start: number, length: number, steps: Steps<V>): Chosen {
    const prints = this.#now;
    const stage = this.#system.prints(words, start, length, prints, this.#ready, steps);
    this.#stages.set(state, stage);
    prints.forEach((print, task) => {
      if (print > 0) this.#meet(print, task);
    });
    this.prints.set(state, this.#togetherNumber());
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    let fewest = 0;
    for (let task = 0; task < prints.length; task++) {
      // What others do meanwhile may come to be stuck, and a step that is not sure does not keep them from it.
      if (this.#ready[task] !== SURE || this.isTaken(state, task) || this.#isContended(task)) continue;
      const vain = this.#vain.at(prints[task]!);
      if (vain > HOPELESS) continue;
      const rivals = this.#rivals.at(prints[task]!);
      if (vain > least || (vain === least && rivals >= fewest)) continue;
      best = task;
      least = vain;
      fewest = rivals;
    }
    this.#alone.set(state, best + 1);
    if (best >= 0) return best;
    return this.#ready.some((ready) => ready > 0) ? 'all' : 'none';
  }

  isTaken(state: number, task: number): boolean {
    return ((this.#taken.at(state) >>> task) & 1) === 1;
  }

  /** The steps of a task are taken from a state. */
  take(state: number, task: number): void {
    this.#taken.set(state, this.#taken.at(state) | (1 << task));
  }

  /** `exchange`: how tasks were exchanged after it. */
  step(from: number, to: number, by: number, exchange: number): void {
    this.from.push(from);
    this.to.push(to);
    this.#by.push(by);
    this.exchanges.push(exchange);
  }

  get exchanging(): Exchanging<V> | undefined {
    return this.#system.exchanging;
  }

  get tasks(): number {
    return this.#system.tasks;
  }

  conflict(print: number, other: number): boolean {
    return this.#system.conflict(print, other);
  }

  /**
   * States at which a task stands for all in vain; null where to find them takes more than so many bytes. All states
   * must be expanded. Rests now and then.
   */
  *failed(room: number): Generator<undefined, number[] | null> {
    yield* this.#relate();
    const claimed = this.#claimed();
    if (claimed.length === 0) return [];
    if (this.#ahead.bytesWith(claimed) - this.#ahead.bytes > room) return null;
    yield* this.#ahead.look(claimed);
    const failed = new Set(yield* this.#forever());
    for (let step = 0; step < this.from.length; step++) {
      const state = this.from.at(step);
      const task = this.#by.at(step);
      if (this.#alone.at(state) !== task + 1 || failed.has(state)) continue;
      const to = this.to.at(step);
      if (this.#stages.at(to) !== this.#stages.at(state)) continue;
      const exchange = this.exchanges.at(step);
      const print = this.#printOf(state, task);
      const claim = exchange === 0 ? print : this.exchanging!.footprintAfter(exchange, print);
      if (claim === 0 || this.#ahead.isContended(to, claim)) failed.add(state);
    }
    for (const state of failed) {
      const print = this.#printOf(state, this.#alone.at(state) - 1);
      this.#vain.set(print, this.#vain.at(print) + 1);
    }
    return [...failed].sort((a, b) => a - b);
  }

  /** Relations of the steps that are new. */
  *#relate(): Generator<undefined, void> {
    const ordered = (print: number, other: number): boolean => this.#system.ordered(print, other);
    for (let step = this.relations.length; step < this.from.length; step++) {
      if (step % STRETCH === 0) yield;
      const from = this.from.at(step);
      const to = this.to.at(step);
      const before = this.together[this.prints.at(from)]!;
      const after = this.#togetherBefore(this.exchanges.at(step), this.together[this.prints.at(to)]!);
      const isApart = this.#stages.at(from) !== this.#stages.at(to);
      this.relations.push(isApart ? APART : relationOf(this.#by.at(step), before, after, ordered));
    }
  }

  /**
   * States from which steps that stand for all lead round in circles, or nowhere since they break a rule: what was put
   * off there would never come.
   */
  *#forever(): Generator<undefined, number[]> {
    const { length } = this.#alone;
    const comes = new Uint8Array(length);
    for (let state = 0; state < length; state++) comes[state] = this.#alone.at(state) === 0 ? 1 : 0;
    for (let changed = true; changed; ) {
      changed = false;
      for (let step = this.from.length - 1; step >= 0; step--) {
        const from = this.from.at(step);
        if (comes[from] === 1 || comes[this.to.at(step)] === 0) continue;
        if (this.#by.at(step) !== this.#alone.at(from) - 1) continue;
        comes[from] = 1;
        changed = true;
      }
      yield;
    }
    return Array.from(comes.keys()).filter((state) => comes[state] === 0);
  }

  /** Whether there is a state from which every path goes round without end. All states must be expanded. */
  isEndless(): boolean {
    const { length } = this.#alone;
    const ends = new Uint8Array(length).fill(1);
    for (let step = 0; step < this.from.length; step++) ends[this.from.at(step)] = 0;
    for (let changed = true; changed; ) {
      changed = false;
      for (let step = this.from.length - 1; step >= 0; step--) {
        const from = this.from.at(step);
        if (ends[from] === 1 || ends[this.to.at(step)] === 0) continue;
        ends[from] = 1;
        changed = true;
      }
    }
    return ends.includes(0);
  }

  #togetherNumber(): number {
    const key = this.#now.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.together.length);
    return this.together.push([...this.#now]) - 1;
  }

  /** What tasks did next before they were exchanged. */
  #togetherBefore(exchange: number, prints: readonly number[]): readonly number[] {
    if (exchange === 0) return prints;
    const exchanging = this.exchanging!;
    return prints.map((_, task) => {
      const print = prints[exchanging.taskAfter(exchange, task)]!;
      return print === 0 ? 0 : exchanging.footprintBefore(exchange, print);
    });
  }

  #printOf(state: number, task: number): number {
    return this.together[this.prints.at(state)]![task]!;
  }

  #meet(print: number, task: number): void {
    if (this.#isMet.at(print) === 1) return;
    this.#isMet.set(print, 1);
    this.taskOf.set(print, task);
    let rivals = 0;
    for (const other of this.#met) {
      if (this.taskOf.at(other) === task || !this.#system.conflict(print, other)) continue;
      this.#rivals.set(other, this.#rivals.at(other) + 1);
      rivals++;
    }
    this.#rivals.set(print, rivals);
    this.#met.push(print);
  }

  /** Another task's next steps are in conflict with this one's. */
  #isContended(task: number): boolean {
    const own = this.#now[task]!;
    return this.#now.some((print, other) => other !== task && print > 0 && this.#system.conflict(own, print));
  }

  /** Footprints of the steps that stand for all somewhere. */
  #claimed(): number[] {
    const claimed = new Set<number>();
    for (let state = 0; state < this.#alone.length; state++) {
      const task = this.#alone.at(state) - 1;
      if (task >= 0) claimed.add(this.#printOf(state, task));
    }
    const { exchanging } = this;
    if (exchanging === undefined) return [...claimed];
    const all = exchanging.footprintsLike([...claimed]);
    for (const print of all) this.#meet(print, exchanging.taskOf(print));
    return [...all];
  }
}
