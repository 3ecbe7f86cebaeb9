import { expect, test } from 'vitest';
import type { ShownProblem } from '../../../src/engine/base/problem.ts';
import type { Outcome } from '../../../src/engine/kernel/outcome.ts';
import type { OutlineNode } from '../../../src/engine/view/outline.ts';
import { outline } from '../../../src/engine/view/rows/machine.ts';
import { doubleFree, machine, outcomeOf, threeGpus } from './driven.ts';

function drawn(node: OutlineNode, depth = 0): string {
  const line = `${'  '.repeat(depth)}[${node.icon}] ${node.label} | ${node.description}\n`;
  return line + node.children.map((child) => drawn(child, depth + 1)).join('');
}

function every(node: OutlineNode): readonly OutlineNode[] {
  return [node, ...node.children.flatMap(every)];
}

test('a machine before its driver ran', () => {
  expect(drawn(outline(machine(), [], null))).toBe(`[machine] three GPUs | not run
  [socket] Socket 0 | PXM 0 · 2 GPUs
    [memory] Host memory | 0x7040000000-0x783fffffff · 0x800000000 (32 GiB)
    [region] EGM region, PXM 4 | not run · base 0x80000000 · size 0x6fc0000000 (447 GiB)
    [gpu] GPU 0008:01:00.0 | not run · 10de:2941
      [property] nvidia,egm-base-pa | 0x80000000
      [property] nvidia,egm-size | 0x6fc0000000 (447 GiB)
      [property] nvidia,egm-pxm | 4
    [gpu] GPU 0009:01:00.0 | not run · 10de:2941
      [property] nvidia,egm-base-pa | 0x80000000
      [property] nvidia,egm-size | 0x6fc0000000 (447 GiB)
      [property] nvidia,egm-pxm | 4
  [socket] Socket 1 | PXM 1 · 1 GPU
    [gpu] GPU 0018:01:00.0 | not run
      [property] nvidia,egm-pxm | "five", a string: read as an integer it is -EPROTO
`);
});

test('a machine with its outcome', () => {
  const topology = machine();
  const rows = drawn(outline(topology, [], outcomeOf(topology))).split('\n');
  expect(rows.filter((row) => !row.includes('[property]')).join('\n')).toBe(
    `[machine] three GPUs | toy: 1 of 3 GPUs bound, 1 failed, 1 unbound, 1 finding
  [socket] Socket 0 | PXM 0 · 2 GPUs
    [memory] Host memory | 0x7040000000-0x783fffffff · 0x800000000 (32 GiB)
    [region] EGM region, PXM 4 | present · base 0x80000000 · size 0x6fc0000000 (447 GiB) · nvgrace_gpu_vfio_pci.egm.4 · owned by 0008:01:00.0
    [bound] GPU 0008:01:00.0 | bound · 10de:2941
    [failed] GPU 0009:01:00.0 | failed with -EINVAL after auxiliary_device_add returned -EEXIST · 10de:2941
    [device] nvgrace_gpu_vfio_pci.egm.4 | child of 0008:01:00.0 · 2 references · used by 0008:01:00.0
    [finding] Finding: double free | struct nvgrace_egm_dev is freed again · probe of 0009:01:00.0 · egm_dev.c:61
  [socket] Socket 1 | PXM 1 · 1 GPU
    [unbound] GPU 0018:01:00.0 | unbound: the topology gives no device id
`,
  );
});

test('a running driver is told in words and by icon', () => {
  const rows = every(outline(machine(), [], 'running'));
  const gpu = rows.find((row) => row.kind === 'gpu')!;
  expect(gpu.icon).toBe('waiting');
  expect(gpu.description).toBe('running… · 10de:2941');
});

test('a screen reader hears the meaning of an errno and no minus sign', () => {
  const topology = machine();
  const gpu = every(outline(topology, [], outcomeOf(topology))).find((row) => row.icon === 'failed')!;
  expect(gpu.spoken).toBe(
    'GPU 0009:01:00.0, failed with EINVAL (invalid argument) after auxiliary_device_add returned EEXIST, 10de:2941',
  );
});

test('a finding goes to its line of C, a GPU to its BDF, and values can be copied', () => {
  const topology = machine();
  const rows = every(outline(topology, [], outcomeOf(topology)));
  expect(rows.find((row) => row.kind === 'finding')!.source).toEqual({
    file: 'driver-model:/toy/egm_dev.c',
    position: { line: 60, character: 1 },
  });
  const gpu = rows.find((row) => row.kind === 'gpu')!;
  expect(threeGpus.slice(gpu.place!.span.start, gpu.place!.span.end)).toBe('0008:01:00.0');
  expect(gpu.copy).toMatchObject({ bdf: '0008:01:00.0', device: 'nvgrace_gpu_vfio_pci.egm.4' });
  expect(rows.find((row) => row.kind === 'region')!.copy).toMatchObject({
    address: '0x80000000',
    size: '0x6fc0000000',
    pxm: '4',
    path: '/sys/bus/auxiliary/devices/nvgrace_gpu_vfio_pci.egm.4',
  });
});

test('ids are unique, though sockets, GPUs and findings are given twice', () => {
  const twice = machine(threeGpus.replaceAll('socket: 1', 'socket: 0').replaceAll('0009:', '0008:'));
  const outcome = outcomeOf(twice, { findings: [doubleFree, doubleFree] });
  const ids = every(outline(twice, [], outcome)).map((row) => row.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain('socket:0/gpu:0008:01:00.0');
});

test('ids stay when text is added before the thing', () => {
  const before = every(outline(machine(), [], null)).map((row) => row.id);
  const after = every(outline(machine(`# a comment\n${threeGpus}`), [], null)).map((row) => row.id);
  expect(after).toEqual(before);
});

test('a region names the GPUs that contradict it', () => {
  const topology = machine(threeGpus.replace('447 GiB', '1 GiB'));
  const region = every(outline(topology, [], null)).find((row) => row.kind === 'region')!;
  expect(region.description).toBe(
    'not run · conflicting: 0009:01:00.0 · base 0x80000000 · size 0x40000000 (1 GiB)',
  );
});

test('two domains with one device name: the device is that of the region whose GPU is its parent', () => {
  const far = threeGpus.replace('"five"', '0x100000004');
  const topology = machine(far);
  const regions = every(outline(topology, [], outcomeOf(topology))).filter((row) => row.kind === 'region');
  expect(regions.map((row) => row.description.split(' · ')[0])).toEqual([
    'present',
    'absent, without a device',
  ]);
  expect(regions[1]!.label).toBe('EGM region, PXM 4294967300 (0x100000004; 4 in a device name)');
});

test('a region may have a node and no auxiliary device, and a device whose number is another', () => {
  const topology = machine();
  const described = (changes: Partial<Outcome>) => {
    const rows = every(outline(topology, [], outcomeOf(topology, changes)));
    return rows.find((row) => row.kind === 'region')!.description;
  };
  const facts = 'base 0x80000000 · size 0x6fc0000000 (447 GiB)';
  expect(described({ auxiliaryDevices: [] })).toBe(`present · ${facts} · /dev/egm4`);
  expect(described({ auxiliaryDevices: [], nodes: ['/dev/egm40'] })).toBe(
    `absent, without a device · ${facts}`,
  );
  const [device] = outcomeOf(topology).auxiliaryDevices;
  const numbered = { ...device!, name: 'gadget.egm.0' };
  expect(described({ auxiliaryDevices: [numbered] })).toContain('gadget.egm.0');
  expect(described({ auxiliaryDevices: [numbered, device!] })).toContain(device!.name);
  const others = { ...device!, name: 'gadget.egm.4', region: 0 };
  expect(described({ auxiliaryDevices: [others], nodes: [] })).toMatch(/^absent/);
});

test('rows count the Problems inside them', () => {
  const topology = machine();
  const size = topology.sockets[0]!.gpus[1]!.properties[1]!.value.place;
  const problem: ShownProblem = { code: 'x/y', severity: 'error', message: '', place: size, related: [] };
  const marked = every(outline(topology, [problem, problem], null)).filter((row) =>
    /problem/.test(row.description),
  );
  expect(marked.map((row) => row.id)).toEqual([
    'socket:0/gpu:0009:01:00.0',
    'socket:0/gpu:0009:01:00.0/nvidia,egm-size',
  ]);
});

test("the user's own words cannot become Markdown", () => {
  const named = machine(threeGpus.replace('name: three GPUs', 'name: "**x** [y](command:z) <b>"'));
  expect(outline(named, [], null).tooltip).toBe('**\\*\\*x\\*\\* \\[y\\]\\(command:z\\) &lt;b\\>**');
});
