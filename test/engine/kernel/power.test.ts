import { describe, expect, test } from 'vitest';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { findingMessage } from '../../../src/engine/view/words/finding.ts';
import { explored, type Phases } from './exploring.ts';
import { machineOf, run, trial } from './running.ts';

/* What drivers are asked to do where the machine is shut down, or sleeps: wherever nothing runs, and nothing is removed after it. */

const bdf = '0008:01:00.0';
const machine = machineOf([{ bdf }], '4 KiB');
const life: Phases = [[['load trial']], [[`bind ${bdf}`]], [[`unbind ${bdf}`]], [['unload trial']]];

interface Parts {
  readonly more?: string;
  readonly probe?: string;
  readonly shutdown?: string;
  readonly part?: string;
  readonly suspend?: string;
  readonly resume?: string;
  readonly driver?: string;
}

/** A driver of GPUs that makes an auxiliary device, and drives that as well. */
function driver({
  more = '',
  probe = '',
  shutdown = '',
  part = '',
  suspend = '',
  resume = '',
  driver = '',
}: Parts): DriverSource {
  return trial(`#include <linux/auxiliary_bus.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/slab.h>
struct priv { struct auxiliary_device *aux; struct mutex lock; u32 *kept; int calls; };
${more}
static int probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct priv *priv = kzalloc(sizeof(*priv), GFP_KERNEL);

	if (!priv)
		return -ENOMEM;
	mutex_init(&priv->lock);
	priv->kept = kzalloc(4, GFP_KERNEL);
	${probe || 'pci_set_drvdata(pdev, priv);'}
	priv->aux = auxiliary_device_create(&pdev->dev, KBUILD_MODNAME, "part", priv, 0);
	return 0;
}
static void gone(struct pci_dev *pdev)
{
	struct priv *priv = pci_get_drvdata(pdev);

	if (!priv)
		return;
	if (priv->aux)
		auxiliary_device_destroy(priv->aux);
	kfree(priv->kept);
	kfree(priv);
}
static void shut_down(struct pci_dev *pdev)
{
	struct priv *priv = pci_get_drvdata(pdev);

	${shutdown || 'WRITE_ONCE(priv->calls, 1);'}
}
static int fall_asleep(struct device *dev)
{
	struct priv *priv = dev_get_drvdata(dev);

	${suspend || 'WRITE_ONCE(priv->calls, 1);'}
	return 0;
}
static int wake(struct device *dev)
{
	struct priv *priv = dev_get_drvdata(dev);

	${resume || 'WRITE_ONCE(priv->calls, 2);'}
	return 0;
}
static DEFINE_SIMPLE_DEV_PM_OPS(sleep, fall_asleep, wake);
static const struct pci_device_id ids[] = { { PCI_DRIVER_OVERRIDE_DEVICE_VFIO(0x10de, 0x2941) }, {} };
static struct pci_driver demo = { .name = "demo", .id_table = ids, .probe = probe, .remove = gone, .shutdown = shut_down, .driver.pm = pm_sleep_ptr(&sleep), .driver_managed_dma = true, ${driver} };
static int part_probe(struct auxiliary_device *aux, const struct auxiliary_device_id *id) { auxiliary_set_drvdata(aux, dev_get_platdata(&aux->dev)); return 0; }
static void part_shut_down(struct auxiliary_device *aux)
{
	struct priv *priv = auxiliary_get_drvdata(aux);

	${part || 'WRITE_ONCE(priv->calls, 1);'}
}
static const struct auxiliary_device_id part_ids[] = { { .name = KBUILD_MODNAME ".part" }, {} };
static struct auxiliary_driver parts = { .name = "part", .id_table = part_ids, .probe = part_probe, .shutdown = part_shut_down };
static int __init start(void)
{
	int ret = auxiliary_driver_register(&parts);

	if (ret)
		return ret;
	ret = pci_register_driver(&demo);
	if (ret)
		auxiliary_driver_unregister(&parts);
	return ret;
}
static void __exit end(void) { pci_unregister_driver(&demo); auxiliary_driver_unregister(&parts); }
module_init(start);
module_exit(end);
`);
}

const told = (parts: Parts): string[] => {
  const { findings, limit } = explored(driver(parts), machine, life);
  expect(limit).toBeNull();
  return findings.map(({ finding }) => findingMessage(finding).split(': ')[0]!);
};

describe('a driver that is right', () => {
  test.each<[string, Parts]>([
    ['uses what it has', {}],
    [
      'takes its lock',
      {
        shutdown: 'mutex_lock(&priv->lock); mutex_unlock(&priv->lock);',
        suspend: 'mutex_lock(&priv->lock); mutex_unlock(&priv->lock);',
      },
    ],
    ['removes all, as nothing is removed afterwards', { shutdown: 'gone(pdev);' }],
    [
      'sees its part shut down first',
      {
        part: 'kfree(priv->kept); priv->kept = NULL;',
        shutdown: 'if (priv->kept) panic_like();',
        more: 'static void panic_like(void) { WARN_ON(1); }',
      },
    ],
    [
      'wakes what it put to sleep',
      {
        suspend: 'kfree(priv->kept); priv->kept = NULL;',
        resume: 'if (!priv->kept) priv->kept = kzalloc(4, GFP_KERNEL);',
      },
    ],
    ['refuses to sleep, and is not woken', { suspend: 'return -EBUSY;', resume: 'WARN_ON(1);' }],
  ])('%s', (_, parts) => {
    expect(told(parts)).toEqual([]);
  });
});

test('a run tells what is wrong, and unbinds all the same', () => {
  const { findings, gpus, stopped } = run(
    driver({ shutdown: 'kfree(priv->kept); *priv->kept = 1;' }),
    machine,
  );
  expect(findings.map(({ kind, during, gpu }) => [kind, during, gpu])).toEqual([
    ['use-after-free', 'shutdown', bdf],
  ]);
  expect({ states: gpus.map(({ state }) => state), stopped }).toEqual({ states: ['bound'], stopped: null });
});

describe('a driver that is wrong', () => {
  test.each<[string, Parts, string]>([
    ['shuts down what is not there', { probe: ';' }, `NULL dereference during shutdown of ${bdf}`],
    [
      'shuts down what its part has freed',
      { part: 'kfree(priv->kept);', shutdown: '*priv->kept = 1;' },
      `Use after free during shutdown of ${bdf}`,
    ],
    ['keeps a lock', { shutdown: 'mutex_lock(&priv->lock);' }, 'Lock held at exit during shutdown'],
    [
      'takes the lock of its device',
      { shutdown: 'device_lock(&pdev->dev);' },
      `Lock misuse during shutdown of ${bdf}`,
    ],
    [
      'frees what it needs when it wakes',
      { suspend: 'kfree(priv->kept);', resume: '*priv->kept = 1;' },
      `Use after free during resume of ${bdf}`,
    ],
    [
      'wakes up with its lock still held',
      { suspend: 'mutex_lock(&priv->lock);', resume: 'mutex_lock(&priv->lock);' },
      `Lock misuse during resume of ${bdf}`,
    ],
    [
      'sleeps by the old callbacks',
      {
        more: 'static int old_suspend(struct pci_dev *pdev, pm_message_t state) { struct priv *priv = pci_get_drvdata(pdev); kfree(priv->kept); *priv->kept = state.event; return 0; }',
        driver: '.suspend = old_suspend, .driver.pm = NULL',
      },
      `Use after free during suspend of ${bdf}`,
    ],
  ])('%s', (_, parts, message) => {
    expect(told(parts)).toContain(message);
  });
});
