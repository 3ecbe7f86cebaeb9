import { expect, test } from 'vitest';
import { differenceMessage, type EndState, judge, type ScenarioResult } from '../../../src/engine/index.ts';
import { doubleFree } from '../view/driven.ts';
import { scenarioOf } from './ran.ts';

const end: EndState = {
  gpus: [
    { bdf: '0008:01:00.0', bound: true, errno: 0 },
    { bdf: '0009:01:00.0', bound: false, errno: 22 },
    { bdf: '0018:01:00.0', bound: false, errno: null },
  ],
  devices: ['m.egm.4'],
  nodes: ['/dev/egm4'],
};

const good: ScenarioResult = {
  driver: 'toy',
  outcome: 'holds',
  stopped: null,
  ends: [end],
  findings: [],
  steps: [],
  log: [],
  states: null,
  explored: null,
};

/** What a result comes to under `expect:` as written: the sentences, with the text each stands at. */
function judged(expected: string, result: Partial<ScenarioResult> = {}): unknown {
  const head = 'scenario: 1\nname: a\ntopology: gb200.topology.yaml\nsteps:\n  - load m\n';
  const rest = `expect: ${expected}\n`;
  const verdict = judge(scenarioOf(['load m'], rest).expect, { ...good, ...result });
  if (verdict.kind !== 'failed') return verdict.kind;
  const text = head + rest;
  return verdict.differences.map((each) => [
    text.slice(each.place.span.start, each.place.span.end),
    differenceMessage(each),
  ]);
}

test('nothing is expected to be found, and nothing else is compared', () => {
  expect(judged('holds')).toBe('passed');
  expect(judged('{}')).toBe('passed');
  expect(judged('{ findings: [] }')).toBe('passed');
});

const found: Partial<ScenarioResult> = { outcome: 'violated', findings: [doubleFree, doubleFree] };

test('findings are compared by kind, each place told once', () => {
  const happening = 'double-free: struct nvgrace_egm_dev is freed again';
  expect(judged('{ findings: [double-free] }', found)).toBe('passed');
  expect(judged('holds', found)).toEqual([
    ['holds', expect.stringContaining(`expected nothing to be found, got ${happening}`)],
  ]);
  expect(judged('{ findings: [leak] }', found)).toEqual([
    ['expect', expect.stringContaining(`expected leak only, got ${happening}`)],
    ['leak', 'expected leak to be found, got double-free'],
  ]);
  expect(judged('{ findings: [leak] }')).toEqual([['leak', 'expected leak to be found, got nothing']]);
  expect(judged('{ bound: [0008:01:00.0] }', found)).toHaveLength(1);
});

test('errnos of the GPUs that are named', () => {
  expect(judged('{ errno: { 0009:01:00.0: -EINVAL, 0008:01:00.0: 0 } }')).toBe('passed');
  expect(judged('{ errno: { 0009:01:00.0: -EEXIST } }')).toEqual([
    ['-EEXIST', 'expected -EEXIST for 0009:01:00.0, got -EINVAL'],
  ]);
  expect(judged('{ errno: { 0009:01:00.0: 0 } }')).toEqual([
    ['0', 'expected 0 (success) for 0009:01:00.0, got -EINVAL'],
  ]);
  expect(judged('{ errno: { 0018:01:00.0: 0 } }')).toEqual([
    ['0', 'expected 0 (success) for 0018:01:00.0, got no bind'],
  ]);
});

test('what exists at the end: no less and no more', () => {
  expect(judged('{ bound: [0008:01:00.0], devices: [m.egm.4], nodes: [/dev/egm4] }')).toBe('passed');
  expect(judged('{ bound: [0009:01:00.0] }')).toEqual([
    ['0009:01:00.0', 'expected 0009:01:00.0 to be bound, got 0008:01:00.0'],
    ['bound', 'expected no other GPU to be bound, got 0008:01:00.0'],
  ]);
  expect(judged('{ devices: [] }')).toEqual([['devices', 'expected no other auxiliary device, got m.egm.4']]);
  expect(judged('{ nodes: [/dev/egm5, /dev/egm4] }')).toEqual([
    ['/dev/egm5', 'expected the node /dev/egm5, got /dev/egm4'],
  ]);
});

test('of several ends, those that differ are told to be some', () => {
  const other: EndState = {
    gpus: end.gpus.map((gpu) => ({ ...gpu, bound: !gpu.bound, errno: 0 })),
    devices: [],
    nodes: [],
  };
  expect(
    judged('{ errno: { 0009:01:00.0: 0 }, devices: [m.egm.4], nodes: [] }', { ends: [end, other] }),
  ).toEqual([
    ['0', 'expected 0 (success) for 0009:01:00.0, got -EINVAL in some schedules'],
    ['m.egm.4', 'expected the auxiliary device m.egm.4, got nothing in some schedules'],
    ['nodes', 'expected no other node, got /dev/egm4 in some schedules'],
  ]);
});

const stop = {
  place: scenarioOf(['load m']).place,
  why: { kind: 'limit', limit: 'states', states: 20, orders: { kind: 'all' }, wholeParts: [] },
} as const;

test('what did not come to its end passes never, and fails where something differs already', () => {
  const gaveUp: Partial<ScenarioResult> = { outcome: 'gave-up', stopped: stop, ends: [] };
  expect(judged('holds', gaveUp)).toBe('gave-up');
  expect(judged('{ findings: [leak] }', gaveUp), 'it might have come').toBe('gave-up');
  expect(judged('holds', { ...gaveUp, ...found })).toHaveLength(1);
  expect(judged('{ findings: [double-free] }', { ...gaveUp, ...found })).toBe('gave-up');
});

test('an Oops ends a scenario: what was expected to be found decides, unless more is asked', () => {
  const dead: Partial<ScenarioResult> = {
    ...found,
    ends: [],
    stopped: { ...stop, why: { kind: 'stuck', task: 'probe', end: 'killed' } },
  };
  expect(judged('{ findings: [double-free] }', dead)).toBe('passed');
  expect(judged('{ findings: [double-free], bound: [] }', dead)).toBe('gave-up');
  expect(judged('{ findings: [double-free, leak] }', dead)).toEqual([
    ['leak', 'expected leak to be found, got double-free'],
  ]);
});
