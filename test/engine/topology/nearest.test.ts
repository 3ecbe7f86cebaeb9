import { expect, test } from 'vitest';
import { nearest } from '../../../src/engine/topology/nearest.ts';

const keys = ['socket', 'pxm', 'memory', 'gpus', 'nvidia,egm-pxm', 'nvidia,egm-size', 'nvidia,gpu-mem-size'];

test.each([
  ['sockets', 'socket'],
  ['scoket', 'socket'],
  ['PXM', 'pxm'],
  ['pmx', 'pxm'],
  ['gpu', 'gpus'],
  ['egm-pxm', 'nvidia,egm-pxm'],
  ['nvidia.egm-pxm', 'nvidia,egm-pxm'],
  ['nvidia,egm_size', 'nvidia,egm-size'],
  ['nvidia,gpu-memory-size', 'nvidia,gpu-mem-size'],
  ['colour', null],
  ['x', null],
  ['', null],
  ['socket'.repeat(1000), null],
])('%s is nearest to %s', (text, expected) => {
  expect(nearest(text, keys)).toBe(expected);
});
