import { expect, test } from 'vitest';
import { limitText } from '../../../src/engine/view/words/exploration.ts';
import { findingMessage } from '../../../src/engine/view/words/finding.ts';
import { explored } from './exploring.ts';
import { machineOf, pair, trial } from './running.ts';

const waiting = (condition: string): string => `
#include <linux/module.h>
#include <linux/sched.h>
static int ready;
static int __init begin(void)
{
	while (${condition})
		cpu_relax();
	return 0;
}
module_init(begin);
static void __exit end(void)
{
}
module_exit(end);
`;

/** Its remove() waits for what no one does; but where probe() fails it comes to nothing. */
const probing = `
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/sched.h>
static int gone;
static int begin(struct pci_dev *pdev, const struct pci_device_id *id)
{
	void *memory = kmalloc(8, GFP_KERNEL);
	if (!memory)
		return -ENOMEM;
	kfree(memory);
	return 0;
}
static void end(struct pci_dev *pdev)
{
	while (!READ_ONCE(gone))
		cpu_relax();
}
static const struct pci_device_id ids[] = {
	{ PCI_DRIVER_OVERRIDE_DEVICE_VFIO(PCI_VENDOR_ID_NVIDIA, 0x2941) },
	{}
};
static struct pci_driver driver = { .name = KBUILD_MODNAME, .id_table = ids, .probe = begin, .remove = end };
module_pci_driver(driver);
`;

test('a task that waits in a loop for what no other does: nothing holds where no order comes to an end', () => {
  const machine = machineOf(pair, '4 KiB');
  const first = '0008:01:00.0';
  const phases = [[['load trial']], [['unload trial']]];
  const { outcome, limit, findings, states, orders } = explored(
    trial(waiting('!READ_ONCE(ready)')),
    machine,
    phases,
  );
  expect({ outcome, limit, findings }).toEqual({ outcome: 'gave-up', limit: 'endless', findings: [] });
  expect(limitText('endless', { states, orders })).toContain('never comes to an end');
  // That some orders come to an end is not enough.
  const either = [[['load trial']], [[`bind ${first}`], [`unbind ${first}`]], [['unload trial']]];
  expect(explored(trial(probing), machine, either, 1)).toMatchObject({
    outcome: 'gave-up',
    limit: 'endless',
  });
  expect(explored(trial(waiting('READ_ONCE(ready)')), machine, phases)).toMatchObject({
    outcome: 'holds',
    limit: null,
  });
});

test('a task that sleeps until another wakes it, which none does, waits alone', () => {
  const sleeping = waiting('0').replace('while (0)\n\t\tcpu_relax();', 'wait_for_completion(&done);');
  const text = sleeping
    .replace('static int ready;', 'static DECLARE_COMPLETION(done);')
    .replace('sched.h', 'completion.h');
  const { findings } = explored(trial(text), machineOf(pair, '4 KiB'), [[['load trial']]]);
  expect(findings.map(({ finding }) => findingMessage(finding))).toEqual([
    'Deadlock: load trial waits for what no other task does, and cannot go on. It waits for ever, and so does everyone who needs what it holds.',
  ]);
});

/** Each call of it takes more than half of the instructions that a task may use. */
const long = `
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>
static int calls;
static void work(void)
{
	unsigned int i, sum = 0;
	for (i = 0; i < 300000; i++)
		sum += i;
	calls += sum != 0;
}
static int begin(struct pci_dev *pdev, const struct pci_device_id *id)
{
	void *memory = kmalloc(8, GFP_KERNEL);
	work();
	kfree(memory);
	if (calls > 2)
		kfree(memory);
	return 0;
}
static void end(struct pci_dev *pdev)
{
	work();
}
static const struct pci_device_id ids[] = {
	{ PCI_DRIVER_OVERRIDE_DEVICE_VFIO(PCI_VENDOR_ID_NVIDIA, 0x2941) },
	{}
};
static struct pci_driver driver = { .name = KBUILD_MODNAME, .id_table = ids, .probe = begin, .remove = end };
module_pci_driver(driver);
`;

test('long actions of one task, followed without a pause between them, are not taken for a loop', () => {
  const gpu = '0008:01:00.0';
  const list = ['load trial', `bind ${gpu}`, `unbind ${gpu}`, `bind ${gpu}`];
  const { findings } = explored(trial(long), machineOf(pair, '4 KiB'), [[list]]);
  expect(findings.map(({ finding }) => finding.kind)).toEqual(['double-free']);
});
