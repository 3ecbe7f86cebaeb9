import { expect, test } from 'vitest';
import { seeded } from '../../../../src/engine/base/random.ts';
import { Report } from '../../../../src/engine/topology/report.ts';
import { parseAnyYaml } from '../../../../src/engine/topology/source.ts';
import { fixtures, machine } from '../fixture.ts';

/** What a text comes to when it is composed in pieces of that size. */
function read(text: string, pieceSize: number) {
  const report = new Report('a');
  const documents = parseAnyYaml(text, report, pieceSize);
  return { documents, problems: report.problems() };
}

/**
 * A sound text comes to the same in every place. Where a text is broken, the parser tells some places from
 * where it stumbled before: it is broken in both.
 */
function expectSame(text: string, from: string): void {
  const whole = read(text, Number.POSITIVE_INFINITY);
  const isBroken = whole.problems.some(({ code }) => code === 'yaml/syntax');
  for (const size of [1, 3]) {
    const pieces = read(text, size);
    const why = `${from}, pieces of ${size}\n${text}`;
    if (!isBroken) expect(pieces, why).toEqual(whole);
    else expect(pieces.problems, why).toContainEqual(expect.objectContaining({ code: 'yaml/syntax' }));
  }
}

const drawn = [...fixtures('machines'), ...fixtures('problems')];

test.each(drawn)('$name in pieces comes to what the whole does', ({ name, text }) => {
  expectSame(text, name);
  expectSame(text.replaceAll('\n', '\r\n'), `${name} with CRLF`);
});

test.each([
  'a: &x\n  - 1\n  - b: *x\nc: *x\n',
  '- &a 1\n- *a\n- [*a, *b]\n- &b\n  c: *b\n',
  '%YAML 1.1\n%TAG !e! tag:e,2000:\n---\na: !e!x 1\nb:\n  - !e!y { c: d }\n---\ne: !e!z f\n',
  'a: !!set\n  ? b\n  ? c\nd: !!omap\n- e: 1\n- f: 2\n',
  '? - a\n  - b\n: - c\n  - d\n? e\n: f\n',
  'a:\n  # one\n  b: 1\n  # two\n\n  c: 2\n  # three\nd: 4\n',
  'a:\n  - 1\n  # c\n  -\n  - 2\n : 3\n',
  'a: 1\na: 2\nb:\n  c: 1\n  c: 2\n',
  'a: |\n  b\n   c\nd: >-\n  e\n\n  f\ng: "h\n  i"\n',
  'a: 1\n  b: 2\nc: [1,\n2]\nd: {e: f\n',
  '- a\n - b\n- c\n-d\n- - e\n  - f\n',
  '--- &r\na: 1\nb: *r\n...\n%BAD\n--- !t\nc: 1\nd: 2\n',
])('%j in pieces comes to what the whole does', (text) => expectSame(text, 'as given'));

test('edited texts in pieces come to what the whole does', () => {
  const seed = 77;
  const random = seeded(seed);
  const marks = [
    ...'\t\n\n\n\r "#&\'*,-.0:;<>?[]_`{|}~axX!%',
    '\n  ',
    '\n    ',
    ': ',
    '- ',
    ' #',
    '---\n',
    '&a ',
    '*a',
    '!t ',
  ];
  const bases = [
    'topology: 1\nsockets: &s\n  - socket: 0\n    pxm: 0 # one\n    gpus:\n      - bdf: 0008:01:00.0\n        properties: &p\n          nvidia,egm-pxm: 4\n          nvidia,egm-size: "1"\n      - { bdf: 1, properties: *p }\n  # two\n  - socket: 1\nretired-pages:\n- table: 1\n  pages: [1, 2]\n',
    'a:\n- b: |\n    text\n  c: d\n- ? e\n  : f\n-\n  - g\n# h\ni: !!seq\n  - j\nk: &l m\nn: *l\n',
    machine('gh200-egm-hypervisor'),
  ];
  let sound = 0;
  for (let round = 0; round < 4000; round++) {
    let text = bases[round % 16 === 0 ? 2 : round % 2]!;
    for (let edits = 1 + random.below(3); edits > 0; edits--) {
      const at = random.below(text.length + 1);
      const inserted = random.below(4) === 0 ? '' : random.pick(marks);
      text = text.slice(0, at) + inserted + text.slice(at + random.below(3));
    }
    expectSame(text, `seed ${seed}, round ${round}`);
    if (read(text, 1).documents.every(({ broken }) => !broken)) sound++;
  }
  expect(sound).toBeGreaterThan(1000);
});
