import type { Family } from './family.ts';
import { gpu } from './pci.ts';

const answers = ['0', '0', '0', '-ENODEV', '-ENXIO', '-EINVAL', '-EIO', '1', '-EBUSY'];

/** drivers/base/driver.c, drivers/base/dd.c, drivers/pci/pci-driver.c: drivers of a bus that come and go, and refuse. */
export const drivers: Family = {
  name: 'PCI drivers',
  gpus: [gpu],
  before: `#include <linux/pci.h>
#include <linux/notifier.h>
static struct pci_dev *p; static const struct pci_device_id any[] = { { PCI_DEVICE(PCI_VENDOR_ID_NVIDIA, PCI_ANY_ID) }, { } }, none[] = { { PCI_DEVICE(0x1234, 0x5678) }, { } };
static ssize_t a_show(struct device *dev, struct device_attribute *attr, char *buf) { return 0; } static DEVICE_ATTR_RO(a); static ssize_t d_show(struct device_driver *drv, char *buf) { return 0; } static DRIVER_ATTR_RO(d);
static struct attribute *attrs[] = { &dev_attr_a.attr, NULL }, *twice[] = { &dev_attr_a.attr, &dev_attr_a.attr, NULL }, *of_driver[] = { &driver_attr_d.attr, NULL };
static const struct attribute_group group = { .attrs = attrs }, wrong = { .attrs = twice }, own = { .attrs = of_driver }; static const struct attribute_group *groups[] = { &group, NULL }, *wrongs[] = { &wrong, NULL }, *owns[] = { &own, NULL }, *owns_twice[] = { &own, &own, NULL };
static int answer; static void acts(void *data) { pr_info("acts"); }
static int probe(struct pci_dev *pdev, const struct pci_device_id *id) { pr_info("probe %s %d", to_pci_driver(pdev->dev.driver)->name, id->vendor == PCI_ANY_ID); pci_set_drvdata(pdev, &answer); devm_add_action(&pdev->dev, acts, NULL); return answer; }
static void gone(struct pci_dev *pdev) { pr_info("remove %d", pci_get_drvdata(pdev) == &answer); }
static struct pci_driver drivers[3] = { { .name = "x", .id_table = any, .probe = probe, .remove = gone }, { .name = "y", .id_table = none, .probe = probe, .remove = gone }, { .name = "x", .id_table = any, .probe = probe } };
static bool on[3], hears;
static int heard(struct notifier_block *nb, unsigned long action, void *data) { if (data == &p->dev) pr_info("heard %lu %s", action, p->dev.driver ? p->dev.driver->name : "none"); return NOTIFY_OK; } static struct notifier_block nb = { .notifier_call = heard };
static int sees(struct device *dev, void *data) { pr_info("sees %d", dev == &p->dev); return 3; }
static int counts(struct device *dev, void *data) { *(int *)data += dev == &p->dev; return 0; }
static int is(struct device *dev, const void *data) { return dev == data; }
static const char *bound(void) { return p->dev.driver ? p->dev.driver->name : "none"; }`,
  first:
    'int r, n; struct device *dev; p = pci_get_device(PCI_VENDOR_ID_NVIDIA, PCI_ANY_ID, NULL); pr_info("bound %s", bound());',
  call(random) {
    const at = random.below(3);
    const driver = `drivers[${at}]`;
    const register = `if (!on[${at}]) { ${driver}.dev_groups = ${random.pick(['NULL', 'NULL', 'groups', 'wrongs'])}; ${driver}.groups = ${random.pick(['NULL', 'NULL', 'owns', 'owns_twice'])}; r = pci_register_driver(&${driver}); on[${at}] = !r; pr_info("register %d %s", r, bound()); }`;
    return random.pick([
      register,
      register,
      `if (on[${at}]) { pci_unregister_driver(&${driver}); on[${at}] = false; pr_info("unregister %s", bound()); }`,
      `answer = ${random.pick(answers)}; pr_info("answer %d", answer);`,
      `answer = ${random.pick(answers)}; pr_info("answer %d", answer);`,
      'device_release_driver(&p->dev); pr_info("release %s %d", bound(), pci_get_drvdata(p) != NULL);',
      'r = device_attach(&p->dev); pr_info("attach %d %s", r, bound());',
      `if (on[${at}]) { r = driver_attach(&${driver}.driver); pr_info("driver attach %d %s", r, bound()); }`,
      `if (on[${at}]) { r = device_driver_attach(&${driver}.driver, &p->dev); pr_info("given %d %s", r, bound()); }`,
      'if (!hears) { r = bus_register_notifier(&pci_bus_type, &nb); hears = !r; pr_info("hears %d", r); }',
      'if (hears) { r = bus_unregister_notifier(&pci_bus_type, &nb); hears = false; pr_info("deaf %d", r); }',
      `if (on[${at}]) { r = driver_for_each_device(&${driver}.driver, NULL, NULL, sees); pr_info("each %d", r); }`,
      `if (on[${at}]) { dev = driver_find_device(&${driver}.driver, NULL, &p->dev, is); pr_info("of %d", dev == &p->dev); put_device(dev); }`,
      `{ struct device_driver *drv = driver_find("${random.pick(['x', 'y', 'z'])}", &pci_bus_type); pr_info("find %d", drv == &drivers[0].driver ? 0 : drv == &drivers[1].driver ? 1 : drv == &drivers[2].driver ? 2 : -1); }`,
      'n = 0; r = bus_for_each_dev(&pci_bus_type, NULL, &n, counts); pr_info("bus %d %d", r, n);',
      `dev = bus_find_device_by_name(&pci_bus_type, NULL, ${random.pick(['pci_name(p)', '"none"'])}); pr_info("named %d", dev == &p->dev); put_device(dev);`,
      'dev = bus_find_device(&pci_bus_type, NULL, &p->dev, is); pr_info("found %d", dev == &p->dev); put_device(dev);',
      `if (on[${at}]) { r = driver_create_file(&${driver}.driver, &driver_attr_d); pr_info("file %d", r); if (!r) driver_remove_file(&${driver}.driver, &driver_attr_d); }`,
      'r = device_create_file(&p->dev, &dev_attr_a); pr_info("device file %d", r); if (!r) device_remove_file(&p->dev, &dev_attr_a);',
      'pr_info("is %d %s", device_is_bound(&p->dev), dev_driver_string(&p->dev)); dev_notice(&p->dev, "says");',
    ]);
  },
  last: 'for (r = 0; r < 3; r++) if (on[r]) pci_unregister_driver(&drivers[r]); if (hears) bus_unregister_notifier(&pci_bus_type, &nb); pr_info("bound %s", bound()); pci_dev_put(p);',
};
