import { expect } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { exploreLife } from '../../../src/engine/kernel/explore-life.ts';
import type { Explored } from '../../../src/engine/kernel/explored.ts';
import { wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import { machineOf, trial } from './running.ts';

export const bdf = '0008:01:00.0';
export const machine = machineOf([{ bdf }], '4 KiB');

export interface Parts {
  readonly show?: string;
  readonly store?: string;
  readonly more?: string;
  readonly probe?: string;
  readonly remove?: string;
  readonly driver?: string;
}

/** A driver of GPUs with an attribute: what it does, and what stands before the end of probe, and in remove. */
export function driver({
  show = '',
  store = '',
  more = '',
  probe = '',
  remove = '',
  driver = '',
}: Parts): DriverSource {
  return trial(`#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
struct priv { struct mutex lock; u32 level; u32 *table; char name[16]; };
${more}
static ssize_t level_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct priv *priv = dev_get_drvdata(dev);
	${show || 'return sysfs_emit(buf, "%u\\n", READ_ONCE(priv->level));'}
}
static ssize_t level_store(struct device *dev, struct device_attribute *attr, const char *buf, size_t count)
{
	struct priv *priv = dev_get_drvdata(dev);
	${store || 'u32 value; int ret = kstrtou32(buf, 0, &value); if (ret) return ret; WRITE_ONCE(priv->level, value); return count;'}
}
static DEVICE_ATTR_RW(level);
static struct attribute *level_attrs[] = { &dev_attr_level.attr, NULL };
static const struct attribute_group level_group = { .attrs = level_attrs };
static const struct attribute_group *level_groups[] = { &level_group, NULL };
static int probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct priv *priv = kzalloc(sizeof(*priv), GFP_KERNEL);
	int ret = 0;

	if (!priv)
		return -ENOMEM;
	mutex_init(&priv->lock);
	${probe || 'pci_set_drvdata(pdev, priv); ret = device_create_file(&pdev->dev, &dev_attr_level);'}
	if (ret)
		kfree(priv);
	return ret;
}
static void remove(struct pci_dev *pdev)
{
	struct priv *priv = pci_get_drvdata(pdev);

	${remove || 'device_remove_file(&pdev->dev, &dev_attr_level);'}
	kfree(priv);
}
static const struct pci_device_id ids[] = { { PCI_DRIVER_OVERRIDE_DEVICE_VFIO(0x10de, 0x2941) }, {} };
static struct pci_driver demo = { .name = "demo", .id_table = ids, .probe = probe, .remove = remove, .driver_managed_dma = true, ${driver} };
module_pci_driver(demo);
`);
}

/** All that is explored of a topology. */
export function lived(source: DriverSource, faults = 0): Explored {
  const compiled = compileDriver(source, machine.pageSize);
  const search = exploreLife(machine, compiled, wholeLife(machine, compiled, faults));
  for (;;) {
    const next = search.next();
    if (next.done) return next.value;
  }
}

/** What is found in all that is explored of it: kinds, with what was going on, and the fields that race. */
export const wrong = (parts: Parts, faults = 0): string[] => {
  const { findings, races, limit } = lived(driver(parts), faults);
  expect(limit).toBeNull();
  return [
    ...new Set([
      ...findings.map(({ finding: { kind, during } }) => `${kind} during ${during}`),
      ...races.map(({ field }) => `race of ${field}`),
    ]),
  ].sort();
};
