import type { Violation } from './system.ts';

/** Where a search ends at the latest. What is absent is unlimited, except by what the host has. */
export interface Limits {
  /** States stored. */
  readonly states?: number | undefined;
  /** Bytes of all that is stored about them. */
  readonly bytes?: number | undefined;
  /** Steps from the first state: states there are stored, but not expanded. */
  readonly depth?: number | undefined;
}

/**
 * What kept a search from seeing everything. `memory` is the limit of bytes, or that the host gave no more; `found`,
 * that what it was to look for was met; `walks`, that walks see no more than they meet.
 */
export type Limit = 'states' | 'memory' | 'depth' | 'preemptions' | 'found' | 'walks' | 'stopped';

/** How far a search is. */
export interface Progress {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** States that wait to be expanded. */
  readonly frontier: number;
}

/** A violation with the labels of the steps that lead to it from the first state, the breaking step included. */
export interface Found<V extends Violation> {
  readonly violation: V;
  readonly trace: readonly number[];
}

export interface Exploration<V extends Violation> {
  /** `gave-up`: nothing was found, and not everything was seen. */
  readonly outcome: 'holds' | 'violated' | 'gave-up';
  /** Every state that can be reached without a violation on the way was expanded, or one that stands for it. */
  readonly complete: boolean;
  /** What ended the search early; null when it is complete. */
  readonly limit: Limit | null;
  readonly states: number;
  readonly transitions: number;
  /**
   * There is a state from which every path goes round without end. Looked for where a search is complete, leaves out
   * orders, and has found nothing.
   */
  readonly endless: boolean;
  /** Steps from the first state to the farthest one stored. */
  readonly deepest: number;
  /** Of all arrays in which the states are kept. */
  readonly bytes: number;
  /** One for each cause; shortest first, and of one length in the order in which they were met. */
  readonly violations: readonly Found<V>[];
  /** States stored but not, or not wholly, expanded. */
  readonly frontier: number;
}

/**
 * A search that rests between slices of its work. Whoever runs it stops it by not going on, or by
 * `next('stop')`, which returns what was covered until then.
 */
export type Search<V extends Violation> = Generator<Progress, Exploration<V>, 'stop' | undefined>;

/** Work of a search that rests without saying how far it is; sent 'stop', it ends with what it has. */
export type Resting<T> = Generator<undefined, T, 'stop' | undefined>;

/** Says at each rest how far the search is. */
export function* resting<T>(
  work: Resting<T>,
  progress: Progress,
): Generator<Progress, T, 'stop' | undefined> {
  let step = work.next();
  while (!step.done) step = work.next(yield progress);
  return step.value;
}

export function outcomeOf(complete: boolean, found: readonly unknown[]): Exploration<Violation>['outcome'] {
  if (found.length > 0) return 'violated';
  return complete ? 'holds' : 'gave-up';
}
