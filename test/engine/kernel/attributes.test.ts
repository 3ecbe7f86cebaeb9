import { describe, expect, test } from 'vitest';
import { driver, machine, type Parts, wrong } from './attribute-trials.ts';
import { inKernel, kinds, run } from './running.ts';

/* What users read and write in sysfs: where nothing else runs, and beside bind and unbind. */

describe('one that is right', () => {
  const locked = {
    show: 'u32 level; mutex_lock(&priv->lock); level = priv->level; mutex_unlock(&priv->lock); return sysfs_emit(buf, "%u\\n", level);',
    store:
      'u32 value; int ret = kstrtou32(buf, 0, &value); if (ret) return ret; mutex_lock(&priv->lock); priv->level = value; mutex_unlock(&priv->lock); return count;',
  };

  test.each<[string, Parts]>([
    ['made in probe and removed first in remove', {}],
    [
      'with a lock that probe holds when it makes it',
      {
        ...locked,
        probe:
          'mutex_lock(&priv->lock); pci_set_drvdata(pdev, priv); ret = device_create_file(&pdev->dev, &dev_attr_level); priv->level = 5; mutex_unlock(&priv->lock);',
      },
    ],
    [
      'with a lock that remove takes once it is gone',
      {
        ...locked,
        remove:
          'device_remove_file(&pdev->dev, &dev_attr_level); mutex_lock(&priv->lock); priv->level = 0; mutex_unlock(&priv->lock);',
      },
    ],
    [
      'of a group of the driver',
      { probe: 'pci_set_drvdata(pdev, priv);', remove: ';', driver: '.dev_groups = level_groups' },
    ],
    [
      'that allocates what it frees',
      {
        show: 'char *text = kasprintf(GFP_KERNEL, "%u\\n", READ_ONCE(priv->level)); ssize_t n; if (!text) return -ENOMEM; n = sysfs_emit(buf, "%s", text); kfree(text); return n;',
      },
    ],
  ])('%s', (_, parts) => {
    expect(wrong(parts, 1)).toEqual([]);
  });
});

describe('one that is read beside', () => {
  test.each<[string, Parts, string]>([
    [
      'is there before what it is of',
      {
        probe: 'ret = device_create_file(&pdev->dev, &dev_attr_level); pci_set_drvdata(pdev, priv);',
        remove: '',
      },
      'null-dereference during read',
    ],
    [
      'is removed after what it is of',
      { remove: 'kfree(priv); device_remove_file(&pdev->dev, &dev_attr_level); return;' },
      'use-after-free during read',
    ],
    ['is not removed', { remove: 'pci_set_drvdata(pdev, priv);' }, 'use-after-free during read'],
    [
      'takes the lock under which it is removed',
      {
        show: 'mutex_lock(&priv->lock); mutex_unlock(&priv->lock); return 0;',
        remove:
          'mutex_lock(&priv->lock); device_remove_file(&pdev->dev, &dev_attr_level); mutex_unlock(&priv->lock);',
      },
      'deadlock during ',
    ],
    [
      'takes the lock of the device',
      { show: 'device_lock(dev); device_unlock(dev); return 0;' },
      'deadlock during ',
    ],
  ])('%s', (_, parts, kind) => {
    expect(wrong(parts)).toContain(kind);
  });
});

describe('one that is written', () => {
  const locked = {
    more: 'static u32 kept[4];',
    store:
      'u32 value; int ret = kstrtou32(buf, 0, &value); if (ret) return ret; mutex_lock(&priv->lock); priv->level = value; mutex_unlock(&priv->lock); return count;',
    show: 'u32 level; mutex_lock(&priv->lock); level = priv->level; mutex_unlock(&priv->lock); return sysfs_emit(buf, "%u\\n", level);',
  };

  test('finds nothing in one that is right', () => {
    expect(wrong(locked)).toEqual([]);
  });

  test.each<[string, Parts, string]>([
    [
      'what is read of no number',
      { store: 'u32 value; kstrtou32(buf, 0, &value); WRITE_ONCE(priv->level, value); return count;' },
      'uninitialised-read during write',
    ],
    [
      'more than there is room for',
      { store: 'strcpy(priv->name, buf); return count;' },
      'out-of-bounds during write',
    ],
    [
      'an index that is too great',
      {
        more: 'static u32 kept[4];',
        store:
          'u32 value; int ret = kstrtou32(buf, 0, &value); if (ret) return ret; kept[value] = 1; return count;',
      },
      'out-of-bounds during write',
    ],
    [
      'what it has lost',
      {
        store:
          'u32 *table = kzalloc(4, GFP_KERNEL); if (!table) return -ENOMEM; priv->table = table; return count;',
        remove: 'device_remove_file(&pdev->dev, &dev_attr_level); kfree(priv->table);',
      },
      'leak during unload',
    ],
    [
      'itself',
      { store: 'device_remove_file(dev, attr); return count;', remove: ';' },
      'lock-misuse during write',
    ],
    [
      'what two write at once',
      { store: 'priv->level++; return count;', show: 'return 0;' },
      'race of struct priv.level',
    ],
    [
      'what is freed meanwhile',
      {
        store: 'kfree(priv->table); priv->table = kzalloc(4, GFP_KERNEL); return count;',
        show: 'return 0;',
        remove: 'device_remove_file(&pdev->dev, &dev_attr_level); kfree(priv->table);',
      },
      'double-free during write',
    ],
  ])('%s', (_, parts, kind) => {
    expect(wrong(parts)).toContain(kind);
  });
});

describe('what a read gives', () => {
  test.each<[string, Parts, string]>([
    [
      'is lost',
      {
        show: 'char *text = kasprintf(GFP_KERNEL, "%u\\n", READ_ONCE(priv->level)); return text ? sysfs_emit(buf, "%s", text) : -ENOMEM;',
      },
      'leak during unload',
    ],
    [
      'is more than a page',
      { show: 'return snprintf(buf, PAGE_SIZE, "%5000u", READ_ONCE(priv->level));' },
      'warn during read',
    ],
    [
      'goes beyond its page',
      { show: 'return sprintf(buf, "%5000u", READ_ONCE(priv->level));' },
      'out-of-bounds during read',
    ],
    [
      'is not of its page',
      { show: 'return sysfs_emit(buf + 1, "%u\\n", READ_ONCE(priv->level));' },
      'warn during read',
    ],
    ['keeps a reference', { show: 'get_device(dev); return 0;' }, 'leak during unload'],
  ])('%s', (_, parts, kind) => {
    expect(wrong(parts)).toContain(kind);
  });

  test('is looked at in a run, too, of which nothing else changes', () => {
    const told = (parts: Parts) => run(driver(parts), machine);
    const right = told({});
    expect(right.findings).toEqual([]);
    const wrong = told({ show: 'priv->level = 1; return sysfs_emit(buf, "%u\\n", *priv->table);' });
    expect(wrong.findings.map(({ kind, during }) => [kind, during])).toEqual([['null-dereference', 'read']]);
    expect({ ...wrong, findings: [] }).toEqual(right);
  });

  test('is not looked at where nobody may read it any more', () => {
    const show = 'return sysfs_emit(buf, "%u\\n", *priv->table);';
    const made = 'pci_set_drvdata(pdev, priv); ret = device_create_file(&pdev->dev, &dev_attr_level);';
    const told = (mode: string) =>
      run(
        driver({ show, probe: `${made} sysfs_chmod_file(&pdev->dev.kobj, &dev_attr_level.attr, ${mode});` }),
        machine,
      ).findings.map(({ kind }) => kind);
    expect([told('0200'), told('0400')]).toEqual([[], ['null-dereference']]);
  });

  test('is told of a kobject that is there still', () => {
    const body = (last: string) =>
      `struct kobject *k = kobject_create_and_add("told", NULL); if (!k) return -ENOMEM; sysfs_notify(k, NULL, "a"); ${last}`;
    expect(kinds(inKernel(body('kobject_put(k);')))).toEqual([]);
    expect(kinds(inKernel(body('kobject_put(k); sysfs_notify(k, NULL, "a");')))).toEqual(['use-after-free']);
  });

  test('may be an error', () => {
    expect(wrong({ show: 'return -ENODATA;' })).toEqual([]);
  });
});
