/**
 * What can be explored: states as rows of 32-bit words, and the steps out of each. The explorer stores and
 * compares rows and knows nothing else of a system. Two states are the same if their rows are.
 *
 * A system is deterministic: the same row gives the same steps in the same order. It may keep caches.
 * No two steps out of a state have one label: a trace is the labels of its steps.
 */
export interface System<V extends Violation> {
  /** Words of every row; null when rows differ in length. */
  readonly width: number | null;
  /** Of what the system keeps beside the states, roughly; it counts as memory of the search. */
  readonly bytes?: number;
  /** Tells the first state as a step with label 0, or what is wrong with it. */
  initial(steps: Steps<V>): void;
  /** Tells every step out of the state in `words[start .. start + length)`, which it must not change. */
  expand(words: Int32Array, start: number, length: number, steps: Steps<V>): void;
}

/** Where a system tells its steps. */
export interface Steps<V extends Violation> {
  /** A step to the state in `row[0 .. length)`, which may be changed; the system may use `row` again when this returns. */
  step(label: number, row: Int32Array, length: number): void;
  /** A step that breaks a rule: the path ends with it. */
  violation(label: number, violation: V): void;
  /** The state itself breaks a rule, as a deadlock does. Steps may follow, where others still go on. */
  stuck(violation: V): void;
}

/** What is wrong at the end of a path. */
export interface Violation {
  /** Violations of one cause are one finding: the explorer keeps a shortest path for each cause. */
  readonly cause: string;
}
