import type { Steps, System, Violation } from './system.ts';

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

/** A state in which tasks were exchanged, and how: a number of the system's, 0 where none was. */
export interface Exchanged {
  readonly row: Int32Array;
  readonly length: number;
  readonly exchange: number;
}

/** Exchanges of like tasks in a system whose steps' footprints are known. */
export interface Exchanging<V extends Violation> {
  /** Exchanges tasks so that states that are alike become one, or at least more of them. It may give another row. */
  canonical(row: Int32Array, length: number): Exchanged;
  /** Which task a task has become, and which it was. */
  taskAfter(exchange: number, task: number): number;
  taskBefore(exchange: number, task: number): number;
  /** The footprint that steps have once their tasks are exchanged, and the one they had before; 0 where it is not known. */
  footprintAfter(exchange: number, print: number): number;
  footprintBefore(exchange: number, print: number): number;
  /** These footprints, and all that they become by exchanges. */
  footprintsLike(prints: readonly number[]): readonly number[];
  /** The task that has steps with a footprint. */
  taskOf(print: number): number;
  /** The label of a step, and what is wrong in the state in `words` from `start` on, where tasks really are these. */
  relabel(label: number, tasks: readonly number[]): number;
  renamed(violation: V, tasks: readonly number[], words: Int32Array, start: number): V;
}

/** What a task can do next; 0 for nothing. */
export const READY = 1;
export const SURE = 2;

/**
 * A system that can tell what the next steps of its tasks touch, as numbers of footprints, and knows nothing of what
 * comes after. A violation may depend on what its step touches, and on nothing else.
 */
export interface Printed<V extends Violation> extends System<V> {
  /** Tasks are numbered from 0; at most as many as relations.ts has room for. */
  readonly tasks: number;
  /** Where tasks may be exchanged. */
  readonly exchanging?: Exchanging<V> | undefined;
  /**
   * Tells the footprint of each task's next steps, those that it has to wait for included: a number from 1 on that no
   * other task's steps have, 0 where it has come to its end. `ready` is SURE for a task that has a step it can take in
   * any case, READY for one that has others only: where no task is SURE, a state may be told to be stuck. Returns the
   * stage of the state: whatever their order, steps of a stage come after all of the stages before. What is wrong with
   * two tasks' next steps together it tells to `steps`.
   */
  prints(
    words: Int32Array,
    start: number,
    length: number,
    prints: Int32Array,
    ready: Uint8Array,
    steps: Steps<V>,
  ): number;
  /** Whether the order of steps of two tasks may matter. */
  conflict(print: number, other: number): boolean;
  /** Whether the one has to come after the other where both are taken: in conflict, or it waits for what the other gives. */
  ordered(print: number, other: number): boolean;
  /** Tells the steps of one task, as `expand` tells them. */
  expandTask(words: Int32Array, start: number, length: number, task: number, steps: Steps<V>): void;
}
