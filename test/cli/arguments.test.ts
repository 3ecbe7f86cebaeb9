import { expect, test } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';

const read = (line: string) => readArguments(line === '' ? [] : line.split(' '));

test('check takes files, a driver, a module and a format', () => {
  expect(read('check a --driver x b --module=m --format json')).toEqual({
    kind: 'check',
    paths: ['a', 'b'],
    driver: 'x',
    module: 'm',
    format: 'json',
  });
  expect(read('check')).toEqual({ kind: 'check', paths: ['.'], driver: null, module: null, format: 'text' });
  expect(read('check -- --driver')).toMatchObject({ paths: ['--driver'], driver: null });
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
  ['check -', 'reading from standard input is not supported: name a file'],
  ['drivers all', 'drivers takes no arguments'],
  ['rules all', 'rules takes no arguments'],
])('misuse: %s', (line, message) => {
  expect(read(line)).toEqual({ kind: 'misuse', message });
});
