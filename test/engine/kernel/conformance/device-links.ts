import type { Row } from './row.ts';

const gpus = [{ bdf: '0008:01:00.0' }, { bdf: '0009:01:00.0' }];
/** A driver that tells what it does, whose `first` and `second` are the two GPUs; bind and unbind as by sysfs. */
const before = `static struct pci_dev *first, *second; static u32 flags; static struct device_link *made;
static int p(struct pci_dev *pdev, const struct pci_device_id *id) { pr_info("probe %s", pci_name(pdev)); if (pdev == second && flags) { made = device_link_add(&pdev->dev, &first->dev, flags); pr_info("link %d", made != NULL); } return 0; }
static void r(struct pci_dev *pdev) { pr_info("remove %s", pci_name(pdev)); }
static const struct pci_device_id ids[] = { { PCI_DEVICE(PCI_VENDOR_ID_NVIDIA, 0x2941) }, {} };
static struct pci_driver d = { .name = "d", .id_table = ids, .probe = p, .remove = r };`;
const find =
  'first = pci_get_device(PCI_VENDOR_ID_NVIDIA, 0x2941, NULL); pci_dev_get(first); second = pci_get_device(PCI_VENDOR_ID_NVIDIA, 0x2941, first);';
const put = 'pci_dev_put(first); pci_dev_put(second);';
const [one, two] = gpus.map(({ bdf }) => bdf);

/** device_link_add and what comes of it when a driver goes (drivers/base/core.c). */
export const deviceLinks: readonly Row[] = [
  {
    of: 'drivers/base/core.c',
    functions: ['device_link_add'],
    before,
    body: `${find} flags = DL_FLAG_AUTOREMOVE_CONSUMER; if (pci_register_driver(&d)) return -EINVAL; device_release_driver(&first->dev); pr_info("%d %d", device_is_bound(&first->dev), device_is_bound(&second->dev)); pci_unregister_driver(&d); ${put}`,
    says: [`probe ${one}`, `probe ${two}`, 'link 1', `remove ${two}`, `remove ${one}`, '0 0'],
    gpus,
  },
  {
    of: 'drivers/base/core.c',
    functions: ['device_link_add'],
    before,
    body: `${find} flags = DL_FLAG_STATELESS; if (pci_register_driver(&d)) return -EINVAL; device_release_driver(&first->dev); pr_info("%d %d", device_is_bound(&first->dev), device_is_bound(&second->dev)); device_link_del(made); pci_unregister_driver(&d); ${put}`,
    says: [`probe ${one}`, `probe ${two}`, 'link 1', `remove ${one}`, '0 1', `remove ${two}`],
    gpus,
  },
  {
    of: 'drivers/base/core.c',
    functions: ['device_link_add', 'device_attach'],
    before,
    body: `int a, b; ${find} flags = DL_FLAG_AUTOPROBE_CONSUMER; if (pci_register_driver(&d)) return -EINVAL; device_release_driver(&first->dev); flags = 0; pr_info("%d", device_attach(&second->dev)); a = device_attach(&first->dev); b = device_attach(&second->dev); pr_info("%d %d", a, b); pci_unregister_driver(&d); ${put}`,
    says: [
      `probe ${one}`,
      `probe ${two}`,
      'link 1',
      `remove ${two}`,
      `remove ${one}`,
      '-517',
      `probe ${one}`,
      `probe ${two}`,
      '1 1',
      `remove ${two}`,
      `remove ${one}`,
    ],
    gpus,
  },
  {
    of: 'drivers/base/core.c',
    functions: ['device_link_add', 'device_link_remove', 'device_link_del'],
    before,
    body: `struct device *a, *b; struct device_link *l, *m; ${find} a = &first->dev; b = &second->dev;
pr_info("%d %d %d", device_link_add(a, a, DL_FLAG_STATELESS) == NULL, device_link_add(a, NULL, 0) == NULL, device_link_add(a->parent, a, DL_FLAG_STATELESS) == NULL);
pr_info("%d %d", device_link_add(b, a, DL_FLAG_STATELESS | DL_FLAG_AUTOREMOVE_CONSUMER) == NULL, device_link_add(b, a, DL_FLAG_AUTOPROBE_CONSUMER | DL_FLAG_AUTOREMOVE_SUPPLIER) == NULL);
l = device_link_add(b, a, DL_FLAG_STATELESS); m = device_link_add(b, a, DL_FLAG_STATELESS); pr_info("%d %d", l != NULL, l == m); pr_info("%d", device_link_add(a, b, DL_FLAG_STATELESS) == NULL);
device_link_del(l); device_link_remove(b, a); ${put}`,
    says: ['1 1 1', '1 1', '1 1', '1'],
    gpus,
  },
  {
    of: 'drivers/base/core.c',
    functions: ['device_link_add', 'device_link_remove'],
    notHeld: 'a work of its own lets go of a link there, and until then there is none the other way round',
    before,
    body: `struct device *a, *b; struct device_link *l; ${find} a = &first->dev; b = &second->dev; if (!device_link_add(b, a, DL_FLAG_STATELESS)) return -EINVAL; device_link_remove(b, a); l = device_link_add(a, b, DL_FLAG_STATELESS); pr_info("%d", l != NULL); device_link_del(l); ${put}`,
    says: ['1'],
    gpus,
  },
  {
    of: 'drivers/base/bus.c',
    functions: ['bus_register_notifier', 'bus_unregister_notifier'],
    before: `${before}
static int told(struct notifier_block *nb, unsigned long action, void *data) { pr_info("%lu %s", action, dev_name(data)); return NOTIFY_OK; }
static struct notifier_block n = { .notifier_call = told };`,
    body: `int a, b; pr_info("%d", bus_register_notifier(&pci_bus_type, &n)); if (pci_register_driver(&d)) return -EINVAL; pci_unregister_driver(&d); a = bus_unregister_notifier(&pci_bus_type, &n); b = bus_unregister_notifier(&pci_bus_type, &n); pr_info("%d %d", a, b);`,
    says: ['0', `3 ${one}`, `probe ${one}`, `4 ${one}`, `5 ${one}`, `remove ${one}`, `6 ${one}`, '0 -2'],
    gpus: gpus.slice(0, 1),
  },
  {
    of: 'drivers/base/core.c',
    functions: ['devm_device_add_group'],
    before: `static ssize_t x_show(struct device *dev, struct device_attribute *attr, char *buf) { return 0; }
static DEVICE_ATTR_RO(x); static struct attribute *attrs[] = { &dev_attr_x.attr, NULL }; static const struct attribute_group g = { .name = "g", .attrs = attrs };
static int p(struct pci_dev *pdev, const struct pci_device_id *id) { int a = devm_device_add_group(&pdev->dev, &g), b = devm_device_add_group(&pdev->dev, &g); pr_info("%d %d", a, b); return 0; }
static const struct pci_device_id ids[] = { { PCI_DEVICE(PCI_VENDOR_ID_NVIDIA, 0x2941) }, {} };
static struct pci_driver d = { .name = "d", .id_table = ids, .probe = p };`,
    body: 'if (pci_register_driver(&d)) return -EINVAL; pci_unregister_driver(&d); if (pci_register_driver(&d)) return -EINVAL; pci_unregister_driver(&d);',
    says: [
      `sysfs: cannot create duplicate filename '/devices/pci0008:00/0008:00:00.0/0008:01:00.0/g'`,
      '0 -17',
      `sysfs: cannot create duplicate filename '/devices/pci0008:00/0008:00:00.0/0008:01:00.0/g'`,
      '0 -17',
    ],
    gpus: gpus.slice(0, 1),
  },
];
