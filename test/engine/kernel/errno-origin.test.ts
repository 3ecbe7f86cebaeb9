import { describe, expect, test } from 'vitest';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { renamed } from './renamed.ts';
import { edited, embedded, machineOf, pair, run, trial } from './running.ts';

/** A PCI driver whose probe has that body, with those functions before it. */
function driver(body: string, before = ''): DriverSource {
  return trial(`#include <linux/module.h>
#include <linux/pci.h>
#include <linux/property.h>
#include <linux/slab.h>
${before}
static int gadget_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
${body}
}
static const struct pci_device_id gadget_ids[] = { { PCI_DEVICE(PCI_VENDOR_ID_NVIDIA, 0x2941) }, {} };
static struct pci_driver gadget_driver = { .name = "gadget", .id_table = gadget_ids, .probe = gadget_probe };
module_pci_driver(gadget_driver);
`);
}

/** The errno of the only GPU, the line where it began, its function, and the failed call. */
function failure(source: DriverSource) {
  const gpu = run(source, machineOf([{ bdf: '0008:01:00.0' }])).gpus[0]!;
  const text = source.files.get('main.c')!.split('\n');
  return {
    errno: gpu.errno,
    line: gpu.origin && text[gpu.origin.site.line - 1]!.trim(),
    function: gpu.origin?.function ?? null,
    call: gpu.call && [gpu.call.function, gpu.call.errno],
  };
}

describe('the errno of a probe begins', () => {
  test('where the driver returns it, however many functions pass it on', () => {
    const before = `
static int measure(u64 size)
{
	if (size > 4)
		return -ERANGE;
	return 0;
}
static int inspect(struct pci_dev *pdev)
{
	int ret = measure(5);

	return ret;
}`;
    expect(failure(driver('\treturn inspect(pdev);', before))).toEqual({
      errno: 34,
      line: 'return -ERANGE;',
      function: 'measure',
      call: null,
    });
  });

  test('where it is put down before a goto', () => {
    const body = `
	int ret = 0;
	if (pdev) {
		ret = -ENXIO;
		goto out;
	}
out:
	return ret;`;
    expect(failure(driver(body)).line).toBe('ret = -ENXIO;');
  });

  test('at the call of the library that returned it', () => {
    const body = `
	u64 value;
	int ret = device_property_read_u64(&pdev->dev, "nvidia,none", &value);
	if (ret == -EINVAL || ret < -EBUSY)
		return ret;
	return 0;`;
    expect(failure(driver(body))).toEqual({
      errno: 22,
      line: 'int ret = device_property_read_u64(&pdev->dev, "nvidia,none", &value);',
      function: 'gadget_probe',
      call: ['device_property_read_u64', 22],
    });
  });

  test('where the driver makes the same errno again, after it ignored that of a call', () => {
    const body = `
	u64 value;
	if (device_property_read_u64(&pdev->dev, "nvidia,none", &value))
		value = 1;
	if (value == 1)
		return -EINVAL;
	return 0;`;
    expect(failure(driver(body))).toMatchObject({
      line: 'return -EINVAL;',
      call: ['device_property_read_u64', 22],
    });
  });

  test('where an error pointer is made, and where NULL becomes an errno', () => {
    const before = `
static void *make(void) { return ERR_PTR(-ENOSPC); }
static void *nothing(void) { return NULL; }`;
    const pointer = driver('\tvoid *made = make();\n\treturn PTR_ERR_OR_ZERO(made);', before);
    expect(failure(pointer)).toMatchObject({ errno: 28, function: 'make' });
    const none = driver('\tif (!nothing())\n\t\treturn -ENOMEM;\n\treturn 0;', before);
    expect(failure(none)).toMatchObject({ errno: 12, line: 'return -ENOMEM;', call: null });
  });

  test('in what the kernel calls back, when the kernel passes it on', () => {
    const before = `
static int visit(struct device *dev, void *data)
{
	return -EILSEQ;
}`;
    const body = '\treturn bus_for_each_dev(&pci_bus_type, NULL, NULL, visit);';
    expect(failure(driver(body, before))).toMatchObject({
      errno: 84,
      line: 'return -EILSEQ;',
      function: 'visit',
      call: ['bus_for_each_dev', 84],
    });
  });

  test('where it is returned, if it was kept in memory meanwhile', () => {
    const before = `
static int kept;
static void keep(void) { kept = -EDOM; }`;
    expect(failure(driver('\tkeep();\n\treturn kept;', before))).toMatchObject({
      errno: 33,
      line: 'return kept;',
    });
  });

  test('nowhere, when the GPU is bound after an errno that was ignored', () => {
    const before = 'static int refuse(void) { return -EPERM; }';
    expect(failure(driver('\trefuse();\n\treturn 0;', before))).toMatchObject({ errno: null, line: null });
  });
});

describe.each([
  ['as it is', (source: DriverSource) => source],
  ['with every name of its own replaced', renamed],
])('the driver as first posted, %s', (_, altered) => {
  test('makes -EINVAL of -EEXIST: the call stays that of -EEXIST', () => {
    const source = altered(embedded('rfc-v2-02'));
    const [bound, failed] = run(source, machineOf(pair)).gpus;
    expect(bound!.origin).toBeNull();
    expect(failed!.call).toMatchObject({ function: 'auxiliary_device_add', errno: 17 });
    const { site } = failed!.origin!;
    expect(site.file).toMatch(/main\.c$/);
    expect(source.files.get('main.c')!.split('\n')[site.line - 1]!.trim()).toBe('return -EINVAL;');
  });

  test('with an errno that its look at the region makes', () => {
    const check = [
      '\tif (egm_read_pxm(pdev, &pxm))\n\t\treturn 0;',
      '\tif (egm_read_pxm(pdev, &pxm))\n\t\treturn 0;\n\tif (pxm > 3)\n\t\treturn -EDOM;',
    ] as const;
    const source = altered(edited(embedded('rfc-v2-02'), 'main.c', [check]));
    const [gpu] = run(source, machineOf(pair)).gpus;
    expect(source.files.get('main.c')!.split('\n')[gpu!.origin!.site.line - 1]!.trim()).toBe('return -EDOM;');
  });
});
