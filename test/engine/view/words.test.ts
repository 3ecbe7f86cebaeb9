import { expect, test } from 'vitest';
import type { DriverNotes } from '../../../src/engine/kernel/driver.ts';
import type { FindingKind } from '../../../src/engine/machine/finding.ts';
import { readTopology } from '../../../src/engine/topology/reading.ts';
import { machineName } from '../../../src/engine/view/machine-name.ts';
import { assumption, sourceProblems } from '../../../src/engine/view/source-problems.ts';
import { statusText } from '../../../src/engine/view/status.ts';
import { errnoName, explained, returned } from '../../../src/engine/view/words/errno.ts';
import { findingHappening, findingKinds, findingMessage } from '../../../src/engine/view/words/finding.ts';
import { findingWordings } from '../../../src/engine/view/words/finding-kinds.ts';
import { progressText } from '../../../src/engine/view/words/progress.ts';
import { doubleFree, machine, outcomeOf } from './driven.ts';

test('errnos', () => {
  expect([22, 17, 12, 71, 517].map(errnoName)).toEqual([
    'EINVAL',
    'EEXIST',
    'ENOMEM',
    'EPROTO',
    'EPROBE_DEFER',
  ]);
  expect(returned(22)).toBe('-EINVAL');
  expect(explained(4000)).toBe('-4000');
});

/** A compile error here means a kind has no sentence of its own. */
const kinds: Readonly<Record<FindingKind, true>> = {
  'double-free': true,
  'use-after-free': true,
  'invalid-free': true,
  'null-dereference': true,
  'out-of-bounds': true,
  'uninitialised-read': true,
  'list-corruption': true,
  'reference-underflow': true,
  warn: true,
  'lock-misuse': true,
  'lock-held-at-exit': true,
  race: true,
  deadlock: true,
  'sleep-in-atomic': true,
  'errno-lost': true,
  'order-dependent': true,
  'region-gone': true,
  'outlives-parent': true,
  'minor-out-of-range': true,
  'unusable-open': true,
  'uninitialised-copy-out': true,
  leak: true,
  'out-of-fuel': true,
  'opaque-reached': true,
};

test('every kind of finding has a sentence', () => {
  expect(findingKinds.toSorted()).toEqual(Object.keys(kinds).toSorted());
});

test('a sentence takes the object and the values of its finding', () => {
  const finding = { ...doubleFree, kind: 'warn' as const, values: { text: 'refcount_t: underflow' } };
  expect(findingHappening(finding)).toBe('the kernel warns: refcount_t: underflow');
  expect(findingHappening({ ...doubleFree, object: null })).toBe('an object is freed again');
});

test('what the kernel says ends the sentence once; locks and pieces of memory are named', () => {
  const of = (finding: object) => findingHappening({ ...doubleFree, ...finding });
  expect(of({ kind: 'reference-underflow', detail: 'refcount', values: { text: 'underflow.' } })).toBe(
    'underflow',
  );
  expect(of({ object: '16 bytes' })).toBe('an allocation of 16 bytes is freed again');
  const lock = { kind: 'lock-misuse', detail: 'not-held', values: { lock: 'mutex' } };
  const tail = 'is released although nobody holds it';
  expect(of({ ...lock, object: 'egm_lock', allocated: null })).toBe(`the mutex egm_lock ${tail}`);
  expect(of({ ...lock, object: 'struct egm' })).toBe(`the mutex in struct egm ${tail}`);
  expect(of({ ...lock, object: null })).toBe(`a mutex ${tail}`);
});

test('every value that a sentence needs is one that the machine gives', () => {
  const given = new Set(
    ['object', 'offset', 'objectSize', 'address', 'size', 'name', 'width', 'count', 'function', 'text']
      .concat(['given', 'expected', 'index', 'length', 'lock', 'holder', 'limit', 'reason', 'at'])
      .concat(['returned', 'errno', 'device', 'user', 'parent', 'node', 'number', 'module', 'region'])
      // Of an exploration: kernel/traces.ts.
      .concat(['field', 'tasks']),
  );
  const sentences = Object.values(findingWordings).flatMap(({ says, details }) => [
    says,
    ...Object.values(details ?? {}),
  ]);
  const needed = sentences.flatMap((sentence) =>
    [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!),
  );
  expect(needed.length).toBeGreaterThan(20);
  expect(needed.filter((value) => !given.has(value))).toEqual([]);
});

test('a kind that is not known is still told', () => {
  const finding = { ...doubleFree, kind: 'device-outlives-parent' as FindingKind, values: { text: 'egm.4' } };
  expect(findingMessage(finding)).toBe(
    'Device outlives parent during probe of 0009:01:00.0: the kernel model reports a fault: egm.4.',
  );
});

test('how far work is, is said of each of its parts, with the time', () => {
  expect(progressText(null, 2)).toBe('2 s');
  expect(progressText({ bound: 27, toBind: 144 }, 3)).toBe(
    'GPUs bound one at a time, to see what there is to open: 27 of 144, 3 s',
  );
  expect(progressText({ states: 0, depth: 0 }, 4)).toBe('orders at random, to learn where tasks meet, 4 s');
  expect(progressText({ states: 12_345, depth: 1 }, 65)).toBe('12,345 states, 1 step deep, 1 min 5 s');
});

test('the status says driver and outcome in words', () => {
  const outcome = outcomeOf(machine());
  expect(statusText('toy', outcome, false)).toBe('toy: 1 of 3 GPUs bound, 1 failed, 1 unbound, 1 finding');
  expect(statusText('toy', { ...outcome, gpus: [], findings: [], stopped: 'x' }, true)).toBe(
    'toy: no GPUs, run not whole (stale)',
  );
  expect(statusText('toy', 'running', false)).toBe('toy: running…');
  expect(statusText('toy', null, false)).toBe('toy: not run');
});

test('what could not be read of the C stands at its line', () => {
  const site = { file: 'drv/egm.c', line: 3, column: 10 };
  const notes: DriverNotes = {
    modules: [{ name: 'egm', sources: ['egm.c'] }],
    assumed: 'single-module',
    missingSources: [],
    emptyDescription: false,
    untranslated: [{ reason: 'inline assembly', site }],
    missingHeaders: [{ header: '<linux/x.h>', site }],
  };
  expect(sourceProblems(notes).map(({ code, severity, place }) => ({ code, severity, place }))).toEqual([
    { code: 'c/missing-header', severity: 'warning', place: site },
    { code: 'c/not-translated', severity: 'information', place: site },
  ]);
  expect(assumption(notes)).toBe('assumed one module of all C files: egm');
  expect(assumption({ ...notes, emptyDescription: true })).toBe(
    'assumed one module of all C files: egm; driver.yaml has no module with a name and sources',
  );
  expect(assumption({ ...notes, assumed: 'embedded' })).toBe(null);
  expect(assumption({ ...notes, assumed: 'driver.yaml', missingSources: ['a.c', 'b.c'] })).toBe(
    'modules from driver.yaml: egm; driver.yaml names what is not in the folder: a.c, b.c',
  );
});

test('a machine without a name has that of its file, saved or not', () => {
  const named = (path: string) => machineName(readTopology(path, 'topology: 1\nsockets: []\n').documents[0]!);
  expect(named('/w/tray.topology.yaml')).toBe('tray.topology.yaml');
  expect(named('untitled:tray.topology.yaml')).toBe('tray.topology.yaml');
});
