import { expect, test } from 'vitest';
import {
  compileDriver,
  readTrace,
  replayKernel,
  replayText,
  writeTrace,
} from '../../../../src/engine/index.ts';
import { machineOf, pair, trial } from '../running.ts';
import { explored, lifeOf, tracesOf } from './tracing.ts';

/** Two locks; the second device takes them the other way round. */
const source = trial(`
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/vfio_pci_core.h>
static DEFINE_MUTEX(one);
static DEFINE_MUTEX(two);
static int trial_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	bool turned = pci_domain_nr(pdev->bus) == 9;

	mutex_lock(turned ? &two : &one);
	mutex_lock(turned ? &one : &two);
	mutex_unlock(&one);
	mutex_unlock(&two);
	return 0;
}
static const struct pci_device_id trial_ids[] = { { PCI_DRIVER_OVERRIDE_DEVICE_VFIO(0x10de, 0x2941) }, { } };
static struct pci_driver trial_driver = {
	.name = "trial",
	.id_table = trial_ids,
	.probe = trial_probe,
};
module_pci_driver(trial_driver);
`);

test('its trace is the shortest, searched for or only shortened; what is not known to be is said', () => {
  const machine = machineOf(pair);
  const plan = lifeOf(machine, source, 2, 0);
  for (const options of [{}, { fewest: 0 }]) {
    const { findings } = explored(machine, source, plan, options);
    expect(findings).toMatchObject([{ finding: { kind: 'deadlock' }, fewerMayDo: 'fewest' in options }]);
    // Either task may be the first to take its lock.
    const steps = findings[0]!.trace.map(({ phase, number }) => `${phase} ${number}`);
    expect([
      ['0 0', '1 0', '1 1'],
      ['0 0', '1 1', '1 0'],
    ]).toContainEqual(steps);
  }
  const longer = explored(machine, source, plan, { fewest: 0, tries: 0 }).findings[0]!;
  expect(longer.trace.length).toBeGreaterThan(3);
});

test('a deadlock, written, read and replayed, is the same deadlock', () => {
  const machine = machineOf(pair);
  const plan = lifeOf(machine, source, 2, 0);
  const found = explored(machine, source, plan);
  expect(found.findings.map(({ finding }) => finding.kind)).toEqual(['deadlock']);
  const { trace } = readTrace(writeTrace(tracesOf(found, machine, source)[0]!));
  const driver = compileDriver(source, machine.pageSize);
  const replayed = replayKernel(machine, driver, trace!);
  expect(replayed.end).toEqual({ kind: 'finding', expected: true, found: found.findings[0] });
  // Without its last step one of the tasks can still go on.
  const shorter = { ...trace!, schedule: trace!.schedule.slice(0, -1) };
  const result = replayKernel(machine, driver, shorter);
  expect(result.end).toEqual({ kind: 'nothing' });
  expect(replayText(result, shorter)).toContain('nothing is wrong');
});
