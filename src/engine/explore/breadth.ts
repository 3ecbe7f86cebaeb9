import {
  type Exploration,
  type Found,
  type Limit,
  outcomeOf,
  type Progress,
  type Search,
} from './exploration.ts';
import { Findings } from './findings.ts';
import type { ExploreOptions } from './options.ts';
import { PutOff } from './put-off.ts';
import type { Exchanging, Printed, Symmetric } from './reducible.ts';
import { States } from './states.ts';
import type { Steps, System, Violation } from './system.ts';
import { unfold } from './unfold.ts';
import { Words } from './words.ts';

const SLICE = 4096;

/**
 * Expands every state that can be reached, nearest first, so that each cause is met by a shortest path. Rows are
 * compared exactly: a verdict rests on no hash. A path ends at its first violation.
 */
export function* explore<V extends Violation>(system: System<V>, options: ExploreOptions<V> = {}): Search<V> {
  const search = new Breadth(system, options);
  const slice = Math.max(1, options.slice ?? SLICE);
  while (search.advance(slice)) if ((yield search.progress()) === 'stop') return search.result('stopped');
  return search.result(null);
}

class Breadth<V extends Violation> implements Steps<V> {
  readonly #system: System<V>;
  readonly #states: States;
  readonly #findings = new Findings<V>();
  readonly #maxStates: number;
  readonly #maxBytes: number;
  readonly #maxDepth: number;
  readonly #until: (violation: V) => boolean;
  /** The state that is expanded; -1 while the system tells the first. */
  #at = -1;
  #depth = -1;
  /** The first number that is deeper than the state expanded. */
  #nextLevel = 0;
  #deepest = 0;
  #transitions = 0;
  #full: Limit | null = null;

  readonly #symmetry: Symmetric<V> | null;
  readonly #renamed: Int32Array;
  readonly #reduced: { readonly system: Printed<V>; readonly putOff: PutOff<V> } | null;
  /** The task whose steps are told; -1 where that is of no interest. */
  #task = -1;
  /** States of which more steps are to be taken, and the look that tells them. */
  #again: number[] = [];
  #looking: Generator<undefined, number[] | null> | null = null;
  /** Nothing that was put off is to be done. */
  #settled = false;
  /** Per state, where steps are put off: states are not expanded in the order of their depth then. */
  readonly #depths = new Words();
  /** Per state, how its tasks were exchanged after the step to it. */
  readonly #exchanges = new Words();

  constructor(system: System<V>, options: ExploreOptions<V>) {
    const { states, bytes, depth, until, reduce, symmetry } = options;
    this.#system = system;
    if (reduce && (symmetry || depth !== undefined))
      throw new RangeError('a search that is reduced by footprints has neither symmetry nor a depth');
    this.#reduced = reduce ? { system: reduce, putOff: new PutOff(reduce) } : null;
    this.#symmetry = symmetry ?? null;
    this.#renamed = new Int32Array(symmetry?.tasks ?? 0);
    this.#maxBytes = bytes ?? Number.POSITIVE_INFINITY;
    this.#states = new States(system.width, this.#maxBytes);
    this.#maxStates = states ?? Number.POSITIVE_INFINITY;
    this.#maxDepth = depth ?? Number.POSITIVE_INFINITY;
    this.#until = until ?? (() => false);
    system.initial(this);
    if (this.#full === null) this.#at = 0;
  }

  /** False when there is nothing more to do. */
  advance(expansions: number): boolean {
    const { rows } = this.#states;
    for (let done = 0; done < expansions; done++) {
      if (this.#full !== null) return false;
      if (this.#at >= rows.count) {
        if (!this.#resume()) return false;
        continue;
      }
      if (this.#at === this.#nextLevel) {
        if (this.#depth + 1 >= this.#maxDepth) {
          this.#full = 'depth';
          return false;
        }
        this.#depth++;
        this.#nextLevel = rows.count;
      }
      this.#expand(rows.chunkOf(this.#at), rows.startOf(this.#at), rows.lengthOf(this.#at));
      if (this.#full === null) this.#at++;
    }
    return true;
  }

  /**
   * More steps from a state at which those of one task did not stand for all, or a part of the look that tells such
   * states; false where there is none.
   */
  #resume(): boolean {
    if (this.#reduced === null || this.#settled) return false;
    const { putOff } = this.#reduced;
    const state = this.#again.pop();
    if (state === undefined) {
      this.#looking ??= putOff.failed(this.#maxBytes - this.#bytes);
      const { done, value } = this.#looking.next();
      if (!done) return true;
      this.#looking = null;
      if (value === null) this.#full = 'memory';
      this.#again = value?.reverse() ?? [];
      this.#settled = value?.length === 0;
      return true;
    }
    const { rows } = this.#states;
    const at = this.#at;
    this.#at = state;
    this.#expand(rows.chunkOf(state), rows.startOf(state), rows.lengthOf(state));
    this.#at = at;
    return true;
  }

  #expandReduced(
    { system, putOff }: { readonly system: Printed<V>; readonly putOff: PutOff<V> },
    words: Int32Array,
    start: number,
    length: number,
  ): void {
    const chosen = putOff.choose(this.#at, words, start, length, this);
    if (chosen === 'none') {
      system.expand(words, start, length, this);
      return;
    }
    for (let task = 0; task < system.tasks; task++) {
      if (putOff.isTaken(this.#at, task) || (chosen !== 'all' && task !== chosen)) continue;
      putOff.take(this.#at, task);
      this.#task = task;
      system.expandTask(words, start, length, task, this);
    }
    this.#task = -1;
  }

  /** Bytes of the states, and of all that is kept about them. */
  get #bytes(): number {
    const reducing =
      this.#reduced === null ? 0 : this.#reduced.putOff.bytes + this.#depths.bytes + this.#exchanges.bytes;
    return this.#states.bytes + reducing + (this.#system.bytes ?? 0);
  }

  #expand(words: Int32Array, start: number, length: number): void {
    if (this.#reduced === null) this.#system.expand(words, start, length, this);
    else this.#expandReduced(this.#reduced, words, start, length);
    if (this.#bytes > this.#maxBytes) this.#full ??= 'memory';
  }

  step(label: number, row: Int32Array, told: number): void {
    if (this.#at >= 0) this.#transitions++;
    if (this.#full !== null) return;
    const { exchanging } = this.#reduced?.system ?? {};
    if (exchanging) {
      const { row: other, length, exchange } = exchanging.canonical(row, told);
      this.#put(label, other, length, exchange);
    } else {
      const length = this.#symmetry === null ? told : this.#symmetry.canonical(row, told, this.#renamed);
      this.#put(label, row, length, 0);
    }
  }

  #put(label: number, row: Int32Array, length: number, exchange: number): void {
    const { rows } = this.#states;
    const before = rows.count;
    if (before >= this.#maxStates && !this.#states.has(row, length)) {
      this.#full = 'states';
      return;
    }
    const state = this.#states.put(row, length, this.#at, label);
    if (state < 0) this.#full = 'memory';
    else if (state === before) {
      this.#deepen(state);
      if (exchange !== 0) this.#exchanges.set(state, exchange);
    }
    if (state >= 0 && this.#task >= 0) this.#reduced?.putOff.step(this.#at, state, this.#task, exchange);
  }

  #deepen(state: number): void {
    const depth = this.#depthNow() + 1;
    if (this.#reduced !== null) this.#depths.set(state, depth);
    this.#deepest = Math.max(this.#deepest, depth);
  }

  /** Steps to the state that is expanded, as it was first met; -1 before the first. */
  #depthNow(): number {
    return this.#reduced === null || this.#at < 0 ? this.#depth : this.#depths.at(this.#at);
  }

  violation(label: number, violation: V): void {
    if (this.#at < 0) {
      this.stuck(violation);
      return;
    }
    this.#transitions++;
    this.#keep(violation, this.#depthNow() + 1, () => [...this.#states.traceTo(this.#at), label]);
  }

  stuck(violation: V): void {
    this.#keep(violation, Math.max(0, this.#depthNow()), () =>
      this.#at < 0 ? [] : this.#states.traceTo(this.#at),
    );
  }

  /** What was found with the tasks that it is really about, and the steps that really lead to it. */
  #real(violation: V, labels: readonly number[]): Found<V> {
    const { exchanging } = this.#reduced?.system ?? {};
    if (exchanging && this.#at >= 0) {
      const tasks = this.#tasksOnWay(exchanging);
      const { rows } = this.#states;
      return {
        violation: exchanging.renamed(
          violation,
          tasks.at(-1)!,
          rows.chunkOf(this.#at),
          rows.startOf(this.#at),
        ),
        trace: labels.map((label, at) => exchanging.relabel(label, tasks[at]!)),
      };
    }
    return { violation, trace: this.#symmetry === null ? labels : unfold(this.#symmetry, labels) };
  }

  /** On the way to the state that is expanded: in each of its states, the tasks that those of the state really are. */
  #tasksOnWay(exchanging: Exchanging<V>): (readonly number[])[] {
    const tasks = Array.from({ length: this.#reduced!.system.tasks }, (_, task) => task);
    let real: readonly number[] = tasks;
    return this.#states.pathTo(this.#at).map((state) => {
      const exchange = this.#exchanges.at(state);
      if (exchange !== 0) {
        const before = real;
        real = tasks.map((task) => before[exchanging.taskBefore(exchange, task)]!);
      }
      return real;
    });
  }

  #keep(violation: V, length: number, labels: () => readonly number[]): void {
    this.#findings.add(violation, length, () => this.#real(violation, labels()));
    if (this.#full === null && this.#until(violation)) this.#full = 'found';
  }

  progress(): Progress {
    const { count } = this.#states.rows;
    return {
      states: count,
      transitions: this.#transitions,
      depth: this.#reduced === null ? Math.max(0, this.#depth) : this.#deepest,
      frontier: count - Math.max(0, this.#at),
    };
  }

  result(stopped: Limit | null): Exploration<V> {
    const { states, transitions, frontier } = this.progress();
    const isWhole = frontier === 0 && (this.#reduced === null || this.#settled);
    const limit = this.#full ?? (isWhole ? null : stopped);
    const violations = this.#findings.list();
    return {
      outcome: outcomeOf(limit === null, violations),
      complete: limit === null,
      endless: limit === null && violations.length === 0 && (this.#reduced?.putOff.isEndless() ?? false),
      limit,
      states,
      transitions,
      deepest: this.#deepest,
      bytes: this.#bytes,
      violations,
      frontier,
    };
  }
}
