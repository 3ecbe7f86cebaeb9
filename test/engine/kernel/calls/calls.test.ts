import { describe, expect, test } from 'vitest';
import { inKernel } from '../running.ts';
import { randomCalls } from './calls.ts';

/* What they come to is held to Linux by test/kernel/calls.kernel.ts. */
describe('functions called at random', () => {
  test.each(randomCalls(1, 2))(
    '$name: all is executed, and nothing is wrong',
    ({ before, body, gpus, isWrong }) => {
      const { findings, stopped, log } = inKernel(body, before, gpus);
      expect({ findings: isWrong ? [] : findings, stopped }, body).toEqual({ findings: [], stopped: null });
      expect(log.length).toBeGreaterThan(8);
    },
  );
});
