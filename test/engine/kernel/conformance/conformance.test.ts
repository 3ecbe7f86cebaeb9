import { describe, expect, test } from 'vitest';
import { inKernel } from '../running.ts';
import { rows } from './rows.ts';

describe.each(rows)('$of', ({ functions, body, before = '', gpus = [], says }) => {
  test(functions.join(', '), () => {
    for (const name of functions)
      expect(`${before}\n${body}`, 'calls it').toMatch(new RegExp(`\\b${name}\\(`));
    const { log, findings, stopped } = inKernel(body, before, gpus);
    expect({ log, findings, stopped }).toEqual({ log: says, findings: [], stopped: null });
  });
});
