import type { Found, Resting } from './exploration.ts';
import { States } from './states.ts';
import type { Steps, System, Violation } from './system.ts';
import { Words } from './words.ts';

export interface FewestOptions<V extends Violation> {
  /** Whose a label's step is, from 0: steps of one that follow each other are one turn. */
  readonly turnOf: (label: number) => number;
  /** The step that shows this is a turn of its own. */
  readonly isApart: (violation: V) => boolean;
  /** Turns in which each cause of interest is known to be met. */
  readonly known: ReadonlyMap<string, number>;
  /** With so many states stored the turns that are looked at are the last; they may take as many again. */
  readonly states: number;
  /** Bytes of the states and of all that the system keeps, at which the search ends. */
  readonly bytes: number;
}

export interface Fewest<V extends Violation> {
  /** By cause, for those of interest: a trace of the fewest turns met. */
  readonly found: ReadonlyMap<string, Found<V> & { readonly turns: number }>;
  /** Every trace of so many turns, or of fewer, was looked at. */
  readonly turns: number;
  readonly states: number;
}

/** Expansions between two rests. */
const SLICE = 64;

/**
 * Looks for traces of fewer turns than are known, by turns: all that can be reached in one, in two, and so on, until
 * what is known cannot be bettered. A trace is easy to follow where few tasks take turns, however much each does.
 */
export function* fewestTurns<V extends Violation>(
  system: System<V>,
  options: FewestOptions<V>,
): Resting<Fewest<V>> {
  const search = new Turns(system, options);
  while (search.advance(SLICE)) if ((yield) === 'stop') break;
  return search.result();
}

/** A state with whose turn led to it: who goes on without a switch. */
class Turns<V extends Violation> implements Steps<V> {
  readonly #system: System<V>;
  readonly #options: FewestOptions<V>;
  readonly #states: States;
  /** Per state: the turns of the shortest way to it, and the last node that is it, plus 1. */
  readonly #turns = new Words();
  readonly #last = new Words();
  /** Per node: its state, whose turn it is, the node before and the step from there, and another node of that state. */
  readonly #stateOf = new Words();
  readonly #turnOf = new Words();
  readonly #from = new Words();
  readonly #label = new Words();
  readonly #other = new Words();
  readonly #found = new Map<string, Found<V> & { readonly turns: number }>();
  /** Nodes that as many turns lead to as are looked at now, and those of one more. */
  #now: number[] = [];
  #next: number[] = [];
  #index = 0;
  #level = 0;
  /** The node that is expanded; -1 for before the first. */
  #at = -1;
  #isLast = false;
  #isFull = false;

  constructor(system: System<V>, options: FewestOptions<V>) {
    this.#system = system;
    this.#options = options;
    this.#states = new States(system.width, Number.POSITIVE_INFINITY);
    system.initial(this);
  }

  /** False when there is nothing more to look for. */
  advance(expansions: number): boolean {
    const { rows } = this.#states;
    for (let done = 0; done < expansions; done++) {
      if (this.#isFull) return false;
      if (this.#index >= this.#now.length) {
        this.#level++;
        if (this.#isLast || this.#next.length === 0 || !this.#isWanted(this.#level)) return false;
        [this.#now, this.#next, this.#index] = [this.#next, [], 0];
        continue;
      }
      this.#at = this.#now[this.#index++]!;
      const state = this.#stateOf.at(this.#at);
      // It was met again in fewer turns since.
      if (this.#turns.at(state) < this.#level) continue;
      this.#system.expand(rows.chunkOf(state), rows.startOf(state), rows.lengthOf(state), this);
      this.#isFull ||= this.#states.bytes + (this.#system.bytes ?? 0) > this.#options.bytes;
    }
    return true;
  }

  /** What one more turn leads to is to be looked at as well. */
  #isDeeper(): boolean {
    this.#isLast ||= this.#states.rows.count >= this.#options.states;
    return !this.#isLast && this.#isWanted(this.#level + 1);
  }

  /** Of some cause a trace of so many turns would be shorter than what is known. */
  #isWanted(turns: number): boolean {
    for (const [cause, known] of this.#options.known)
      if (turns < Math.min(known, this.#found.get(cause)?.turns ?? known)) return true;
    return false;
  }

  step(label: number, row: Int32Array, length: number): void {
    if (this.#isFull) return;
    const level = this.#levelBy(label);
    if (level > this.#level && !this.#isDeeper()) return;
    const before = this.#states.rows.count;
    if (before >= this.#options.states * 2 && !this.#states.has(row, length)) {
      this.#isFull = true;
      return;
    }
    const state = this.#states.put(row, length, -1, 0);
    if (state < 0) this.#isFull = true;
    else if (state === before || level <= this.#turns.at(state)) this.#add(state, label, level);
  }

  #add(state: number, label: number, level: number): void {
    const turn = this.#at < 0 ? -1 : this.#options.turnOf(label);
    const isNearer = this.#last.at(state) === 0 || level < this.#turns.at(state);
    const others = isNearer ? 0 : this.#last.at(state);
    for (let other = others; other > 0; other = this.#other.at(other - 1))
      if (this.#turnOf.at(other - 1) === turn) return;
    const node = this.#stateOf.length;
    this.#stateOf.push(state);
    this.#turnOf.push(turn);
    this.#from.push(this.#at);
    this.#label.push(label);
    this.#other.push(others);
    this.#turns.set(state, level);
    this.#last.set(state, node + 1);
    (level === this.#level ? this.#now : this.#next).push(node);
  }

  violation(label: number, violation: V): void {
    const turns = this.#options.isApart(violation) ? this.#level + 1 : this.#levelBy(label);
    this.#keep(violation, turns, () => [...this.#traceTo(this.#at), label]);
  }

  stuck(violation: V): void {
    this.#keep(violation, this.#level, () => this.#traceTo(this.#at));
  }

  #keep(violation: V, turns: number, trace: () => number[]): void {
    if (!this.#options.known.has(violation.cause)) return;
    const met = this.#found.get(violation.cause);
    if (met && met.turns <= turns) return;
    this.#found.set(violation.cause, { violation, trace: trace(), turns });
  }

  /** Turns with the step of that label. */
  #levelBy(label: number): number {
    if (this.#at < 0) return 0;
    return this.#turnOf.at(this.#at) === this.#options.turnOf(label) ? this.#level : this.#level + 1;
  }

  #traceTo(node: number): number[] {
    const labels: number[] = [];
    for (let at = node; at >= 0 && this.#from.at(at) >= 0; at = this.#from.at(at))
      labels.push(this.#label.at(at));
    return labels.reverse();
  }

  result(): Fewest<V> {
    return {
      found: this.#found,
      turns: Math.max(0, this.#level - 1),
      states: this.#states.rows.count,
    };
  }
}
