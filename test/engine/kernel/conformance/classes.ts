import type { Row } from './row.ts';

/** Classes, their devices, and what gives these nodes. */
export const classes: readonly Row[] = [
  {
    of: 'drivers/base/core.c',
    functions: [
      'device_create_with_groups',
      'device_destroy',
      'device_add_groups',
      'device_remove_groups',
      'class_find_device_by_devt',
    ],
    before: `static const struct class things = { .name = "things" };
static struct attribute x = { .name = "x", .mode = 0444 }, y = { .name = "y", .mode = 0444 };
static struct attribute *one[] = { &x, NULL }, *other[] = { &y, NULL };
static const struct attribute_group group = { .attrs = one }, more = { .attrs = other };
static const struct attribute_group *groups[] = { &group, NULL }, *others[] = { &more, NULL };`,
    body: `struct device *d, *e; int a, b, c; class_register(&things); d = device_create_with_groups(&things, NULL, MKDEV(240, 5), &group, groups, "n%d", 5); a = sysfs_create_file(&d->kobj, &x); b = device_add_groups(d, others); device_remove_groups(d, others); c = sysfs_create_file(&d->kobj, &y);
e = class_find_device_by_devt(&things, MKDEV(240, 5)); pr_info("%d %d %d %d %d", a, b, c, e == d, dev_get_drvdata(d) == &group); put_device(e); device_destroy(&things, MKDEV(240, 6)); device_destroy(&things, MKDEV(240, 5)); pr_info("%d", class_find_device_by_devt(&things, MKDEV(240, 5)) == NULL); class_unregister(&things);`,
    says: ["sysfs: cannot create duplicate filename '/devices/virtual/things/n5/x'", '-17 0 0 1 1', '1'],
  },
  {
    of: 'drivers/base/core.c',
    functions: ['root_device_register', 'root_device_unregister'],
    body: `struct device *root = root_device_register("things"), *again = root_device_register("things"); pr_info("%s %ld %d", dev_name(root), PTR_ERR(again), root->parent == NULL); root_device_unregister(root); root = root_device_register("things"); pr_info("%d", IS_ERR(root)); root_device_unregister(root);`,
    says: [
      "sysfs: cannot create duplicate filename '/devices/things'",
      "kobject: kobject_add_internal failed for things with -EEXIST, don't try to register things with the same name in the same directory.",
      'things -17 1',
      '0',
    ],
  },
  {
    of: 'drivers/base/class.c',
    functions: [
      'class_create',
      'class_destroy',
      'class_for_each_device',
      'class_find_device',
      'class_find_device_by_name',
    ],
    before: `static int tell(struct device *dev, void *data) { pr_info("%s", dev_name(dev)); return data && !strcmp(dev_name(dev), data) ? 7 : 0; }
static int is_named(struct device *dev, const void *name) { return device_match_name(dev, name) && device_match_any(dev, NULL) && !device_match_devt(dev, &(dev_t){ 1 }); }`,
    body: `struct class *class = class_create("things"); struct device *b = device_create(class, NULL, 0, NULL, "b"), *a = device_create(class, NULL, 0, NULL, "a"), *at; pr_info("%d", class_for_each_device(class, NULL, NULL, tell)); pr_info("%d", class_for_each_device(class, b, "a", tell));
at = class_find_device(class, NULL, "a", is_named); pr_info("%d %d", at == a, class_find_device(class, a, "b", is_named) == NULL); put_device(at); at = class_find_device_by_name(class, "b"); pr_info("%d", at == b); put_device(at); device_unregister(a); device_unregister(b); class_destroy(class); class_destroy(NULL); class_destroy(ERR_PTR(-ENOMEM));`,
    says: ['b', 'a', '0', 'a', '7', '1 1', '1'],
  },
  {
    of: 'fs/char_dev.c, include/linux/fs.h',
    functions: ['register_chrdev', 'unregister_chrdev'],
    before: 'static const struct file_operations nothing;',
    body: 'int a = register_chrdev(240, "x", &nothing), b = register_chrdev(240, "y", &nothing), c = register_chrdev(0, "z", &nothing); pr_info("%d %d %d", a, b, c > 0); unregister_chrdev(240, "x"); unregister_chrdev(c, "z"); pr_info("%d", register_chrdev(240, "y", &nothing)); unregister_chrdev(240, "y");',
    says: ['0 -16 1', '0'],
  },
  {
    of: 'drivers/char/misc.c',
    functions: ['misc_register', 'misc_deregister'],
    before: `#include <linux/miscdevice.h>
static const struct file_operations nothing;
static struct miscdevice a = { .minor = MISC_DYNAMIC_MINOR, .name = "a", .fops = &nothing }, b = { .minor = MISC_DYNAMIC_MINOR, .name = "b", .fops = &nothing };`,
    body: 'int x = misc_register(&a), y = misc_register(&b); pr_info("%d %d %d %d", x, y, a.minor > MISC_DYNAMIC_MINOR, b.minor - a.minor); pr_info("%s %d", dev_name(a.this_device), dev_get_drvdata(a.this_device) == &a); misc_deregister(&a); misc_deregister(&b);',
    says: ['0 0 1 1', 'a 1'],
  },
];
