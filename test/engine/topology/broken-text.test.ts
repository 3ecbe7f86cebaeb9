import { expect, test } from 'vitest';
import { readTopology, showProblem } from '../../../src/engine/index.ts';
import { among, fixtures, machine } from './fixture.ts';

const machines = fixtures('machines');

/** But for what is told of real machines too. */
function codesOf(text: string): string[] {
  const codes = readTopology('a', text).problems.map(({ code }) => code);
  return codes.filter((code) => code !== 'platform/egm-is-host-memory');
}

/** A text with one of its lines changed. */
function withLine(text: string, at: number, change: (line: string) => string): string {
  return text
    .split('\n')
    .map((line, number) => (number === at ? change(line) : line))
    .join('\n');
}

test.each(machines)('$name: a tab before any line is told as a tab, and nothing else is', ({ text }) => {
  for (const [at, line] of text.split('\n').entries()) {
    if (!/^ +[^ #]/.test(line)) continue;
    expect(codesOf(withLine(text, at, () => line.replace(/^ +/, '\t'))), line).toEqual(['yaml/syntax']);
    expect(codesOf(withLine(text, at, () => `\t${line}`)), line).toEqual(['yaml/syntax']);
  }
});

test.each(machines)(
  '$name: behind a bracket that is left out nothing seems misplaced or missing',
  ({ text }) => {
    for (const [at, line] of text.split('\n').entries()) {
      if (!/^ .*[\]}]/.test(line)) continue;
      const codes = codesOf(withLine(text, at, () => line.replace(/[\]}]/, '')));
      expect(new Set(codes), line).toEqual(new Set(['yaml/syntax']));
    }
  },
);

const older = `topology: 1
sockets:
  - socket: 0
    pxm: 0
    gpus:
      - bdf: 0008:01:00.0
        properties:
          nvidia,gpu-mem-base-pa: 0x420000000000
          nvidia,gpu-mem-size: 1 GiB
          nvidia,egm-base-pa: 0x80000000
          nvidia,egm-size: 1 GiB
          nvidia,egm-pxm: 4
  - socket: 1
    gpus: []
retired-pages:
  - table: 0x100000000
`;

test('what is missing from sockets before the slip is told, from the one with the slip it is not', () => {
  expect(codesOf(older)).toEqual(['retired/property-absent', 'shape/missing-key', 'retired/unused-table']);
  expect(codesOf(older.replace('gpus: []', 'gpus: ]'))).toEqual(['retired/property-absent', 'yaml/syntax']);
});

test('values that are wrong are told, wherever the slip is', () => {
  const codes = codesOf(older.replace('0008:01:00.0', '0008:01').replace('1 GiB', '1 GB').replace('[]', ']'));
  expect(codes).toContain('shape/malformed-bdf');
  expect(codes).toContain('shape/unit');
});

test('a slip in an included file keeps the whole machine from being called incomplete', () => {
  const tables = 'topology: 1\nretired-pages:\n  - table: 0x100000000\n';
  const read = (gpus: string) =>
    readTopology(
      'rack',
      'topology: 1\ninclude: [tables.topology.yaml, gpus.topology.yaml]\n',
      among(
        new Map([
          ['tables.topology.yaml', tables],
          ['gpus.topology.yaml', gpus],
        ]),
      ),
    ).elsewhere.map(({ code }) => code);
  const gpus = 'topology: 1\nsockets:\n  - socket: 0\n    pxm: 0\n    gpus: []\n';
  expect(read(gpus)).toEqual(['retired/unused-table']);
  expect(read(gpus.replace('[]', ']'))).toEqual(['yaml/syntax']);
});

test('a file of tables alone is a part: none of them is called unused', () => {
  const tables = 'topology: 1\ninclude: []\nretired-pages:\n  - table: 0x100000000\n';
  expect(codesOf(tables)).toEqual([]);
  expect(codesOf(`${tables}sockets: [{ socket: 0, pxm: 0 }]\n`)).toEqual(['retired/unused-table']);
});

test.each([
  ['double', '"0009:01:00.0', '"0009:01:00.0'],
  ['single', "'0009:01:00.0", "'0009:01:00.0"],
  ['escaped', '"0009\\"', '"0009\\'],
  ['alone', '"', '"'],
  ['behind a closed one', '{ "a": "b', '"b'],
])('a quote that is never closed is told where it opens: %s', (_, written, told) => {
  const text = older.replace('0008:01:00.0', written);
  const [first, ...rest] = readTopology('a', text).problems.filter(({ code }) => code === 'yaml/syntax');
  expect(text.slice(first!.place.span.start, first!.place.span.end)).toBe(told);
  expect(rest).toEqual([]);
  expect(codesOf(text).filter((code) => code.startsWith('shape/malformed'))).toEqual([]);
});

test.each([
  ['a colon', '    pxm: 1', '    pxm 1', 'pxm 1', 'the colon is missing here'],
  ['a colon at the end', '    gpus:', '    gpus', 'gpus', 'the colon is missing here'],
  ['a space after a colon', '    pxm: 1', '    pxm:1', 'pxm:1', 'colon needs a space'],
  ['a space after a dash', '      - bdf', '      -bdf', '0018', 'dash needs a space'],
  [
    'a smaller indentation',
    '          nvidia,egm-pxm: 5',
    '        nvidia,egm-pxm: 5',
    '5',
    'The line below is',
  ],
  ['a bracket', '- { base: 0x107', '- base: 0x107', '0x107', 'A second “key:” on one line'],
])('what is missing is said: %s', (_, whole, broken, at, said) => {
  const text = machine('gb200-egm-hypervisor');
  const socket = text.indexOf('- socket: 1');
  const slipped = text.slice(0, socket) + text.slice(socket).replace(whole, broken);
  expect(slipped).not.toBe(text);
  const [slip] = readTopology('a', slipped).problems;
  expect(slipped.slice(slip!.place.span.start)).toMatch(new RegExp(`^${at}`));
  expect(showProblem(slip!).message).toContain(said);
});
