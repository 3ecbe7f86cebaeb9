import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { readTrace } from '../../../src/engine/kernel/trace/read.ts';
import { replayKernel } from '../../../src/engine/kernel/trace/replay.ts';
import { writeTrace } from '../../../src/engine/kernel/trace/write.ts';
import { wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import { uncoveredTexts } from '../../../src/engine/view/words/exploration.ts';
import { coveredTexts } from '../../../src/engine/view/words/explored.ts';
import { bdf, driver, lived, machine, type Parts } from './attribute-trials.ts';
import { machineOf, pair, trial } from './running.ts';
import { tracesOf } from './trace/tracing.ts';
import { sameInEveryOrder } from './unreduced.ts';

/* Users of files of sysfs beside others, and files of other things than devices. */

test('a trace has the reader in it, and leads there again', () => {
  const source = driver({
    show: 'mutex_lock(&priv->lock); mutex_unlock(&priv->lock); return 0;',
    remove:
      'mutex_lock(&priv->lock); device_remove_file(&pdev->dev, &dev_attr_level); mutex_unlock(&priv->lock);',
  });
  const found = lived(source);
  expect(found.findings.map(({ finding, trace }) => [finding.kind, trace.map(({ task }) => task)])).toEqual([
    ['deadlock', ['load trial', `probe ${bdf}`, `read ${bdf}/level`, `probe ${bdf}, remove ${bdf}`]],
  ]);
  for (const trace of tracesOf(found, machine, source)) {
    const read = readTrace(writeTrace(trace)).trace!;
    expect(replayKernel(machine, compileDriver(source, machine.pageSize), read).end).toMatchObject({
      expected: true,
    });
  }
});

test('who waits in a deadlock is told by what he does, whatever he did before it', () => {
  const source = driver({
    store: 'mutex_lock(&priv->lock); mutex_unlock(&priv->lock); return count;',
    remove:
      'mutex_lock(&priv->lock); device_remove_file(&pdev->dev, &dev_attr_level); mutex_unlock(&priv->lock);',
  });
  const [found] = lived(source).findings;
  expect(found?.finding).toMatchObject({
    kind: 'deadlock',
    values: { tasks: `write ${bdf}/level and remove ${bdf}` },
  });
});

test('what was read beside others is told, and what was too much', () => {
  const names = Array.from({ length: 18 }, (_, number) => `level${number}`);
  const source = driver({
    more: names
      .map(
        (name) => `static struct device_attribute ${name} = { .attr = { .name = "${name}", .mode = 0444 } };`,
      )
      .join('\n'),
    probe: `pci_set_drvdata(pdev, priv); ${names.map((name) => `${name}.show = level_show; if (!ret) ret = device_create_file(&pdev->dev, &${name});`).join(' ')}`,
    remove: names.map((name) => `device_remove_file(&pdev->dev, &${name});`).join(' '),
  });
  const found = lived(source);
  expect(found.outcome).toBe('holds');
  expect(coveredTexts(found, [bdf], 0)).toContain(
    '16 files of sysfs: read, and written where they can be, where nothing else runs; and beside bind and unbind, or load and unload, in every order',
  );
  expect(uncoveredTexts(found, [])).toEqual([
    expect.stringMatching(/^users of files of sysfs beside others: \S+\/level\d+, \S+\/level\d+$/),
  ]);
});

test('of files of one name and the same functions one is used beside others, and one of other functions too', () => {
  const twins = machineOf(pair, '4 KiB');
  const source = driver({
    more: 'static ssize_t other_show(struct device *dev, struct device_attribute *attr, char *buf) { return 0; }',
    probe: `static struct device_attribute other = { .attr = { .name = "level", .mode = 0444 }, .show = other_show };
	static struct attribute *attrs[] = { &other.attr, NULL };
	static const struct attribute_group group = { .name = "other", .attrs = attrs };
	pci_set_drvdata(pdev, priv); ret = device_create_file(&pdev->dev, &dev_attr_level); if (!ret) ret = sysfs_create_group(&pdev->dev.kobj, &group);`,
    remove: ';',
  });
  const { files } = wholeLife(twins, compileDriver(source, twins.pageSize), 0);
  expect(files.map((path) => path.slice(path.indexOf(bdf))).sort()).toEqual([
    `${bdf}/level`,
    `${bdf}/other/level`,
  ]);
});

describe('attributes of other things than devices', () => {
  /** A module with a value, and with attributes of a kobject, its driver and a class that follow it. */
  const module = (made: string, gone: string, shown = 'kept ? *kept : 0') =>
    trial(`#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
static struct kobject *things;
static struct class kind = { .name = "kind" };
static u32 *kept;
static ssize_t thing_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf) { return sysfs_emit(buf, "%u\\n", ${shown}); }
static struct kobj_attribute thing = __ATTR(thing, 0444, thing_show, NULL);
static ssize_t level_show(struct device_driver *driver, char *buf) { return sysfs_emit(buf, "%u\\n", ${shown}); }
static DRIVER_ATTR_RO(level);
static struct attribute *attrs[] = { &driver_attr_level.attr, NULL };
static const struct attribute_group group = { .attrs = attrs };
static const struct attribute_group *groups[] = { &group, NULL };
static ssize_t version_show(const struct class *class, const struct class_attribute *attr, char *buf) { return sysfs_emit(buf, "%u\\n", ${shown}); }
static CLASS_ATTR_RO(version);
static int probe(struct pci_dev *pdev, const struct pci_device_id *id) { return 0; }
static const struct pci_device_id ids[] = { { PCI_DRIVER_OVERRIDE_DEVICE_VFIO(0x10de, 0x2941) }, {} };
static struct pci_driver demo = { .name = "demo", .id_table = ids, .probe = probe, .driver_managed_dma = true };
static int __init start(void)
{
	int ret = -ENOMEM;
	${made}
	return ret;
}
static void __exit end(void)
{
	${gone}
}
module_init(start);
module_exit(end);
`);
  const keep = 'kept = kzalloc(4, GFP_KERNEL); if (!kept) return ret;';
  const lose = 'kfree(kept);';
  const kinds = (source: DriverSource) => lived(source).findings.map(({ finding }) => finding.kind);

  test.each([
    [
      'a kobject',
      'things = kobject_create_and_add("things", kernel_kobj); if (things) ret = sysfs_create_file(things, &thing.attr);',
      'kobject_put(things);',
      ['read things/thing'],
    ],
    [
      'a driver',
      'demo.groups = groups; ret = pci_register_driver(&demo);',
      'pci_unregister_driver(&demo);',
      ['read demo/level'],
    ],
    [
      'a class',
      'ret = class_register(&kind); if (!ret) ret = class_create_file(&kind, &class_attr_version);',
      'class_remove_file(&kind, &class_attr_version); class_unregister(&kind);',
      ['read kind/version'],
    ],
  ])('%s', (_, made, gone, tasks) => {
    expect(kinds(module(keep + made, gone + lose, '*kept'))).toEqual([]);
    const late = lived(module(keep + made, lose + gone, '*kept'));
    expect(late.findings.map(({ finding }) => finding.kind)).toEqual(['use-after-free']);
    expect(late.findings[0]!.trace.map(({ task }) => task)).toEqual(expect.arrayContaining(tasks));
    expect(kinds(module(made + keep, gone + lose, '*kept'))).toEqual(['null-dereference']);
  });

  test('a kobject whose type has no operations is told', () => {
    const made =
      'static const struct kobj_type bare; static struct kobject own; kobject_init_and_add(&own, &bare, kernel_kobj, "own"); ret = sysfs_create_file(&own, &thing.attr) == -EINVAL ? 0 : -EIO;';
    expect(kinds(module(made, ''))).toContain('warn');
  });
});

/** What is left out because of what readers do is nothing. */
test.each<[string, Parts]>([
  ['one that is right', {}],
  ['one that is not removed', { remove: 'pci_set_drvdata(pdev, priv);' }],
  [
    'a lock under which it is removed',
    {
      show: 'mutex_lock(&priv->lock); mutex_unlock(&priv->lock); return 0;',
      remove:
        'mutex_lock(&priv->lock); device_remove_file(&pdev->dev, &dev_attr_level); mutex_unlock(&priv->lock);',
    },
  ],
  [
    'there before what it is of',
    { probe: 'ret = device_create_file(&pdev->dev, &dev_attr_level); pci_set_drvdata(pdev, priv);' },
  ],
])('%s: all orders come to the same', (_, parts) => {
  const compiled = compileDriver(driver(parts), machine.pageSize);
  const plans = wholeLife(machine, compiled, 1).plans.filter(({ phases }) =>
    phases.some((lists) => lists.length > 1),
  );
  expect(plans.length).toBe(2);
  for (const plan of plans) {
    sameInEveryOrder(machine, compiled, plan);
  }
});
