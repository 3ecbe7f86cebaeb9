import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';

import { edited, embedded, inKernel, kinds, machineOf, pair, run, states, trial } from './running.ts';

const little = { fuel: 300_000 };

test('an endless loop in a probe ends that task, and the run says so', () => {
  const source = edited(embedded('rfc-v2-02'), 'main.c', [
    ['\tif (egm_read_pxm', '\tfor (;;)\n\t\t;\n\tif (egm_read_pxm'],
  ]);
  const result = run(source, machineOf(pair), little);
  expect(kinds(result)).toEqual(['out-of-fuel', 'out-of-fuel']);
  expect(result.findings.map(({ gpu }) => gpu)).toEqual(['0008:01:00.0', '0009:01:00.0']);
  expect(result.gpus.map(({ state, errno }) => [state, errno])).toEqual([
    ['failed', null],
    ['failed', null],
  ]);
  expect(result.stopped).toContain('probe 0008:01:00.0');
});

test('an endless list', () => {
  const body = `static struct list_head a, b; struct list_head *pos; static LIST_HEAD(head);
a.next = &b; b.next = &a; head.next = &a;
list_for_each(pos, &head) ;`;
  expect(kinds(inKernel(body, '', [], little))).toEqual(['out-of-fuel']);
});

test('endless recursion, endless allocation, endless printing', () => {
  const before = 'static int deep(int n) { return n ? deep(n + 1) + 1 : 0; }';
  expect(kinds(inKernel('pr_info("%d", deep(1));', before))).toEqual(['out-of-fuel']);
  expect(kinds(inKernel('for (;;) if (!kmalloc(1 << 20, GFP_KERNEL)) break;'))).toContain('out-of-fuel');
  const endless = trial(
    '#include <linux/module.h>\nstatic int __init start(void) { for (;;) pr_info("again"); return 0; }\nmodule_init(start);\n',
  );
  const result = run(endless, machineOf([]), little);
  expect(kinds(result)).toEqual(['out-of-fuel']);
  expect(result.log.length).toBeLessThan(10_000);
});

test('an Oops ends the probe; a lock it held makes the next wait for ever, and the run ends', () => {
  const source = edited(embedded('reviewed'), 'egm.c', [
    ['\tregion = find_region(numbers.pxm);', '\t*(int *)NULL = 1;\n\tregion = find_region(numbers.pxm);'],
  ]);
  const result = run(source, machineOf(pair));
  expect(result.findings[0]).toMatchObject({ kind: 'null-dereference', gpu: '0008:01:00.0' });
  expect(states(result)).toEqual(['failed', 'failed']);
  expect(result.stopped).toContain('Oops');
});

test.each([
  [
    'a macro bomb',
    `${Array.from({ length: 40 }, (_, n) => `#define A${n + 1} A${n} A${n}`).join('\n')}\n#define A0 1;\nint f(void) { A40 }\n`,
  ],
  ['ten thousand parentheses', `int f(void) { return ${'('.repeat(10_000)}1${')'.repeat(10_000)}; }\n`],
  ['ten thousand braces', `int f(void) ${'{'.repeat(10_000)}${'}'.repeat(10_000)}\n`],
  ['ten thousand stars', `int ${'*'.repeat(10_000)}p;\nint f(void) { return 1; }\n`],
  ['a header that includes itself', '#include "main.c"\n'],
  [
    'a record of enormous size',
    'struct s { char a[1ul << 62]; };\nstruct s x;\nint f(void) { return sizeof(struct s) > 4; }\n',
  ],
  ['no text', ''],
  ['NUL and other bytes', '\0\u0001\ufffd\n#\n\\\n/*'],
])('%s', (_, text) => {
  const source = trial(
    `${text}\n#include <linux/module.h>\nstatic int __init start(void) { return 0; }\nmodule_init(start);\n`,
  );
  expect(compileDriver(source, 0x1000n).name).toBe('trial');
  expect(run(source, machineOf(pair), little).gpus).toHaveLength(2);
});

test('a driver that tramples on the device it is given', () => {
  const text = `#include <linux/pci.h>
static int probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	memset(pdev, 0x5a, sizeof(*pdev));
	return 0;
}
static const struct pci_device_id ids[] = { { PCI_DEVICE(0x10de, 0x2941) }, { } };
static struct pci_driver drv = { .name = "trial", .id_table = ids, .probe = probe };
module_pci_driver(drv);
`;
  const result = run(trial(text), machineOf(pair), { fuel: 2_000_000 });
  expect(result.findings.length).toBeGreaterThan(0);
  expect(result.gpus).toHaveLength(2);
});

test('six hundred GPUs: the first 512 are registered, and the run says so', () => {
  const gpus = Array.from({ length: 600 }, (_, n) => ({
    bdf: `${(n >> 8).toString(16).padStart(4, '0')}:${(n & 255).toString(16).padStart(2, '0')}:00.0`,
    pxm: null,
    device: n < 3 ? '10de:2941' : '10de:0001',
  }));
  const result = run(embedded('reviewed'), machineOf(gpus));
  const counted = (reason: string) =>
    result.gpus.filter((gpu) => (gpu.reason ?? gpu.state) === reason).length;
  expect(['bound', 'no-match', 'not-loaded'].map(counted)).toEqual([3, 509, 88]);
  expect(result.stopped).toContain('512');
});
