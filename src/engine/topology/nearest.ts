/** No key is this long: longer text is not compared. */
const longest = 64;

/** The candidate that `text` was probably meant to be; null when none is close. */
export function nearest(text: string, candidates: readonly string[]): string | null {
  if (text.length > longest) return null;
  const wanted = text.toLowerCase();
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    // A property is often written without its vendor prefix, or with another separator.
    const bare = candidate.slice(candidate.indexOf(',') + 1);
    const off = Math.min(distance(wanted, candidate), distance(wanted, bare));
    if (off < bestDistance) [best, bestDistance] = [candidate, off];
  }
  return bestDistance <= Math.max(1, Math.floor(text.length / 3)) ? best : null;
}

/** Optimal string alignment distance: insertions, deletions, replacements and swapped neighbours. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, before[j - 2]! + 1);
      }
      current.push(cost);
    }
    [before, previous] = [previous, current];
  }
  return previous[b.length]!;
}
