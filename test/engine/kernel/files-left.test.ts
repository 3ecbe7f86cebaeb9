import { expect, test } from 'vitest';
import { Acting } from './acting.ts';
import { machineOf, pair, trial } from './running.ts';

const device = '0008:01:00.0';

/** What a driver with that probe and remove leaves behind once it was bound and has gone. */
function left(probe: string, remove: string): string[] {
  const text = `#include <linux/module.h>
#include <linux/pci.h>
#include <linux/cdev.h>
static const struct file_operations ops = { .owner = THIS_MODULE };
static ssize_t x_show(struct device *dev, struct device_attribute *attr, char *buf) { return 0; }
static DEVICE_ATTR_RO(x);
static BIN_ATTR(b, 0444, NULL, NULL, 4);
static struct attribute *attrs[] = { &dev_attr_x.attr, NULL };
static const struct attribute_group g = { .name = "g", .attrs = attrs };
static int p(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct device *dev = &pdev->dev;

	${probe};
	return 0;
}
static void r(struct pci_dev *pdev) { struct device *dev = &pdev->dev; ${remove}; }
static const struct pci_device_id ids[] = { { PCI_DEVICE(PCI_VENDOR_ID_NVIDIA, 0x2941) }, {} };
static struct pci_driver d = { .name = "d", .id_table = ids, .probe = p, .remove = r };
module_pci_driver(d);`;
  const acting = new Acting(trial(text), machineOf([pair[0]!]));
  acting.do('load trial', `bind ${device}`, `unbind ${device}`, 'unload trial');
  expect(acting.kinds()).toEqual([]);
  return acting.lost();
}

test.each([
  ['a file', 'device_create_file(dev, &dev_attr_x)', 'device_remove_file(dev, &dev_attr_x)'],
  ['a group', 'sysfs_create_group(&dev->kobj, &g)', 'sysfs_remove_group(&dev->kobj, &g)'],
  ['a binary file', 'device_create_bin_file(dev, &bin_attr_b)', 'device_remove_bin_file(dev, &bin_attr_b)'],
  ['a link', 'sysfs_create_link(&dev->kobj, &dev->parent->kobj, "l")', 'sysfs_remove_link(&dev->kobj, "l")'],
])('%s on a device that stays is left, unless it is removed', (_, create, remove) => {
  expect(new Set(left(create, ''))).toEqual(new Set([expect.stringMatching(/^file struct kernfs_node /)]));
  expect(left(create, remove)).toEqual([]);
});

test('a group that goes with the driver is not left', () => {
  expect(left('devm_device_add_group(dev, &g)', '')).toEqual([]);
});

test('a cdev that was added is left, unless it is deleted', () => {
  const added = `static struct cdev *c; c = cdev_alloc(); c->ops = &ops; if (cdev_add(c, MKDEV(60, 0), 1)) return -ENOMEM; dev_set_drvdata(dev, c)`;
  expect(left(added, '')).toEqual([expect.stringMatching(/^cdev struct cdev_probe /)]);
  expect(left(added, 'cdev_del(dev_get_drvdata(dev))')).toEqual([]);
});
