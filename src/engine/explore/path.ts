import type { Steps, System, Violation } from './system.ts';

/** Where a step led. `none`: the state has no such step; `stuck`: nor has it, and the state itself breaks a rule. */
export type Led = 'state' | 'violation' | 'stuck' | 'none';

/** One path through a system, from state to state. */
export class Path<V extends Violation> {
  /** The state is `words[0 .. length)`. */
  words = new Int32Array(64);
  length = 0;
  /** What a step that led to `violation` or `stuck` broke. */
  broken: V | null = null;
  readonly #system: System<V>;
  readonly #steps: Steps<V>;
  #next = new Int32Array(64);
  #nextLength = 0;
  #wanted = 0;
  #led: Led = 'none';

  constructor(system: System<V>) {
    this.#system = system;
    this.#steps = {
      step: (label, row, length) => this.#step(label, row, length),
      violation: (label, violation) => {
        if (label === this.#wanted && this.#isOpen()) this.#end('violation', violation);
      },
      stuck: (violation) => {
        if (this.#led === 'none') this.#end('stuck', violation);
      },
    };
  }

  /** To the first state. */
  start(): Led {
    this.#look(0);
    this.#system.initial(this.#steps);
    return this.#move();
  }

  /** By the step with that label; where it leads to no state, the path stays. */
  take(label: number): Led {
    this.#look(label);
    this.#system.expand(this.words, 0, this.length, this.#steps);
    return this.#move();
  }

  /** What is wrong with the state itself, or null. */
  stuck(): V | null {
    return this.take(Number.NaN) === 'stuck' ? this.broken : null;
  }

  #look(label: number): void {
    this.#wanted = label;
    this.#led = 'none';
    this.broken = null;
  }

  #step(label: number, row: Int32Array, length: number): void {
    if (label !== this.#wanted || !this.#isOpen()) return;
    if (length > this.#next.length) this.#next = new Int32Array(length * 2);
    for (let at = 0; at < length; at++) this.#next[at] = row[at]!;
    this.#nextLength = length;
    this.#led = 'state';
    this.broken = null;
  }

  /** The step that is looked for was not met: a state that breaks a rule may have it all the same. */
  #isOpen(): boolean {
    return this.#led === 'none' || this.#led === 'stuck';
  }

  #end(led: Led, violation: V): void {
    this.#led = led;
    this.broken = violation;
  }

  #move(): Led {
    if (this.#led === 'state') {
      [this.words, this.#next] = [this.#next, this.words];
      this.length = this.#nextLength;
    }
    return this.#led;
  }
}
