import { seeded } from '../base/random.ts';
import { type Exploration, type Limit, type Limits, outcomeOf, type Search } from './exploration.ts';
import { Findings } from './findings.ts';
import type { ExploreOptions } from './options.ts';
import { States } from './states.ts';
import type { Steps, System, Violation } from './system.ts';

export interface WalkOptions<V extends Violation>
  extends Pick<Limits, 'states' | 'bytes'>,
    Pick<ExploreOptions<V>, 'until'> {
  /** The same seed takes the same walks. */
  readonly seed: number;
  readonly walks: number;
  /** Steps of a walk at most. */
  readonly depth: number;
  /** Of a step that is told more often than it is worth, such as a call that fails: one step in RARELY is one of these. */
  readonly isRare?: ((label: number) => boolean) | undefined;
  /** Steps between two rests. */
  readonly slice?: number | undefined;
}

const SLICE = 4096;

const RARELY = 16;

/**
 * Walks at random from the first state, for what is too large to be seen whole: it never says `holds`. At each state
 * every violation is heard of, and one of the steps is taken. Traces are those of the walks, and long.
 * `states` are the different ones visited, and `frontier` is 0: a walk leaves none behind.
 */
export function* walk<V extends Violation>(system: System<V>, options: WalkOptions<V>): Search<V> {
  const walker = new Walker(system, options);
  const slice = Math.max(1, options.slice ?? SLICE);
  while (walker.advance(slice)) if ((yield walker.progress()) === 'stop') return walker.result('stopped');
  return walker.result(walker.limit ?? 'walks');
}

class Walker<V extends Violation> {
  limit: Limit | null = null;
  readonly #system: System<V>;
  readonly #options: WalkOptions<V>;
  readonly #states: States;
  readonly #findings = new Findings<V>();
  readonly #random;
  readonly #steps: Steps<V>;
  /** Of the walk; its end is where it is. */
  readonly #labels: number[] = [];
  #words = new Int32Array(64);
  #length = 0;
  readonly #usual = new Draw();
  readonly #rare = new Draw();
  #walks = 0;
  #walking = false;
  #transitions = 0;
  #deepest = 0;

  constructor(system: System<V>, options: WalkOptions<V>) {
    this.#system = system;
    this.#options = options;
    this.#states = new States(system.width, options.bytes ?? Number.POSITIVE_INFINITY);
    this.#random = seeded(options.seed);
    this.#steps = {
      step: (label, row, length) => this.#offer(label, row, length),
      violation: (label, violation) => this.#find(violation, [label]),
      stuck: (violation) => this.#find(violation, []),
    };
  }

  /** `last` leads there from where the walk is. */
  #find(violation: V, last: readonly number[]): void {
    const labels = this.#labels;
    this.#findings.add(violation, labels.length + last.length, () => ({
      violation,
      trace: [...labels, ...last],
    }));
    if (this.#options.until?.(violation)) this.limit = 'found';
  }

  /** False when there is nothing more to do. */
  advance(steps: number): boolean {
    for (let done = 0; done < steps; done++) {
      if (this.limit !== null) return false;
      if (!this.#walking) {
        if (this.#walks >= this.#options.walks) return false;
        this.#walks++;
        this.#labels.length = 0;
        this.#system.initial(this.#steps);
      } else this.#system.expand(this.#words, 0, this.#length, this.#steps);
      this.#walking = this.#take() && this.#labels.length < this.#options.depth;
    }
    return true;
  }

  /** Of the steps of a kind each has the same chance, and none but the chosen is kept. */
  #offer(label: number, row: Int32Array, length: number): void {
    // The first state has no step that leads there.
    const draw = this.#walking && this.#options.isRare?.(label) ? this.#rare : this.#usual;
    draw.offered++;
    if (this.#random.below(draw.offered) === 0) draw.keep(label, row, length);
  }

  /** The steps that one is taken of. */
  #drawn(): Draw {
    const [usual, rare] = [this.#usual, this.#rare];
    if (usual.offered === 0 || rare.offered === 0) return usual.offered === 0 ? rare : usual;
    return this.#random.below(RARELY) === 0 ? rare : usual;
  }

  /** Takes the chosen step; false if there is none. */
  #take(): boolean {
    const drawn = this.#drawn();
    const isStep = drawn.offered > 0;
    this.#usual.offered = 0;
    this.#rare.offered = 0;
    if (!isStep) return false;
    if (this.#walking) {
      this.#labels.push(drawn.label);
      this.#transitions++;
    }
    [this.#words, drawn.row] = [drawn.row, this.#words];
    this.#length = drawn.length;
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

/** Steps that are told one after another, of which one is kept. */
class Draw {
  offered = 0;
  label = 0;
  row = new Int32Array(64);
  length = 0;

  keep(label: number, row: Int32Array, length: number): void {
    if (length > this.row.length) this.row = new Int32Array(length * 2);
    for (let at = 0; at < length; at++) this.row[at] = row[at]!;
    this.length = length;
    this.label = label;
  }
}
