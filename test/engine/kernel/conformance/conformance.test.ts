import { describe, expect, test } from 'vitest';
import { inKernel, kinds } from '../running.ts';
import { rows } from './rows.ts';

describe.each(rows)('$of', ({ functions, body, before = '', gpus = [], finds = [], says }) => {
  test(functions.join(', '), () => {
    for (const name of functions)
      expect(`${before}\n${body}`, 'calls it').toMatch(new RegExp(`\\b${name}\\(`));
    const outcome = inKernel(body, before, gpus);
    const { log, stopped } = outcome;
    expect({ log, kinds: kinds(outcome), stopped }).toEqual({ log: says, kinds: finds, stopped: null });
  });
});
