/** A seeded source of numbers: the same seed gives the same sequence on every machine. */
export interface Random {
  /** A whole number from 0 to 2^32 - 1. */
  next(): number;
  /** A whole number from 0 to `bound` - 1. */
  below(bound: number): number;
  /** One element; the list must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** A 64-bit number, edge values more often than chance would have it. */
  wide(): bigint;
}

const edges = [0n, 1n, 0x7fn, 0x80n, 0xffn, 0x7fffn, 0x8000n, 0xffffn, 0x7fffffffn, 0x80000000n, 0xffffffffn]
  .concat([0x100000000n, 0x1fffffffffffffn, 0x20000000000001n, 0x7fffffffffffffffn, 0x8000000000000000n])
  .concat([0xffffffffffff0000n, 0xffffffffffffffffn]);

/** mulberry32: small, fast, good enough for tests and sampled schedules; not for secrets. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (bound: number): number => next() % bound;
  return {
    next,
    below,
    pick: (list) => list[below(list.length)]!,
    wide: () => (below(3) === 0 ? edges[below(edges.length)]! : (BigInt(next()) << 32n) | BigInt(next())),
  };
}
