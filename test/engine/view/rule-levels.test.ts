import { expect, test } from 'vitest';
import {
  allRules,
  problemCodes,
  ruleLevels,
  type ShownProblem,
  withLevels,
} from '../../../src/engine/index.ts';

const problem = (code: string): ShownProblem => ({
  code,
  severity: 'error',
  message: '',
  place: { path: 't', span: { start: 0, end: 0 } },
  related: [],
});

const severities = (setting: unknown, ...codes: string[]): string[] =>
  withLevels(codes.map(problem), ruleLevels(setting)).map(({ code, severity }) => `${code} ${severity}`);

test('a rule has the severity given to it, its code before its family', () => {
  const setting = { 'spa/*': 'warning', 'spa/wraps': 'off', 'spa/unaligned': 'information' };
  expect(severities(setting, 'spa/wraps', 'spa/unaligned', 'spa/zero-size', 'pxm/too-wide')).toEqual([
    'spa/unaligned information',
    'spa/zero-size warning',
    'pxm/too-wide error',
  ]);
});

test('what is no setting of rules changes nothing', () => {
  for (const setting of [null, undefined, 'off', 3, [], { 'spa/wraps': 'loud' }, { 'spa/wraps': null }])
    expect(severities(setting, 'spa/wraps')).toEqual(['spa/wraps error']);
});

test('every rule is listed once, with a line that says what it is', () => {
  const rules = allRules();
  const codes = rules.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes).toEqual(expect.arrayContaining(Object.keys(problemCodes)));
  for (const { meaning } of rules) expect(meaning).toMatch(/^[A-Z].*\.$/);
});
