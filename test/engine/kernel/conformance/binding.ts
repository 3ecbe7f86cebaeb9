import type { Row } from './row.ts';

const gpus = [{ bdf: '0008:01:00.0' }];
const found =
  'struct pci_dev *pdev = pci_get_device(PCI_VENDOR_ID_NVIDIA, 0x2941, NULL); struct device *dev = &pdev->dev;';

/** Drivers, and the devices that they are to bind: errors, order, and who is told. */
export const binding: readonly Row[] = [
  {
    of: 'drivers/base/dd.c',
    functions: [
      'auxiliary_device_init',
      'auxiliary_device_add',
      'device_attach',
      'auxiliary_driver_register',
      'auxiliary_get_drvdata',
      'device_driver_attach',
    ],
    before: `static void gone(struct device *dev) { pr_info("%s gone", dev_name(dev)); } static void said(void *text) { pr_info("%s", (char *)text); }
static bool fails; static ssize_t a_show(struct device *dev, struct device_attribute *at, char *buf) { return 0; } static DEVICE_ATTR_RO(a);
static int probe(struct auxiliary_device *d, const struct auxiliary_device_id *id) { static char *one = "one", *two = "two"; int r; devm_add_action(&d->dev, said, one); devm_add_action(&d->dev, said, two); auxiliary_set_drvdata(d, &fails); r = sysfs_create_file(&d->dev.kobj, &dev_attr_a.attr); pr_info("probe %d", r); if (!r) sysfs_remove_file(&d->dev.kobj, &dev_attr_a.attr); return fails ? -EINVAL : 0; }
static void removed(struct auxiliary_device *d) { pr_info("remove %d", auxiliary_get_drvdata(d) == &fails); }
static void shut(struct auxiliary_device *d) { }
static const struct auxiliary_device_id ids[] = { { .name = KBUILD_MODNAME ".part" }, { } }; static struct auxiliary_driver drv = { .probe = probe, .remove = removed, .shutdown = shut, .id_table = ids };`,
    gpus,
    body: `static struct auxiliary_device a; int r; ${found}
a.name = "part"; a.dev.parent = dev; a.dev.release = gone; auxiliary_device_init(&a); r = auxiliary_device_add(&a); pr_info("%d", r);
r = device_attach(&a.dev); pr_info("%d", r); fails = true; r = auxiliary_driver_register(&drv); pr_info("%d %s %d %d", r, drv.driver.name, a.dev.driver == NULL, auxiliary_get_drvdata(&a) == NULL);
r = device_attach(&a.dev); pr_info("%d", r); fails = false; r = device_attach(&a.dev); pr_info("%d %d", r, a.dev.driver == &drv.driver);
r = device_attach(&a.dev); pr_info("%d", r); r = device_driver_attach(&drv.driver, &a.dev); pr_info("%d", r);
device_release_driver(&a.dev); pr_info("%d", auxiliary_get_drvdata(&a) == NULL); device_release_driver(&a.dev); fails = true;
r = device_driver_attach(&drv.driver, &a.dev); pr_info("%d", r); fails = false; r = device_driver_attach(&drv.driver, &a.dev);
pr_info("%d", r); auxiliary_driver_unregister(&drv); auxiliary_device_delete(&a); auxiliary_device_uninit(&a); pci_dev_put(pdev);`,
    says: [
      '0',
      '0',
      'probe 0',
      'trial trial.part.0: probe with driver trial failed with error -22',
      'two',
      'one',
      '0 trial 1 1',
      'probe 0',
      'trial trial.part.0: probe with driver trial failed with error -22',
      'two',
      'one',
      '0',
      'probe 0',
      '1 1',
      '1',
      '-16',
      'remove 1',
      'two',
      'one',
      '1',
      'probe 0',
      'trial trial.part.0: probe with driver trial failed with error -22',
      'two',
      'one',
      '-22',
      'probe 0',
      '0',
      'remove 1',
      'two',
      'one',
      'trial.part.0 gone',
    ],
  },
  {
    of: 'drivers/base/bus.c',
    functions: [
      'auxiliary_device_init',
      'bus_register_notifier',
      'auxiliary_device_add',
      'auxiliary_driver_register',
      'bus_for_each_dev',
      'bus_find_device_by_name',
    ],
    before: `static int each(struct device *d, void *n) { pr_info("each %s", dev_name(d)); return *(int *)n; } static int told(struct notifier_block *nb, unsigned long action, void *data) { struct device *d = data; if (d->release) pr_info("%lu %s %d", action, dev_name(d), d->driver != NULL); return 0; }
static struct notifier_block nb = { .notifier_call = told }; static int pr;
static void gone(struct device *dev) { pr_info("%s gone", dev_name(dev)); } static int probe(struct auxiliary_device *d, const struct auxiliary_device_id *id) { pr_info("probe"); return pr; }
static const struct auxiliary_device_id ids[] = { { .name = KBUILD_MODNAME ".part" }, { } }; static struct auxiliary_driver drv = { .name = "d", .probe = probe, .id_table = ids };`,
    gpus,
    body: `static struct auxiliary_device a, b; static int zero, five = 5; struct device *e; const struct bus_type *bus; int r; struct pci_dev *pdev = pci_get_device(PCI_VENDOR_ID_NVIDIA, 0x2941, NULL);
struct device *dev = &pdev->dev; a.name = b.name = "part"; b.id = 1; a.dev.parent = b.dev.parent = dev; a.dev.release = b.dev.release = gone;
auxiliary_device_init(&a); auxiliary_device_init(&b); bus = a.dev.bus; r = bus_register_notifier(bus, &nb); pr_info("%d", r);
r = auxiliary_device_add(&a); r = auxiliary_driver_register(&drv); pr = -EIO; r = auxiliary_device_add(&b); pr_info("%d", r);
r = bus_for_each_dev(bus, NULL, &zero, each); pr_info("%d", r); r = bus_for_each_dev(bus, NULL, &five, each); pr_info("%d", r);
r = bus_for_each_dev(bus, &a.dev, &zero, each); pr_info("%d", r); e = bus_find_device_by_name(bus, NULL, dev_name(&b.dev));
pr_info("%d", e == &b.dev); put_device(e); e = bus_find_device_by_name(bus, NULL, "none"); pr_info("%d", e == NULL); auxiliary_driver_unregister(&drv);
auxiliary_device_delete(&a); auxiliary_device_delete(&b); auxiliary_device_uninit(&a); auxiliary_device_uninit(&b); r = bus_unregister_notifier(bus, &nb);
pr_info("%d", r); r = bus_unregister_notifier(bus, &nb); pr_info("%d", r); pci_dev_put(pdev);`,
    says: [
      '0',
      '0 trial.part.0 0',
      '3 trial.part.0 1',
      'probe',
      '4 trial.part.0 1',
      '0 trial.part.1 0',
      '3 trial.part.1 1',
      'probe',
      'trial.d trial.part.1: probe with driver trial.d failed with error -5',
      '7 trial.part.1 1',
      '0',
      'each trial.part.0',
      'each trial.part.1',
      '0',
      'each trial.part.0',
      '5',
      'each trial.part.1',
      '0',
      '1',
      '1',
      '5 trial.part.0 1',
      '6 trial.part.0 0',
      '1 trial.part.0 0',
      '2 trial.part.0 0',
      '1 trial.part.1 0',
      '2 trial.part.1 0',
      'trial.part.0 gone',
      'trial.part.1 gone',
      '0',
      '-2',
    ],
  },
  {
    of: 'drivers/base/auxiliary.c',
    functions: [
      'auxiliary_device_init',
      '__auxiliary_device_add',
      'auxiliary_driver_register',
      'auxiliary_device_add',
      'auxiliary_device_uninit',
      'auxiliary_driver_unregister',
    ],
    before: `static void gone(struct device *dev) { pr_info("%s gone", dev_name(dev)); } static int probe(struct auxiliary_device *d, const struct auxiliary_device_id *id) { pr_info("probe %s %s %lu", dev_name(&d->dev), id->name, id->driver_data); return d->id == 1 ? -ENODEV : d->id == 2 ? -EIO : d->id == 3 ? -ENXIO : 0; }
static void removed(struct auxiliary_device *d) { pr_info("remove %s", dev_name(&d->dev)); }
static const struct auxiliary_device_id ids[] = { { .name = KBUILD_MODNAME ".part", .driver_data = 5 }, { } }; static struct auxiliary_driver drv = { .name = "own", .probe = probe, .remove = removed, .id_table = ids }, bare = { .name = "own", .probe = probe, .id_table = ids };`,
    gpus,
    body: `static struct auxiliary_device a[5], b; int r, k; struct pci_dev *pdev = pci_get_device(PCI_VENDOR_ID_NVIDIA, 0x2941, NULL);
struct device *dev = &pdev->dev; b.name = "part"; r = auxiliary_device_init(&b); pr_info("%d", r); b.dev.parent = dev; b.name = NULL;
r = auxiliary_device_init(&b); pr_info("%d", r); b.name = "part"; b.dev.release = gone; r = auxiliary_device_init(&b); pr_info("%d", r);
r = __auxiliary_device_add(&b, NULL); pr_info("%d", r); r = __auxiliary_device_add(&b, KBUILD_MODNAME); pr_info("%d", r);
r = auxiliary_driver_register(&drv); pr_info("%d %d", r, strcmp(drv.driver.name, KBUILD_MODNAME ".own")); r = auxiliary_driver_register(&bare);
pr_info("%d", r); for (k = 1; k < 5; k++) { a[k].name = "part"; a[k].id = k; a[k].dev.parent = dev; a[k].dev.release = gone; auxiliary_device_init(&a[k]); r = auxiliary_device_add(&a[k]); pr_info("%d %d", r, a[k].dev.driver != NULL); }
a[0].name = "part"; a[0].id = 4; a[0].dev.parent = dev; a[0].dev.release = gone; auxiliary_device_init(&a[0]); r = auxiliary_device_add(&a[0]);
pr_info("%d", r); auxiliary_device_uninit(&a[0]); auxiliary_driver_unregister(&drv); for (k = 1; k < 5; k++) { auxiliary_device_delete(&a[k]); auxiliary_device_uninit(&a[k]); }
auxiliary_device_delete(&b); auxiliary_device_uninit(&b); pci_dev_put(pdev);`,
    says: [
      'auxiliary:auxiliary_device_init: auxiliary_device has a NULL dev->parent',
      '-22',
      'auxiliary:auxiliary_device_init: auxiliary_device has a NULL name',
      '-22',
      '0',
      'auxiliary (null): auxiliary device modname is NULL',
      '-22',
      '0',
      'probe trial.part.0 trial.part 5',
      '0 0',
      "Error: Driver 'trial.own' is already registered, aborting...",
      '-16',
      'probe trial.part.1 trial.part 5',
      '0 0',
      'probe trial.part.2 trial.part 5',
      'trial.own trial.part.2: probe with driver trial.own failed with error -5',
      '0 0',
      'probe trial.part.3 trial.part 5',
      '0 0',
      'probe trial.part.4 trial.part 5',
      '0 1',
      "sysfs: cannot create duplicate filename '/devices/pci0008:00/0008:00:00.0/0008:01:00.0/trial.part.4'",
      "kobject: kobject_add_internal failed for trial.part.4 with -EEXIST, don't try to register things with the same name in the same directory.",
      'auxiliary trial.part.4: adding auxiliary device failed!: -17',
      '-17',
      'trial.part.4 gone',
      'remove trial.part.4',
      'remove trial.part.0',
      'trial.part.1 gone',
      'trial.part.2 gone',
      'trial.part.3 gone',
      'trial.part.4 gone',
      'trial.part.0 gone',
    ],
  },
  {
    of: 'drivers/base/devres.c',
    functions: [
      'devm_add_action_or_reset',
      'devm_add_action',
      'devm_kzalloc',
      'devm_kstrdup',
      'devm_kcalloc',
      'devm_kfree',
    ],
    before: `static void said(void *text) { pr_info("%s", (char *)text); }`,
    gpus,
    body: `static char *a = "a", *b = "b", *c = "c"; int r; char *t; struct pci_dev *pdev = pci_get_device(PCI_VENDOR_ID_NVIDIA, 0x2941, NULL);
struct device *dev = &pdev->dev; r = devm_add_action_or_reset(dev, said, a); pr_info("%d", r); r = devm_add_action(dev, said, b);
pr_info("%d", r); r = devm_add_action(dev, said, a); t = devm_kzalloc(dev, 0, GFP_KERNEL); pr_info("%d", t == ZERO_SIZE_PTR);
t = devm_kstrdup(dev, NULL, GFP_KERNEL); pr_info("%d", t == NULL); t = devm_kcalloc(dev, ~0ul, 2, GFP_KERNEL); pr_info("%d", t == NULL);
devm_kfree(dev, NULL); devm_release_action(dev, said, a); pr_info("--"); r = devm_add_action(dev, said, c); device_release_driver(dev);
pr_info("end"); devm_release_action(dev, said, c); devm_remove_action(dev, said, b); devm_release_action(dev, said, a); pci_dev_put(pdev);`,
    says: ['0', '0', '1', '1', '1', 'a', '--', 'end', 'c', 'a'],
  },
  {
    of: 'drivers/base/property.c',
    functions: [
      'device_property_read_u64_array',
      'device_property_read_u32_array',
      'device_property_read_string',
      'device_property_present',
      'has_acpi_companion',
    ],
    before: `#include <linux/property.h>
#include <linux/acpi.h>`,
    gpus,
    body: `u32 w[4]; u64 x[2] = { 7, 7 }; const char *t = "none"; int r; struct pci_dev *pdev = pci_get_device(PCI_VENDOR_ID_NVIDIA, 0x2941, NULL);
struct device *dev = &pdev->dev; r = device_property_read_u64_array(dev, "nvidia,egm-pxm", x, 1); pr_info("%d %llu", r, x[0]);
r = device_property_read_u64_array(dev, "nvidia,egm-pxm", NULL, 0); pr_info("%d", r); r = device_property_read_u32_array(dev, "none", w, 0);
pr_info("%d", r); r = device_property_read_string(dev, "nvidia,egm-pxm", &t); pr_info("%d %s", r, t); r = device_property_read_string(dev, "none", &t);
pr_info("%d", r); pr_info("%d %d", device_property_present(dev, "nvidia,egm-pxm"), device_property_present(dev, "none"));
pr_info("%d %d", ACPI_COMPANION(dev) != NULL, has_acpi_companion(dev)); pci_dev_put(pdev);`,
    says: ['0 4', '1', '-22', '-71 none', '-22', '1 0', '1 1'],
  },
  {
    of: 'drivers/pci/pci.c, drivers/pci/access.c',
    functions: [
      'pci_request_regions',
      'pci_release_regions',
      'pci_enable_device',
      'pci_disable_device',
      'pci_read_config_word',
      'pci_read_config_dword',
    ],
    gpus,
    body: `int r; u16 w; u32 x; u8 b; ${found}
r = pci_request_regions(pdev, "one"); pr_info("%d", r); r = pci_request_regions(pdev, "two"); pr_info("%d", r); pci_release_regions(pdev);
r = pci_enable_device(pdev); pr_info("%d", r); r = pci_enable_device(pdev); pr_info("%d", r); pci_disable_device(pdev); pci_disable_device(pdev);
r = pci_read_config_word(pdev, 1, &w); pr_info("%d", r); r = pci_read_config_dword(pdev, 2, &x); pr_info("%d", r); r = pci_read_config_byte(pdev, 0x40, &b);
pr_info("%d", r); pr_info("%s %d %x %x", pci_name(pdev), pci_domain_nr(pdev->bus) >= 0, pdev->vendor, pdev->device); pci_set_drvdata(pdev, &r);
pr_info("%d", pci_get_drvdata(pdev) == &r); pci_set_drvdata(pdev, NULL); pci_dev_put(pdev); pdev = pci_get_device(0x1234, 0x5678, NULL);
pr_info("%d", pdev == NULL); pci_dev_put(NULL);`,
    says: [
      '0',
      "pci 0008:01:00.0: BAR 0: can't reserve [mem 0x660002000000-0x660002ffffff 64bit pref]",
      '-16',
      '0',
      '0',
      '135',
      '135',
      '0',
      '0008:01:00.0 1 10de 2941',
      '1',
      '1',
    ],
  },
];
