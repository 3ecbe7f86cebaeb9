import { expect, test } from 'vitest';
import { readTopology } from '../../../src/engine/index.ts';
import { hex } from '../../../src/engine/view/format.ts';

const page = 0x1000n;
const top = 1n << 64n;

interface Region {
  readonly base: bigint;
  readonly size: bigint;
}

/** The address problems of one EGM region beside one range of host memory. */
function problemsOf(
  { base, size }: Region,
  options: { grace?: boolean; pageSize?: string; host?: Region } = {},
) {
  const host = options.host ?? { base: page, size: page };
  const text = `topology: 1
${options.grace ? 'platform: nvidia-grace' : ''}
page-size: ${options.pageSize ?? '4 KiB'}
sockets:
  - socket: 0
    pxm: 0
    memory: [{ base: ${hex(host.base)}, size: ${hex(host.size)} }]
    gpus:
      - bdf: 0008:01:00.0
        properties:
          nvidia,egm-pxm: 4
          nvidia,egm-base-pa: ${hex(base)}
          nvidia,egm-size: ${hex(size)}
`;
  return readTopology('a', text)
    .problems.filter(({ code }) => code.startsWith('spa/'))
    .map(({ code, place }) => `${code} ${text.slice(place.span.start, place.span.end)}`);
}

test.each<[string, bigint, bigint, string[]]>([
  [
    'ends two pages below 2^64',
    top - 4n * page,
    2n * page,
    [`spa/beyond-address-space ${hex(top - 4n * page)}`],
  ],
  ['ends one page below 2^64', top - 2n * page, page, [`spa/beyond-address-space ${hex(top - 2n * page)}`]],
  ['ends at 2^64, which 64 bits do not hold', top - page, page, ['spa/wraps 0x1000']],
  ['ends past 2^64', top - page, 2n * page, ['spa/wraps 0x2000']],
  ['is as large as can be', 0n, top - 1n, ['spa/beyond-address-space 0xffffffffffffffff']],
])('wrapping: a region that %s', (_, base, size, expected) => {
  const found = problemsOf({ base, size }).filter((problem) => !/unaligned|host-memory/.test(problem));
  expect(found).toEqual(expected);
});

test.each<[string, bigint, bigint, string[]]>([
  ['below', page, 0n, []],
  ['at', page, page, []],
  ['above', page, 2n * page, ['spa/beyond-address-space 0x2000']],
  ['beginning at', 0n, page, ['spa/beyond-address-space LIMIT']],
])('the end of the address space: a region ending %s it', (_, before, size, expected) => {
  for (const [grace, bits] of [
    [true, 48n],
    [false, 52n],
  ] as const) {
    const limit = 1n << bits;
    const found = size === 0n ? [] : problemsOf({ base: limit - before, size }, { grace });
    expect(found).toEqual(expected.map((problem) => problem.replace('LIMIT', hex(limit))));
  }
});

test.each<[string, bigint, bigint]>([
  ['4 KiB', 0x1000n, 0x1000n],
  ['16 KiB', 0x4000n, 0x4000n],
  ['64 KiB', 0x10000n, 0x10000n],
])('alignment to %s', (pageSize, base, size) => {
  expect(problemsOf({ base: 16n * base, size }, { pageSize })).toEqual([]);
  expect(problemsOf({ base: 16n * base + 1n, size }, { pageSize })).toEqual([
    `spa/unaligned ${hex(16n * base + 1n)}`,
  ]);
  expect(problemsOf({ base: 16n * base, size: size - 1n }, { pageSize })).toEqual([
    `spa/unaligned ${hex(size - 1n)}`,
  ]);
  expect(problemsOf({ base: 16n * base, size: size + size / 2n }, { pageSize })).toEqual([
    `spa/unaligned ${hex(size + size / 2n)}`,
  ]);
});

test.each<[string, bigint, bigint, boolean]>([
  ['ends where host memory begins', 0x80000n, 0x10000n, false],
  ['ends one page inside', 0x81000n, 0x10000n, true],
  ['is the same', 0x90000n, 0x10000n, true],
  ['lies inside', 0x94000n, 0x1000n, true],
  ['holds it', 0x80000n, 0x30000n, true],
  ['begins at its last page', 0x9f000n, 0x1000n, true],
  ['begins where it ends', 0xa0000n, 0x1000n, false],
])('a region that %s', (_, base, size, overlaps) => {
  const found = problemsOf({ base, size }, { host: { base: 0x90000n, size: 0x10000n } });
  expect(found).toEqual(overlaps ? [`spa/overlaps-host-memory ${hex(base)}`] : []);
});

test('zero size is named, and nothing else', () => {
  expect(problemsOf({ base: top - page, size: 0n })).toEqual(['spa/zero-size 0x0']);
});
