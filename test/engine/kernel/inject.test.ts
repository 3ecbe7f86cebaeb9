import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  compileDriver,
  embeddedDrivers,
  type FailableCalls,
  failableCalls,
  type Injected,
  injectFault,
  readTopology,
} from '../../../src/engine/index.ts';
import { explored } from './exploring.ts';
import { trial } from './running.ts';

const text = readFileSync(
  new URL('../../fixtures/sample-workspace/gb200.topology.yaml', import.meta.url),
  'utf8',
);
const topology = readTopology('gb200.topology.yaml', text).documents[0]!;
const [first, second] = ['0008:01:00.0', '0009:01:00.0'] as const;

function under(name: string) {
  const source = embeddedDrivers().find((each) => each.name === name)!;
  const driver = compileDriver(source, topology.pageSize);
  return {
    calls: (...bdfs: string[]): FailableCalls => {
      const steps = failableCalls(topology, driver, bdfs);
      for (;;) {
        const next = steps.next();
        if (next.done) return next.value;
      }
    },
    inject: (at: FailableCalls['calls'][number]['at'], ...bdfs: string[]): Injected =>
      injectFault(topology, driver, bdfs, at),
    lineOf: (file: string, line: number) => source.files.get(file)!.split('\n')[line - 1],
  };
}

test('the calls that can fail are listed with errno and line, and who makes them', () => {
  const { calls, lineOf } = under('rfc-v2-02');
  const { calls: found, brokenAt } = calls(first);
  expect(brokenAt).toBeNull();
  const add = found.find(({ call }) => call === 'auxiliary_device_add')!;
  expect(add).toMatchObject({ errno: 12, during: `probe ${first}` });
  expect(lineOf('egm.c', add.source!.line)).toContain('auxiliary_device_add');
  expect(new Set(found.map(({ during }) => during.split(' ')[0]))).toEqual(new Set(['load', 'probe']));
  expect(found.map(({ at }) => JSON.stringify(at))).toHaveLength(
    new Set(found.map(({ at }) => JSON.stringify(at))).size,
  );
});

test('a call in whose midst something fails, and that does well all the same, is none that fails', () => {
  const { calls, inject } = under('reviewed');
  const probing = calls(first).calls.filter(({ during }) => during === `probe ${first}`);
  // The link that the driver core makes for the device of the region: that its driver is not bound is nobody's errno.
  const dealtWith = probing.filter(
    ({ within, source, at }) =>
      within === 'kernfs_new_node' &&
      !/egm_char/.test(source?.file ?? '') &&
      inject(at, first).binds[0]!.errno === 0,
  );
  expect(dealtWith.map(({ call, errno }) => [call, errno])).toEqual([
    ['kernfs_new_node', null],
    ['kernfs_new_node', null],
  ]);
});

test('one that fails shows what comes of it: the finding, its steps, and what the bind was answered', () => {
  const { calls, inject } = under('rfc-v2-02');
  const add = calls(first).calls.find(({ call }) => call === 'auxiliary_device_add')!;
  const injected = inject(add.at, first);
  expect(injected.faults).toMatchObject([{ call: add.call, errno: add.errno, source: add.source }]);
  const found = injected.findings.find(({ finding }) => finding.kind === 'double-free')!;
  expect(found.finding.gpu).toBe(first);
  expect(found.trace.map(({ task }) => task)).toEqual([expect.stringMatching(/^load /), `probe ${first}`]);
});

test('where the driver breaks a rule though nothing fails, that is said', () => {
  expect(under('rfc-v2-02').calls(first, second).brokenAt).toBe(`probe ${second}`);
});

test('reviewed takes every call that fails: the bind is answered with an errno, or the GPU does without', () => {
  const { calls, inject } = under('reviewed');
  const { calls: found } = calls(first, second);
  const probing = found.filter(({ during }) => during === `probe ${second}`);
  expect(probing.length).toBeGreaterThan(3);
  for (const { at, call, errno } of found) {
    const injected = inject(at, first, second);
    expect(injected.findings, call).toEqual([]);
    expect(injected.faults).toMatchObject([{ call, errno }]);
    expect(injected.binds).toHaveLength(2);
  }
  const refused = inject(probing.find(({ errno }) => errno === 12)!.at, first, second);
  expect(refused.binds[0]).toEqual({ bdf: first, errno: 0 });
});

test('what NULL says is -ENOMEM, and what a user does is answered with an errno', () => {
  const source = trial(`#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>
static int trial_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	char *name = kasprintf(GFP_KERNEL, "egm%d", 4);
	if (!name)
		return -EINVAL;
	kfree(name);
	return 0;
}
static const struct pci_device_id ids[] = { { PCI_DRIVER_OVERRIDE_DEVICE_VFIO(PCI_VENDOR_ID_NVIDIA, 0x2941) }, {} };
static struct pci_driver trial_driver = { .name = KBUILD_MODNAME, .id_table = ids, .probe = trial_probe };
module_pci_driver(trial_driver);
`);
  const driver = compileDriver(source, topology.pageSize);
  const steps = failableCalls(topology, driver, [first]);
  let next = steps.next();
  while (!next.done) next = steps.next();
  const { calls } = next.value;
  expect(calls.map(({ call, errno }) => [call, errno])).toEqual(
    expect.arrayContaining([
      ['driver_set_override', 12],
      ['kasprintf', 12],
    ]),
  );
  const phases = [[['load trial']], [[`bind ${first}`]]];
  const { findings } = explored(source, topology, phases, 1);
  expect(findings.map(({ finding }) => finding.kind)).toEqual(['errno-lost']);
});

test('an errno that an xarray keeps as an entry is told as what it stands for', () => {
  const init = `static DEFINE_XARRAY(x); static int n;
static int __init trial_init(void) { int err = xa_err(xa_store(&x, 1, &n, GFP_KERNEL)); return err; }
static void __exit trial_exit(void) { xa_destroy(&x); }
module_init(trial_init); module_exit(trial_exit);`;
  const source = trial(`#include <linux/module.h>\n#include <linux/xarray.h>\n${init}`);
  const steps = failableCalls(topology, compileDriver(source, topology.pageSize), []);
  let next = steps.next();
  while (!next.done) next = steps.next();
  const { calls } = next.value;
  expect(calls.filter(({ within }) => within === 'xa_store')).toMatchObject([
    { call: 'xa_store', errno: 12, source: { line: 4 } },
  ]);
});
