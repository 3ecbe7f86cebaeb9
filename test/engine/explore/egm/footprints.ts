import { Footprint } from './footprint.ts';
import type { Touches } from './touches.ts';

/** Footprints of tasks' next steps, each with a number from 1 on. */
export class Footprints {
  readonly #touches: Touches;
  readonly #known: Footprint[] = [];
  readonly #tasks: number[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(touches: Touches) {
    this.#touches = touches;
  }

  /** Number 0 for a task that has ended. */
  next(row: Int32Array, task: number): { readonly number: number; readonly isReady: boolean } {
    const touched = new Footprint(this.#touches.places);
    const next = this.#touches.next(row, task + 1, touched);
    if (next === 'ended') return { number: 0, isReady: false };
    return { number: this.#number(task, touched), isReady: next === 'ready' };
  }

  taskOf(print: number): number {
    return this.#tasks[print - 1]!;
  }

  /** The number of the same once tasks have other numbers. */
  renamed(print: number, to: (task: number) => number): number {
    const { places } = this.#touches;
    const gpus = (place: number) => this.#touches.renamed(place, (gpu) => to(gpu - 1) + 1);
    return this.#number(to(this.taskOf(print)), this.#known[print - 1]!.renamed(places, gpus));
  }

  #number(task: number, touched: Footprint): number {
    const key = `${task} ${touched}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#known.push(touched);
    this.#tasks.push(task);
    this.#numbers.set(key, number);
    return number;
  }

  conflict(print: number, other: number): boolean {
    return this.#known[print - 1]!.conflicts(this.#known[other - 1]!);
  }
}
