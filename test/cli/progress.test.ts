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

test('a search says how far it is and for how long, and what it does before it counts states', () => {
  const { progress, at, written } = line();
  at(200);
  progress.states(0, 0);
  at(1400);
  progress.states(1, 1);
  at(65_700);
  progress.states(12_345, 34);
  expect(written().split('\r\x1b[K')).toEqual([
    '',
    'Exploring: orders at random, to learn where tasks meet, 0 s',
    'Exploring: 1 state, 1 step deep, 1 s',
    'Exploring: 12,345 states, 34 steps deep, 1 min 5 s',
  ]);
});
