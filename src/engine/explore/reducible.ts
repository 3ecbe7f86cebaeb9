import type { Footprint } from './footprint.ts';
import type { Steps, System, Violation } from './system.ts';

/**
 * A system that can tell what its tasks touch, by places that it numbers itself. Told too much, the explorer leaves out
 * less; told too little, it leaves out too much. A violation may depend on what its step touches, and on nothing
 * else; `stuck` is told only where no task has a step.
 */
export interface Reducible<V extends Violation> extends System<V> {
  /** Tasks are numbered from 0. */
  readonly tasks: number;
  readonly places: number;
  /** Tells what the task's next steps touch, whether they can be taken included; false if it can take none. */
  next(words: Int32Array, start: number, length: number, task: number, touched: Footprint): boolean;
  /**
   * Tells all that the other tasks may touch as long as this one stands still, in whatever order they go on. They do
   * not go past a lock that is held, unless one of them may release it.
   */
  others(words: Int32Array, start: number, length: number, task: number, touched: Footprint): void;
  /** Tells the steps of one task, as `expand` tells them. */
  expandTask(words: Int32Array, start: number, length: number, task: number, steps: Steps<V>): void;
}

/** A system some tasks of which are alike: exchanged, they take the same steps and break the same rules. */
export interface Symmetric<V extends Violation> extends System<V> {
  readonly tasks: number;
  /**
   * Exchanges tasks in a row so that states that are alike become one, or at least more of them. Changes the row, tells
   * each task's new number in `renamed`, and returns the row's length.
   */
  canonical(row: Int32Array, length: number, renamed: Int32Array): number;
  /** The label that the step has when the tasks are renamed. */
  relabel(label: number, renamed: Int32Array): number;
}
