import { expect, test } from 'vitest';
import { seeded } from '../../../../src/engine/base/random.ts';
import {
  compileDriver,
  readTrace,
  replayKernel,
  type Trace,
  traceFaultText,
  writeTrace,
} from '../../../../src/engine/index.ts';
import type { UserAction } from '../../../../src/engine/kernel/actions.ts';
import { driver, explored, lifeOf, tracesOf, tray } from './tracing.ts';

const source = driver('rfc-v2-02');
const plan = lifeOf(tray, source, 2, 0);
const traces = tracesOf(explored(tray, source, plan), tray, source);
const [first] = traces;
const text = writeTrace(first!);

/** What is wrong with the trace when a field of it is replaced; the path has keys and indices. */
function faultWith(path: readonly (string | number)[], value: unknown): string {
  const whole = JSON.parse(text);
  let at = whole;
  for (const key of path.slice(0, -1)) at = at[key];
  at[path.at(-1)!] = value;
  const { fault } = readTrace(JSON.stringify(whole));
  return fault ? traceFaultText(fault) : 'none';
}

test('what is written is read as it was', () => {
  expect(traces.length).toBeGreaterThan(1);
  for (const trace of traces) expect(readTrace(writeTrace(trace)).trace).toEqual(trace);
});

test('every action is written and read, its 64 bits included', () => {
  const actions: readonly UserAction[] = [
    { kind: 'override', bdf: '0008:01:00.0', driver: '' },
    { kind: 'unplug', bdf: '0008:01:00.0' },
    { kind: 'open', node: '/dev/egm4', file: 'a' },
    { kind: 'mmap', file: 'a', offset: 0xffff_ffff_ffff_f000n, length: 0n },
    { kind: 'mmap', file: 'a', offset: 0n, length: 4096n, private: true },
    { kind: 'ioctl', file: 'a', argsz: 24n },
    { kind: 'close', file: 'a' },
    { kind: 'poison', address: 0x90000000n },
    { kind: 'async-probe' },
    { kind: 'worker', number: 1n },
  ];
  const trace: Trace = { ...first!, plan: { faults: 3, phases: [[actions, []], []] } };
  expect(readTrace(writeTrace(trace)).trace).toEqual(trace);
});

test.each([
  ['', 'it is not JSON'],
  ['[', 'it is not JSON'],
  ['['.repeat(100_000), 'it is not JSON'],
  ['null', 'it is not a trace'],
  ['[]', 'it is not a trace'],
  ['{"version": 1}', 'it is not a trace'],
  ['{"trace": 2}', 'it is a trace of version 2, and 1 can be read'],
  ['{"trace": 1}', 'it is damaged: message has to be a text'],
  [`"${' '.repeat(5_000_000)}"`, 'it has more than 4194304 characters'],
])('%.20s is no trace', (given, says) => {
  const { fault } = readTrace(given);
  expect(traceFaultText(fault!)).toContain(says);
});

test.each([
  [['cause'], 4, 'cause has to be a text'],
  [['kernel'], 'abc', 'kernel has to be a SHA-256 in hex'],
  [['topology'], [], 'topology has to be an object'],
  [['topology', 'path'], '/a.topology.yaml', 'topology.path has to be a path relative to the trace'],
  [['driver', 'name'], 'C:\\driver', 'driver.name has to be a path relative to the trace'],
  [['topology', 'document'], -1, 'topology.document has to be a whole number from 0 to 1000000'],
  [['driver', 'files', 0, 'hash'], null, 'driver.files[0].hash has to be a SHA-256 in hex'],
  [['driver', 'modules', 0, 'sources', 1], {}, 'driver.modules[0].sources[1] has to be a text'],
  [['plan', 'faults'], 0.5, 'plan.faults has to be a whole number from 0 to 1000'],
  [['plan', 'phases'], {}, 'plan.phases has to be a list of at most 1000'],
  [['plan', 'phases', 0], new Array(65).fill([]), 'plan.phases[0] has to be a list of at most 64'],
  [
    ['plan', 'phases', 1, 0, 0, 'kind'],
    'toString',
    'plan.phases[1][0][0].kind has to be an action that there is',
  ],
  [['plan', 'phases', 1, 0, 0, 'bdf'], undefined, 'plan.phases[1][0][0].bdf has to be a text'],
  [
    ['schedule', 0, 'operations'],
    1e300,
    'schedule[0].operations has to be a whole number from 1 to 1000000000',
  ],
  [['schedule', 0, 'choices'], 1e9, 'schedule[0].choices has to be a whole number from 0 to 20000'],
  [['schedule', 0, 'answers'], new Array(50).fill(1), 'schedule[0].answers has to be a list of at most '],
])('a damaged trace says where: %j', (path, value, says) => {
  expect(faultWith(path, value)).toContain(`it is damaged: ${says}`);
});

test('a trace that is changed at random is refused, or followed as far as it goes', () => {
  const compiled = compileDriver(source, tray.pageSize);
  const random = seeded(7);
  const ends = new Set<string>();
  const values = [0, 1, 2, 3, 7, 40, 1000, 123_456];
  for (let turn = 0; turn < 150; turn++) {
    const whole = JSON.parse(writeTrace(random.pick(traces)));
    for (let change = 0; change <= random.below(3); change++) {
      const step = random.pick(whole.schedule as Record<string, unknown>[]);
      const key = random.pick(['phase', 'task', 'operations', 'choices', 'answers']);
      step[key] = key === 'answers' ? [random.pick(values)] : random.pick(values);
    }
    const { trace, fault } = readTrace(JSON.stringify(whole));
    ends.add(trace ? replayKernel(tray, compiled, trace).end.kind : fault.kind);
  }
  expect([...ends].sort()).toEqual(['finding', 'malformed', 'nothing', 'race', 'refused']);
});
