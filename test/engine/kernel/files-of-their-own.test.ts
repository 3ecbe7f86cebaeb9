import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import type { UserAction } from '../../../src/engine/kernel/actions.ts';
import type { Plan } from '../../../src/engine/kernel/plan.ts';
import { bdf, driver, machine, type Parts, wrong } from './attribute-trials.ts';
import { sameInEveryOrder } from './unreduced.ts';

/* Files of sysfs that are removed by their own functions: device_remove_file_self(). */

test.each<[string, Parts, string[]]>([
  ['that does it once', { store: 'device_remove_file_self(dev, attr); return count;' }, []],
  ['by its kobject', { store: 'sysfs_remove_file_self(&dev->kobj, &attr->attr); return count;' }, []],
  ['of no device', { store: 'return device_remove_file_self(NULL, attr) ? -EIO : count;' }, []],
  [
    'and goes on with what remove frees, which waits no more',
    { store: 'device_remove_file_self(dev, attr); WRITE_ONCE(priv->level, 1); return count;' },
    ['use-after-free during write'],
  ],
  [
    'of another',
    { store: 'return count;', remove: 'device_remove_file_self(&pdev->dev, &dev_attr_level);' },
    ['lock-misuse during remove'],
  ],
  [
    'of none',
    {
      store: 'return count;',
      remove:
        'device_remove_file(&pdev->dev, &dev_attr_level); device_remove_file_self(&pdev->dev, &dev_attr_level);',
    },
    ['warn during remove'],
  ],
  [
    'that does it twice',
    { store: 'device_remove_file_self(dev, attr); device_remove_file_self(dev, attr); return count;' },
    ['warn during write'],
  ],
  [
    'of a group, where it is not found',
    {
      more: 'static ssize_t own_show(struct device *dev, struct device_attribute *attr, char *buf) { return sysfs_emit(buf, "%d\\n", device_remove_file_self(dev, attr)); } static DEVICE_ATTR_RO(own); static struct attribute *own_attrs[] = { &dev_attr_own.attr, NULL }; static const struct attribute_group own_group = { .name = "group", .attrs = own_attrs }; static const struct attribute_group *own_groups[] = { &own_group, NULL };',
      driver: '.dev_groups = own_groups',
    },
    ['warn during read'],
  ],
  [
    'with the lock under which it is removed',
    {
      store:
        'mutex_lock(&priv->lock); device_remove_file_self(dev, attr); mutex_unlock(&priv->lock); return count;',
      remove:
        'mutex_lock(&priv->lock); device_remove_file(&pdev->dev, &dev_attr_level); mutex_unlock(&priv->lock);',
    },
    ['deadlock during '],
  ],
])('%s', (_, parts, expected) => {
  expect(wrong(parts)).toEqual(expected);
});

const parts = {
  probe:
    'priv->table = kzalloc(4, GFP_KERNEL); if (!priv->table) { kfree(priv); return -ENOMEM; } pci_set_drvdata(pdev, priv); ret = device_create_file(&pdev->dev, &dev_attr_level); if (ret) kfree(priv->table);',
  show: 'return sysfs_emit(buf, "%u\\n", READ_ONCE(*priv->table));',
};

/** What two users come to who write at once, and one who reads meanwhile; in all orders, too. */
function beside(store: string): string[] {
  const compiled = compileDriver(driver({ ...parts, store }), machine.pageSize);
  const path = `/sys/devices/pci0008:00/0008:00:00.0/${bdf}/level`;
  const write: UserAction = { kind: 'write', path, text: '1' };
  const plan: Plan = {
    phases: [
      [
        [
          { kind: 'load', module: 'trial' },
          { kind: 'bind', bdf },
        ],
      ],
      [[write], [write], [{ kind: 'read', path }]],
      [
        [
          { kind: 'unbind', bdf },
          { kind: 'unload', module: 'trial' },
        ],
      ],
    ],
    faults: 0,
  };
  const { findings } = sameInEveryOrder(machine, compiled, plan);
  return [...new Set(findings.map(({ finding: { kind, during } }) => `${kind} during ${during}`))].sort();
}

test.each([
  [
    'the first lets go of what it shows',
    'if (device_remove_file_self(dev, attr)) kfree(priv->table); return count;',
    [],
  ],
  [
    'both do',
    'device_remove_file_self(dev, attr); kfree(priv->table); return count;',
    ['double-free during write'],
  ],
  [
    'before',
    'kfree(priv->table); device_remove_file_self(dev, attr); return count;',
    ['double-free during write', 'use-after-free during read'],
  ],
  [
    'one reads on',
    'if (device_remove_file_self(dev, attr)) { kfree(priv->table); count += *priv->table; } return count;',
    ['use-after-free during write'],
  ],
])('two at once: %s', (_, store, expected) => {
  expect(beside(store)).toEqual(expected);
});
