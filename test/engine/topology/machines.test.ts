import { expect, test } from 'vitest';
import { readTopology, regionsOf } from '../../../src/engine/index.ts';
import { fixtures, machine } from './fixture.ts';

test.each(fixtures('machines'))('$name: a real machine has no error and no warning', ({ name, text }) => {
  const { problems, documents, syntaxError } = readTopology(name, text);
  expect(syntaxError).toBe(false);
  expect(documents[0]?.sockets.length).toBeGreaterThan(0);
  // EGM without hypervisor is worth a remark: the region is the host's memory.
  expect(problems.filter(({ code }) => code !== 'platform/egm-is-host-memory')).toEqual([]);
  expect(problems.every(({ severity }) => severity === 'information')).toBe(true);
});

test('GB200 with a hypervisor: one region per socket, named by both GPUs', () => {
  const [topology] = readTopology('gb200', machine('gb200-egm-hypervisor')).documents;
  const regions = regionsOf(topology!).map(({ pxm, base, size, socket, gpus }) => ({
    pxm,
    base,
    size,
    socket: socket.socket?.value,
    gpus: gpus.map((gpu) => gpu.bdf?.value),
  }));
  expect(regions).toEqual([
    { pxm: 4n, base: 0x80000000n, size: 0x6fc0000000n, socket: 0n, gpus: ['0008:01:00.0', '0009:01:00.0'] },
    {
      pxm: 5n,
      base: 0x100080000000n,
      size: 0x6fc0000000n,
      socket: 1n,
      gpus: ['0018:01:00.0', '0019:01:00.0'],
    },
  ]);
});

test('without the profile of Grace, a region in host memory is a problem', () => {
  const text = machine('gb200-egm').replace('platform: nvidia-grace\n', '');
  const codes = readTopology('gb200', text).problems.map(({ code }) => code);
  expect(codes.sort()).toEqual([
    'pxm/collides-with-cpu',
    'pxm/collides-with-cpu',
    'spa/overlaps-host-memory',
    'spa/overlaps-host-memory',
  ]);
});

test('the exception is of the whole socket: one GPU with another domain ends it', () => {
  const text = machine('gb200-egm').replace('nvidia,egm-pxm: 0\n', 'nvidia,egm-pxm: 4\n');
  const codes = readTopology('gb200', text).problems.map(({ code }) => code);
  expect(codes).toContain('spa/overlaps-host-memory');
  expect(codes).toContain('pxm/collides-with-cpu');
});
