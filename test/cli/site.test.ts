import { expect, test } from 'vitest';
import { siteEntry } from '../../src/cli/json.ts';

test('a line of C counts from 0, and what happens at none has no site', () => {
  expect(siteEntry({ file: 'egm.c', line: 31, column: 2 })).toEqual({ file: 'egm.c', line: 30 });
  expect(siteEntry({ file: '', line: 0, column: 0 })).toBeNull();
});
