import { describe, expect, test } from 'vitest';
import { inKernel, kinds, machineOf, pair, run, states, trial } from './running.ts';

/** An auxiliary device of a trial module, below the first PCI device. */
const trialDevice = `
struct thing { struct auxiliary_device aux; };
static void release_thing(struct device *dev)
{
	pr_info("released %s\\n", dev_name(dev));
	kfree(container_of(dev, struct thing, aux.dev));
}
static struct thing *make(const char *name, struct device *parent)
{
	struct thing *thing = kzalloc(sizeof(*thing), GFP_KERNEL);

	thing->aux.name = name;
	thing->aux.id = 4;
	thing->aux.dev.parent = parent;
	thing->aux.dev.release = release_thing;
	return thing;
}
static struct pci_dev *gpu(void)
{
	return pci_get_domain_bus_and_slot(8, 1, 0);
}
`;

const at = (body: string) => inKernel(body, trialDevice, pair);

describe('auxiliary_device_init', () => {
  test('without a parent: -EINVAL, and the caller frees', () => {
    const result = at(
      'struct thing *t = make("egm", NULL);\npr_info("%d\\n", auxiliary_device_init(&t->aux)); kfree(t);',
    );
    expect(result.log).toEqual([
      'auxiliary:auxiliary_device_init: auxiliary_device has a NULL dev->parent',
      '-22',
    ]);
    expect(result.findings).toEqual([]);
  });

  test('without a name: -EINVAL', () => {
    const result = at(
      'struct thing *t = make(NULL, &gpu()->dev);\npr_info("%d\\n", auxiliary_device_init(&t->aux)); kfree(t);',
    );
    expect(result.log).toEqual(['auxiliary:auxiliary_device_init: auxiliary_device has a NULL name', '-22']);
  });

  test('from then on freeing the memory is freeing a live device', () => {
    const result = at(
      'struct thing *t = make("egm", &gpu()->dev);\nauxiliary_device_init(&t->aux); kfree(t);',
    );
    expect(result.findings[0]).toMatchObject({
      kind: 'invalid-free',
      detail: 'live',
      object: 'struct thing',
    });
    // It is not called a leak as well, nor twice.
    expect(result.findings).toHaveLength(1);
  });

  test('freeing it once more is a second free', () => {
    const result = at(
      'struct thing *t = make("egm", &gpu()->dev);\nauxiliary_device_init(&t->aux); kfree(t); kfree(t);',
    );
    expect(result.findings.map(({ kind }) => kind)).toEqual(['invalid-free', 'double-free']);
  });
});

describe('auxiliary_device_add', () => {
  test('without a module name: -EINVAL', () => {
    const result = at(`struct thing *t = make("egm", &gpu()->dev);
auxiliary_device_init(&t->aux);
pr_info("%d\\n", __auxiliary_device_add(&t->aux, NULL));
auxiliary_device_uninit(&t->aux);`);
    expect(result.log.slice(0, 2)).toEqual(['auxiliary (null): auxiliary device modname is NULL', '-22']);
    expect(result.findings).toEqual([]);
  });

  test('a second of one name under another parent fails at the link of the bus', () => {
    const result = at(`struct thing *a = make("egm", &gpu()->dev);
struct thing *b = make("egm", &pci_get_domain_bus_and_slot(9, 1, 0)->dev);
auxiliary_device_init(&a->aux); auxiliary_device_add(&a->aux);
auxiliary_device_init(&b->aux); pr_info("%d\\n", auxiliary_device_add(&b->aux));
auxiliary_device_uninit(&b->aux); auxiliary_device_destroy(&a->aux);`);
    expect(result.log).toEqual([
      "sysfs: cannot create duplicate filename '/bus/auxiliary/devices/trial.egm.4'",
      'auxiliary trial.egm.4: adding auxiliary device failed!: -17',
      '-17',
      'released trial.egm.4',
      'released trial.egm.4',
    ]);
    expect(result.findings).toEqual([]);
  });

  test('a second of one name under the same parent fails at its directory', () => {
    const result = at(`struct thing *a = make("egm", &gpu()->dev), *b = make("egm", &gpu()->dev);
auxiliary_device_init(&a->aux); auxiliary_device_add(&a->aux);
auxiliary_device_init(&b->aux); pr_info("%d\\n", auxiliary_device_add(&b->aux));
auxiliary_device_uninit(&b->aux); auxiliary_device_destroy(&a->aux);`);
    expect(result.log.slice(0, 4)).toEqual([
      "sysfs: cannot create duplicate filename '/devices/pci0008:00/0008:00:00.0/0008:01:00.0/trial.egm.4'",
      "kobject: kobject_add_internal failed for trial.egm.4 with -EEXIST, don't try to register things with the same name in the same directory.",
      'auxiliary trial.egm.4: adding auxiliary device failed!: -17',
      '-17',
    ]);
  });

  test('the name can be used again once the first is gone', () => {
    const result = at(`int i;
for (i = 0; i < 3; i++) {
	struct thing *t = make("egm", &gpu()->dev);
	auxiliary_device_init(&t->aux);
	pr_info("%d\\n", auxiliary_device_add(&t->aux));
	auxiliary_device_destroy(&t->aux);
}`);
    expect(result.log).toEqual([
      '0',
      'released trial.egm.4',
      '0',
      'released trial.egm.4',
      '0',
      'released trial.egm.4',
    ]);
    expect(result.findings).toEqual([]);
  });
});

describe('put_device', () => {
  test('releases at the last reference only', () => {
    const result = at(`struct thing *t = make("egm", &gpu()->dev);
auxiliary_device_init(&t->aux); get_device(&t->aux.dev); auxiliary_device_add(&t->aux);
auxiliary_device_destroy(&t->aux); pr_info("still here\\n"); put_device(&t->aux.dev);`);
    expect(result.log).toEqual(['still here', 'released trial.egm.4']);
  });

  test('once too often: the memory is used after it was freed', () => {
    const result = at(`struct thing *t = make("egm", &gpu()->dev);
auxiliary_device_init(&t->aux); put_device(&t->aux.dev); put_device(&t->aux.dev);`);
    expect(kinds(result)).toContain('use-after-free');
    expect(result.log).toContain('refcount_t: underflow; use-after-free.');
  });

  test('without a release function the kernel warns', () => {
    const result = at(`static struct auxiliary_device aux;
aux.name = "egm"; aux.id = 4; aux.dev.parent = &gpu()->dev;
auxiliary_device_init(&aux); auxiliary_device_add(&aux); auxiliary_device_destroy(&aux);`);
    expect(result.log).toEqual([
      "Device 'trial.egm.4' does not have a release() function, it is broken and must be fixed. See Documentation/core-api/kobject.rst.",
    ]);
    expect(kinds(result)).toEqual(['warn']);
  });
});

describe('really_probe', () => {
  const auxiliaryDriver = (result: string, before = '') => `${trialDevice}
static int probe_calls;
static int aux_probe(struct auxiliary_device *aux, const struct auxiliary_device_id *id)
{
	pr_info("probe %d of %s by %s\\n", ++probe_calls, dev_name(&aux->dev), id->name);
	auxiliary_set_drvdata(aux, aux);
	return ${result};
}
static void aux_remove(struct auxiliary_device *aux)
{
	pr_info("remove with data %d\\n", auxiliary_get_drvdata(aux) != NULL);
}
static const struct auxiliary_device_id ids[] = { { .name = "trial.egm" }, { } };
static struct auxiliary_driver drv = { .probe = aux_probe, .remove = aux_remove, .id_table = ids };
${before}`;
  const add = `struct thing *t = make("egm", &gpu()->dev);
auxiliary_device_init(&t->aux);
pr_info("registered %d\\n", auxiliary_driver_register(&drv));
pr_info("added %d\\n", auxiliary_device_add(&t->aux));
pr_info("data %d\\n", auxiliary_get_drvdata(&t->aux) != NULL);
auxiliary_device_destroy(&t->aux);
auxiliary_driver_unregister(&drv);`;

  test('binds, keeps the data, and removes on delete', () => {
    expect(inKernel(add, auxiliaryDriver('0'), pair).log).toEqual([
      'registered 0',
      'probe 1 of trial.egm.4 by trial.egm',
      'added 0',
      'data 1',
      'remove with data 1',
      'released trial.egm.4',
    ]);
  });

  test('an error of the auxiliary driver is said, does not fail the add, and clears the data', () => {
    expect(inKernel(add, auxiliaryDriver('-EINVAL'), pair).log).toEqual([
      'registered 0',
      'probe 1 of trial.egm.4 by trial.egm',
      'trial trial.egm.4: probe with driver trial failed with error -22',
      'added 0',
      'data 0',
      'released trial.egm.4',
    ]);
  });

  test.each(['-ENODEV', '-ENXIO'])('%s is silent', (errno) => {
    expect(inKernel(add, auxiliaryDriver(errno), pair).log).not.toContainEqual(
      expect.stringContaining('failed'),
    );
  });

  test('-EPROBE_DEFER is silent, and tried again after another device was bound', () => {
    const text = `#include <linux/auxiliary_bus.h>
#include <linux/pci.h>
${auxiliaryDriver('probe_calls < 2 ? -EPROBE_DEFER : 0')}
static int pci_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct thing *t = make("egm", &pdev->dev);

	auxiliary_device_init(&t->aux);
	t->aux.id = pdev->bus->domain;
	pci_set_drvdata(pdev, t);
	return auxiliary_device_add(&t->aux);
}
static void pci_remove(struct pci_dev *pdev)
{
	struct thing *t = pci_get_drvdata(pdev);

	auxiliary_device_destroy(&t->aux);
}
static const struct pci_device_id pci_ids[] = { { PCI_DRIVER_OVERRIDE_DEVICE_VFIO(0x10de, 0x2941) }, { } };
static struct pci_driver pci_drv = { .name = "trial", .id_table = pci_ids, .probe = pci_probe, .remove = pci_remove };
static int __init start(void) { auxiliary_driver_register(&drv); return pci_register_driver(&pci_drv); }
module_init(start);
static void __exit stop(void) { pci_unregister_driver(&pci_drv); auxiliary_driver_unregister(&drv); }
module_exit(stop);
`;
    const result = run(trial(text), machineOf([{ bdf: '0008:01:00.0' }]));
    expect(result.log).toEqual([
      'probe 1 of trial.egm.8 by trial.egm',
      'probe 2 of trial.egm.8 by trial.egm',
    ]);
    expect(states(result)).toEqual(['bound']);
    expect(result.findings).toEqual([]);
  });

  test('a driver without a probe or a table is refused with a warning', () => {
    const body = 'static struct auxiliary_driver bad;\npr_info("%d\\n", auxiliary_driver_register(&bad));';
    const result = inKernel(body);
    expect(result.log.at(-1)).toBe('-22');
    expect(kinds(result)).toEqual(['warn']);
  });

  test('a second driver of one name is refused', () => {
    const body = `static struct auxiliary_driver other;
other = drv;
pr_info("%d %d\\n", auxiliary_driver_register(&drv), auxiliary_driver_register(&other));
auxiliary_driver_unregister(&drv);`;
    expect(inKernel(body, auxiliaryDriver('0')).log).toEqual([
      "Error: Driver 'trial' is already registered, aborting...",
      '0 -16',
    ]);
  });
});

describe('pci_match_device', () => {
  const pciDriver = (ids: string) => `#include <linux/pci.h>
static int pci_probe(struct pci_dev *pdev, const struct pci_device_id *id) { pci_info(pdev, "probe\\n"); return 0; }
static void pci_remove(struct pci_dev *pdev) { }
static const struct pci_device_id ids[] = { ${ids} { } };
static struct pci_driver drv = { .name = "plain", .id_table = ids, .probe = pci_probe, .remove = pci_remove };
static int __init start(void) { int ret = pci_register_driver(&drv); pr_info("registered\\n"); return ret; }
module_init(start);
static void __exit stop(void) { pci_unregister_driver(&drv); }
module_exit(stop);
`;

  test('ids without override_only bind when the driver is registered', () => {
    const result = run(trial(pciDriver('{ PCI_DEVICE(0x10de, 0x2941) },')), machineOf(pair));
    expect(result.log).toEqual(['plain 0008:01:00.0: probe', 'plain 0009:01:00.0: probe', 'registered']);
    expect(states(result)).toEqual(['bound', 'bound']);
  });

  test('ids with override_only bind by driver_override only', () => {
    const result = run(
      trial(pciDriver('{ PCI_DRIVER_OVERRIDE_DEVICE_VFIO(0x10de, 0x2941) },')),
      machineOf(pair),
    );
    expect(result.log).toEqual(['registered', 'plain 0008:01:00.0: probe', 'plain 0009:01:00.0: probe']);
  });

  test('a device that is in no table stays unbound', () => {
    const result = run(trial(pciDriver('{ PCI_DEVICE(0x10de, 0x9999) },')), machineOf(pair));
    expect(result.gpus.map(({ reason }) => reason)).toEqual(['no-match', 'no-match']);
  });

  test('a module whose init fails leaves every GPU unbound', () => {
    const failing = pciDriver('').replace('return ret;', 'pci_unregister_driver(&drv); return -ENOMEM;');
    expect(run(trial(failing), machineOf(pair)).gpus.map(({ reason }) => reason)).toEqual([
      'not-loaded',
      'not-loaded',
    ]);
  });
});

test('device_property_read: what ACPI gives for a string, an absence, a number that is too large', () => {
  const body = `u32 narrow = 1; u64 wide = 2; const char *text = "";
struct device *dev = &gpu()->dev;
pr_info("%d %d %d\\n", device_property_read_u64(dev, "nvidia,egm-pxm", &wide), device_property_read_u64(dev, "none", &wide), device_property_read_u32(dev, "nvidia,egm-size", &narrow));
pr_info("%d %llx\\n", device_property_read_u64(dev, "nvidia,egm-size", &wide), wide);
pr_info("%d %s %d\\n", device_property_read_string(dev, "nvidia,egm-pxm", &text), text, device_property_present(dev, "nvidia,egm-pxm"));
pr_info("%d\\n", device_property_read_u64_array(dev, "nvidia,egm-size", NULL, 0));`;
  const result = inKernel(body, trialDevice, [{ bdf: '0008:01:00.0', pxm: '"four"' }]);
  expect(result.log).toEqual(['-71 -22 -75', '0 6fc0000000', '0 four 1', '1']);
});

test('cdev_device_add makes a node of /dev and a directory of the class', () => {
  const body = `static struct class *class; static struct cdev cdev; static struct device dev; dev_t first;
pr_info("%d\\n", alloc_chrdev_region(&first, 0, 4, "egm"));
class = class_create("egm");
device_initialize(&dev);
dev.class = class; dev.parent = &gpu()->dev; dev.devt = MKDEV(MAJOR(first), 1); dev.release = release_nothing;
dev_set_name(&dev, "egm%d", 4);
cdev_init(&cdev, NULL);
pr_info("%d\\n", cdev_device_add(&cdev, &dev));`;
  const result = inKernel(body, `${trialDevice}\nstatic void release_nothing(struct device *dev) { }`, pair);
  expect(result.log).toEqual(['0', '0']);
  expect(result.nodes).toEqual(['/dev/egm4']);
});

test('devm resources go in reverse order when the driver is unbound', () => {
  const text = `#include <linux/pci.h>
static void say(void *data) { pr_info("%s\\n", (char *)data); }
static int pci_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	if (!devm_kzalloc(&pdev->dev, 16, GFP_KERNEL) || devm_add_action(&pdev->dev, say, "first"))
		return -ENOMEM;
	return devm_add_action_or_reset(&pdev->dev, say, "second") ?: pdev->bus->domain == 9 ? -EIO : 0;
}
static const struct pci_device_id ids[] = { { PCI_DEVICE(0x10de, 0x2941) }, { } };
static struct pci_driver drv = { .name = "trial", .id_table = ids, .probe = pci_probe };
module_pci_driver(drv);
`;
  const result = run(trial(text), machineOf(pair));
  expect(result.log).toEqual([
    'trial 0009:01:00.0: probe with driver trial failed with error -5',
    'second',
    'first',
  ]);
  expect(states(result)).toEqual(['bound', 'failed 5']);
  expect(result.findings).toEqual([]);
});

describe('the bridge above a PCI device', () => {
  test('is its parent, and stays when the device goes', () => {
    const { log, findings } =
      at(`struct pci_dev *pdev = gpu(); struct device *port = get_device(pdev->dev.parent);
pr_info("%s %s %d\\n", dev_name(port), dev_name(port->parent), port->parent->parent == NULL);
pci_stop_and_remove_bus_device(pdev); pci_dev_put(pdev); pr_info("%s\\n", dev_name(port)); put_device(port);`);
    expect(log).toEqual(['0008:00:00.0 pci0008:00 1', '0008:00:00.0']);
    expect(findings).toEqual([]);
  });

  test('may have a device of a driver below it', () => {
    const { log, findings } = at(`struct thing *t = make("egm", gpu()->dev.parent);
pr_info("%d\\n", auxiliary_device_init(&t->aux)); pr_info("%d\\n", auxiliary_device_add(&t->aux));
auxiliary_device_delete(&t->aux); auxiliary_device_uninit(&t->aux);`);
    expect(log).toEqual(['0', '0', 'released trial.egm.4']);
    expect(findings).toEqual([]);
  });
});
