import { expect, test } from 'vitest';
import { type Problem, problemCodes, readTopology, showProblem } from '../../../src/engine/index.ts';
import { drawnIn, foundIn } from './drawn.ts';
import { fixtures, golden, readFixture } from './fixture.ts';

const drawn = fixtures('problems');
const rack = readFixture('joined', 'rack');

test.each(drawn)('$name: every problem is drawn and every drawing is found', ({ name, text }) => {
  expect(foundIn(readTopology(name, text))).toEqual(drawnIn(text));
});

test.each(rack.files)('a machine of several files: every problem is drawn in $path', (file) => {
  expect(foundIn(rack, file)).toEqual(drawnIn(file.text));
});

test('every message, to be read aloud', async () => {
  const sentences = drawn.flatMap(({ name, text }) => [
    `\n${name}\n`,
    ...readTopology(name, text).problems.map((problem) => sentence(problem, text)),
  ]);
  const joined = rack.files.flatMap(({ path, text }) => [
    `\n${path}\n`,
    ...[...rack.problems, ...rack.elsewhere]
      .filter(({ place }) => place.path === path)
      .map((problem) => sentence(problem, text)),
  ]);
  await expect([...sentences, ...joined].join('\n')).toMatchFileSnapshot(golden('messages.txt'));
});

function sentence(problem: Problem, text: string): string {
  const shown = showProblem(problem);
  const at = text.slice(shown.place.span.start, shown.place.span.end).split('\n')[0];
  const related = shown.related.map(({ message }) => `\n    - ${message}`);
  return `${shown.severity} ${shown.code} at ${at}\n  ${shown.message}${related.join('')}`;
}

test('every code is drawn, or tested by a file too large to draw', () => {
  const large = ['shape/too-many-problems', 'retired/too-many', 'yaml/too-deep'];
  const seen = new Set(
    drawn.flatMap(({ name, text }) => readTopology(name, text).problems.map(({ code }) => code)),
  );
  for (const { code } of [...rack.problems, ...rack.elsewhere]) seen.add(code);
  // Those of scenarios are drawn in scenario files.
  const codes = Object.keys(problemCodes).filter((code) => !code.startsWith('scenario/'));
  expect([...seen, ...large].sort()).toEqual(codes.sort());
});

test('a message says what is wrong, what follows and what to do, as whole sentences', () => {
  for (const { name, text } of drawn) {
    for (const problem of readTopology(name, text).problems) {
      const { message, related } = showProblem(problem);
      expect(message).toMatch(/^["“A-Z0-9-].*[.?]$/s);
      expect(message).not.toMatch(/undefined|null|NaN|\[object| {2}/);
      for (const each of related) expect(each.message).not.toMatch(/undefined|null|^[a-z]+(-[a-z]+)*$/);
    }
  }
});
