import { expect, test } from 'vitest';
import { readTopology } from '../../src/engine/topology/reading.ts';
import { manyGpus } from './many-gpus.ts';

test('what is measured is a machine without faults', () => {
  const { documents, problems } = readTopology('many', manyGpus(7));
  expect(problems).toEqual([]);
  expect(documents[0]!.sockets.map(({ gpus }) => gpus.length)).toEqual([2, 2, 2, 1]);
});
