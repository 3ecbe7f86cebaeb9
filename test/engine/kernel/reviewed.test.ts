import { describe, expect, test } from 'vitest';
import { readTopology } from '../../../src/engine/topology/reading.ts';
import { Acting } from './acting.ts';
import { embedded } from './running.ts';

const [first, second] = ['0008:01:00.0', '0009:01:00.0'];
const modules = ['nvgrace-egm', 'nvgrace-gpu-vfio-pci'];

/** Two GPUs of a socket whose tables list two retired pages, and one outside. */
function machine(size = '447 GiB', pages = '[0x80010000, 0x90000000, 0x10]') {
  const gpu = (bdf: string) => `
      - bdf: ${bdf}
        device: 10de:2941
        properties:
          nvidia,gpu-mem-base-pa: 0x420000000000
          nvidia,gpu-mem-size: 184 GiB
          nvidia,egm-pxm: 4
          nvidia,egm-base-pa: 0x80000000
          nvidia,egm-size: ${size}
          nvidia,egm-retired-pages-data-base: 0x7870000000`;
  return readTopology(
    'test.topology.yaml',
    `topology: 1
page-size: 64 KiB
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
  const acting = new Acting(embedded('reviewed'), topology);
  acting.up(first, second);
  return acting;
}

/** All is taken down, and nothing is left behind or was found wrong. */
function down(acting: Acting): void {
  const results = acting.do(...modules.toReversed().map((module) => `unload ${module}`));
  expect(results).toEqual([0, 0]);
  expect(acting.observe()).toMatchObject({ auxiliary: [], nodes: [], files: [] });
  expect(acting.lost()).toEqual([]);
  expect(acting.kinds()).toEqual([]);
}

test('a node of mode 0600 with a reserved minor', () => {
  const acting = up();
  expect(acting.observe().nodes).toMatchObject([
    {
      name: 'egm4',
      auxiliary: 'nvgrace_gpu_vfio_pci.egm.4',
      major: 511,
      minor: 0,
      mode: 0o600,
      reserved: true,
    },
  ]);
  expect(acting.log()).toEqual(['egm egm4: retired page 0x10 is not of the region']);
  down(acting);
});

describe('open', () => {
  test('scrubs all of the region; a second user is told -EBUSY, and the next one not', () => {
    const acting = up();
    expect(acting.do('open egm4 as a', 'open egm4 as b', 'close a', 'open egm4 as b', 'close b')).toEqual([
      0, -16, 0, 0, 0,
    ]);
    expect(acting.observe().scrubs).toEqual([{ base: 0x80000000n, size: 447n << 30n }]);
    down(acting);
  });

  test('keeps the module; the region may go, and the file is then good for closing only', () => {
    const acting = up();
    expect(acting.do('open egm4 as a', 'mmap a 0 65536', 'unload nvgrace-egm')).toEqual([0, 0, -11]);
    expect(acting.do(`unbind ${first}`, `unbind ${second}`)).toEqual([0, 0]);
    expect(acting.observe().nodes).toEqual([]);
    expect(acting.do('mmap a 0 65536', 'ioctl a 8', 'open egm4 as b', 'close a')).toEqual([-19, -28, -2, 0]);
    down(acting);
  });

  test('the region can be had again while the old file is still open', () => {
    const acting = up();
    acting.do('open egm4 as a', 'mmap a 0 65536', `unbind ${first}`, `unbind ${second}`, `bind ${first}`);
    expect(acting.do('open egm4 as b', 'mmap b 0 65536', 'close b', 'close a')).toEqual([0, 0, 0, 0]);
    down(acting);
  });
});

test('mmap honours offset, length and VM_SHARED', () => {
  const acting = up(machine('0x40000'));
  acting.do('open egm4 as a');
  expect(acting.do('mmap a 0 262144', 'mmap a 196608 65536', 'mmap a 196608 131072')).toEqual([0, 0, -22]);
  expect(acting.do('mmap a 0 65536 private', 'mmap a 0xffffffffffff0000 65536')).toEqual([-22, -75]);
  acting.do('close a');
  down(acting);
});

describe('retired pages', () => {
  test('as the table has them; -ENOSPC says what is needed', () => {
    const acting = up();
    expect(acting.do('open egm4 as a', 'ioctl a 4', 'ioctl a 8')).toEqual([0, -22, -28]);
    expect(acting.words('a', 1)).toEqual([40n]);
    expect(acting.do('ioctl a 40')).toEqual([0]);
    expect(acting.words('a', 5)).toEqual([(2n << 32n) | 40n, 0x10000n, 0x10000n, 0x10000000n, 0x10000n]);
    acting.do('close a');
    down(acting);
  });

  test('a page that fails is one of them, and its user is signalled', () => {
    const acting = up();
    expect(acting.do('open egm4 as a', 'mmap a 0 131072', 'poison 0x80000000', 'poison 0x80050000')).toEqual([
      0, 0, 0, 0,
    ]);
    expect(acting.log().filter((line) => line.includes('SIGBUS'))).toHaveLength(1);
    expect(acting.do('ioctl a 56')).toEqual([0]);
    expect(acting.words('a', 1)).toEqual([(3n << 32n) | 56n]);
    expect(acting.do('close a', 'poison 0x80000000')).toEqual([0, -16]);
    down(acting);
  });

  test('a table of more than the firmware can write has no node', () => {
    const many = Array.from({ length: 4097 }, () => '0x80010000').join(', ');
    const acting = up(machine('447 GiB', `[${many}]`));
    expect(acting.observe()).toMatchObject({ nodes: [], auxiliary: [{ id: 4 }] });
    expect(acting.log().at(-1)).toBe(
      'nvgrace_egm.nvgrace_egm nvgrace_gpu_vfio_pci.egm.4: probe with driver nvgrace_egm.nvgrace_egm failed with error -22',
    );
    down(acting);
  });
});

describe('unbinding', () => {
  test('the device moves to another GPU when its parent goes', () => {
    const acting = up();
    acting.do('open egm4 as a');
    expect(acting.do(`unbind ${first}`)).toEqual([0]);
    expect(acting.observe()).toMatchObject({
      auxiliary: [{ parent: 1, parentBound: true }],
      nodes: [{ name: 'egm4' }],
    });
    expect(acting.do(`bind ${first}`, `unbind ${second}`, 'close a')).toEqual([0, 0, 0]);
    expect(acting.observe().auxiliary).toMatchObject([{ parent: 0, parentBound: true }]);
    down(acting);
  });

  test('a GPU is unplugged with the node open', () => {
    const acting = up();
    acting.do('open egm4 as a', `unplug ${first}`, `unplug ${second}`, 'close a');
    down(acting);
  });
});

test('nvgrace-egm may come later, go, and come again', () => {
  const acting = new Acting(embedded('reviewed'), machine());
  acting.do('load nvgrace-gpu-vfio-pci', `bind ${first}`);
  expect(acting.observe().nodes).toEqual([]);
  for (const _ of [1, 2]) {
    expect(acting.do('load nvgrace-egm')).toEqual([0]);
    expect(acting.observe().nodes).toHaveLength(1);
    expect(acting.do('unload nvgrace-egm')).toEqual([0]);
    expect(acting.observe()).toMatchObject({ nodes: [], auxiliary: [{ id: 4 }] });
  }
  acting.do('load nvgrace-egm');
  down(acting);
});

test('any one call may fail: nothing is found, and nothing is left', { timeout: 60_000 }, () => {
  const topology = machine();
  const failed: string[] = [];
  for (let later = 0; ; later++) {
    const acting = new Acting(embedded('reviewed'), topology);
    acting.fail(later);
    acting.do(...modules.map((module) => `load ${module}`), `bind ${first}`, `bind ${second}`);
    acting.do('open egm4 as a', 'mmap a 0 131072', 'ioctl a 40', 'poison 0x80000000', `unbind ${first}`);
    acting.do('close a', `unbind ${second}`, ...modules.toReversed().map((module) => `unload ${module}`));
    if (acting.failed().length === 0) break;
    failed.push(...acting.failed());
    const where = `${acting.failed()} (${later})`;
    expect([where, acting.kinds(), acting.lost()]).toEqual([where, [], []]);
    expect([where, acting.observe()]).toMatchObject([where, { auxiliary: [], nodes: [], files: [] }]);
  }
  expect(failed).toEqual(
    expect.arrayContaining(['kmalloc', 'memremap', 'kobject_move', 'cdev_add', 'copy_to_user']),
  );
  expect(failed.length).toBeGreaterThan(60);
});
