import { expect, test } from 'vitest';
import { progressLine } from '../../src/cli/progress.ts';

function line() {
  let time = 0;
  let written = '';
  const progress = progressLine(
    (text) => {
      written += text;
    },
    () => time,
  );
  return { progress, at: (milliseconds: number) => (time = milliseconds), written: () => written };
}

test('a short check shows nothing, and has nothing to take away', () => {
  const { progress, at, written } = line();
  progress.show('Reading', 0, 3);
  at(199);
  progress.show('Checking', 2, 3);
  progress.clear();
  expect(written()).toBe('');
});

test('a long one writes its line over, now and then, and takes it away', () => {
  const { progress, at, written } = line();
  at(200);
  progress.show('Reading', 5, 9);
  at(399);
  progress.show('Reading', 6, 9);
  at(400);
  progress.show('Checking', 1, 9);
  progress.clear();
  progress.clear();
  expect(written().split('\r\x1b[K')).toEqual(['', 'Reading: 5 of 9 files', 'Checking: 1 of 9 files', '']);
});
