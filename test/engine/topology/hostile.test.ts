import { expect, test } from 'vitest';
import { seeded } from '../../../src/engine/base/random.ts';
import { readTopology, showProblem, type TopologyReading } from '../../../src/engine/index.ts';
import { machine } from './fixture.ts';

const sample = machine('gb200-egm-hypervisor');

/** What is wrong with a reading, if anything: it must be linear in the text, with every place inside it. */
function faultOf({ text, documents, problems }: TopologyReading): string | null {
  const lines = text.split('\n').length;
  if (documents.length > lines + 1) return `${documents.length} documents of ${lines} lines`;
  if (problems.length > 10 * lines + 10) return `${problems.length} problems of ${lines} lines`;
  let values = 0;
  for (const { sockets } of documents) {
    for (const { gpus, memory } of sockets) {
      values += 1 + memory.length;
      for (const { properties } of gpus) values += 1 + properties.length;
    }
  }
  if (values > text.length) return `${values} values of ${text.length} characters`;
  for (const { code, place } of problems) {
    const { start, end } = place.span;
    if (start < 0 || start > end || end > text.length) return `${code} stands at ${start} to ${end}`;
  }
  return null;
}

/** Of the messages a sample: all of them would take most of the time. */
function messageOf({ problems }: TopologyReading, round: number): string {
  const problem = problems[round % Math.max(1, problems.length)];
  return problem ? showProblem(problem).message : 'None.';
}

test('the sample cut at every byte', () => {
  for (let end = 0; end <= sample.length; end++) {
    const reading = readTopology('cut', sample.slice(0, end));
    expect(faultOf(reading), `cut at ${end}`).toBeNull();
    expect(messageOf(reading, end)).toMatch(/[.?]$/);
  }
});

/** Short, so that the edits hit more kinds of places. */
const short = `topology: 1
platform: nvidia-grace
sockets:
  - socket: 0
    pxm: 0
    memory: [{ base: 0x7040000000, size: 32 GiB }]
    gpus:
      - bdf: 0008:01:00.0 # the first
        device: 10de:2941
        properties: &own
          nvidia,egm-base-pa: 0x80000000
          nvidia,egm-size: "0x6fc0000000"
          nvidia,egm-pxm: 4
      - { bdf: 0009:01:00.0, properties: *own }
`;

/** What the quick reader takes, as long as an edit leaves it simple. */
const withoutAnchor = short.replace(' &own', '').replace('*own', '{}');

test('ten thousand edited bytes', () => {
  const seed = 0x5eed;
  const random = seeded(seed);
  const marks = [...'\t\n\r "#%&\'*,-.0:;<>?@[]_`{|}~axX!\u0000\u007f\u0085\u2028\ufeff\ud800é'];
  let text = short;
  for (let round = 0; round < 10_000; round++) {
    // Four edits on top of each other, then from the start again.
    if (round % 4 === 0) text = round % 8 === 0 ? short : withoutAnchor;
    const at = random.below(text.length + 1);
    const length = random.below(8) === 0 ? 3 : 1;
    const inserted = Array.from({ length }, () => random.pick(marks)).join('');
    text = text.slice(0, at) + (random.below(4) === 0 ? '' : inserted) + text.slice(at + random.below(3));
    const reading = readTopology('edited', text);
    const fault =
      faultOf(reading) ?? (/[.?]$/.test(messageOf(reading, round)) ? null : 'a message without end');
    if (fault) expect.fail(`seed ${seed}, round ${round}: ${fault}\n${text}`);
  }
});

const million = 1_000_000;
const hostile: [string, string, string | null][] = [
  ['a megabyte without a line end', 'x'.repeat(million), 'shape/not-a-topology'],
  ['a megabyte as a key', `topology: 1\n${'k'.repeat(million)}: 1\nsockets: []\n`, 'yaml/syntax'],
  ['a megabyte as a number', `topology: ${'9'.repeat(million)}\nsockets: []\n`, 'shape/integer-out-of-range'],
  [
    'a megabyte of digits and underscores',
    `topology: ${'1_'.repeat(million / 2)}\nsockets: []\n`,
    'shape/not-an-integer',
  ],
  [
    'a megabyte as an address',
    `topology: 1\nsockets:\n  - socket: 0\n    pxm: 0\n    gpus:\n      - bdf: ${'0:'.repeat(million / 2)}0\n`,
    'shape/malformed-bdf',
  ],
  ['a quote that is never closed', `topology: 1\nname: "${'x\n'.repeat(100_000)}`, 'yaml/syntax'],
  ['brackets', `topology: ${'['.repeat(50_000)}`, 'yaml/too-deep'],
  ['braces', `topology: ${'{a: '.repeat(10_000)}`, 'yaml/too-deep'],
  ['dashes', `sockets:\n  ${'- '.repeat(20_000)}x\n`, 'yaml/too-deep'],
  ['question marks', `${'? '.repeat(20_000)}x\n`, 'yaml/too-deep'],
  [
    'steps of indentation',
    Array.from({ length: 800 }, (_, depth) => `${' '.repeat(depth)}topology:`).join('\n'),
    'yaml/too-deep',
  ],
  ['anchors', `topology: 1\nsockets: [${'&a 1, '.repeat(50_000)}]\n`, 'shape/too-many-problems'],
  ['aliases of nothing', `topology: 1\nsockets: [${'*a, '.repeat(50_000)}]\n`, 'shape/too-many-problems'],
  ['sockets before a slip', `topology: 1\nsockets:\n${'  - {}\n'.repeat(150_000)}\t- {}\n`, 'yaml/syntax'],
  ['a list as a key', `topology: 1\nsockets:\n\t- {}\n${'  - {}\n'.repeat(100_000)}`, 'yaml/syntax'],
  ['tabs', '\t'.repeat(200_000), null],
  ['line ends', '\n'.repeat(200_000), null],
  ['carriage returns', '\r'.repeat(200_000), null],
  ['comments', '#\n'.repeat(100_000), null],
  ['colons', ':'.repeat(100_000), 'yaml/syntax'],
  ['exclamation marks', '!'.repeat(100_000), null],
  ['documents', '---\n'.repeat(20_000), null],
  ['ignoring comments', '# driver-model-ignore: spa/wraps\n'.repeat(20_000), null],
  ['ignoring marks on one line', `# ${'driver-model-ignore: spa/wraps '.repeat(20_000)}\n`, null],
];

test.each(hostile)('much of one thing: %s', (name, text, code) => {
  const reading = readTopology('hostile', text);
  expect(reading.problems.length).toBeLessThan(5000);
  if (code) expect(reading.problems.map((problem) => problem.code)).toContain(code);
  for (const problem of reading.problems.slice(0, 20)) {
    expect(showProblem(problem).message.length, name).toBeLessThan(1000);
  }
});

test('an alias bomb is not expanded', () => {
  const levels = Array.from({ length: 30 }, (_, level) => {
    const inner =
      level === 0
        ? '0'
        : Array(10)
            .fill(`*a${level - 1}`)
            .join(', ');
    return `name${level}: &a${level} [${inner}]`;
  });
  const reading = readTopology('bomb', `topology: 1\n${levels.join('\n')}\nsockets: *a29\n`);
  expect(reading.problems.map(({ code }) => code)).toContain('yaml/alias-bomb');
  expect(reading.problems.length).toBeLessThan(1000);
});

test('an alias bomb of sockets stays within its limit', () => {
  const gpus = Array.from(
    { length: 200 },
    (_, gpu) => `      - { bdf: 0008:01:${(gpu % 32).toString(16).padStart(2, '0')}.0 }`,
  );
  const more = Array.from(
    { length: 2000 },
    (_, socket) => `  - { socket: ${socket + 1}, pxm: ${socket + 1}, gpus: *gpus }`,
  );
  const text = `topology: 1\nsockets:\n  - socket: 0\n    pxm: 0\n    gpus: &gpus\n${gpus.join('\n')}\n${more.join('\n')}\n`;
  const reading = readTopology('bomb', text);
  expect(reading.problems.map(({ code }) => code)).toContain('yaml/alias-bomb');
  const read = reading.documents[0]!.sockets.reduce((sum, socket) => sum + socket.gpus.length, 0);
  expect(read).toBeGreaterThan(10_000);
  expect(read).toBeLessThan(100_000);
});

test('many problems of one code are cut off, and that is said', () => {
  const socket = (number: number): string => `  - { socket: 0, pxm: ${number}, memory: [] }\n`;
  const text = `topology: 1\nsockets:\n${Array.from({ length: 3000 }, (_, number) => socket(number)).join('')}`;
  const { problems } = readTopology('many', text);
  expect(problems.filter(({ code }) => code === 'identity/duplicate-socket')).toHaveLength(1000);
  expect(problems.at(-1)).toMatchObject({
    code: 'shape/too-many-problems',
    severity: 'information',
    data: { code: 'identity/duplicate-socket', shown: 1000 },
  });
});

test('ten thousand ranges in one place do not take ten thousand squared', () => {
  const range = '      - { base: 0x1000, size: 4 KiB }\n';
  const text = `topology: 1\nsockets:\n  - socket: 0\n    pxm: 0\n    memory:\n${range.repeat(10_000)}`;
  const { problems } = readTopology('many', text);
  expect(problems.filter(({ code }) => code === 'spa/host-memory-overlap')).toHaveLength(1000);
  expect(problems.map(({ code }) => code)).toContain('shape/too-many-problems');
});

test.each([
  ['4 KiB', 511],
  ['16 KiB', 2047],
  ['64 KiB', 4096],
])('a table of retired pages holds, with pages of %s, %i entries', (pageSize, limit) => {
  const pages = (count: number): string =>
    Array.from({ length: count }, (_, page) => `0x${page.toString(16)}0000`).join(', ');
  const problemsOf = (count: number) => {
    const table = `retired-pages: [{ table: 0x1000, pages: [${pages(count)}] }]`;
    const text = `topology: 1\npage-size: ${pageSize}\nsockets: []\n${table}\n`;
    const found = readTopology('retired', text).problems.filter(({ code }) => code === 'retired/too-many');
    return found.map(({ place }) => text.slice(place.span.start, place.span.end));
  };
  expect(problemsOf(limit)).toEqual([]);
  expect(problemsOf(limit + 1)).toEqual([`0x${limit.toString(16)}0000`]);
});
