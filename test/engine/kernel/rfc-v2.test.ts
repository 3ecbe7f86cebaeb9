import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { readTopology } from '../../../src/engine/topology/reading.ts';
import { Acting } from './acting.ts';
import { embedded, machineOf, pair, run, states } from './running.ts';

const [first, second] = ['0008:01:00.0', '0009:01:00.0'];

/** Two GPUs of a socket, as their tables have it; properties of the second may be other ones. */
function machine(pages = '[0x80010000]', size = '447 GiB', table = '0x7870000000', pageSize = '4 KiB') {
  const gpu = (bdf: string) => `
      - bdf: ${bdf}
        device: 10de:2941
        properties:
          nvidia,gpu-mem-base-pa: 0x420000000000
          nvidia,gpu-mem-size: 184 GiB
          nvidia,egm-pxm: 4
          nvidia,egm-base-pa: 0x80000000
          nvidia,egm-size: ${size}
          nvidia,egm-retired-pages-data-base: ${table}`;
  return readTopology(
    'test.topology.yaml',
    `topology: 1
page-size: ${pageSize}
sockets:
  - socket: 0
    pxm: 0
    gpus:${gpu(first)}${gpu(second)}
retired-pages:
  - { table: 0x7870000000, pages: ${pages} }
`,
  ).documents[0]!;
}

function up(topology = machine()): Acting {
  const acting = new Acting(embedded('rfc-v2'), topology);
  acting.up(first, second);
  return acting;
}

test('all of it is translated', () => {
  const { notes } = compileDriver(embedded('rfc-v2'), 0x1000n);
  expect(notes).toMatchObject({ untranslated: [], missingHeaders: [], assumed: 'embedded' });
});

test('in order, nothing is wrong; the minor is the PXM, which nobody reserved', () => {
  const acting = up();
  expect(acting.observe().nodes).toMatchObject([
    { name: 'egm4', major: 511, minor: 4, mode: 0o600, reserved: false },
  ]);
  expect(acting.do('open egm4 as a', 'open egm4 as b', 'mmap a 0 65536', 'close a')).toEqual([0, -16, 0, 0]);
  const undo = [`unbind ${second}`, `unbind ${first}`, 'unload nvgrace-gpu-vfio-pci', 'unload nvgrace-egm'];
  expect(acting.do(...undo)).toEqual([0, 0, 0, 0]);
  expect(acting.kinds()).toEqual([]);
  expect(acting.lost()).toEqual([]);
});

test('a run of it has the nodes, and the errnos of properties', () => {
  expect(run(embedded('rfc-v2'), machine())).toMatchObject({
    nodes: ['/dev/egm4'],
    findings: [],
    stopped: null,
  });
  expect(states(run(embedded('rfc-v2'), machineOf(pair)))).toEqual(['failed 22', 'failed 22']);
  const zero = run(embedded('rfc-v2'), machine('[]', '447 GiB', '0'));
  expect(states(zero)).toEqual(['failed 22', 'failed 22']);
  expect(zero.log[0]).toBe(`nvgrace_gpu_vfio_pci ${first}: Retired pages region is not setup`);
});

describe('what was said of it', () => {
  test('mmap takes private mappings, and offsets that are the same in 40 bits', () => {
    const acting = up();
    acting.do('open egm4 as a');
    expect(acting.do('mmap a 0 479962595328 private', `mmap a ${1n << 40n} 65536`)).toEqual([0, 0]);
    expect(acting.do('mmap a 0 479962599424')).toEqual([-22]);
  });

  test('the ioctl calls too little room a success', () => {
    const acting = up();
    expect(acting.do('open egm4 as a', 'ioctl a 4', 'ioctl a 8')).toEqual([0, -22, 0]);
    expect(acting.words('a', 1)).toEqual([24n]);
    expect(acting.do('ioctl a 24')).toEqual([0]);
    expect(acting.words('a', 3)).toEqual([(1n << 32n) | 24n, 0x10000n, 0x1000n]);
  });

  test('an open file outlives the region that mmap and ioctl look at', () => {
    const acting = up();
    acting.do('open egm4 as a', `unbind ${first}`, `unbind ${second}`, 'mmap a 0 4096');
    expect(new Set(acting.kinds())).toEqual(new Set(['use-after-free/read']));
    expect(acting.run.state.findings[0]).toMatchObject({ object: { name: 'struct egm_device' } });
  });

  test('a page that fails is noted where nothing may sleep', () => {
    const acting = up();
    acting.do('open egm4 as a', 'mmap a 0 4096', 'poison 0x80000000');
    expect(acting.kinds()).toEqual(['sleep-in-atomic/RCU read section']);
  });

  test('512 entries are one more than a page of 4 KiB holds; 513 lose the mapping, and there is no node', () => {
    const entries = (count: number) => `[${Array.from({ length: count }, () => '0x80010000').join(', ')}]`;
    expect(up(machine(entries(511))).kinds()).toEqual([]);
    expect(up(machine(entries(512))).kinds()).toEqual(['out-of-bounds/read']);
    const over = up(machine(entries(513)));
    expect(over.observe()).toMatchObject({ nodes: [], auxiliary: [{ id: 4 }] });
    over.do(`unbind ${second}`, `unbind ${first}`, 'unload nvgrace-gpu-vfio-pci', 'unload nvgrace-egm');
    expect(over.lost()).toEqual([expect.stringMatching(/^mapping struct mapping/)]);
  });

  test('a record that cannot be allocated frees the entry of others', () => {
    const acting = new Acting(embedded('rfc-v2'), machine());
    acting.do('load nvgrace-egm', 'load nvgrace-gpu-vfio-pci', `bind ${first}`);
    const found = new Set<string>();
    for (let later = 0; later < 60; later++) {
      const each = new Acting(embedded('rfc-v2'), machine());
      each.do('load nvgrace-egm', 'load nvgrace-gpu-vfio-pci', `bind ${first}`);
      each.fail(later);
      each.do(`bind ${second}`, `unbind ${first}`);
      for (const kind of each.kinds()) found.add(kind);
    }
    expect([...found]).toContain('use-after-free/read');
  });

  test('without nvgrace-egm there are no links, and the device stays when its parent goes', () => {
    const acting = new Acting(embedded('rfc-v2'), machine());
    acting.do('load nvgrace-gpu-vfio-pci', `bind ${first}`, `bind ${second}`, 'load nvgrace-egm');
    expect(acting.do(`unbind ${first}`)).toEqual([0]);
    expect(acting.observe().auxiliary).toMatchObject([{ parentBound: false }]);
    expect(acting.kinds()).toEqual([]);
  });
});
