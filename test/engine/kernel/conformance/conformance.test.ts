import { describe, expect, test } from 'vitest';
import { inKernel } from '../running.ts';
import { atomics } from './atomics.ts';
import { classes } from './classes.ts';
import { deviceLinks } from './device-links.ts';
import { devices } from './devices.ts';
import { lib } from './lib.ts';
import { locks } from './locks.ts';
import { tables } from './tables.ts';
import { works } from './works.ts';

describe.each([...atomics, ...lib, ...locks, ...tables, ...works, ...classes, ...devices, ...deviceLinks])(
  '$of',
  ({ functions, body, before = '', gpus = [], says }) => {
    test(functions.join(', '), () => {
      for (const name of functions)
        expect(`${before}\n${body}`, 'calls it').toMatch(new RegExp(`\\b${name}\\(`));
      const { log, findings, stopped } = inKernel(body, before, gpus);
      expect({ log, findings, stopped }).toEqual({ log: says, findings: [], stopped: null });
    });
  },
);
