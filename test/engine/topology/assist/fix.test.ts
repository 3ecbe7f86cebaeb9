import { describe, expect, test } from 'vitest';
import {
  applyEdits,
  type Fix,
  fixesFor,
  fixTitle,
  type Problem,
  readTopology,
  safeFixes,
} from '../../../../src/engine/index.ts';
import { fixtures, golden, machine } from '../fixture.ts';

const path = 'fixture';
const drawn = fixtures('problems');

/** The fixes of every Problem of a text. */
function offers(text: string): { problem: Problem; fix: Fix; result: string }[] {
  const reading = readTopology(path, text);
  return reading.problems.flatMap((problem) =>
    fixesFor(reading, problem).map((fix) => ({ problem, fix, result: applyEdits(text, fix.edits) })),
  );
}

function comments(text: string): string[] {
  return [...text.matchAll(/(?:^|\s)#.*$/gm)].map(([comment]) => comment.trim()).sort();
}

function errors(text: string, code: string): number {
  return readTopology(path, text).problems.filter((each) => each.code === code).length;
}

describe.each(drawn)('every fix offered in $name', ({ text }) => {
  const all = offers(text);

  test('leaves fewer problems of its code', () => {
    for (const { problem, result } of all) {
      const { code } = problem;
      expect(errors(result, code), `${code} ${result}`).toBeLessThan(errors(text, code));
    }
  });

  test('keeps every comment', () => {
    for (const { result, problem } of all) {
      const after = comments(result);
      if (problem.code === 'yaml/syntax') continue;
      for (const comment of comments(text)) {
        // A marker that is there already may grow by a code.
        expect(after.some((each) => each.startsWith(comment) || each.endsWith(comment))).toBe(true);
      }
      expect(after.length).toBeGreaterThanOrEqual(comments(text).length);
    }
  });

  test('makes no error, but for values that are read for the first time', () => {
    for (const { problem, result, fix } of all) {
      if (/^yaml|unknown|missing-key|integer|unit|malformed|page-size|wrong-type/.test(problem.code))
        continue;
      const count = (of: string) =>
        readTopology(path, of).problems.filter(({ severity }) => severity === 'error').length;
      expect(count(result), fixTitle(fix.action)).toBeLessThanOrEqual(count(text));
    }
  });

  test('touches only its own lines in a text with CRLF, and keeps the endings', () => {
    const windows = offers(text.replaceAll('\n', '\r\n'));
    expect(windows.map(({ fix }) => fixTitle(fix.action))).toEqual(
      all.map(({ fix }) => fixTitle(fix.action)),
    );
    for (const { result } of windows) expect(result).not.toMatch(/[^\r]\n|\r(?!\n)/);
  });
});

test('a safe fix is followed by no other of the same problem: fixing all ends', () => {
  for (const { text } of [...drawn, ...fixtures('machines')]) {
    let now = text;
    let rounds = 0;
    for (;;) {
      const edits = safeFixes(readTopology(path, now));
      if (edits.length === 0) break;
      now = applyEdits(now, edits);
      expect(++rounds).toBeLessThan(6);
    }
    expect(comments(now)).toEqual(comments(text));
  }
});

test('machines without problems are offered nothing', () => {
  expect(
    offers(machine('gb200-egm-hypervisor')).filter(({ problem }) => problem.severity !== 'information'),
  ).toEqual([]);
});

test('host memory that begins within the region begins after it, and ends where it did', () => {
  const good = machine('gb200-egm-hypervisor');
  const text = good.replace('base: 0x7040000000, size: 0x800000000', 'base: 0x7000000000, size: 33 GiB');
  const [fix] = offers(text).filter(({ fix: { action } }) => action.kind === 'begin-after');
  expect(fix?.result).toBe(good.replace('0x800000000', '32 GiB'));
});

test('every title, to be read', async () => {
  const lines = drawn.flatMap(({ name, text }) => [
    `\n${name}`,
    ...offers(text)
      .filter(({ fix }) => fix.action.kind !== 'ignore')
      .map(({ problem, fix }) => `${problem.code}${fix.safe ? ' safe' : ''}: ${fixTitle(fix.action)}`),
  ]);
  await expect(lines.join('\n')).toMatchFileSnapshot(golden('fixes.txt'));
});
