import { expect, test } from 'vitest';
import { seeded } from '../../../src/engine/base/random.ts';
import { finished } from '../../../src/engine/base/steps.ts';
import type { Node } from '../../../src/engine/topology/node.ts';
import { readPlainYaml } from '../../../src/engine/topology/plain-yaml.ts';
import { Report } from '../../../src/engine/topology/report.ts';
import { parseAnyYaml } from '../../../src/engine/topology/source.ts';
import { fixtures, machine } from './fixture.ts';

/** A node off its tape. */
function copied(node: Node): Node {
  const { span } = node;
  if (node.kind === 'mapping') {
    const entries = node.entries.map(({ key, value }) => ({ key, value: copied(value) }));
    return { kind: 'mapping', flow: node.flow, span, entries };
  }
  if (node.kind !== 'sequence') return node;
  return { kind: 'sequence', flow: node.flow, span, items: node.items.map(copied) };
}

/** Whether the quick reader took the text; if it did, the full parser must agree in every position. */
function isAgreed(text: string, from: string): boolean {
  const quick = finished(readPlainYaml(text));
  if (!quick) return false;
  const report = new Report('a');
  const documents = parseAnyYaml(text, report);
  expect(report.problems(), `${from}\n${text}`).toEqual([]);
  expect(documents, `${from}\n${text}`).toEqual([
    { span: quick.span, root: copied(quick), oldYaml: false, broken: false },
  ]);
  return true;
}

test.each(fixtures('machines'))('$name is read quickly', ({ name, text }) => {
  expect(isAgreed(text, name)).toBe(true);
  expect(isAgreed(text.replaceAll('\n', '\r\n'), `${name} with CRLF`)).toBe(true);
});

test.each(fixtures('problems'))('$name is read alike', ({ name, text }) => {
  isAgreed(text, name);
  for (const part of text.split('---\n')) isAgreed(part, name);
});

test.each([
  'a: 1',
  'a: 1 # b',
  'a:\n- b\n- c: 1\n  d: 2\ne: f g',
  'a:\n  - {b: 1, c: [d, "e, f", {}]}\n  -   g:\n        h: -1\n',
  '\'a b\': \'\'\n"c": ""\n',
  'a:\nb:\n  # c\n\nc: ~',
  'a: b:c::d',
  'a: [b:c]\n',
  'a: (b) - c, d',
  '# a\n\n# b\nc: d\n# e',
])('%j is read quickly', (text) => {
  expect(isAgreed(text, 'as given')).toBe(true);
});

test.each([
  '',
  '# a',
  ' a: 1',
  'a: 1\n b: 2',
  'a: 1\na: 2',
  'a: {b: 1, b: 2}',
  'a: {b: 1,}',
  'a: {b}',
  'a: {b,c: 1}',
  'a: {b:1}',
  'a: [b: 1]',
  'a: [1\n]',
  'a: b\n  c',
  'a: b: c',
  'a: b #c\n  d',
  'a: &b c',
  'a: *b',
  'a: !b c',
  'a: |\n  b',
  'a: "b\\n"',
  "a: 'b''c'",
  'a: b\tc',
  '- - a',
  '-\n  a: b',
  '- a\nb: c',
  'a\n',
  '---\na: 1',
  'a: 1\n---\nb: 1',
  'a: 1\n...\n',
  '%YAML 1.1\n---\na: 1',
  '? a\n: b',
  'a : b',
  'a: b ::c',
  'a: é',
  `${'a'.repeat(1025)}: 1`,
  `${Array.from({ length: 20 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')}`,
  `a: ${'['.repeat(20)}${']'.repeat(20)}`,
])('%j is left to the full parser', (text) => {
  expect(finished(readPlainYaml(text))).toBeNull();
});

test('edited texts are read alike', () => {
  const seed = 1234;
  const random = seeded(seed);
  const marks = [
    '\n',
    '\r\n',
    ' ',
    '  ',
    ': ',
    ':',
    '- ',
    '-',
    ', ',
    ',',
    '#',
    ' #',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    'a',
    '0',
    '~',
    '(',
    '.',
  ];
  const bases = [
    machine('gh200-egm-hypervisor'),
    'a:\n- b: [1, {c: d}]\n  e: "f"\n- g # h\ni: j k\nl:\n  m: n\n',
    'topology: 1\nsockets:\n  - socket: 0\n    gpus:\n      - { bdf: 0008:01:00.0, properties: { "nvidia,egm-pxm": 4 } }\n',
  ];
  let agreed = 0;
  for (let round = 0; round < 6000; round++) {
    let text = bases[round % 12 === 0 ? 0 : 1 + (round % 2)]!;
    for (let edits = 1 + random.below(3); edits > 0; edits--) {
      const at = random.below(text.length + 1);
      text =
        text.slice(0, at) +
        (random.below(4) === 0 ? '' : random.pick(marks)) +
        text.slice(at + random.below(3));
    }
    if (isAgreed(text, `seed ${seed}, round ${round}`)) agreed++;
  }
  expect(agreed).toBeGreaterThan(1000);
});
