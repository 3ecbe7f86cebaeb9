import {
  type Exploration,
  type Limit,
  type Limits,
  outcomeOf,
  type Progress,
  type Search,
} from './exploration.ts';
import { Findings } from './findings.ts';
import { States } from './states.ts';
import type { Steps, System, Violation } from './system.ts';

export interface ExploreOptions<V extends Violation> extends Limits {
  /** The search ends with the first violation of which this is true. */
  readonly until?: ((violation: V) => boolean) | undefined;
  /** Expansions between two rests. */
  readonly slice?: number | undefined;
}

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

  constructor(system: System<V>, { states, bytes, depth, until }: ExploreOptions<V>) {
    this.#system = system;
    this.#states = new States(system.width, bytes ?? Number.POSITIVE_INFINITY);
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
      if (this.#full !== null || this.#at >= rows.count) return false;
      if (this.#at === this.#nextLevel) {
        if (this.#depth + 1 >= this.#maxDepth) {
          this.#full = 'depth';
          return false;
        }
        this.#depth++;
        this.#nextLevel = rows.count;
      }
      this.#system.expand(rows.chunkOf(this.#at), rows.startOf(this.#at), rows.lengthOf(this.#at), this);
      if (this.#full === null) this.#at++;
    }
    return true;
  }

  step(label: number, row: Int32Array, length: number): void {
    if (this.#at >= 0) this.#transitions++;
    if (this.#full !== null) return;
    const { rows } = this.#states;
    const before = rows.count;
    if (before >= this.#maxStates && !this.#states.has(row, length)) {
      this.#full = 'states';
      return;
    }
    const state = this.#states.put(row, length, this.#at, label);
    if (state < 0) this.#full = 'memory';
    else if (state === before) this.#deepest = this.#depth + 1;
  }

  violation(label: number, violation: V): void {
    if (this.#at < 0) {
      this.stuck(violation);
      return;
    }
    this.#transitions++;
    this.#keep(violation, this.#depth + 1, () => [...this.#states.traceTo(this.#at), label]);
  }

  stuck(violation: V): void {
    this.#keep(violation, Math.max(0, this.#depth), () =>
      this.#at < 0 ? [] : this.#states.traceTo(this.#at),
    );
  }

  #keep(violation: V, length: number, trace: () => readonly number[]): void {
    this.#findings.add(violation, length, trace);
    if (this.#full === null && this.#until(violation)) this.#full = 'found';
  }

  progress(): Progress {
    const { count } = this.#states.rows;
    return {
      states: count,
      transitions: this.#transitions,
      depth: Math.max(0, this.#depth),
      frontier: count - Math.max(0, this.#at),
    };
  }

  result(stopped: Limit | null): Exploration<V> {
    const { states, transitions, frontier } = this.progress();
    const limit = this.#full ?? (frontier > 0 ? stopped : null);
    const violations = this.#findings.list();
    return {
      outcome: outcomeOf(limit === null, violations),
      complete: limit === null,
      limit,
      states,
      transitions,
      deepest: this.#deepest,
      bytes: this.#states.bytes,
      violations,
      frontier,
    };
  }
}
