import { seeded } from '../base/random.ts';
import { type Exploration, type Limit, type Limits, outcomeOf, type Search } from './exploration.ts';
import { Findings } from './findings.ts';
import { States } from './states.ts';
import type { Steps, System, Violation } from './system.ts';

export interface WalkOptions extends Pick<Limits, 'states' | 'bytes'> {
  /** The same seed takes the same walks. */
  readonly seed: number;
  readonly walks: number;
  /** Steps of a walk at most. */
  readonly depth: number;
  /** Steps between two rests. */
  readonly slice?: number | undefined;
}

const SLICE = 4096;

/**
 * Walks at random from the first state, for what is too large to be seen whole: it never says `holds`. At each state
 * every violation is heard of, and one of the steps is taken. Traces are those of the walks: `shorten` them.
 * `states` are the different ones visited, and `frontier` is 0: a walk leaves none behind.
 */
export function* walk<V extends Violation>(system: System<V>, options: WalkOptions): Search<V> {
  const walker = new Walker(system, options);
  const slice = Math.max(1, options.slice ?? SLICE);
  while (walker.advance(slice)) if ((yield walker.progress()) === 'stop') return walker.result('stopped');
  return walker.result(walker.limit ?? 'walks');
}

class Walker<V extends Violation> {
  limit: Limit | null = null;
  readonly #system: System<V>;
  readonly #options: WalkOptions;
  readonly #states: States;
  readonly #findings = new Findings<V>();
  readonly #random;
  readonly #steps: Steps<V>;
  /** Of the walk; its end is where it is. */
  readonly #labels: number[] = [];
  #words = new Int32Array(64);
  #length = 0;
  #chosen = new Int32Array(64);
  #chosenLength = 0;
  #chosenLabel = 0;
  #offered = 0;
  #walks = 0;
  #walking = false;
  #transitions = 0;
  #deepest = 0;

  constructor(system: System<V>, options: WalkOptions) {
    this.#system = system;
    this.#options = options;
    this.#states = new States(system.width, options.bytes ?? Number.POSITIVE_INFINITY);
    this.#random = seeded(options.seed);
    this.#steps = {
      step: (label, row, length) => this.#offer(label, row, length),
      violation: (label, violation) => {
        const labels = this.#labels;
        this.#findings.add(violation, labels.length + 1, () => ({ violation, trace: [...labels, label] }));
      },
      stuck: (violation) =>
        this.#findings.add(violation, this.#labels.length, () => ({ violation, trace: [...this.#labels] })),
    };
  }

  /** False when there is nothing more to do. */
  advance(steps: number): boolean {
    for (let done = 0; done < steps; done++) {
      if (this.limit !== null) return false;
      if (!this.#walking) {
        if (this.#walks >= this.#options.walks) return false;
        this.#walks++;
        this.#labels.length = 0;
        this.#offered = 0;
        this.#system.initial(this.#steps);
      } else {
        this.#offered = 0;
        this.#system.expand(this.#words, 0, this.#length, this.#steps);
      }
      this.#walking = this.#take() && this.#labels.length < this.#options.depth;
    }
    return true;
  }

  /** Each of the steps that are told has the same chance, and none but the chosen is kept. */
  #offer(label: number, row: Int32Array, length: number): void {
    this.#offered++;
    if (this.#random.below(this.#offered) !== 0) return;
    if (length > this.#chosen.length) this.#chosen = new Int32Array(length * 2);
    for (let at = 0; at < length; at++) this.#chosen[at] = row[at]!;
    this.#chosenLength = length;
    this.#chosenLabel = label;
  }

  /** Takes the chosen step; false if there is none. */
  #take(): boolean {
    if (this.#offered === 0) return false;
    if (this.#walking) {
      this.#labels.push(this.#chosenLabel);
      this.#transitions++;
    }
    [this.#words, this.#chosen] = [this.#chosen, this.#words];
    this.#length = this.#chosenLength;
    this.#deepest = Math.max(this.#deepest, this.#labels.length);
    if (this.#states.rows.count >= (this.#options.states ?? Number.POSITIVE_INFINITY)) this.limit = 'states';
    else if (this.#states.put(this.#words, this.#length, -1, 0) < 0) this.limit = 'memory';
    return true;
  }

  progress() {
    return {
      states: this.#states.rows.count,
      transitions: this.#transitions,
      depth: this.#labels.length,
      frontier: 0,
    };
  }

  result(limit: Limit): Exploration<V> {
    const violations = this.#findings.list();
    return {
      ...this.progress(),
      outcome: outcomeOf(false, violations),
      complete: false,
      endless: false,
      limit,
      deepest: this.#deepest,
      bytes: this.#states.bytes,
      violations,
    };
  }
}
