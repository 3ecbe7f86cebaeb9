import { describe, expect, test } from 'vitest';
import { driver, machine, type Parts, wrong } from './attribute-trials.ts';
import { run } from './running.ts';

/* What users read and write of binary files of sysfs: where nothing else runs, and beside bind and unbind. */

interface Binary {
  readonly read?: string;
  readonly write?: string;
  readonly size?: string;
  /** Behind the allocation of the table, before the file is there. */
  readonly made?: string;
  readonly created?: string;
  readonly remove?: string;
  readonly driver?: string;
  readonly more?: string;
}

const inBounds = 'return memory_read_from_buffer(buf, count, &off, priv->table, 64);';

/** A driver with a table of 64 bytes, and a binary file that shows it. */
function binary({
  read = inBounds,
  write,
  size = '64',
  made = '',
  created,
  remove,
  ...parts
}: Binary): Parts {
  const own = 'struct priv *priv = dev_get_drvdata(kobj_to_dev(kobj));';
  const parameters =
    'struct file *file, struct kobject *kobj, struct bin_attribute *attr, char *buf, loff_t off, size_t count';
  return {
    more: `static ssize_t table_read(${parameters}) { ${own} ${read} }
static ssize_t table_write(${parameters}) { ${own} ${write ?? 'return count;'} }
static struct bin_attribute table = __BIN_ATTR(table, ${write === undefined ? '0400' : '0600'}, table_read, ${write === undefined ? 'NULL' : 'table_write'}, ${size});
static struct bin_attribute *tables[] = { &table, NULL };
static const struct attribute_group table_group = { .name = "tables", .bin_attrs = tables };
static const struct attribute_group *table_groups[] = { &table_group, NULL };
${parts.more ?? ''}`,
    probe: `priv->table = kzalloc(64, GFP_KERNEL); if (!priv->table) { kfree(priv); return -ENOMEM; } pci_set_drvdata(pdev, priv); ${made}
	${created ?? 'ret = device_create_bin_file(&pdev->dev, &table); if (ret) kfree(priv->table);'}`,
    remove: remove ?? 'device_remove_bin_file(&pdev->dev, &table); kfree(priv->table);',
    ...(parts.driver === undefined ? {} : { driver: parts.driver }),
  };
}

describe('one that is right', () => {
  test.each<[string, Binary]>([
    ['read within its bounds', {}],
    ['of no size', { size: '0' }],
    ['of more pages than one', { size: '3 * PAGE_SIZE + 4', read: 'memset(buf, 0, count); return count;' }],
    [
      'of memory that its attribute leads to',
      { made: 'table.private = priv->table; table.read = sysfs_bin_attr_simple_read;' },
    ],
    [
      'written',
      {
        write:
          'mutex_lock(&priv->lock); memcpy((char *)priv->table + off, buf, count); mutex_unlock(&priv->lock); return count;',
        read: 'mutex_lock(&priv->lock); memcpy(buf, (char *)priv->table + off, count); mutex_unlock(&priv->lock); return count;',
      },
    ],
    [
      'of a group of the driver',
      { created: '', driver: '.dev_groups = table_groups', remove: 'kfree(priv->table);' },
    ],
    ['that refuses', { read: 'return -ENODATA;' }],
    ['of a size that no file has', { size: 'SIZE_MAX', read: 'memset(buf, 0, count + off); return count;' }],
  ])('%s', (_, parts) => {
    expect(wrong(binary(parts), 1)).toEqual([]);
  });
});

describe('one that is wrong', () => {
  test.each<[string, Binary, string]>([
    [
      'has less than its size',
      { size: '128', read: 'memcpy(buf, (char *)priv->table + off, count); return count;' },
      'out-of-bounds during read',
    ],
    [
      'has less than its size, pages behind its beginning',
      {
        size: '2 * PAGE_SIZE',
        read: 'if (off == 0) { memset(buf, 0, count); return count; } memcpy(buf, (char *)priv->table + off, count); return count;',
      },
      'out-of-bounds during read',
    ],
    [
      'has no size, and does not look where it ends',
      {
        size: '0',
        read: 'if (off > 64) return -EINVAL; memcpy(buf, (char *)priv->table + off, 64); return 64;',
      },
      'out-of-bounds during read',
    ],
    [
      'gives more than it is asked for',
      { read: 'memcpy(buf, priv->table, 64); return 65;' },
      'out-of-bounds during read',
    ],
    [
      'writes more than it is asked for',
      { read: 'memset(buf, 0, 65); return 64;' },
      'out-of-bounds during read',
    ],
    [
      'gives what it has not written',
      { read: 'memcpy(buf, priv->table, 32); return count;' },
      'uninitialised-copy-out during read',
    ],
    [
      'is removed after its table was freed',
      { remove: 'kfree(priv->table); device_remove_bin_file(&pdev->dev, &table);' },
      'use-after-free during read',
    ],
    [
      'is of what its attribute leads to, freed before it',
      {
        made: 'table.private = priv->table; table.size = 64; table.read = sysfs_bin_attr_simple_read;',
        remove: 'kfree(priv->table); device_remove_bin_file(&pdev->dev, &table);',
      },
      'use-after-free during read',
    ],
    [
      'is there before its table',
      {
        made: 'ret = device_create_bin_file(&pdev->dev, &table); if (ret) { kfree(priv->table); kfree(priv); return ret; } pci_set_drvdata(pdev, NULL); pci_set_drvdata(pdev, priv);',
        created: '',
      },
      'null-dereference during read',
    ],
    [
      'is not removed',
      { remove: 'pci_set_drvdata(pdev, priv); kfree(priv->table);' },
      'use-after-free during read',
    ],
    [
      'frees what it reads',
      {
        created: '',
        driver: '.dev_groups = table_groups',
        remove: 'kfree(priv->table);',
        read: 'memset(buf, priv->table[0], count); kfree(priv->table); return count;',
      },
      'double-free during remove',
    ],
    [
      'takes the lock under which it is removed',
      {
        read: 'mutex_lock(&priv->lock); mutex_unlock(&priv->lock); return 0;',
        remove:
          'mutex_lock(&priv->lock); device_remove_bin_file(&pdev->dev, &table); mutex_unlock(&priv->lock); kfree(priv->table);',
      },
      'deadlock during ',
    ],
    [
      'writes beyond its table',
      { write: 'memcpy((char *)priv->table + 32, buf, count); return count;' },
      'out-of-bounds during write',
    ],
    [
      'is written by two at once',
      { write: 'priv->level++; return count;', read: 'return 0;' },
      'race of struct priv.level',
    ],
    [
      'removes itself',
      { write: 'sysfs_remove_bin_file(kobj, attr); return count;', remove: 'kfree(priv->table);' },
      'lock-misuse during write',
    ],
  ])('%s', (_, parts, kind) => {
    expect(wrong(binary(parts))).toContain(kind);
  });

  test('is told in a run, too', () => {
    const { findings } = run(driver(binary({ read: 'memcpy(buf, priv->table, 64); return 65;' })), machine);
    expect(findings.map(({ kind, during, values }) => [kind, during, values])).toMatchObject([
      ['out-of-bounds', 'read', { text: 'table' }],
    ]);
  });
});
