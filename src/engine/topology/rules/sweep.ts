/** A half-open range. */
export interface Interval {
  readonly start: bigint;
  readonly end: bigint;
}

/**
 * Every pair of ranges that share at least one value, each once; adjacent and empty ranges share
 * none. Takes n log n and the number of pairs: `isEnough` is asked before each pair and ends the search.
 */
export function* overlappingPairs<T extends Interval>(
  intervals: readonly T[],
  isEnough: () => boolean = () => false,
): Generator<readonly [T, T]> {
  const sorted = intervals.filter(({ start, end }) => start < end).sort(byStart);
  let open: T[] = [];
  for (const interval of sorted) {
    open = open.filter(({ end }) => end > interval.start);
    for (const other of open) {
      if (isEnough()) return;
      yield [other, interval];
    }
    open.push(interval);
  }
}

function byStart(a: Interval, b: Interval): number {
  return a.start < b.start ? -1 : a.start > b.start ? 1 : 0;
}

/** What two overlapping ranges share. */
export function shared(a: Interval, b: Interval): Interval {
  const later = byStart(a, b) < 0 ? b : a;
  const shorter = a.end < b.end ? a : b;
  return { start: later.start, end: shorter.end };
}
