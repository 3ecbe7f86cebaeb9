import type { Row } from './row.ts';

const gpus = [{ bdf: '0008:01:00.0' }];
const thing = `static void thing_release(struct device *dev) { pr_info("%s released", dev_name(dev)); }
static struct class things = { .name = "things" };
static void thing(struct device *dev, const char *name, struct device *parent) { device_initialize(dev); dev->class = &things; dev->parent = parent; dev->release = thing_release; dev_set_name(dev, name); }`;
const found =
  'struct pci_dev *pdev = pci_get_device(PCI_VENDOR_ID_NVIDIA, 0x2941, NULL); struct device *dev = &pdev->dev;';

/** Devices, their files and their properties; PCI. */
export const devices: readonly Row[] = [
  {
    of: 'drivers/base/core.c',
    functions: [
      'device_register',
      'device_unregister',
      'device_is_registered',
      'dev_set_drvdata',
      'dev_to_node',
      'dev_get_platdata',
      'device_trylock',
      'device_lock',
      'device_unlock',
      'device_is_bound',
    ],
    before: thing,
    body: `static struct device d; int a, b, c; class_register(&things); d.class = &things; d.release = thing_release; dev_set_name(&d, "one"); a = device_register(&d); dev_set_drvdata(&d, &a);
device_lock(&d); b = device_trylock(&d); device_unlock(&d); c = device_trylock(&d); device_unlock(&d);
pr_info("%d %d %d %d %d %d %d %d", a, device_is_registered(&d), dev_get_drvdata(&d) == &a, dev_to_node(&d), dev_get_platdata(&d) == NULL, b, c, device_is_bound(&d)); device_unregister(&d); class_unregister(&things);`,
    says: ['0 1 1 -1 1 0 1 0', 'one released'],
  },
  {
    of: 'drivers/base/core.c',
    functions: ['device_find_child', 'device_find_child_by_name', 'device_for_each_child'],
    before: `${thing}
static int tell(struct device *dev, void *data) { pr_info("%s", dev_name(dev)); return data && !strcmp(dev_name(dev), data) ? 7 : 0; }
static int is_named(struct device *dev, void *data) { return !strcmp(dev_name(dev), data); }`,
    body: `static struct device p, a, b; struct device *at; class_register(&things); thing(&p, "p", NULL); thing(&a, "a", &p); thing(&b, "b", &p); if (device_add(&p) || device_add(&a) || device_add(&b)) return -EINVAL;
pr_info("%d", device_for_each_child(&p, NULL, tell)); pr_info("%d", device_for_each_child(&p, "a", tell)); at = device_find_child(&p, "b", is_named); pr_info("%d", at == &b); put_device(at);
at = device_find_child_by_name(&p, "a"); pr_info("%d %d", at == &a, device_find_child_by_name(&p, "c") == NULL); put_device(at); device_unregister(&b); device_unregister(&a); device_unregister(&p); class_unregister(&things);`,
    says: ['a', 'b', '0', 'a', '7', '1', '1 1', 'b released', 'a released', 'p released'],
  },
  {
    of: 'drivers/base/core.c',
    functions: ['device_create', 'device_create_file', 'device_remove_file', 'dev_driver_string'],
    before: `static struct class things = { .name = "things" };
static ssize_t x_show(struct device *dev, struct device_attribute *attr, char *buf) { return 0; }
static struct device_attribute x = { .attr = { .name = "x", .mode = 0444 }, .show = x_show };`,
    body: `struct device *d, *e; int a, b; class_register(&things); d = device_create(&things, NULL, MKDEV(240, 5), NULL, "n%d", 5); pr_info("%s %s", dev_name(d), dev_driver_string(d));
a = device_create_file(d, &x); b = device_create_file(d, &x); device_remove_file(d, &x); pr_info("%d %d", a, b); e = device_create(&things, NULL, MKDEV(240, 6), NULL, "n6"); pr_info("%d", IS_ERR(e)); device_unregister(d); device_unregister(e); class_unregister(&things);`,
    says: [
      'n5 things',
      "sysfs: cannot create duplicate filename '/devices/virtual/things/n5/x'",
      '0 -17',
      '0',
    ],
  },
  {
    of: 'lib/kobject.c',
    functions: ['kobject_create_and_add', 'kobject_name', 'kobject_get', 'kobject_put', 'kobject_del'],
    body: `struct kobject *k = kobject_create_and_add("shelf", NULL); pr_info("%s %d", kobject_name(k), kobject_get(k) == k); kobject_put(k); kobject_del(k); kobject_put(k); kobject_put(NULL);`,
    says: ['shelf 1'],
  },
  {
    of: 'drivers/base/bus.c',
    functions: ['bus_find_device_by_name'],
    gpus,
    body: `struct device *d = bus_find_device_by_name(&pci_bus_type, NULL, "0008:01:00.0"); pr_info("%s %d", dev_name(d), bus_find_device_by_name(&pci_bus_type, NULL, "none") == NULL); put_device(d);`,
    says: ['0008:01:00.0 1'],
  },
  {
    of: 'drivers/pci/search.c, include/linux/pci.h',
    functions: [
      'pci_get_device',
      'pci_dev_get',
      'pci_dev_put',
      'pci_name',
      'pci_domain_nr',
      'pci_is_root_bus',
      'pci_num_vf',
    ],
    gpus,
    body: `${found} pr_info("%s %d %d %d", pci_name(pdev), pci_domain_nr(pdev->bus), pci_num_vf(pdev), pci_dev_get(pdev) == pdev); pci_dev_put(pdev); pr_info("%d %d", pci_get_device(PCI_VENDOR_ID_NVIDIA, 0x1, NULL) == NULL, pci_is_root_bus(pdev->bus)); (void)dev; pci_dev_put(pdev);`,
    says: ['0008:01:00.0 8 0 1', '1 0'],
  },
  {
    of: 'drivers/pci/pci.c, drivers/pci/access.c',
    functions: [
      'pci_enable_device',
      'pci_disable_device',
      'pci_set_master',
      'pci_clear_master',
      'pci_request_regions',
      'pci_release_regions',
      'pci_request_selected_regions',
      'pci_release_selected_regions',
      'pci_read_config_word',
      'pci_write_config_word',
      'pci_find_ext_capability',
      'pci_find_dvsec_capability',
      'pci_set_power_state',
    ],
    gpus,
    body: `u16 c; int e, r, s, t; ${found} e = pci_enable_device(pdev); r = pci_request_regions(pdev, "one"); s = pci_request_selected_regions(pdev, 1, "two"); pci_release_regions(pdev); t = pci_request_selected_regions(pdev, 1, "two"); pci_release_selected_regions(pdev, 1);
pr_info("%d %d %d %d", e, r, s, t); pci_set_master(pdev); pci_read_config_word(pdev, PCI_COMMAND, &c); pci_clear_master(pdev); pci_read_config_word(pdev, PCI_COMMAND, &c); pr_info("%d", !!(c & PCI_COMMAND_MASTER));
pci_write_config_word(pdev, PCI_COMMAND, c); pr_info("%d %d %d", pci_find_dvsec_capability(pdev, PCI_VENDOR_ID_NVIDIA, 3) != 0, pci_find_ext_capability(pdev, 0x7fff), pci_set_power_state(pdev, PCI_D0));
(void)dev; pci_disable_device(pdev); pci_dev_put(pdev);`,
    says: [
      "pci 0008:01:00.0: BAR 0: can't reserve [mem 0x660002000000-0x660002ffffff 64bit pref]",
      '0 0 -16 0',
      '0',
      '1 0 0',
    ],
  },
  {
    of: 'drivers/pci/access.c',
    functions: ['pci_read_config_byte', 'pci_read_config_word', 'pci_read_config_dword'],
    notHeld: 'the configuration space of the guest’s GPU has ids of its own',
    gpus,
    body: `u8 b; u16 w; u32 d; ${found} pci_read_config_dword(pdev, 0, &d); pci_read_config_word(pdev, 2, &w); pci_read_config_byte(pdev, 0, &b); pr_info("%x %x %x", d, w, b); pci_dev_put(to_pci_dev(dev));`,
    says: ['294110de 2941 de'],
  },
  {
    of: 'drivers/base/power/runtime.c',
    functions: [
      'pm_runtime_enable',
      'pm_runtime_disable',
      'pm_runtime_get_sync',
      'pm_runtime_resume_and_get',
      'pm_runtime_get_noresume',
      'pm_runtime_put',
      'pm_runtime_put_sync',
      'pm_runtime_put_noidle',
      'pm_runtime_allow',
      'pm_runtime_forbid',
    ],
    before: '#include <linux/pm_runtime.h>',
    gpus,
    body: `int a, b, c; ${found} pm_runtime_enable(dev); a = pm_runtime_get_sync(dev) >= 0; b = pm_runtime_resume_and_get(dev); pm_runtime_get_noresume(dev); pm_runtime_put_noidle(dev); pm_runtime_put(dev); pm_runtime_put_sync(dev); pm_runtime_disable(dev); c = pm_runtime_get_sync(dev); pm_runtime_put_noidle(dev); pr_info("%d %d %d %d", a, b, c, pm_runtime_set_active(dev)); pm_runtime_enable(dev); pr_info("%d", pm_runtime_set_active(dev)); pm_runtime_allow(dev); pm_runtime_forbid(dev); pci_dev_put(pdev);`,
    says: ['pci 0008:01:00.0: Unbalanced pm_runtime_enable!', '1 0 1 0', '-11'],
  },
  {
    of: 'drivers/base/power/runtime.c',
    functions: ['pm_runtime_get_sync', 'pm_runtime_resume_and_get', 'pm_runtime_set_active'],
    before: `#include <linux/pm_runtime.h>\n${thing}`,
    body: `static struct device d; int r[5]; if (class_register(&things)) return -EINVAL; thing(&d, "d", NULL); if (device_add(&d)) return -EINVAL; r[0] = pm_runtime_get_sync(&d); pm_runtime_put_noidle(&d); r[1] = pm_runtime_resume_and_get(&d); pm_runtime_enable(&d); r[2] = pm_runtime_get_sync(&d); r[3] = pm_runtime_get_sync(&d); r[4] = pm_runtime_set_active(&d);
pm_runtime_put_noidle(&d); pm_runtime_put_noidle(&d); pm_runtime_disable(&d); pr_info("%d %d %d %d %d", r[0], r[1], r[2], r[3], r[4]); device_unregister(&d); class_unregister(&things);`,
    says: ['-13 -13 0 1 -11', 'd released'],
  },
  {
    of: 'drivers/base/power/runtime.c',
    functions: ['pm_runtime_put', 'pm_runtime_put_sync', 'pm_runtime_put_noidle'],
    before: `#include <linux/pm_runtime.h>\n${thing}`,
    body: `static struct device d; int r[6]; if (class_register(&things)) return -EINVAL; thing(&d, "d", NULL); if (device_add(&d)) return -EINVAL; pm_runtime_put_noidle(&d); pm_runtime_get_noresume(&d); r[0] = pm_runtime_put_sync(&d); r[1] = pm_runtime_put(&d); pm_runtime_enable(&d); pm_runtime_get_noresume(&d); pm_runtime_get_noresume(&d); r[2] = pm_runtime_put(&d); r[3] = pm_runtime_put_sync(&d);
r[4] = pm_runtime_resume_and_get(&d); r[5] = pm_runtime_put_sync(&d); pm_runtime_disable(&d); pr_info("%d %d %d %d %d %d", r[0], r[1], r[2], r[3], r[4], r[5]); device_unregister(&d); class_unregister(&things);`,
    says: ['things d: Runtime PM usage count underflow!', '-13 -22 0 -11 0 0', 'd released'],
  },
  {
    of: 'drivers/base/property.c, drivers/acpi/property.c',
    functions: [
      'dev_fwnode',
      'device_property_read_bool',
      'device_property_read_u8',
      'device_property_read_u16',
      'device_property_read_u32',
      'device_property_read_u64',
      'device_property_count_u64',
      'fwnode_property_present',
      'fwnode_property_read_u32',
      'fwnode_property_read_u64',
    ],
    before: '#include <linux/property.h>',
    gpus,
    body: `u8 b = 0; int r; u16 h = 0; u32 w = 0; u64 x = 0; ${found}
pr_info("%d %d %d %d", device_property_read_bool(dev, "nvidia,egm-pxm"), device_property_read_bool(dev, "none"), fwnode_property_present(dev_fwnode(dev), "nvidia,egm-size"), device_property_count_u64(dev, "nvidia,egm-pxm"));
r = device_property_read_u8(dev, "nvidia,egm-pxm", &b); pr_info("%d %d", r, b); pr_info("%d", device_property_read_u16(dev, "nvidia,egm-base-pa", &h)); pr_info("%d", device_property_read_u32(dev, "nvidia,egm-size", &w));
r = device_property_read_u32(dev, "nvidia,egm-base-pa", &w); pr_info("%d %x", r, w); pr_info("%d", fwnode_property_read_u32(dev_fwnode(dev), "none", &w)); r = fwnode_property_read_u64(dev_fwnode(dev), "nvidia,egm-size", &x); pr_info("%d %llx", r, x); r = device_property_read_u64(dev, "nvidia,egm-base-pa", &x); pr_info("%d %llx", r, x); pci_dev_put(pdev);`,
    says: ['1 0 1 1', '0 4', '-75', '-75', '0 80000000', '-22', '0 6fc0000000', '0 80000000'],
  },
  {
    of: 'fs/char_dev.c',
    functions: [
      'cdev_alloc',
      'cdev_add',
      'cdev_del',
      'register_chrdev_region',
      'alloc_chrdev_region',
      'unregister_chrdev_region',
    ],
    body: `dev_t n; int a, b, c, d; struct cdev *cdev = cdev_alloc(); a = register_chrdev_region(MKDEV(240, 0), 4, "x"); b = register_chrdev_region(MKDEV(240, 3), 1, "y"); c = alloc_chrdev_region(&n, 2, 1, "z"); d = cdev_add(cdev, MKDEV(240, 1), 1);
pr_info("%d %d %d %d %d %d", a, b, c, MINOR(n), MAJOR(n) > 0, d); cdev_del(cdev); unregister_chrdev_region(MKDEV(240, 0), 4); unregister_chrdev_region(n, 1);`,
    says: ['0 -16 0 2 1 0'],
  },
  {
    of: 'kernel/module/main.c',
    functions: ['try_module_get', 'module_put', 'module_refcount'],
    body: 'pr_info("%d %d", try_module_get(NULL), try_module_get(THIS_MODULE)); pr_info("%d", module_refcount(THIS_MODULE)); module_put(THIS_MODULE); module_put(NULL); pr_info("%d", module_refcount(THIS_MODULE));',
    says: ['1 1', '2', '1'],
  },
  {
    of: 'fs/sysfs',
    functions: [
      'sysfs_create_link',
      'sysfs_create_file',
      'sysfs_remove_file',
      'sysfs_create_group',
      'sysfs_remove_group',
      'sysfs_create_groups',
      'sysfs_remove_groups',
      'sysfs_remove_link',
    ],
    before: `static struct attribute x = { .name = "x", .mode = 0444 }, y = { .name = "y", .mode = 0444 };
static struct attribute *both[] = { &x, &y, NULL };
static const struct attribute_group group = { .name = "g", .attrs = both }, bare = { .attrs = both };
static const struct attribute_group *groups[] = { &bare, NULL };`,
    body: `struct kobject *k = kobject_create_and_add("k", NULL), *l = kobject_create_and_add("l", NULL); int a, b, c, d, e, f; a = sysfs_create_link(k, l, "l"); b = sysfs_create_file(k, &x); c = sysfs_create_group(k, &group); sysfs_remove_file(k, &x); d = sysfs_create_groups(k, groups); e = sysfs_create_file(k, &y); sysfs_remove_groups(k, groups); f = sysfs_create_file(k, &y);
pr_info("%d %d %d %d %d %d", a, b, c, d, e, f); sysfs_remove_group(k, &group); pr_info("%d", sysfs_create_group(k, &group)); sysfs_remove_link(k, "l"); kobject_put(k); kobject_put(l);`,
    says: ["sysfs: cannot create duplicate filename '/k/y'", '0 0 0 0 -17 0', '0'],
  },
  {
    of: 'drivers/base/core.c, lib/kobject.c',
    functions: ['kobject_init', 'device_del', 'device_initialize', 'put_device'],
    before: `${thing}
static void done(struct kobject *k) { pr_info("done"); }
static const struct kobj_type type = { .release = done };`,
    body: 'static struct kobject k; static struct device d; class_register(&things); thing(&d, "d", NULL); pr_info("%d", device_add(&d)); device_del(&d); pr_info("%d", device_is_registered(&d)); put_device(&d); kobject_init(&k, &type); kobject_put(&k); class_unregister(&things);',
    says: ['0', '0', 'd released', 'done'],
  },
  {
    of: 'drivers/base/devres.c',
    functions: [
      'devm_kmemdup',
      'devm_kasprintf',
      'devm_remove_action',
      'devm_release_action',
      'devm_mutex_init',
    ],
    before: 'static void said(void *text) { pr_info("%s", (char *)text); }',
    body: `char *a, *b, *one = "one", *two = "two", *three = "three"; int c; struct mutex m; ${found} a = devm_kmemdup(dev, "text", 5, GFP_KERNEL); b = devm_kasprintf(dev, GFP_KERNEL, "egm%d", 4); c = devm_mutex_init(dev, &m); mutex_lock(&m); mutex_unlock(&m);
devm_add_action(dev, said, one); devm_add_action(dev, said, two); devm_add_action(dev, said, three); devm_remove_action(dev, said, one); devm_release_action(dev, said, two); pr_info("%s %s %d", a, b, c); device_release_driver(dev); devm_kfree(dev, a); devm_kfree(dev, b); devm_remove_action(dev, said, three); pci_dev_put(pdev);`,
    gpus,
    says: ['two', 'text egm4 0'],
  },
  {
    of: 'drivers/base/devres.c',
    functions: ['devm_kmalloc', 'devm_kzalloc', 'devm_kstrdup', 'devm_kfree', 'device_release_driver'],
    gpus,
    body: `char *a, *b, *c; ${found} a = devm_kmalloc(dev, 8, GFP_KERNEL); b = devm_kzalloc(dev, 8, GFP_KERNEL); c = devm_kstrdup(dev, "text", GFP_KERNEL); pr_info("%d %s %d", b[7], c, a != NULL); devm_kfree(dev, a); devm_kfree(dev, b); devm_kfree(dev, c); device_release_driver(dev); pci_dev_put(pdev);`,
    says: ['0 text 1'],
  },
  {
    of: 'fs/char_dev.c',
    functions: ['cdev_init', 'cdev_set_parent', 'cdev_add', 'cdev_del'],
    before: `${thing}
static const struct file_operations nothing;`,
    body: 'static struct cdev cdev; static struct device d; int a; class_register(&things); thing(&d, "d", NULL); register_chrdev_region(MKDEV(240, 0), 1, "x"); cdev_init(&cdev, &nothing); cdev_set_parent(&cdev, &d.kobj); a = cdev_add(&cdev, MKDEV(240, 0), 1); put_device(&d); pr_info("%d", a); cdev_del(&cdev); unregister_chrdev_region(MKDEV(240, 0), 1); class_unregister(&things);',
    says: ['0', 'd released'],
  },
  {
    of: 'drivers/base/property.c',
    functions: ['device_property_read_u32_array', 'device_property_count_u32'],
    before: '#include <linux/property.h>',
    gpus,
    body: `int r; u32 w[2] = { 0, 0 }; ${found} pr_info("%d %d", device_property_count_u32(dev, "nvidia,egm-pxm"), device_property_count_u32(dev, "none")); r = device_property_read_u32_array(dev, "nvidia,egm-pxm", w, 1); pr_info("%d %u", r, w[0]); pr_info("%d", device_property_read_u32_array(dev, "nvidia,egm-pxm", w, 2)); pci_dev_put(pdev);`,
    says: ['1 -22', '0 4', '-71'],
  },
  {
    of: 'drivers/base/auxiliary.c',
    functions: [
      'auxiliary_device_create',
      'auxiliary_device_delete',
      'auxiliary_device_destroy',
      'auxiliary_device_uninit',
    ],
    gpus,
    notHeld: 'it has no auxiliary_device_create yet',
    body: `struct auxiliary_device *a; ${found} a = auxiliary_device_create(dev, KBUILD_MODNAME, "part", NULL, 3); pr_info("%s", dev_name(&a->dev)); auxiliary_device_delete(a); auxiliary_device_uninit(a); a = auxiliary_device_create(dev, KBUILD_MODNAME, "part", NULL, 3); pr_info("%d", a == NULL); auxiliary_device_destroy(a); pci_dev_put(pdev);`,
    says: ['trial.part.3', '0'],
  },
  {
    of: 'drivers/pci/pci.c, drivers/pci/remove.c',
    functions: [
      'pci_enable_device_mem',
      'pci_disable_device',
      'pci_lock_rescan_remove',
      'pci_unlock_rescan_remove',
      'pci_stop_and_remove_bus_device_locked',
      'iowrite32',
    ],
    gpus,
    body: `void __iomem *bar; ${found} pr_info("%d", pci_enable_device_mem(pdev)); bar = pci_iomap(pdev, 0, 0); iowrite32(1, bar + 16); pci_iounmap(pdev, bar); pci_disable_device(pdev); pci_lock_rescan_remove(); pci_unlock_rescan_remove(); pci_stop_and_remove_bus_device_locked(pdev); pr_info("%d %d", device_is_registered(dev), pci_get_device(PCI_VENDOR_ID_NVIDIA, 0x2941, NULL) == NULL); pci_dev_put(pdev);`,
    says: ['0', '0 1'],
  },
  {
    of: 'drivers/vfio/vfio_main.c, drivers/vfio/pci/vfio_pci_core.c',
    functions: [
      'vfio_alloc_device',
      'vfio_register_group_dev',
      'vfio_unregister_group_dev',
      'vfio_assign_device_set',
      'vfio_pci_core_enable',
      'vfio_pci_core_disable',
      'vfio_put_device',
    ],
    notHeld: 'vfio registers no device without an IOMMU',
    before: `static const struct vfio_device_ops ops = { .name = "trial", .init = vfio_pci_core_init_dev, .release = vfio_pci_core_release_dev, .bind_iommufd = vfio_iommufd_physical_bind, .unbind_iommufd = vfio_iommufd_physical_unbind, .attach_ioas = vfio_iommufd_physical_attach_ioas, .detach_ioas = vfio_iommufd_physical_detach_ioas };
struct part { struct vfio_pci_core_device core; };`,
    gpus,
    body: `struct part *p; int a, b, c; ${found} p = vfio_alloc_device(part, core.vdev, dev, &ops); a = vfio_assign_device_set(&p->core.vdev, p); b = vfio_register_group_dev(&p->core.vdev); c = vfio_pci_core_enable(&p->core); vfio_pci_core_disable(&p->core); vfio_unregister_group_dev(&p->core.vdev); vfio_put_device(&p->core.vdev); pr_info("%d %d %d", a, b, c); pci_dev_put(pdev);`,
    says: ['0 0 0'],
  },
  {
    of: 'mm/memory.c',
    functions: ['vm_iomap_memory'],
    notHeld: 'a mapping among the locals is none there',
    before: '#include <linux/mm.h>',
    body: `struct vm_area_struct vma = { .vm_start = 0x700000000000, .vm_end = 0x700000020000, .vm_flags = VM_SHARED }; int a, b, c; a = vm_iomap_memory(&vma, 0x1000000000, 0x20000); b = vm_iomap_memory(&vma, 0x1000000000, 0x10000); c = vm_iomap_memory(&vma, ~0ul, 2); pr_info("%d %d %d", a, b, c);`,
    says: ['0 -22 -22'],
  },
];
