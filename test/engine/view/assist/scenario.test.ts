import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  applyEdits,
  completeAt,
  fixesFor,
  hoverAt,
  readScenarioFile,
  readTopology,
  type ScenarioReading,
  scenarioFixes,
  scenarioLenses,
  symbolsOf,
  type Topologies,
} from '../../../../src/engine/index.ts';

const folder = fileURLToPath(new URL('../../../fixtures/', import.meta.url));
const gb200 = readFileSync(`${folder}sample-workspace/gb200.topology.yaml`, 'utf8');
const machine = readTopology('gb200.topology.yaml', gb200);
const topologies: Topologies = (_, path) => (path === machine.path ? machine : null);
const read = (text: string): ScenarioReading => readScenarioFile('a.scenario.yaml', text, topologies);

const head = 'scenario: 1\nname: a\ntopology: gb200.topology.yaml\n';
const bdfs = ['0008:01:00.0', '0009:01:00.0', '0018:01:00.0', '0019:01:00.0'];
const verbs = 'load unload bind unbind unplug override open mmap ioctl close poison read write'.split(' ');

/** The labels offered at the `|` of a text. */
function labels(marked: string): string[] {
  const offset = marked.indexOf('|');
  const found = completeAt(read(marked.replace('|', '')), offset, ['gb200.topology.yaml']);
  for (const { span } of found) expect(span.start <= offset && offset <= span.end, marked).toBe(true);
  return found.map(({ label }) => label);
}

/** The text that choosing a label leaves. */
function choose(marked: string, label: string): string {
  const text = marked.replace('|', '');
  const { span, insert } = completeAt(read(text), marked.indexOf('|')).find((each) => each.label === label)!;
  return text.slice(0, span.start) + insert + text.slice(span.end);
}

describe('completion', () => {
  test.each<[string, string, string[]]>([
    ['the first step', `${head}steps:\n  - |`, [...verbs, 'parallel']],
    ['a step half typed', `${head}steps:\n  - load m\n  - bi|`, [...verbs, 'parallel']],
    ['the GPU of a step', `${head}steps:\n  - bind |`, bdfs],
    ['the GPU of a step, half typed', `${head}steps:\n  - bind 0009:01|:00.0 # it\n`, bdfs],
    ['a step in brackets', `${head}steps: [load m, bind |]`, bdfs],
    ['a step in a parallel list', `${head}steps:\n  - parallel:\n      - [unbind 00|]\n`, bdfs],
    ['a step in a parallel list in lines', `${head}steps:\n  - parallel:\n      - - |`, verbs],
    [
      'a step after another in such a list',
      `${head}steps:\n  - parallel:\n      - - bind 0008:01:00.0\n        - unbind |`,
      bdfs,
    ],
    ['the node of an open', `${head}steps:\n  - open |`, ['/dev/egm4', '/dev/egm5']],
    [
      'a name that is open',
      `${head}steps:\n  - open /dev/egm4 as one\n  - open /dev/egm5 as two\n  - close two\n  - mmap |`,
      ['one'],
    ],
    ['nothing behind the last operand', `${head}steps:\n  - bind 0008:01:00.0 |`, []],
    ['a driver', `${head}driver: |`, ['reviewed', 'rfc-v2-02', 'rfc-v2-03', 'rfc-v2']],
    ['a topology', 'scenario: 1\ntopology: |', ['gb200.topology.yaml']],
    ['what is expected', `${head}expect: |`, ['holds']],
    [
      'keys of what is expected',
      `${head}expect:\n  bound: []\n  |`,
      ['findings', 'errno', 'devices', 'nodes'],
    ],
    ['GPUs with an errno', `${head}expect:\n  errno:\n    |`, bdfs],
    [
      'GPUs with an errno, those that are there apart',
      `${head}expect:\n  errno:\n    0008:01:00.0: 0\n    |`,
      bdfs.slice(1),
    ],
    ['bound GPUs', `${head}expect:\n  bound: [|]`, bdfs],
    ['bound GPUs in lines', `${head}expect:\n  bound:\n    - |`, bdfs],
    [
      'devices',
      `${head}expect: { devices: [|] }`,
      ['nvgrace_gpu_vfio_pci.egm.4', 'nvgrace_gpu_vfio_pci.egm.5'],
    ],
    ['keys', 'scenario: 1\n|', ['name', 'topology', 'driver', 'steps', 'faults', 'expect']],
    ['nothing in a comment', `${head}steps:\n  - bind 0008:01:00.0 # |`, []],
  ])('%s', (_, marked, expected) => expect(labels(marked)).toEqual(expected));

  test('errnos and findings', () => {
    expect(labels(`${head}expect:\n  errno:\n    0008:01:00.0: |`).slice(0, 2)).toEqual(['0', '-EINVAL']);
    expect(labels(`${head}expect:\n  findings:\n    - |`)).toContain('double-free');
  });

  test('only the word under the cursor is replaced', () => {
    expect(choose(`${head}steps:\n  - bind 0009|:01:00.0 # it\n`, '0008:01:00.0')).toBe(
      `${head}steps:\n  - bind 0008:01:00.0 # it\n`,
    );
    expect(choose(`${head}steps: [load m, bin|]`, 'unbind')).toBe(`${head}steps: [load m, unbind ]`);
  });

  test('the scenarios of a topology draw from its machine', () => {
    const text = `${gb200}scenarios:\n  - name: a\n    steps:\n      - bind `;
    const found = completeAt(readTopology('gb200', text), text.length);
    expect(found.map(({ label }) => label)).toEqual(bdfs);
    const keys = `${gb200}scenarios:\n  - name: a\n    `;
    const offered = completeAt(readTopology('gb200', keys), keys.length).map(({ label }) => label);
    expect(offered).toEqual(['scenario', 'driver', 'steps', 'faults', 'expect']);
  });
});

const whole = `${head}driver: rfc-v2-02
steps:
  - load nvgrace-gpu-vfio-pci
  - bind 0009:01:00.0
  - parallel: [[open /dev/egm4 as one, mmap one 0 64 KiB]]
expect:
  findings: [double-free]
  errno: { 0009:01:00.0: -EINVAL }
`;

test.each([
  ['bind 0', 'bind', '`bind BDF`'],
  ['0009:01:00.0\n', '0009:01:00.0', 'socket 0, EGM PXM 4'],
  ['one 0', 'one', '`/dev/egm4`'],
  ['rfc-v2-02', 'rfc-v2-02', 'patch 02'],
  ['double-free', 'double-free', 'double free'],
  ['0009:01:00.0: ', '0009:01:00.0', 'of GB200 tray'],
  ['-EINVAL', '-EINVAL', 'invalid argument'],
  ['gb200.topology.yaml', 'gb200.topology.yaml', 'GB200 tray'],
  ['findings', 'findings', 'Kinds of findings'],
  ['parallel', 'parallel', 'run at once'],
  ['steps:', 'steps', 'in sequence'],
])('hover of %j', (marker, word, said) => {
  const at = whole.indexOf(marker);
  const hover = hoverAt(read(whole), at + 1, []);
  expect(hover && whole.slice(hover.span.start, hover.span.end)).toBe(word);
  expect(hover?.markdown.replaceAll('\\', '')).toContain(said);
});

test('hover in the scenarios of a topology, and of their key', () => {
  const text = `${gb200}scenarios:\n  - { name: a, steps: [bind 0018:01:00.0] }\n`;
  const reading = readTopology('gb200', text);
  const said = (marker: string) => hoverAt(reading, text.lastIndexOf(marker) + 1, [])?.markdown;
  expect(said('0018:01')).toContain('socket 1');
  expect(said('scenarios')).toContain('What is done with a driver');
});

test('a scenario is a symbol with its steps, and has a lens above it', () => {
  const reading = read(`${whole}---\n${head.replace('name: a', 'name: b')}steps: [load m]\n`);
  const symbols = symbolsOf(reading);
  expect(symbols.map(({ name, kind, detail }) => [name, kind, detail])).toEqual([
    ['a', 'scenario', 'rfc-v2-02'],
    ['b', 'scenario', ''],
  ]);
  expect(symbols[0]?.children.map(({ name }) => name)).toEqual([
    'load nvgrace-gpu-vfio-pci',
    'bind 0009:01:00.0',
    'parallel',
  ]);
  for (const { span, selection } of symbols) {
    expect(span.start <= selection.start && selection.end <= span.end).toBe(true);
  }
  expect(
    scenarioLenses(reading).map(({ name, index, at }) => [
      name,
      index,
      reading.text.slice(at.start, at.start + 8),
    ]),
  ).toEqual([
    ['a', 0, 'scenario'],
    ['b', 1, 'scenario'],
  ]);
  const inner = readTopology('t', `${gb200}scenarios:\n  - { name: c, steps: [load m] }\n`);
  expect(symbolsOf(inner)[0]?.children.at(-1)).toMatchObject({ name: 'c', kind: 'scenario' });
});

const problems = `${folder}scenario/problems/`;
const names = readdirSync(problems);
const among: Topologies = (_, path) =>
  names.includes(path) ? readTopology(path, readFileSync(`${problems}${path}`, 'utf8')) : null;

test.each(names.filter((name) => name.endsWith('.scenario.yaml')))(
  '%s: every fix removes its problem',
  (name) => {
    const reading = readScenarioFile(name, readFileSync(`${problems}${name}`, 'utf8'), among);
    const count = (of: ScenarioReading, code: string) =>
      of.problems.filter((each) => each.code === code).length;
    let offered = 0;
    for (const problem of reading.problems) {
      // Of several keys that are missing in one place one is told.
      if (problem.code === 'shape/missing-key') continue;
      for (const { edits } of scenarioFixes(reading, problem)) {
        offered++;
        const after = readScenarioFile(name, applyEdits(reading.text, edits), among);
        expect(count(after, problem.code), problem.code).toBeLessThan(count(reading, problem.code));
      }
    }
    expect(offered).toBeGreaterThan(3);
  },
);

test.each([
  ['steps: [laod m]', 'steps: [load m]'],
  ['steps: [bind 8:1:0.0]', 'steps: [bind 0008:01:00.0]'],
  ['steps: [bind 0008:01:00.1]', 'steps: [bind 0008:01:00.0]'],
  ['steps: [load m]\ndriver: rfc-v2-2', 'steps: [load m]\ndriver: rfc-v2-02'],
  [
    'steps: [load m]\nexpect: { findings: [duoble-free] }',
    'steps: [load m]\nexpect: { findings: [double-free] }',
  ],
  [
    'steps: [load m]\nexpect: { errno: { 0008:01:00.0: EINVAL } }',
    'steps: [load m]\nexpect: { errno: { 0008:01:00.0: -EINVAL } }',
  ],
  ['steps: [load m]\nexpct: holds', 'steps: [load m]\nexpect: holds'],
])('%s is mended', (wrong, right) => {
  const reading = read(`${head}${wrong}\n`);
  const [fix] = scenarioFixes(reading, reading.problems[0]!);
  expect(applyEdits(reading.text, fix!.edits)).toBe(`${head}${right}\n`);
});

test('a scenario of a topology is mended there', () => {
  const text = `${gb200}scenarios:\n  - { name: a, steps: [bnid 0008:01:00.0] }\n`;
  const reading = readTopology('t', text);
  const problem = reading.problems.find(({ code }) => code === 'scenario/unknown-step')!;
  const [fix] = fixesFor(reading, problem);
  expect(applyEdits(text, fix!.edits)).toBe(text.replace('bnid', 'bind'));
});
