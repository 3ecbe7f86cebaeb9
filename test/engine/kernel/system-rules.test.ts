import { describe, expect, test } from 'vitest';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { findingsOf } from '../../../src/engine/kernel/findings.ts';
import { systemFindings } from '../../../src/engine/kernel/system-rules.ts';
import { findingMessage } from '../../../src/engine/view/words/finding.ts';
import { Acting, finished } from './acting.ts';
import { renamed } from './renamed.ts';
import { edited, embedded, type GpuSpec, machineOf, pair, trial } from './running.ts';

const [first, second] = ['0008:01:00.0', '0009:01:00.0'];

/** What is wrong with the system after these steps: kinds, with what is told of them. */
function wrong(source: DriverSource, steps: readonly string[], gpus: readonly GpuSpec[] = pair, fail = -1) {
  const acting = new Acting(source, machineOf(gpus));
  const modules = acting.driver.modules.map(({ name }) => `load ${name}`);
  acting.do(...modules, ...steps.slice(0, -1));
  if (fail >= 0) acting.fail(fail);
  acting.do(...steps.slice(-1));
  const before = JSON.stringify(acting.run.state.findings);
  const found = finished(systemFindings(acting.run));
  expect(JSON.stringify(acting.run.state.findings), 'asking changes nothing').toBe(before);
  return found.map((each) => ({
    kind: each.kind,
    ...each.values,
    text: findingMessage(findingsOf([each])[0]!),
  }));
}

/** A PCI driver whose probe has that body, with that before it. */
const probing = (body: string, before = ''): DriverSource =>
  trial(`#include <linux/module.h>
#include <linux/pci.h>
#include <linux/property.h>
${before}
static int gadget_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{${body}
}
static const struct pci_device_id gadget_ids[] = { { PCI_DEVICE(PCI_VENDOR_ID_NVIDIA, 0x2941) }, {} };
static struct pci_driver gadget_driver = { .name = "gadget", .id_table = gadget_ids, .probe = gadget_probe };
module_pci_driver(gadget_driver);
`);

/** Its probe fails with -EBUSY, and unwinds so, before it answers; `clean_up` fails with -EINVAL. */
const cleaning = (unwinding: string, type = 'void'): DriverSource =>
  probing(
    `
	int ret = pci_request_selected_regions(pdev, 1, "once");

	if (!ret)
		ret = pci_request_selected_regions(pdev, 1, "twice");
${unwinding}
	return 0;`,
    `static ${type} clean_up(struct pci_dev *pdev)
{
	u64 value;
	int ret = device_property_read_u64(&pdev->dev, "nvidia,absent", &value);

	pci_release_selected_regions(pdev, 1);
	return${type === 'void' ? '' : ' ret'};
}`,
  );

const kinds = (found: readonly { readonly kind: string }[]) => found.map(({ kind }) => kind);

describe('errno-lost', () => {
  test('the second GPU of a socket under the first patch', () => {
    const [found, ...more] = wrong(embedded('rfc-v2-02'), [`bind ${first}`, `bind ${second}`]);
    expect(more).toEqual([]);
    expect(found!.text).toBe(
      `Errno lost during probe of ${second}: the probe returns -EINVAL after auxiliary_device_add returned -EEXIST. Whoever loads the driver is told another reason than the true one.`,
    );
  });

  test('an errno that is passed on is not lost, nor one that the driver went on from', () => {
    expect(wrong(embedded('reviewed'), [`bind ${first}`], [{ bdf: first, size: null }])).toEqual([]);
    const later = edited(embedded('rfc-v2-03'), 'main.c', [
      ['\tret = vfio_pci_core_register_device(&gpu->core);', '\tret = -ERANGE;'],
    ]);
    expect(wrong(later, [`bind ${first}`], [{ bdf: first, memorySize: '"none"' }])).toEqual([]);
  });

  test('a property that is not there is not, where the device is said to be none of the driver', () => {
    const reading = (returned: string): DriverSource =>
      probing(`
	u64 value;

	if (device_property_read_u64(&pdev->dev, "nvidia,absent", &value))
		return ${returned};
	return 0;`);
    const steps = [`bind ${first}`];
    expect(wrong(reading('-ENODEV'), steps, [{ bdf: first }])).toEqual([]);
    expect(wrong(reading('-ENOMEM'), steps, [{ bdf: first }])).toMatchObject([{ kind: 'errno-lost' }]);
  });

  test.each([
    ['by a function that gives nothing', 'clean_up(pdev); return ret;', 'void'],
    ['by one whose result is ignored', 'clean_up(pdev); return ret;', 'int'],
    [
      'by one whose failure is only told',
      'if (clean_up(pdev)) dev_warn(&pdev->dev, "left"); return ret;',
      'int',
    ],
    [
      'by a call of the kernel itself',
      'u64 value; device_property_read_u64(&pdev->dev, "x", &value); return ret;',
      'void',
    ],
    ['and gives an errno of its own that is the same', 'clean_up(pdev); return -EBUSY;', 'int'],
    [
      'and gives it by a pointer',
      'void *given = ERR_PTR(ret); clean_up(pdev); return PTR_ERR(given);',
      'int',
    ],
  ])('what fails while the driver unwinds %s is not: what failed before is told', (_, unwinding, type) => {
    const source = cleaning(`	if (ret) { ${unwinding} }`, type);
    expect(wrong(source, [`bind ${first}`], [{ bdf: first }])).toEqual([]);
  });

  test.each([
    ['another errno is given after it', 'clean_up(pdev); return -EIO;', 'int'],
    [
      'and where it succeeds',
      'pci_release_selected_regions(pdev, 1); pci_request_selected_regions(pdev, 1, "x"); return -EIO;',
      'void',
    ],
  ])('what failed before unwinding is lost where %s', (_, unwinding, type) => {
    const source = cleaning(`	if (ret) { ${unwinding} }`, type);
    expect(wrong(source, [`bind ${first}`], [{ bdf: first }])).toMatchObject([
      { kind: 'errno-lost', function: 'pci_request_selected_regions', errno: '-EBUSY', returned: '-EIO' },
    ]);
  });

  test('what failed last is lost where an errno from before it is given: the driver had gone on', () => {
    const stale = cleaning('	if (ret && clean_up(pdev)) return ret;', 'int');
    expect(wrong(stale, [`bind ${first}`], [{ bdf: first }])).toMatchObject([
      { kind: 'errno-lost', function: 'device_property_read_u64', errno: '-EINVAL', returned: '-EBUSY' },
    ]);
  });
});

describe('region-gone', () => {
  test('a GPU without memory takes the region of its sibling with it', () => {
    const gpus = [pair[0]!, { ...pair[1]!, memorySize: '0' }];
    const steps = [`bind ${first}`, `bind ${second}`, `unbind ${second}`];
    expect(wrong(embedded('rfc-v2-02'), steps, gpus)).toMatchObject([{ kind: 'region-gone', user: first }]);
    expect(wrong(renamed(embedded('rfc-v2-02')), steps, gpus)).toMatchObject([{ kind: 'region-gone' }]);
    expect(wrong(embedded('reviewed'), steps, gpus)).toEqual([]);
  });

  test('a GPU that never had it has not lost it, and one that binds anew has it again', () => {
    const gpus = [pair[0]!, { ...pair[1]!, memorySize: '0' }];
    const steps = [`bind ${first}`, `bind ${second}`, `unbind ${first}`];
    expect(wrong(embedded('reviewed'), steps, gpus)).toEqual([]);
    expect(wrong(embedded('reviewed'), [...steps, `bind ${first}`], gpus)).toEqual([]);
  });
});

describe('region-gone of a node', () => {
  /** The first GPU has the node; each has an auxiliary device of its own where it is asked for. */
  const sharing = (aux: string): DriverSource =>
    trial(`#include <linux/auxiliary_bus.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/property.h>
static int opens(struct inode *inode, struct file *file) { return -EBUSY; }
static const struct file_operations fops = { .owner = THIS_MODULE, .open = opens };
static struct miscdevice node = { .minor = MISC_DYNAMIC_MINOR, .name = "egm4", .fops = &fops };
static struct device *owner;
static struct auxiliary_device own[2];
static int count;
static void gone(struct device *dev) { }
static int gadget_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct auxiliary_device *aux = &own[count];
	u64 pxm;
	int ret = device_property_read_u64(&pdev->dev, "nvidia,egm-pxm", &pxm);

	if (!ret && !owner) {
		owner = &pdev->dev;
		ret = misc_register(&node);
	}
	aux->name = "x";
	aux->id = count++;
	aux->dev.parent = &pdev->dev;
	aux->dev.release = gone;
	${aux}
	return ret;
}
static void gadget_remove(struct pci_dev *pdev) { if (owner == &pdev->dev) misc_deregister(&node); }
static const struct pci_device_id gadget_ids[] = { { PCI_DEVICE(PCI_VENDOR_ID_NVIDIA, 0x2941) }, {} };
static struct pci_driver gadget_driver = { .name = "gadget", .id_table = gadget_ids, .probe = gadget_probe, .remove = gadget_remove };
module_pci_driver(gadget_driver);`);
  const steps = [`bind ${first}`, `bind ${second}`, `unbind ${first}`];

  test('that a GPU found, or would use through a device of its own that no driver took', () => {
    const own = 'if (!ret) ret = auxiliary_device_init(aux);\n\tif (!ret) ret = auxiliary_device_add(aux);';
    expect(kinds(wrong(sharing(''), steps))).toEqual(['region-gone']);
    expect(kinds(wrong(sharing(own), steps))).toEqual(['outlives-parent']);
  });
});

describe('outlives-parent', () => {
  const steps = [`bind ${first}`, `bind ${second}`, `unbind ${first}`];

  test('the owner is unbound while another GPU is a user', () => {
    expect(wrong(embedded('rfc-v2-03'), steps)).toMatchObject([
      { kind: 'outlives-parent', device: 'nvgrace_gpu_vfio_pci.egm.4', parent: first },
    ]);
    expect(kinds(wrong(embedded('rfc-v2-03'), [...steps.slice(0, 2), `unplug ${first}`]))).toEqual([
      'outlives-parent',
    ]);
  });

  test('reviewed moves the device, whichever call fails', () => {
    for (const last of [`unbind ${first}`, `unplug ${first}`])
      for (let fail = -1; fail < 8; fail++)
        expect(wrong(embedded('reviewed'), [...steps.slice(0, 2), last], pair, fail)).toEqual([]);
  });
});

describe('leak of a reference', () => {
  const begins = '\tret = nvgrace_wait_ready(pdev);\n';
  const steps = [`bind ${first}`, `bind ${second}`, `unbind ${first}`, `unbind ${second}`];
  const holding = (get: string) => edited(embedded('reviewed'), 'main.c', [[begins, `\t${get};\n${begins}`]]);

  const gone = [...steps, 'unload nvgrace_egm', 'unload nvgrace_gpu_vfio_pci'];

  test('to a device is told once no driver is left', () => {
    const device = holding('get_device(&pdev->dev)');
    expect(wrong(device, steps)).toEqual([]);
    expect(wrong(device, gone)).toMatchObject([
      { kind: 'leak', device: first },
      { kind: 'leak', device: second },
    ]);
  });

  test('to a module is told, which can no longer be unloaded', () => {
    const module = holding('__module_get(THIS_MODULE)');
    expect(wrong(module, gone.slice(0, -2))).toEqual([]);
    expect(wrong(module, gone)).toMatchObject([{ kind: 'leak', module: 'nvgrace_gpu_vfio_pci' }]);
  });

  test('by pci_dev_get is told where it was taken', () => {
    const main = holding('pci_dev_get(pdev)').files.get('main.c')!;
    const twice = main.replace('pci_dev_get(pdev);', 'pci_dev_put(pci_dev_get(pdev)); pci_dev_get(pdev);');
    for (const text of [main, twice]) {
      const source = {
        ...embedded('reviewed'),
        files: new Map([...embedded('reviewed').files, ['main.c', text]]),
      };
      const acting = new Acting(source, machineOf([pair[0]!]));
      acting.do('load nvgrace_gpu_vfio_pci', 'load nvgrace_egm', `bind ${first}`, `unbind ${first}`);
      acting.do('unload nvgrace_egm', 'unload nvgrace_gpu_vfio_pci');
      const [found, ...more] = findingsOf(finished(systemFindings(acting.run)));
      expect(more).toEqual([]);
      expect(found).toMatchObject({ kind: 'leak', detail: 'device-reference', allocated: null });
      expect(text.split('\n')[found!.source.line - 1]).toContain('pci_dev_get(pdev)');
    }
  });

  test('is none where all are given back, or a module may still do so', () => {
    const both = edited(holding('get_device(&pdev->dev)'), 'main.c', [
      [begins, `\tput_device(&pdev->dev);\n${begins}`],
    ]);
    expect(wrong(both, gone)).toEqual([]);
    for (const name of ['reviewed', 'rfc-v2-03', 'rfc-v2'])
      expect(kinds(wrong(embedded(name), gone)).filter((kind) => kind === 'leak')).toEqual([]);
    const late = edited(embedded('reviewed'), 'main.c', [[begins, `\treturn -EPROBE_DEFER;\n`]]);
    expect(wrong(late, gone)).toEqual([]);
  });

  test('a user that has a file open holds the module, and loses nothing', () => {
    expect(wrong(embedded('reviewed'), [`bind ${first}`, 'open egm4 as a', `unbind ${first}`])).toEqual([]);
  });
});

test('minor-out-of-range: the PXM is taken for a minor', () => {
  const out = edited(embedded('reviewed'), 'egm_char.c', [
    ['MINOR(numbers) + minor)', 'MINOR(numbers) + minor + MOST_REGIONS)'],
  ]);
  expect(wrong(out, [`bind ${first}`])).toMatchObject([
    { kind: 'minor-out-of-range', node: 'egm4', number: '511:64' },
  ]);
  expect(wrong(embedded('reviewed'), [`bind ${first}`])).toEqual([]);
});

describe('unusable-open', () => {
  const steps = [`bind ${first}`, 'open egm4 as a'];
  const useless = edited(embedded('reviewed'), 'egm_file.c', [['if (end > egm->size)', 'if (end > 0)']]);

  test('a file of which not a page can be mapped', () => {
    expect(wrong(useless, steps)).toMatchObject([{ kind: 'unusable-open', node: 'egm4', errno: '-EINVAL' }]);
    expect(wrong(embedded('reviewed'), steps)).toEqual([]);
  });

  test('a file that gives its region as a whole alone is no fault, nor one that is mapped by one at a time', () => {
    const whole = edited(embedded('reviewed'), 'egm_file.c', [
      ['if (end > egm->size)', 'if (offset || end != egm->size)'],
    ]);
    expect(wrong(whole, steps)).toEqual([]);
    const once = edited(embedded('reviewed'), 'egm_file.c', [
      [
        '\tvm_flags_set(vma',
        '\tif (egm->mapped)\n\t\treturn -EBUSY;\n\tegm->mapped = true;\n\tvm_flags_set(vma',
      ],
    ]);
    const source = edited(once, 'egm_char.h', [['\tbool gone;', '\tbool gone;\n\tbool mapped;']]);
    expect(wrong(source, [...steps, 'mmap a 0 0x1000'])).toEqual([]);
  });

  test.each([
    ['of bytes', 'if (offset != 1ULL << 40)'],
    ['of pages', 'if (vma->vm_pgoff != 0x1234567)'],
    ['that is a number of the tables', 'if (offset != egm->base)'],
    ['that is made of one', 'if (offset >> 44 != egm->base >> 16)'],
  ])('a file that takes an offset of its own alone, %s, is no fault', (_, condition) => {
    const own = edited(embedded('reviewed'), 'egm_file.c', [['if (end > egm->size)', condition]]);
    expect(wrong(own, steps)).toEqual([]);
    const none = edited(own, 'egm_file.c', [[condition, `${condition.slice(0, -1)} || end)`]]);
    expect(kinds(wrong(none, steps))).toEqual(['unusable-open']);
  });

  test('each node may have an offset of its own', () => {
    const own = edited(embedded('reviewed'), 'egm_file.c', [
      ['if (end > egm->size)', 'if (offset != egm->base)'],
    ]);
    const gpus = [
      { bdf: first, pxm: '4', base: '0x80000000' },
      { bdf: second, pxm: '5', base: '0x8000000000' },
    ];
    const opened = [`bind ${first}`, `bind ${second}`, 'open egm4 as a', 'open egm5 as b'];
    expect(wrong(own, opened, gpus)).toEqual([]);
  });

  test('a file whose device has gone is no fault', () => {
    expect(wrong(useless, [...steps, `unbind ${first}`])).toEqual([]);
    expect(wrong(embedded('reviewed'), [...steps, `unbind ${first}`])).toEqual([]);
  });
});

describe('what a user reads in sysfs', () => {
  const group = `
struct gadget { u64 size; struct gadget *next; };
static ssize_t size_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct gadget *gadget = dev_get_drvdata(dev);

	return sysfs_emit(buf, "0x%llx\\n", SHOWN);
}
static DEVICE_ATTR_RO(size);
static struct attribute *gadget_attrs[] = { &dev_attr_size.attr, NULL };
static const struct attribute_group gadget_group = { .name = NAMED, .attrs = gadget_attrs };
`;
  const reading = (shown: string, made: string, named = 'NULL') =>
    probing(
      `
	struct gadget *gadget = kzalloc(sizeof(*gadget), GFP_KERNEL);

	if (!gadget)
		return -ENOMEM;
	${made}
	return sysfs_create_group(&pdev->dev.kobj, &gadget_group);`,
      `#include <linux/slab.h>\n#include <linux/sysfs.h>${group.replace('SHOWN', shown).replace('NAMED', named)}`,
    );
  const bound = [`bind ${first}`];
  const kinds = (source: DriverSource) => wrong(source, bound).map(({ kind }) => kind);

  test('is of what is there', () => {
    expect(kinds(reading('gadget->size', 'pci_set_drvdata(pdev, gadget);'))).toEqual([]);
  });

  test.each([
    ['nobody has set what it is of', 'gadget->size', '', 'NULL', 'null-dereference'],
    [
      'what it is of has gone',
      'gadget->size',
      'pci_set_drvdata(pdev, gadget); kfree(gadget);',
      'NULL',
      'use-after-free',
    ],
    [
      'in the directory of a group',
      'gadget->next->size',
      'pci_set_drvdata(pdev, gadget);',
      '"more"',
      'null-dereference',
    ],
  ])('%s', (_, shown, made, named, kind) => {
    const source = reading(shown, made, named);
    // Of each of the two GPUs.
    expect(kinds(source)).toEqual([kind, kind]);
    expect(wrong(source, bound)[0]!.text).toContain('during read');
  });
});
