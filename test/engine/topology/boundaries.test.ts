/** Every rule with a limit, just below it, at it and just above it. */
import { expect, test } from 'vitest';
import { readTopology } from '../../../src/engine/index.ts';
import { hex } from '../../../src/engine/view/format.ts';

interface Gpu {
  readonly bdf?: string;
  readonly device?: string;
  readonly properties?: Readonly<Record<string, bigint>>;
}

interface Parts {
  readonly head?: string;
  readonly socket?: bigint;
  readonly memory?: readonly (readonly [bigint, bigint])[];
  readonly gpus?: readonly Gpu[];
  readonly tail?: string;
}

const page = 0x1000n;
const gib = 1n << 30n;

function text({ head = '', socket = 0n, memory = [], gpus = [], tail = '' }: Parts): string {
  const ranges = memory.map(([base, size]) => `{ base: ${hex(base)}, size: ${hex(size)} }`);
  const items = gpus.map(({ bdf, device, properties = {} }, at) => {
    const keys = Object.entries(properties).map(([key, value]) => `          nvidia,${key}: ${hex(value)}\n`);
    const model = device ? `        device: ${device}\n` : '';
    return `      - bdf: ${bdf ?? `000${at + 1}:01:00.0`}\n${model}        properties:\n${keys.join('')}`;
  });
  const list = items.length > 0 ? `    gpus:\n${items.join('')}` : '';
  return `topology: 1\n${head}sockets:\n  - socket: ${socket}\n    pxm: ${socket}\n    memory: [${ranges.join(', ')}]\n${list}${tail}`;
}

/** The Problems of these codes, each with the value that it stands at. */
function told(parts: Parts, ...codes: readonly string[]): string[] {
  const whole = text(parts);
  return readTopology('a', whole)
    .problems.filter(({ code }) => codes.includes(code))
    .map(({ code, place }) => `${code} ${whole.slice(place.span.start, place.span.end)}`);
}

const overlaps = [
  'spa/overlaps-region',
  'spa/overlaps-host-memory',
  'spa/overlaps-gpu-memory',
  'spa/gpu-memory-overlap',
  'spa/host-memory-overlap',
];

type Range = readonly [bigint, bigint];

/** A range of each kind, as the first or second thing of a machine. */
const kinds = {
  egm: ([base, size]: Range, pxm: bigint): Parts => ({
    gpus: [{ properties: { 'egm-pxm': pxm, 'egm-base-pa': base, 'egm-size': size } }],
  }),
  gpu: ([base, size]: Range): Parts => ({
    gpus: [{ properties: { 'gpu-mem-base-pa': base, 'gpu-mem-size': size } }],
  }),
  host: (range: Range): Parts => ({ memory: [range] }),
};

const middle: Range = [0x90000n, 0x10000n];

/** A range, and whether it shares anything with the one in the middle. */
const around: readonly (readonly [string, Range, boolean])[] = [
  ['ends one page before it', [0x80000n, 0xf000n], false],
  ['ends where it begins', [0x80000n, 0x10000n], false],
  ['ends one page inside', [0x80000n, 0x11000n], true],
  ['is its first page', [0x90000n, page], true],
  ['is its last page', [0x9f000n, page], true],
  ['begins at its last page', [0x9f000n, 0x10000n], true],
  ['begins where it ends', [0xa0000n, page], false],
  ['holds it', [0x80000n, 0x30000n], true],
  ['has one byte of it', [0x80000n, 0x10001n], true],
];

test.each([
  ['egm', 'egm', 'spa/overlaps-region'],
  ['egm', 'gpu', 'spa/overlaps-gpu-memory'],
  ['egm', 'host', 'spa/overlaps-host-memory'],
  ['gpu', 'gpu', 'spa/gpu-memory-overlap'],
  ['gpu', 'host', 'spa/gpu-memory-overlap'],
  ['host', 'host', 'spa/host-memory-overlap'],
] as const)('%s memory against %s memory: %s', (kind, other, code) => {
  for (const [what, range, isShared] of around) {
    const [own, fixed] = [kinds[kind](range, 5n), kinds[other](middle, 4n)];
    const parts: Parts = {
      memory: [...(fixed.memory ?? []), ...(own.memory ?? [])],
      gpus: [...(fixed.gpus ?? []), ...(own.gpus ?? [])],
    };
    expect(told(parts, ...overlaps), what).toEqual(isShared ? [`${code} ${hex(range[0])}`] : []);
  }
});

const top = 1n << 64n;

test.each(['egm', 'gpu', 'host'] as const)(
  'the end of 64 bits, and of the addresses, for %s memory',
  (kind) => {
    for (const head of ['', 'platform: nvidia-grace\n']) {
      const limit = 1n << (head === '' ? 52n : 48n);
      const ends = (base: bigint, size: bigint) =>
        told({ head, ...kinds[kind]([base, size], 4n) }, 'spa/wraps', 'spa/beyond-address-space');
      expect(ends(limit - 2n * page, page)).toEqual([]);
      expect(ends(limit - page, page)).toEqual([]);
      expect(ends(limit - page, page + 1n)).toEqual(['spa/beyond-address-space 0x1001']);
      expect(ends(limit, page)).toEqual([`spa/beyond-address-space ${hex(limit)}`]);
      expect(ends(top - page, page - 1n)).toEqual([`spa/beyond-address-space ${hex(top - page)}`]);
      expect(ends(top - page, page)).toEqual(['spa/wraps 0x1000']);
      expect(ends(top - page, page + 1n)).toEqual(['spa/wraps 0x1001']);
      expect(ends(top - 1n, top - 1n)).toEqual(['spa/wraps 0xffffffffffffffff']);
    }
  },
);

test.each(['egm', 'host'] as const)('the window of a socket, for %s memory', (kind) => {
  const head = 'platform: nvidia-grace\n';
  for (const socket of [0n, 1n, 3n]) {
    const [start, end] = [socket << 44n, (socket + 1n) << 44n];
    const tell = (base: bigint, size: bigint) =>
      told({ head, socket, ...kinds[kind]([base, size], 4n + socket) }, 'platform/spa-window');
    expect(tell(start, page)).toEqual([]);
    expect(tell(end - page, page)).toEqual([]);
    if (socket > 0n) expect(tell(start - page, page)).toEqual([`platform/spa-window ${hex(start - page)}`]);
    if (socket > 0n) expect(tell(start - page, 2n * page)).toHaveLength(1);
    // Behind the last window there are no addresses: another rule says so.
    if (socket === 3n) continue;
    expect(tell(end - page, 2n * page)).toEqual(['platform/spa-window 0x2000']);
    expect(tell(end, page)).toEqual([`platform/spa-window ${hex(end)}`]);
  }
});

test('GPU memory has no window', () => {
  const parts = { head: 'platform: nvidia-grace\n', ...kinds.gpu([5n << 44n, gib]) };
  expect(told(parts, 'platform/spa-window')).toEqual([]);
});

test('the step of an EGM size is 64 MiB', () => {
  const step = 64n << 20n;
  for (const [size, isTold] of [
    [step - page, true],
    [step, false],
    [step + page, true],
    [2n * step, false],
  ] as const) {
    const parts = { head: 'platform: nvidia-grace\n', ...kinds.egm([gib, size], 4n) };
    expect(told(parts, 'platform/size-step')).toEqual(isTold ? [`platform/size-step ${hex(size)}`] : []);
  }
});

test.each(['10de:2342', '10de:2345', '10de:2348'])('the memory of %s: 1 GiB and 1.5 GiB', (device) => {
  const errno = (size: bigint): string | null => {
    const gpus = [{ device, properties: { 'gpu-mem-base-pa': 1n << 46n, 'gpu-mem-size': size } }];
    const found = readTopology('a', text({ gpus })).problems.flatMap((problem) =>
      problem.code === 'gpu/memory-too-small' ? [problem.data.errno] : [],
    );
    return found[0] ?? null;
  };
  expect(errno(1n)).toBe('-EOVERFLOW');
  expect(errno(gib - 1n)).toBe('-EOVERFLOW');
  expect(errno(gib)).toBe('-EINVAL');
  expect(errno(gib + gib / 2n - 1n)).toBe('-EINVAL');
  expect(errno(gib + gib / 2n)).toBeNull();
  expect(errno(gib + gib / 2n + 1n)).toBeNull();
});

test('the memory of a GPU that keeps nothing apart may be small', () => {
  const gpus = [{ device: '10de:2941', properties: { 'gpu-mem-base-pa': 1n << 46n, 'gpu-mem-size': 1n } }];
  expect(told({ gpus }, 'gpu/memory-too-small', 'gpu/memory-zero')).toEqual([]);
});

/** A region of 1 GiB from 2 GiB on, whose GPU uses the table with these pages. */
function retired(pages: readonly bigint[], table = 0x100000000n, head = ''): Parts {
  const region = { 'egm-pxm': 4n, 'egm-base-pa': 2n * gib, 'egm-size': gib };
  return {
    head,
    gpus: [{ properties: { ...region, 'egm-retired-pages-data-base': table } }],
    tail: `retired-pages:\n  - table: ${hex(table)}\n    pages: [${pages.map(hex).join(', ')}]\n`,
  };
}

test('a retired page lies in the region, at a multiple of 64 KiB', () => {
  const block = 0x10000n;
  const codes = ['retired/outside-region', 'retired/unaligned'];
  const tell = (value: bigint) => told(retired([value]), ...codes);
  expect(tell(2n * gib - block)).toEqual([`retired/outside-region ${hex(2n * gib - block)}`]);
  expect(tell(2n * gib)).toEqual([]);
  expect(tell(3n * gib - block)).toEqual([]);
  expect(tell(3n * gib)).toEqual([`retired/outside-region ${hex(3n * gib)}`]);
  expect(tell(2n * gib + block - 1n)).toEqual([`retired/unaligned ${hex(2n * gib + block - 1n)}`]);
  expect(tell(2n * gib + block + 1n)).toEqual([`retired/unaligned ${hex(2n * gib + block + 1n)}`]);
});

test('a table lies at a multiple of 4 KiB, whatever the page size', () => {
  for (const head of ['', 'page-size: 64 KiB\n']) {
    const tell = (table: bigint) => told(retired([], table, head), 'retired/unaligned');
    expect(tell(0x100000fffn)).toEqual(['retired/unaligned 0x100000fff']);
    expect(tell(0x100001000n)).toEqual([]);
    expect(tell(0x100001001n)).toEqual(['retired/unaligned 0x100001001']);
  }
});

test.each([
  ['4 KiB', 511],
  ['16 KiB', 2047],
  ['64 KiB', 4096],
])('a table holds so many pages with a kernel page of %s: %i', (size, limit) => {
  const pages = (count: number) => Array.from({ length: count }, (_, at) => 2n * gib + BigInt(at) * 0x10000n);
  const tell = (count: number) =>
    told(retired(pages(count), 0x100000000n, `page-size: ${size}\n`), 'retired/too-many');
  expect(tell(limit - 1)).toEqual([]);
  expect(tell(limit)).toEqual([]);
  expect(tell(limit + 1)).toEqual([`retired/too-many ${hex(pages(limit + 1).at(-1)!)}`]);
});

test('an EGM domain as the id of a device: 31 and 32 bits', () => {
  const tell = (pxm: bigint) =>
    told(kinds.egm([gib, gib], pxm), 'pxm/negative-name', 'pxm/too-wide', 'pxm/truncation-collision');
  expect(tell(0x7fffffffn)).toEqual([]);
  expect(tell(0x80000000n)).toEqual(['pxm/negative-name 0x80000000']);
  expect(tell(0xffffffffn)).toEqual(['pxm/negative-name 0xffffffff']);
  expect(tell(0x100000000n)).toEqual(['pxm/too-wide 0x100000000']);
});

test('two EGM domains become one id where they differ by 2^32', () => {
  const tell = (pxm: bigint) => {
    const [one, other] = [kinds.egm([gib, gib], 5n), kinds.egm([4n * gib, gib], pxm)];
    return told({ gpus: [...one.gpus!, ...other.gpus!] }, 'pxm/truncation-collision');
  };
  expect(tell(0x100000004n)).toEqual([]);
  expect(tell(0x100000005n)).toEqual(['pxm/truncation-collision 0x100000005']);
  expect(tell(0x100000006n)).toEqual([]);
  expect(tell(0x200000005n)).toEqual(['pxm/truncation-collision 0x200000005']);
});

test('the domains of GPU memory against those of a CPU, of EGM and of another GPU', () => {
  const memory = (start: bigint, count: bigint) => ({
    'gpu-mem-pxm-start': start,
    'gpu-mem-pxm-count': count,
  });
  const tell = (start: bigint, count: bigint) =>
    told(
      {
        socket: 8n,
        gpus: [
          { properties: { 'egm-pxm': 20n, ...memory(32n, 8n) } },
          { properties: { 'egm-pxm': 20n, ...memory(start, count) } },
        ],
      },
      'pxm/gpu-memory-overlap',
    );
  const overlap = (start: bigint) => [`pxm/gpu-memory-overlap ${hex(start)}`];
  expect(tell(0n, 8n)).toEqual([]);
  expect(tell(0n, 9n)).toEqual(overlap(0n));
  expect(tell(8n, 1n)).toEqual(overlap(8n));
  expect(tell(9n, 8n)).toEqual([]);
  expect(tell(12n, 8n)).toEqual([]);
  expect(tell(13n, 8n)).toEqual(overlap(13n));
  expect(tell(21n, 11n)).toEqual([]);
  expect(tell(21n, 12n)).toEqual(overlap(21n));
  expect(tell(39n, 1n)).toEqual(overlap(39n));
  expect(tell(40n, 8n)).toEqual([]);
  expect(tell(32n, 0n)).toEqual([]);
});

test('on Grace the domains of GPU memory begin behind those of sockets and EGM, and are eight', () => {
  const tell = (start: bigint, count: bigint) =>
    told(
      {
        head: 'platform: nvidia-grace\n',
        gpus: [{ properties: { 'gpu-mem-pxm-start': start, 'gpu-mem-pxm-count': count } }],
      },
      'platform/pxm-range-rule',
    );
  expect(tell(4n, 8n)).toEqual(['platform/pxm-range-rule 0x4']);
  expect(tell(5n, 8n)).toEqual([]);
  expect(tell(5n, 7n)).toEqual(['platform/pxm-range-rule 0x7']);
  expect(tell(5n, 9n)).toEqual(['platform/pxm-range-rule 0x9']);
});

test('a Grace machine has four sockets', () => {
  const sockets = (count: number) =>
    readTopology(
      'a',
      `topology: 1\nplatform: nvidia-grace\nsockets: [${Array.from({ length: count }, (_, at) => `{ socket: ${at}, pxm: ${at} }`).join(', ')}]\n`,
    ).problems.map(({ code }) => code);
  expect(sockets(3)).toEqual([]);
  expect(sockets(4)).toEqual([]);
  expect(sockets(5)).toEqual(['platform/too-many-sockets']);
});
