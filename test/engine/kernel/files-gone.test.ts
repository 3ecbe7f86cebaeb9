import { expect, test } from 'vitest';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { findingsOf } from '../../../src/engine/kernel/findings.ts';
import { systemFindings } from '../../../src/engine/kernel/system-rules.ts';
import { findingMessage, shownSite } from '../../../src/engine/view/words/finding.ts';
import { Acting, finished } from './acting.ts';
import { edited, embedded, machineOf, pair, trial } from './running.ts';

const bdf = '0008:01:00.0';

function standing(source: DriverSource, steps: readonly string[]): string[] {
  const acting = new Acting(source, machineOf(pair));
  acting.up(bdf);
  acting.do(...steps);
  return findingsOf(finished(systemFindings(acting.run))).map(
    ({ kind, detail, values }) => `${kind} ${detail} ${values['node'] ?? values['device'] ?? ''}`,
  );
}

const mapped = ['open egm4 as f', 'mmap f 0 0x10000'];

test('a mapping stays where the device goes', () => {
  const kept = edited(embedded('reviewed'), 'egm_file.c', [
    ['\tunmap_mapping_range(egm->user->f_mapping, 0, 0, 1);\n', ''],
  ]);
  expect(standing(kept, [...mapped, `unbind ${bdf}`])).toEqual(['region-gone mapping egm4']);
  expect(standing(kept, [...mapped, 'close f', `unbind ${bdf}`])).toEqual([]);
  expect(standing(embedded('reviewed'), [...mapped, `unbind ${bdf}`])).toEqual([]);
});

test('a mapping succeeds after the device has gone', () => {
  const open = edited(embedded('reviewed'), 'egm_file.c', [
    ['\tif (egm->gone)\n\t\treturn -ENODEV;\n\tvm_flags_set', '\tvm_flags_set'],
    ['\tif (egm->gone)\n\t\treturn VM_FAULT_SIGBUS;\n', ''],
  ]);
  const late = ['open egm4 as f', `unbind ${bdf}`, 'mmap f 0 0x10000'];
  expect(standing(open, late)).toEqual(['region-gone mapping egm4']);
  expect(standing(embedded('reviewed'), late)).toEqual([]);
});

test('a module is unloaded while a file has its operations', () => {
  const acting = new Acting(ownerless(), machineOf(pair));
  acting.up(bdf);
  acting.do('open egm4 as f', 'unload nvgrace_egm');
  const found = findingsOf(acting.run.state.findings).filter(({ kind }) => kind === 'use-after-free');
  expect(found.map((each) => [findingMessage(each).split('.')[0], shownSite(each).file])).toEqual([
    [
      'Use after free during unload: the module nvgrace_egm is gone, and a file whose operations are its functions is still open',
      'driver-model:/reviewed/egm_file.c',
    ],
  ]);
  const owned = new Acting(embedded('reviewed'), machineOf(pair));
  owned.up(bdf);
  expect(owned.do('open egm4 as f', 'unload nvgrace_egm', 'close f', 'unload nvgrace_egm')).toEqual([
    0, -11, 0, 0,
  ]);
  expect(owned.kinds()).toEqual([]);
});

function ownerless(): DriverSource {
  const cdev = edited(embedded('reviewed'), 'egm_char.c', [['\tegm->cdev.owner = THIS_MODULE;\n', '']]);
  return edited(cdev, 'egm_file.c', [['\t.owner = THIS_MODULE,\n', '']]);
}

const regions = `#include <linux/cdev.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/property.h>
static dev_t first; static struct class *c; static struct device d; static struct cdev cdev; static int users;
static const struct file_operations ops = { .owner = THIS_MODULE };
static void gone(struct device *dev) { }
static int probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	u64 pxm;
	device_property_read_u64(&pdev->dev, "nvidia,egm-pxm", &pxm);
	if (users++)
		return 0;
	memset(&d, 0, sizeof(d));
	device_initialize(&d); d.class = c; d.devt = first; d.release = gone;
	dev_set_name(&d, "egm%llu", pxm); cdev_init(&cdev, &ops);
	return cdev_device_add(&cdev, &d);
}
static void remove(struct pci_dev *pdev)
{
	users--;
	if (LAST)
		return;
	cdev_device_del(&cdev, &d);
	put_device(&d);
}
static const struct pci_device_id ids[] = { { PCI_DRIVER_OVERRIDE_DEVICE_VFIO(0x10de, 0x2941) }, { } };
static struct pci_driver driver = { .name = "trial", .id_table = ids, .probe = probe, .remove = remove };
static int start(void) { c = class_create("egm"); alloc_chrdev_region(&first, 0, 4, "egm"); return pci_register_driver(&driver); }
module_init(start);`;

test('a region that is but a character device goes with the first of its GPUs', () => {
  const first = (last: string) => trial(regions.replace('LAST', last));
  const steps = ['bind 0009:01:00.0', `unbind ${bdf}`];
  expect(standing(first('users > 0'), steps)).toEqual([]);
  expect(standing(first('false'), steps)).toEqual(['region-gone system /dev/egm4']);
});
