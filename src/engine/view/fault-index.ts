import type { ShownProblem } from '../base/problem.ts';
import type { Place } from '../base/span.ts';

/** Counts the Problems inside a place in O(log problems), for trees of thousands of rows. */
export class FaultIndex {
  readonly #starts = new Map<string, number[]>();

  constructor(problems: readonly ShownProblem[]) {
    for (const { place } of problems) {
      const starts = this.#starts.get(place.path);
      if (starts) starts.push(place.span.start);
      else this.#starts.set(place.path, [place.span.start]);
    }
    for (const starts of this.#starts.values()) starts.sort((a, b) => a - b);
  }

  /** How many Problems begin inside the place. */
  within(place: Place): number {
    const starts = this.#starts.get(place.path);
    if (!starts) return 0;
    return firstFrom(starts, place.span.end) - firstFrom(starts, place.span.start);
  }
}

/** Index of the first start that is at or after the offset. */
function firstFrom(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
