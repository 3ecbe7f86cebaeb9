import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';

import { readTopology } from '../../../src/engine/topology/reading.ts';
import { embedded, type GpuSpec, kinds, machineOf, pair, run, states } from './running.ts';

const sampleFile = new URL('../../fixtures/sample-workspace/gb200.topology.yaml', import.meta.url);
const sample = readTopology('gb200.topology.yaml', readFileSync(sampleFile, 'utf8')).documents[0]!;

function outcome(driver: string, gpus: readonly GpuSpec[]) {
  return run(embedded(driver), machineOf(gpus));
}

describe('the GB200 sample', () => {
  test('reviewed binds all four GPUs to two devices, without a finding', () => {
    const result = run(embedded('reviewed'), sample);
    expect(states(result)).toEqual(['bound', 'bound', 'bound', 'bound']);
    expect(result.auxiliaryDevices).toEqual([
      {
        name: 'nvgrace_gpu_vfio_pci.egm.4',
        parent: '0008:01:00.0',
        refcount: 5,
        failure: null,
        region: 4,
        gpus: ['0008:01:00.0', '0009:01:00.0'],
        nodes: ['/dev/egm4'],
      },
      {
        name: 'nvgrace_gpu_vfio_pci.egm.5',
        parent: '0018:01:00.0',
        refcount: 5,
        failure: null,
        region: 5,
        gpus: ['0018:01:00.0', '0019:01:00.0'],
        nodes: ['/dev/egm5'],
      },
    ]);
    expect(result.gpus.map(({ device }) => device)).toEqual([
      'nvgrace_gpu_vfio_pci.egm.4',
      'nvgrace_gpu_vfio_pci.egm.4',
      'nvgrace_gpu_vfio_pci.egm.5',
      'nvgrace_gpu_vfio_pci.egm.5',
    ]);
    expect(result).toMatchObject({ findings: [], log: [], stopped: null, driver: 'reviewed' });
    expect(result.nodes).toEqual(['/dev/egm4', '/dev/egm5']);
  });

  test('rfc-v2-02 fails the second GPU of each socket, and frees its device twice', () => {
    const result = run(embedded('rfc-v2-02'), sample);
    expect(states(result)).toEqual(['bound', 'failed 22', 'bound', 'failed 22']);
    expect(result.gpus[1]!.call).toMatchObject({ function: 'auxiliary_device_add', errno: 17 });
    expect(result.log).toEqual([
      "sysfs: cannot create duplicate filename '/bus/auxiliary/devices/nvgrace_gpu_vfio_pci.egm.4'",
      'auxiliary nvgrace_gpu_vfio_pci.egm.4: adding auxiliary device failed!: -17',
      'nvgrace_gpu_vfio_pci 0009:01:00.0: probe with driver nvgrace_gpu_vfio_pci failed with error -22',
      "sysfs: cannot create duplicate filename '/bus/auxiliary/devices/nvgrace_gpu_vfio_pci.egm.5'",
      'auxiliary nvgrace_gpu_vfio_pci.egm.5: adding auxiliary device failed!: -17',
      'nvgrace_gpu_vfio_pci 0019:01:00.0: probe with driver nvgrace_gpu_vfio_pci failed with error -22',
    ]);
    expect(kinds(result)).toEqual(['double-free', 'double-free']);
    const [finding] = result.findings;
    const text = embedded('rfc-v2-02').files.get('egm.c')!.split('\n');
    expect(finding).toMatchObject({ gpu: '0009:01:00.0', during: 'probe', object: 'struct egm_device' });
    expect(text[finding!.source.line - 1]).toContain('kvfree(egm);');
    expect(text[finding!.allocated!.line - 1]).toContain('kzalloc');
    expect(text[finding!.freed!.line - 1]).toContain('kvfree(container_of');
  });

  test('rfc-v2-03 shares the devices; one by one, nothing is wrong', () => {
    const result = run(embedded('rfc-v2-03'), sample);
    expect(states(result)).toEqual(['bound', 'bound', 'bound', 'bound']);
    expect(result).toMatchObject({ findings: [], log: [], stopped: null });
  });

  test.each(['reviewed', 'rfc-v2-02', 'rfc-v2-03'])('all of %s is translated', (name) => {
    const { notes } = compileDriver(embedded(name), 0x10000n);
    expect(notes).toMatchObject({ untranslated: [], missingHeaders: [], assumed: 'embedded' });
  });

  test('the same run gives the same outcome', () => {
    expect(JSON.stringify(run(embedded('rfc-v2-02'), sample).findings)).toBe(
      JSON.stringify(run(embedded('rfc-v2-02'), sample).findings),
    );
  });
});

describe('properties', () => {
  const one = (spec: Partial<GpuSpec>): GpuSpec[] => [{ bdf: '0008:01:00.0', ...spec }];

  test.each([
    ['egm-pxm absent', { pxm: null }, 'bound'],
    ['egm-pxm a string', { pxm: '"4"' }, 'failed 71'],
    ['egm-size absent', { size: null }, 'failed 22'],
    ['egm-size a string', { size: '"much"' }, 'failed 71'],
    ['egm-base-pa absent', { base: null }, 'failed 22'],
    ['egm-base-pa a string', { base: '"0x80000000"' }, 'failed 71'],
    ['a size of zero', { size: '0' }, 'failed 22'],
    ['a base of zero', { base: '0' }, 'failed 22'],
    ['a region that wraps', { base: '0xFFFFFFFFFFFF0000', size: '0x10001' }, 'failed 22'],
    ['a region to the last byte', { base: '0xFFFFFFFFFFFF0000', size: '0x10000' }, 'bound'],
    ['all of egm absent', { pxm: null, size: null, base: null }, 'bound'],
  ])('reviewed with %s', (_, spec, state) => {
    const result = outcome('reviewed', one(spec));
    expect(states(result)).toEqual([state]);
    expect(result.findings).toEqual([]);
  });

  test.each(['rfc-v2-02', 'rfc-v2-03'])(
    '%s takes any error of egm-pxm for no EGM, and reads nothing else',
    (driver) => {
      for (const spec of [{ pxm: null }, { pxm: '"4"' }]) {
        expect(outcome(driver, one(spec))).toMatchObject({ auxiliaryDevices: [], findings: [], log: [] });
        expect(states(outcome(driver, one(spec)))).toEqual(['bound']);
      }
      expect(states(outcome(driver, one({ size: null, base: null })))).toEqual(['bound']);
    },
  );

  test('reviewed names the call that failed, and says why', () => {
    const result = outcome('reviewed', one({ pxm: '"4"' }));
    expect(result.gpus[0]!.call).toMatchObject({ function: 'device_property_read_u64', errno: 71 });
    expect(result.log).toEqual([
      'nvgrace_gpu_vfio_pci 0008:01:00.0: nvidia,egm-pxm cannot be read: -71',
      'nvgrace_gpu_vfio_pci 0008:01:00.0: probe with driver nvgrace_gpu_vfio_pci failed with error -71',
    ]);
  });

  test('reviewed refuses a GPU that differs from its region', () => {
    const result = outcome('reviewed', [pair[0]!, { ...pair[1]!, size: '0x6f00000000' }]);
    expect(states(result)).toEqual(['bound', 'failed 22']);
    expect(result.log[0]).toBe(
      'nvgrace_gpu_vfio_pci 0009:01:00.0: EGM region at 0x80000000 of 0x6f00000000 bytes differs from that of nvgrace_gpu_vfio_pci.egm.4',
    );
  });

  test('64 bits survive into C, 32 reach the name', () => {
    const names = (pxm: string) => outcome('reviewed', one({ pxm })).auxiliaryDevices.map(({ name }) => name);
    expect(names('0x80000000')).toEqual(['nvgrace_gpu_vfio_pci.egm.-2147483648']);
    expect(names('0x20000000000001')).toEqual(['nvgrace_gpu_vfio_pci.egm.1']);
    const odd = outcome('reviewed', one({ base: '0x20000000000001', size: '0xFFFFFFFFFFFF0000' }));
    expect(odd.log[0]).toContain('EGM region at 0x20000000000001 of 0xffffffffffff0000 bytes');
  });

  test('PXMs that are equal in 32 bits collide', () => {
    const gpus = [
      { ...pair[0]!, pxm: '5' },
      { ...pair[1]!, pxm: '0x100000005' },
    ];
    const result = outcome('reviewed', gpus);
    expect(states(result)).toEqual(['bound', 'failed 17']);
    expect(result.gpus[1]!.call).toMatchObject({ function: 'auxiliary_device_add', errno: 17 });
    expect(result.log).toContain(
      "sysfs: cannot create duplicate filename '/bus/auxiliary/devices/nvgrace_gpu_vfio_pci.egm.5'",
    );
    expect(result.findings).toEqual([]);
    expect(kinds(outcome('rfc-v2-03', gpus))).toEqual(['double-free']);
  });
});

describe('GPUs that are not bound', () => {
  test('say why', () => {
    const result = outcome('reviewed', [
      { bdf: '0008:01:00.0' },
      { bdf: '0008:01:00.0' },
      { bdf: '0009:01:00.0', device: '10de:1234' },
      { bdf: '000a:01:00.0', device: null },
      { bdf: 'nonsense' },
    ]);
    expect(result.gpus.map(({ state, reason }) => [state, reason])).toEqual([
      ['bound', null],
      ['unbound', 'duplicate-bdf'],
      ['unbound', 'no-match'],
      ['unbound', 'no-device-id'],
      ['unbound', 'malformed-bdf'],
    ]);
  });

  test('without GPU memory properties it binds without EGM', () => {
    const result = outcome('reviewed', [{ bdf: '0008:01:00.0', memorySize: '0' }]);
    expect(states(result)).toEqual(['bound']);
    expect(result.auxiliaryDevices).toEqual([]);
  });

  test.each([
    ['10de:2342', '1 GiB', 'failed 22'],
    ['10de:2342', '512 MiB', 'failed 75'],
    ['10de:2342', '1536 MiB', 'bound'],
    ['10de:2941', '512 MiB', 'bound'],
  ])(
    'a %s with %s of memory: %s, for MIG on Grace Hopper needs a part of it',
    (device, memorySize, state) => {
      expect(states(outcome('reviewed', [{ bdf: '0009:01:00.0', device, memorySize }]))).toEqual([state]);
    },
  );
});
