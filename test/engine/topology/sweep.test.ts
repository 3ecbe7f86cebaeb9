import { expect, test } from 'vitest';
import { type Random, seeded } from '../../../src/engine/base/random.ts';
import { overlappingPairs, shared } from '../../../src/engine/topology/rules/sweep.ts';

interface Named {
  readonly name: number;
  readonly start: bigint;
  readonly end: bigint;
}

function randomRanges(random: Random): Named[] {
  const spread = random.pick([8, 40, 400]);
  return Array.from({ length: random.below(30) }, (_, name) => {
    const start = BigInt(random.below(spread));
    return { name, start, end: start + BigInt(random.below(10)) };
  });
}

function byBruteForce(ranges: readonly Named[]): string[] {
  const pairs: string[] = [];
  for (const a of ranges) {
    for (const b of ranges) {
      let isShared = false;
      for (let at = a.start; at < a.end; at++) isShared ||= at >= b.start && at < b.end;
      if (a.name < b.name && isShared) pairs.push(`${a.name}-${b.name}`);
    }
  }
  return pairs.sort();
}

test('finds the pairs that brute force finds, each once', () => {
  const seed = 4711;
  const random = seeded(seed);
  for (let round = 0; round < 400; round++) {
    const ranges = randomRanges(random);
    const found = [...overlappingPairs(ranges)].map(([a, b]) =>
      a.name < b.name ? `${a.name}-${b.name}` : `${b.name}-${a.name}`,
    );
    expect(found.sort(), `seed ${seed}, round ${round}`).toEqual(byBruteForce(ranges));
  }
});

test('stops when it is enough', () => {
  const same = Array.from({ length: 2000 }, () => ({ start: 0n, end: 1n }));
  let count = 0;
  for (const _ of overlappingPairs(same, () => count >= 10)) count++;
  expect(count).toBe(10);
});

test.each([
  [
    [0n, 4n],
    [2n, 6n],
    [2n, 4n],
  ],
  [
    [2n, 6n],
    [0n, 4n],
    [2n, 4n],
  ],
  [
    [0n, 9n],
    [3n, 4n],
    [3n, 4n],
  ],
  [
    [3n, 4n],
    [3n, 9n],
    [3n, 4n],
  ],
])('%s and %s share %s', (a, b, both) => {
  const interval = ([start, end]: bigint[]) => ({ start: start!, end: end! });
  expect(shared(interval(a), interval(b))).toEqual(interval(both));
});
