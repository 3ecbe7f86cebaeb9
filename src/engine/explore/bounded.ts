import { explore } from './breadth.ts';
import { type Exploration, outcomeOf, type Search } from './exploration.ts';
import type { ExploreOptions } from './options.ts';
import type { Steps, System, Violation } from './system.ts';

export interface BoundedOptions<V extends Violation> extends Omit<ExploreOptions<V>, 'reduce' | 'symmetry'> {
  /** How often a task may be left that could go on. */
  readonly preemptions: number;
  /** The task that a label's step belongs to, from 0. */
  readonly taskOf: (label: number) => number;
}

/**
 * Searches the schedules of few preemptions, for what is too large to be seen whole: most races need one or two. A task
 * that waits or has ended is left at no cost. `states` are those with the task that went last and the preemptions used.
 * The trace of a cause is a shortest within the bound.
 */
export function* exploreBounded<V extends Violation>(
  system: System<V>,
  { preemptions, taskOf, ...options }: BoundedOptions<V>,
): Search<V> {
  const bounded = new Bounded(system, preemptions, taskOf);
  const found = yield* explore(bounded, options);
  return bounded.cut ? incomplete(found) : found;
}

function incomplete<V extends Violation>(found: Exploration<V>): Exploration<V> {
  return {
    ...found,
    outcome: outcomeOf(false, found.violations),
    complete: false,
    limit: found.limit ?? 'preemptions',
  };
}

/** Before each row: the task that went last, or -1; the preemptions used. */
const HEAD = 2;

interface Switch<V> {
  readonly label: number;
  /** Where the step leads, or what it breaks. */
  readonly to: Int32Array | V;
}

class Bounded<V extends Violation> implements System<V> {
  readonly width: number | null;
  /** A step was left out. */
  cut = false;
  readonly #system: System<V>;
  readonly #preemptions: number;
  readonly #taskOf: (label: number) => number;
  #row = new Int32Array(64);

  constructor(system: System<V>, preemptions: number, taskOf: (label: number) => number) {
    this.width = system.width === null ? null : system.width + HEAD;
    this.#system = system;
    this.#preemptions = preemptions;
    this.#taskOf = taskOf;
  }

  initial(steps: Steps<V>): void {
    this.#system.initial({
      step: (label, row, length) => this.#tell(steps, label, row, length, -1, 0),
      violation: (label, violation) => steps.violation(label, violation),
      stuck: (violation) => steps.stuck(violation),
    });
  }

  expand(words: Int32Array, start: number, length: number, steps: Steps<V>): void {
    const last = words[start]!;
    const used = words[start + 1]!;
    // Whether they are preemptions is known when all steps are told.
    const switches: Switch<V>[] = [];
    let goesOn = false;
    const own = (label: number) => {
      if (this.#taskOf(label) !== last) return false;
      goesOn = true;
      return true;
    };
    this.#system.expand(words, start + HEAD, length - HEAD, {
      step: (label, row, rowLength) => {
        if (own(label)) this.#tell(steps, label, row, rowLength, last, used);
        else switches.push({ label, to: row.slice(0, rowLength) });
      },
      violation: (label, violation) => {
        if (own(label)) steps.violation(label, violation);
        else switches.push({ label, to: violation });
      },
      stuck: (violation) => steps.stuck(violation),
    });
    const uses = goesOn ? used + 1 : used;
    if (uses > this.#preemptions) this.cut ||= switches.length > 0;
    else
      for (const { label, to } of switches)
        if (to instanceof Int32Array) this.#tell(steps, label, to, to.length, this.#taskOf(label), uses);
        else steps.violation(label, to);
  }

  #tell(steps: Steps<V>, label: number, row: Int32Array, length: number, last: number, used: number): void {
    if (length + HEAD > this.#row.length) this.#row = new Int32Array((length + HEAD) * 2);
    this.#row[0] = last;
    this.#row[1] = used;
    for (let at = 0; at < length; at++) this.#row[at + HEAD] = row[at]!;
    steps.step(label, this.#row, length + HEAD);
  }
}
