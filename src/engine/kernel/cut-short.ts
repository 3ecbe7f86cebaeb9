/** What was tried where nothing else runs, and not to its end, or there alone; not told twice. */
export type CutShort =
  /** Files of sysfs, beyond so many, that nobody reads or writes there: their paths. */
  | { readonly kind: 'files'; readonly paths: readonly string[] }
  /** A task that waits for what nobody does there. */
  | { readonly kind: 'waits'; readonly task: string }
  /** Files of debugfs beside others. */
  | { readonly kind: 'debugfs' }
  /** A file of debugfs, by its path below it, that has more to read than is read. */
  | { readonly kind: 'long'; readonly path: string };

/** Each once. */
export function distinctCuts(cuts: readonly CutShort[]): CutShort[] {
  return [...new Map(cuts.map((cut) => [JSON.stringify(cut), cut])).values()];
}
