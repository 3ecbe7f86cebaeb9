import type { Row } from './row.ts';

/** What is refused of devices and their numbers, what is said of it, and what is as before. */
export const refusals: readonly Row[] = [
  {
    of: 'drivers/base/class.c',
    functions: [
      'class_register',
      'dev_set_name',
      'device_register',
      'device_create_file',
      'device_create_with_groups',
      'device_create',
    ],
    before: `static void gone(struct device *dev) { pr_info("%s class gone", dev_name(dev)); } static void class_gone(const struct class *c) { pr_info("%s released", c->name); }
static ssize_t a_show(struct device *dev, struct device_attribute *at, char *buf) { return 0; } static DEVICE_ATTR_RO(a);
static struct attribute *attrs[] = { &dev_attr_a.attr, NULL }; static const struct attribute_group group = { .attrs = attrs };
static const struct attribute_group *groups[] = { &group, NULL }; static struct class c = { .name = "things", .dev_groups = groups, .dev_release = gone, .class_release = class_gone };`,
    body: `static struct device d; struct device *e; int r; r = class_register(&c); pr_info("%d", r); d.class = &c; dev_set_name(&d, "d");
r = device_register(&d); pr_info("%d", r); r = device_create_file(&d, &dev_attr_a); pr_info("%d", r); e = device_create_with_groups(&c, &d, 0, NULL, groups, "e");
pr_info("%ld", IS_ERR(e) ? PTR_ERR(e) : 0); e = device_create(&c, &d, 0, NULL, "a"); pr_info("%ld", IS_ERR(e) ? PTR_ERR(e) : 0);
e = device_create(&c, &d, 0, NULL, "f"); pr_info("%d", e->parent == &d); device_unregister(e); device_unregister(&d); class_unregister(&c);`,
    says: [
      '0',
      '0',
      "sysfs: cannot create duplicate filename '/devices/virtual/things/d/a'",
      '-17',
      "sysfs: cannot create duplicate filename '/devices/virtual/things/d/e/a'",
      '-17',
      "sysfs: cannot create duplicate filename '/devices/virtual/things/d/a'",
      "kobject: kobject_add_internal failed for a with -EEXIST, don't try to register things with the same name in the same directory.",
      '-17',
      '1',
      'd class gone',
      'things released',
    ],
  },
  {
    of: 'drivers/base/core.c',
    functions: [
      'class_register',
      'device_initialize',
      'device_add',
      'dev_set_name',
      'dev_name',
      'device_create',
    ],
    before: `static void gone(struct device *dev) { pr_info("%s gone", dev_name(dev)); } static struct class things = { .name = "things" }, other = { .name = "things" };`,
    body: `static struct device a, b, c; struct device *d, *e; int r; r = class_register(&things); pr_info("%d", r); r = class_register(&other);
pr_info("%d", r); device_initialize(&a); a.release = gone; a.class = &things; r = device_add(&a); pr_info("%d", r); dev_set_name(&a, "a/%s", "b");
r = dev_set_name(&a, "a/%s", "c"); pr_info("%d %s", r, dev_name(&a)); r = device_add(&a); pr_info("%d", r);
device_initialize(&b); b.release = gone; b.class = &things; b.init_name = "a!c"; pr_info("%s", dev_name(&b)); r = device_add(&b);
pr_info("%d %s", r, dev_name(&b)); put_device(&b); d = device_create(&things, NULL, MKDEV(240, 9), NULL, "d"); e = device_create(&things, NULL, MKDEV(240, 10), NULL, "d");
pr_info("%ld", PTR_ERR(e)); e = device_create(&things, NULL, MKDEV(240, 9), NULL, "e"); pr_info("%ld", IS_ERR(e) ? PTR_ERR(e) : 0);
device_destroy(&things, MKDEV(240, 9)); device_destroy(&things, MKDEV(240, 77));
e = device_create(NULL, NULL, 0, NULL, "n"); pr_info("%ld", PTR_ERR(e)); e = device_create(ERR_PTR(-EPERM), NULL, 0, NULL, "n");
pr_info("%ld", PTR_ERR(e)); r = device_add(NULL); pr_info("%d", r); put_device(NULL); device_unregister(&a); c.release = gone;
c.parent = NULL; dev_set_name(&c, "c%d", 1); r = device_register(&c); pr_info("%d %s %s", r, dev_name(&c), dev_driver_string(&c));
device_unregister(&c); e = class_find_device_by_name(&things, "none"); pr_info("%d", e == NULL); class_unregister(&things);`,
    says: [
      '0',
      "sysfs: cannot create duplicate filename '/class/things'",
      "kobject: kobject_add_internal failed for things with -EEXIST, don't try to register things with the same name in the same directory.",
      '-17',
      '-22',
      '0 a!c',
      '0',
      'a!c',
      "sysfs: cannot create duplicate filename '/devices/virtual/things/a!c'",
      "kobject: kobject_add_internal failed for a!c with -EEXIST, don't try to register things with the same name in the same directory.",
      '-17 a!c',
      'a!c gone',
      "sysfs: cannot create duplicate filename '/devices/virtual/things/d'",
      "kobject: kobject_add_internal failed for d with -EEXIST, don't try to register things with the same name in the same directory.",
      '-17',
      "sysfs: cannot create duplicate filename '/dev/char/240:9'",
      '-17',
      '-19',
      '-19',
      '-22',
      'a!c gone',
      '0 c1 ',
      'c1 gone',
      '1',
    ],
  },
  {
    of: 'drivers/base/core.c',
    functions: [
      'device_add',
      'device_link_add',
      'device_link_del',
      'device_for_each_child',
      'device_move',
      'device_find_child_by_name',
    ],
    before: `static void gone(struct device *dev) { } static int each(struct device *d, void *n) { pr_info("each %s", dev_name(d)); return 0; }
static void mk(struct device *d, const char *n, struct device *p) { device_initialize(d); d->release = gone; d->parent = p; dev_set_name(d, "%s", n); }`,
    body: `static struct device a, b, c; struct device_link *l, *m; struct device *e; int r; mk(&a, "la", NULL); mk(&b, "lb", &a); mk(&c, "lc", &a);
r = device_add(&a); r = device_add(&b); r = device_add(&c); l = device_link_add(&b, &b, 0); pr_info("%d", l == NULL); l = device_link_add(&b, &c, DL_FLAG_STATELESS);
pr_info("%d", l != NULL); m = device_link_add(&c, &b, DL_FLAG_STATELESS); pr_info("%d", m == NULL); m = device_link_add(&b, &c, DL_FLAG_STATELESS);
pr_info("%d", m == l); device_link_del(l); device_link_del(m); m = device_link_add(&c, &a, DL_FLAG_STATELESS); pr_info("%d", m != NULL);
device_link_del(m); m = device_link_add(&a, &c, DL_FLAG_STATELESS); pr_info("%d", m == NULL); m = device_link_add(&b, NULL, 0); pr_info("%d", m == NULL);
r = device_for_each_child(&a, NULL, each); r = device_move(&c, &b, DPM_ORDER_NONE); pr_info("%d", r); r = device_for_each_child(&a, NULL, each);
e = device_find_child_by_name(&a, "lc"); pr_info("%d", e == NULL); device_unregister(&c); device_unregister(&b); device_unregister(&a);`,
    says: ['1', '1', '1', '1', '1', '1', '1', 'each lb', 'each lc', '0', 'each lb', '1'],
  },
  {
    of: 'fs/char_dev.c',
    functions: [
      'cdev_alloc',
      'register_chrdev_region',
      'unregister_chrdev_region',
      'alloc_chrdev_region',
      'cdev_add',
      'cdev_del',
    ],
    before: `static const struct file_operations nothing;`,
    body: `dev_t n = 7; int r; struct cdev *a = cdev_alloc(), *b = cdev_alloc(); r = register_chrdev_region(MKDEV(240, 4), 4, "x"); pr_info("%d", r);
r = register_chrdev_region(MKDEV(240, 0), 4, "y"); pr_info("%d", r); r = register_chrdev_region(MKDEV(240, 8), 4, "y"); pr_info("%d", r);
r = register_chrdev_region(MKDEV(240, 3), 2, "z"); pr_info("%d", r); r = register_chrdev_region(MKDEV(240, 5), 1, "z"); pr_info("%d", r);
r = register_chrdev_region(MKDEV(240, 0), 20, "z"); pr_info("%d", r); r = register_chrdev_region(MKDEV(512, 0), 1, "big"); pr_info("%d", r);
r = register_chrdev_region(MKDEV(241, 0), 0, "none"); pr_info("%d", r); r = register_chrdev_region(MKDEV(241, 0), 1, "one");
pr_info("%d", r); r = register_chrdev_region(MKDEV(242, MINORMASK), 2, "over"); pr_info("%d", r); r = register_chrdev_region(MKDEV(243, 5), 1, "over");
pr_info("%d", r); r = register_chrdev_region(MKDEV(243, 0), 1, "over"); pr_info("%d", r); if (!r) unregister_chrdev_region(MKDEV(243, 0), 1);
unregister_chrdev_region(MKDEV(242, MINORMASK), 2); unregister_chrdev_region(MKDEV(243, 5), 1);
r = alloc_chrdev_region(&n, 0, MINORMASK + 1, "all"); pr_info("%d %d %d", r, MAJOR(n) > 0, MINOR(n)); unregister_chrdev_region(n, MINORMASK + 1);
n = 7; r = alloc_chrdev_region(&n, 1, MINORMASK + 1, "all"); pr_info("%d %u", r, n);
a->ops = &nothing; b->ops = &nothing; r = cdev_add(a, MKDEV(240, 4), 2); pr_info("%d", r); r = cdev_add(b, MKDEV(240, 5), 1);
pr_info("%d", r); cdev_del(b); cdev_del(a); unregister_chrdev_region(MKDEV(240, 0), 4); unregister_chrdev_region(MKDEV(240, 4), 4);
unregister_chrdev_region(MKDEV(240, 8), 4); unregister_chrdev_region(MKDEV(241, 0), 1); unregister_chrdev_region(MKDEV(241, 0), 1);`,
    says: [
      '0',
      '0',
      '0',
      '-16',
      '-16',
      '-16',
      'CHRDEV "big" major requested (512) is greater than the maximum (511)',
      '-22',
      '0',
      '0',
      '0',
      '0',
      '-16',
      '0 1 0',
      'CHRDEV "all" minor range requested (1-1048576) is out of range of maximum range (0-1048575) for a single major',
      '-22 7',
      '0',
      '0',
    ],
  },
  {
    of: 'fs/char_dev.c',
    functions: [
      'class_register',
      'register_chrdev_region',
      'device_initialize',
      'dev_set_name',
      'cdev_device_add',
      'kref_read',
    ],
    before: `static void gone(struct device *dev) { pr_info("%s gone", dev_name(dev)); } static const struct file_operations nothing; static struct class things = { .name = "things" };`,
    body: `static struct device d, e, f; static struct cdev c, g; int r; class_register(&things); register_chrdev_region(MKDEV(240, 0), 4, "x");
device_initialize(&d); d.class = &things; d.release = gone; d.devt = MKDEV(240, 1); dev_set_name(&d, "d"); cdev_init(&c, &nothing);
r = cdev_device_add(&c, &d); pr_info("%d %u", r, kref_read(&c.kobj.kref)); device_initialize(&e); e.class = &things; e.release = gone;
e.devt = MKDEV(240, 2); dev_set_name(&e, "d"); cdev_init(&g, &nothing); r = cdev_device_add(&g, &e); pr_info("%d", r); put_device(&e);
cdev_device_del(&c, &d); pr_info("del"); put_device(&d);
device_initialize(&f); f.class = &things; f.release = gone; dev_set_name(&f, "f"); cdev_init(&c, &nothing); r = cdev_device_add(&c, &f);
pr_info("%d", r); cdev_device_del(&c, &f); put_device(&f); unregister_chrdev_region(MKDEV(240, 0), 4); class_unregister(&things);`,
    says: [
      '0 1',
      "sysfs: cannot create duplicate filename '/devices/virtual/things/d'",
      "kobject: kobject_add_internal failed for d with -EEXIST, don't try to register things with the same name in the same directory.",
      '-17',
      'd gone',
      'del',
      'd gone',
      '0',
      'f gone',
    ],
  },
  {
    of: 'drivers/char/misc.c',
    functions: ['misc_register', 'dev_name', 'misc_deregister'],
    before: `#include <linux/miscdevice.h>
static const struct file_operations nothing; static struct miscdevice a = { .minor = MISC_DYNAMIC_MINOR, .name = "same", .fops = &nothing }, b = { .minor = MISC_DYNAMIC_MINOR, .name = "same", .fops = &nothing }, c = { .minor = 200, .name = "c", .fops = &nothing }, d = { .minor = 200, .name = "d", .fops = &nothing }, e = { .minor = MISC_DYNAMIC_MINOR, .name = "e/x", .nodename = "e-node", .fops = &nothing };`,
    body: `int r = misc_register(&a); pr_info("%d", r); r = misc_register(&b); pr_info("%d %d", r, b.minor == MISC_DYNAMIC_MINOR); r = misc_register(&c);
pr_info("%d %d", r, c.minor); r = misc_register(&d); pr_info("%d", r); r = misc_register(&e); pr_info("%d %s %d", r, dev_name(e.this_device), MAJOR(e.this_device->devt));
misc_deregister(&a); pr_info("%d", a.minor == MISC_DYNAMIC_MINOR); misc_deregister(&c); pr_info("%d", c.minor); misc_deregister(&e);
r = misc_register(&b); pr_info("%d", r); misc_deregister(&b);`,
    says: [
      '0',
      "sysfs: cannot create duplicate filename '/devices/virtual/misc/same'",
      "kobject: kobject_add_internal failed for same with -EEXIST, don't try to register things with the same name in the same directory.",
      '-17 1',
      '0 200',
      '-16',
      '0 e!x 10',
      '1',
      '200',
      '0',
    ],
  },
];
