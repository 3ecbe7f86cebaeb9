import { expect, test } from 'vitest';
import { explored, told } from './exploring.ts';
import { inKernel, kinds, machineOf, pair, trial } from './running.ts';

/* Empty buckets are looked at in one go: what is wrong with the memory, or with another task, is found all the same. */

const item = 'struct item { struct hlist_node node; };\nstruct all { DECLARE_HASHTABLE(table, 10); };';
const walk = 'struct item *i; int k, n = 0; hash_for_each(all->table, k, i, node) n++; pr_info("%d", n);';

test.each([
  ['that was freed', 'kzalloc(sizeof(*all), GFP_KERNEL); kfree(all);', ['use-after-free']],
  ['that was never written', 'kmalloc(sizeof(*all), GFP_KERNEL);', ['uninitialised-read', 'leak']],
  ['of which a part is no memory', 'kzalloc(sizeof(*all) - 64, GFP_KERNEL);', ['out-of-bounds', 'leak']],
  ['that is none', 'NULL;', ['null-dereference']],
])('a table %s', (_, make, found) => {
  expect(kinds(inKernel(`struct all *all = ${make} { ${walk} }`, item))).toEqual(found);
});

const driver = (lock: string, unlock: string): string => `
#include <linux/hashtable.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/slab.h>
struct item { struct hlist_node node; };
static DEFINE_HASHTABLE(table, 16);
static DEFINE_MUTEX(lock);
static int begin(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct item *item = kzalloc(sizeof(*item), GFP_KERNEL), *other;
	int bucket, count = 0;
	if (!item)
		return -ENOMEM;
	${lock}
	hash_for_each(table, bucket, other, node)
		count++;
	hash_add(table, &item->node, pdev->devfn);
	${unlock}
	pci_set_drvdata(pdev, item);
	return 0;
}
static void end(struct pci_dev *pdev)
{
	struct item *item = pci_get_drvdata(pdev);
	${lock}
	hash_del(&item->node);
	${unlock}
	kfree(item);
}
static const struct pci_device_id ids[] = {
	{ PCI_DRIVER_OVERRIDE_DEVICE_VFIO(PCI_VENDOR_ID_NVIDIA, 0x2941) },
	{}
};
static struct pci_driver driver = { .name = KBUILD_MODNAME, .id_table = ids, .probe = begin, .remove = end };
module_pci_driver(driver);
`;

const lists = pair.map(({ bdf }) => [`bind ${bdf}`, `unbind ${bdf}`]);

test('two that walk and change a table of 65536 buckets race, and a lock keeps them apart', () => {
  const phases = [[['load trial']], lists];
  const racing = explored(trial(driver('', '')), machineOf(pair, '4 KiB'), phases);
  expect(racing.outcome).toBe('violated');
  expect(racing.races.map(({ field }) => field)).toContain('table');
  const locked = explored(
    trial(driver('mutex_lock(&lock);', 'mutex_unlock(&lock);')),
    machineOf(pair, '4 KiB'),
    phases,
  );
  expect([told(locked), locked.outcome]).toEqual([[], 'holds']);
  expect(locked.states).toBeLessThan(1000);
});
