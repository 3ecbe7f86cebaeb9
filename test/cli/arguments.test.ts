import { expect, test } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';

const levelsWanted = (given: string) =>
  `--rule is CODE=LEVEL, a level being error, warning, information, off; not ${given}`;
const read = (line: string) => readArguments(line === '' ? [] : line.split(' '));

test('check takes files, a driver, a module and a format', () => {
  expect(read('check a --driver x b --module=m --format json')).toEqual({
    kind: 'check',
    paths: ['a', 'b'],
    driver: 'x',
    module: 'm',
    format: 'json',
    levels: new Map(),
  });
  expect(read('check')).toEqual({
    kind: 'check',
    paths: ['.'],
    driver: null,
    module: null,
    format: 'text',
    levels: new Map(),
  });
  expect(read('check -- --driver')).toMatchObject({ paths: ['--driver'], driver: null });
});

test('check takes severities of rules and of families', () => {
  expect(read('check --rule spa/unaligned=off --rule=platform/*=error')).toMatchObject({
    levels: new Map([
      ['spa/unaligned', 'off'],
      ['platform/*', 'error'],
    ]),
  });
});

test('run and explore take one file, a scenario of it, faults and a limit', () => {
  const request = { path: 'a', name: 'b', driver: null, module: null, faults: 2, limit: 30, format: 'text' };
  expect(read('run a --scenario b --faults 2 --limit=30')).toEqual({ kind: 'run', ...request });
  const all = { orders: { kind: 'all' } };
  const traced = { kind: 'explore', ...request, ...all, traces: 'c' };
  expect(read('explore a --scenario b --faults 2 --limit=30 --traces c')).toEqual(traced);
  const plain = { path: 'a', name: null, driver: null, module: null, faults: null, limit: null };
  expect(read('explore a --format json')).toEqual({
    kind: 'explore',
    ...plain,
    ...all,
    traces: null,
    format: 'json',
  });
  expect(read('run a')).toEqual({ kind: 'run', ...plain, format: 'text' });
});

test('explore takes some of the orders', () => {
  expect(read('explore a --preemptions 2')).toMatchObject({
    orders: { kind: 'few-preemptions', preemptions: 2 },
  });
  expect(read('explore a --walks 50')).toMatchObject({ orders: { kind: 'random', walks: 50, seed: 1 } });
  expect(read('explore a --walks=50 --seed=0')).toMatchObject({
    orders: { kind: 'random', walks: 50, seed: 0 },
  });
});

test('compare takes drivers with commas between them, and explores where it is asked to', () => {
  const request = { kind: 'compare', path: 'a', module: null, limit: null, format: 'text' };
  expect(read('compare a')).toEqual({ ...request, drivers: null, faults: null });
  expect(read('compare a --drivers=x,./y --explore')).toEqual({
    ...request,
    drivers: ['x', './y'],
    faults: 1,
  });
  expect(read('compare a --faults 0')).toEqual({ ...request, drivers: null, faults: 0 });
});

test('replay takes one trace', () => {
  expect(read('replay a.trace.json --format json')).toEqual({
    kind: 'replay',
    path: 'a.trace.json',
    format: 'json',
  });
  expect(read('replay a b')).toEqual({ kind: 'misuse', message: 'replay takes one trace' });
});

test('help and version go before everything', () => {
  expect(read('check --bad --help').kind).toBe('help');
  expect(read('-h').kind).toBe('help');
  expect(read('--version').kind).toBe('version');
});

test.each([
  ['', 'no command given'],
  ['chek', 'unknown command chek'],
  ['check -x', 'unknown option -x'],
  ['check --colour=always', 'unknown option --colour'],
  ['check --driver', '--driver needs a value'],
  ['check --driver=', '--driver needs a value'],
  ['check --driver a --driver b', '--driver is given twice'],
  ['check --format xml', '--format is text, json, sarif or github, not xml'],
  ['check --rule spa/unaligned', levelsWanted('spa/unaligned')],
  ['check --rule spa/unaligned=fatal', levelsWanted('spa/unaligned=fatal')],
  ['check --rule spa/nothing=off', 'there is no rule spa/nothing: driver-model rules lists them'],
  ['check --rule nothing/*=off', 'there is no rule nothing/*: driver-model rules lists them'],
  ['check --rule spa/*=off --rule spa/*=error', '--rule spa/* is given twice'],
  ['compare a --explore=yes', 'unknown option --explore'],
  ['compare a --drivers x', '--drivers takes two drivers or more'],
  ['compare a --drivers x,,y', '--drivers takes names with a comma between them, not x,,y'],
  ['compare a --drivers x,x', '--drivers names x twice'],
  ['explore a --preemptions few', '--preemptions takes a number from 0 to 100'],
  ['explore a --preemptions 1 --walks 9', 'give --preemptions or --walks, not both'],
  ['explore a --walks 0', '--walks takes a number from 1 to 100000000'],
  ['explore a --seed 3', '--seed is of --walks: give both'],
  ['explore a --walks 9 --seed -3', '--seed takes a number from 0 to 999999999'],
  ['check -', 'reading from standard input is not supported: name a file'],
  ['drivers all', 'drivers takes no arguments'],
  ['rules all', 'rules takes no arguments'],
])('misuse: %s', (line, message) => {
  expect(read(line)).toEqual({ kind: 'misuse', message });
});
