import { Footprint } from './footprint.ts';
import type { Touches } from './touches.ts';

/** Footprints of tasks' next steps, each with a number from 1 on. */
export class Footprints {
  readonly #touches: Touches;
  readonly #known: Footprint[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(touches: Touches) {
    this.#touches = touches;
  }

  /** Number 0 for a task that has ended. */
  next(row: Int32Array, task: number): { readonly number: number; readonly isReady: boolean } {
    const touched = new Footprint(this.#touches.places);
    const next = this.#touches.next(row, task + 1, touched);
    if (next === 'ended') return { number: 0, isReady: false };
    const key = `${task} ${touched}`;
    const number = this.#numbers.get(key) ?? this.#known.push(touched);
    this.#numbers.set(key, number);
    return { number, isReady: next === 'ready' };
  }

  conflict(print: number, other: number): boolean {
    return this.#known[print - 1]!.conflicts(this.#known[other - 1]!);
  }
}
