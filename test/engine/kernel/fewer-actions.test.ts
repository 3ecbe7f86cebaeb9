import { expect, test } from 'vitest';
import {
  compileDriver,
  readTrace,
  replayKernel,
  savedTrace,
  traceOrigin,
  writeTrace,
} from '../../../src/engine/index.ts';
import { explored, type Phases } from './exploring.ts';
import { edited, embedded, machineOf, pair, trial } from './running.ts';

/* What is seen only when all is over is told without the actions that play no part. */

const [A, B] = ['0008:01:00.0', '0009:01:00.0'];
const load = ['load nvgrace_gpu_vfio_pci', 'load nvgrace_egm'];
const unload = ['unload nvgrace_egm', 'unload nvgrace_gpu_vfio_pci'];
const machine = machineOf(pair);
const lost = edited(embedded('reviewed'), 'egm.c', [
  ['\t\t/* free_region frees it. */\n\t\tauxiliary_device_uninit(aux);\n', ''],
]);

/** The tasks of the steps to the one thing found, which the trace shows again once it was written and read. */
function tasksTo(phases: Phases, source = lost): string[] {
  const { findings } = explored(source, machine, phases, 1);
  expect(findings.map(({ finding }) => finding.kind)).toEqual(['leak']);
  const [found] = findings;
  const { trace } = readTrace(writeTrace(savedTrace(found!, traceOrigin(machine, source))));
  const replayed = replayKernel(machine, compileDriver(source, machine.pageSize), trace!);
  expect(replayed.end).toMatchObject({ kind: 'finding', expected: true });
  expect(replayed.steps).toEqual(found!.trace);
  return found!.trace.map(({ task }) => task);
}

test('of GPUs at work at once that which loses the memory is told', () => {
  const lists = [A, B].map((bdf) => [`bind ${bdf}`, `unbind ${bdf}`]);
  const tasks = tasksTo([[load], lists, [unload]]);
  expect(tasks).toHaveLength(3);
  expect(tasks[1]).toMatch(/^probe (0008|0009):01:00\.0$/);
});

test('of steps one after another those that change nothing are left out, whole phases too', () => {
  const steps = [
    `open egm4 as a`,
    ...load,
    `bind ${A}`,
    `bind ${B}`,
    `unbind ${A}`,
    `unbind ${B}`,
    ...unload,
  ];
  const tasks = tasksTo(steps.map((step) => [[step]]));
  expect(
    tasks.filter((task) => /0008|open/.test(task)).length * tasks.filter((task) => /0009/.test(task)).length,
  ).toBe(0);
  expect(tasks[0]).toBe('load nvgrace_gpu_vfio_pci');
  expect(tasks.at(-1)).toBe('unload nvgrace_gpu_vfio_pci');
});

test('what happens without a call that fails is told without, by a few steps more', () => {
  const text = `#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>
static int bound;
static int probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	void *p = kmalloc(8, GFP_KERNEL);

	kfree(p);
	if (!p || READ_ONCE(bound))
		*(volatile int *)0 = 1;
	WRITE_ONCE(bound, 1);
	return 0;
}
static const struct pci_device_id ids[] = { { PCI_DRIVER_OVERRIDE_DEVICE_VFIO(PCI_VENDOR_ID_NVIDIA, 0x2941) }, {} };
static struct pci_driver driver = { .name = "trial", .id_table = ids, .probe = probe };
module_pci_driver(driver);`;
  const { findings } = explored(trial(text), machine, [[['load trial']], [[`bind ${A}`], [`bind ${B}`]]], 1);
  expect(
    findings.map(({ finding, faults, trace, fewerMayDo }) => [
      finding.kind,
      faults,
      trace.length,
      fewerMayDo,
    ]),
  ).toEqual([['null-dereference', [], 3, false]]);
});
