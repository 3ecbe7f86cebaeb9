import type { Row } from './row.ts';

/** Kobjects, and files of sysfs: which there are, and what is refused. */
export const files: readonly Row[] = [
  {
    of: 'lib/kobject.c',
    functions: [
      'kobject_init',
      'kobject_add',
      'kobject_name',
      'kobject_create_and_add',
      'kref_read',
      'kobject_put',
    ],
    before: `static void done(struct kobject *k) { pr_info("%s done", kobject_name(k)); } static const struct kobj_type type = { .release = done };`,
    body: `static struct kobject a, b, c; struct kobject *k; int r; kobject_init(&a, &type); r = kobject_add(&a, NULL, "a/%d", 1); pr_info("%d %s", r, kobject_name(&a));
kobject_init(&b, &type); r = kobject_add(&b, NULL, "a!1"); pr_info("%d %d", r, b.parent == NULL); r = kobject_add(&b, &a, "%s", "b");
pr_info("%d %s", r, kobject_name(&b)); k = kobject_create_and_add("b", &a); pr_info("%d", k == NULL);
kobject_init(&c, &type); r = kobject_add(&c, &b, "c"); pr_info("%d %u %u", r, kref_read(&a.kref), kref_read(&b.kref)); kobject_put(&c);
kobject_del(&b); kobject_del(&b); pr_info("%u", kref_read(&a.kref)); kobject_put(&b); kobject_del(NULL); kobject_put(NULL);
pr_info("%d", kobject_get(NULL) == NULL); kobject_put(&a);`,
    says: [
      '0 a!1',
      "sysfs: cannot create duplicate filename '//a!1'",
      "kobject: kobject_add_internal failed for a!1 with -EEXIST, don't try to register things with the same name in the same directory.",
      '-17 1',
      '0 b',
      "sysfs: cannot create duplicate filename '/a!1/b'",
      "kobject: kobject_add_internal failed for b with -EEXIST, don't try to register things with the same name in the same directory.",
      'kobject: kobject_create_and_add: kobject_add error: -17',
      '1',
      '0 2 2',
      'c done',
      '1',
      'b done',
      '1',
      'a!1 done',
    ],
  },
  {
    of: 'drivers/base/driver.c',
    functions: ['driver_create_file', 'driver_remove_file', 'auxiliary_driver_register'],
    before: `static ssize_t a_show(struct device_driver *d, char *buf) { return 0; } static ssize_t b_show(struct device_driver *d, char *buf) { return 0; }
static DRIVER_ATTR_RO(a); static DRIVER_ATTR_RO(b); static struct attribute *all[] = { &driver_attr_a.attr, NULL };
static const struct attribute_group group = { .attrs = all }; static const struct attribute_group *groups[] = { &group, NULL }, *twice[] = { &group, &group, NULL };
static int probe(struct auxiliary_device *d, const struct auxiliary_device_id *id) { return 0; }
static const struct auxiliary_device_id ids[] = { { .name = KBUILD_MODNAME ".part" }, { } }; static struct auxiliary_driver drv = { .probe = probe, .id_table = ids };`,
    body: `int r; drv.driver.groups = groups; r = auxiliary_driver_register(&drv); pr_info("%d", r);
r = driver_create_file(&drv.driver, &driver_attr_a); pr_info("%d", r); r = driver_create_file(&drv.driver, &driver_attr_b); pr_info("%d", r);
driver_remove_file(&drv.driver, &driver_attr_b); r = driver_create_file(&drv.driver, &driver_attr_b); pr_info("%d", r);
r = driver_create_file(NULL, &driver_attr_b); pr_info("%d", r); driver_remove_file(NULL, &driver_attr_b); auxiliary_driver_unregister(&drv);
drv.driver.groups = twice; r = auxiliary_driver_register(&drv); pr_info("%d", r); drv.driver.groups = NULL; r = auxiliary_driver_register(&drv);
pr_info("%d", r); r = driver_create_file(&drv.driver, &driver_attr_a); pr_info("%d", r); auxiliary_driver_unregister(&drv);`,
    says: [
      '0',
      "sysfs: cannot create duplicate filename '/bus/auxiliary/drivers/trial/a'",
      '-17',
      '0',
      '0',
      '-22',
      "sysfs: cannot create duplicate filename '/bus/auxiliary/drivers/trial/a'",
      '-17',
      '0',
      '0',
    ],
  },
  {
    of: 'fs/sysfs/file.c',
    functions: ['kobject_create_and_add', 'class_register', 'device_create'],
    before: `static ssize_t k_show(struct kobject *k, struct kobj_attribute *a, char *buf) { return sysfs_emit(buf, "%s of %s", a->attr.name, kobject_name(k)); }
static ssize_t k_store(struct kobject *k, struct kobj_attribute *a, const char *buf, size_t n) { pr_info("%s %s %zu", kobject_name(k), buf, n); return n; }
static ssize_t d_store(struct device *d, struct device_attribute *a, const char *buf, size_t n) { pr_info("%s %s", dev_name(d), buf); return -ERANGE; }
static struct kobj_attribute k_both = __ATTR(both, 0644, k_show, k_store), k_none = __ATTR(none, 0444, NULL, NULL); static DEVICE_ATTR(d, 0200, NULL, d_store);
static char page[PAGE_SIZE] __aligned(PAGE_SIZE); static struct class things = { .name = "things" };
static void show(struct kobject *k, struct attribute *a) { long n = k->ktype->sysfs_ops->show(k, a, page); pr_info("%ld %s", n, n > 0 ? page : ""); }
static void store(struct kobject *k, struct attribute *a) { long n = k->ktype->sysfs_ops->store(k, a, "one", 3); pr_info("%ld", n); }`,
    body: `struct kobject *k = kobject_create_and_add("k", NULL); struct device *d; int r; r = class_register(&things); d = device_create(&things, NULL, 0, NULL, "n");
pr_info("%d", r); show(k, &k_both.attr); show(k, &k_none.attr); store(k, &k_both.attr); store(k, &k_none.attr); show(&d->kobj, &dev_attr_d.attr); store(&d->kobj, &dev_attr_d.attr);
device_unregister(d); class_unregister(&things); kobject_put(k);`,
    says: ['0', '9 both of k', '-5 ', 'k one 3', '3', '-5', '-5 ', 'n one', '-34'],
  },
  {
    of: 'fs/sysfs',
    functions: [
      'kobject_create_and_add',
      'sysfs_create_group',
      'sysfs_create_file',
      'sysfs_remove_group',
      'sysfs_remove_file',
      'sysfs_create_groups',
    ],
    before: `static struct attribute x = { .name = "x", .mode = 0444 }, y = { .name = "y", .mode = 0444 }, z = { .name = "z", .mode = 0644 };
static struct attribute *all[] = { &x, &y, &z, NULL };
static umode_t visible(struct kobject *k, struct attribute *a, int n) { pr_info("%s %d", a->name, n); return n == 1 ? 0 : a->mode; }
static umode_t none(struct kobject *k, struct attribute *a, int n) { return 0; }
static const struct attribute_group g = { .name = "g", .attrs = all }, bare = { .attrs = all }, some = { .attrs = all, .is_visible = visible }, hid = { .name = "h", .attrs = all, .is_visible = none };
static const struct attribute_group *two[] = { &g, &bare, NULL }, *again[] = { &hid, &g, &g, NULL };`,
    body: `struct kobject *k = kobject_create_and_add("k", NULL); int r; r = sysfs_create_group(k, &some); pr_info("%d", r); r = sysfs_create_file(k, &y);
pr_info("%d", r); r = sysfs_create_file(k, &z); pr_info("%d", r); sysfs_remove_group(k, &some); r = sysfs_create_file(k, &y);
pr_info("%d", r);  r = sysfs_create_group(k, &bare); pr_info("%d", r); r = sysfs_create_file(k, &x); pr_info("%d", r); sysfs_remove_file(k, &x);
sysfs_remove_file(k, &x); sysfs_remove_file(k, &y);
r = sysfs_create_groups(k, two); pr_info("%d", r); r = sysfs_create_group(k, &g); pr_info("%d", r); sysfs_remove_groups(k, two);
r = sysfs_create_group(k, &hid); pr_info("%d", r); sysfs_remove_group(k, &hid); r = sysfs_create_groups(k, again); pr_info("%d", r);
r = sysfs_create_group(k, &g); pr_info("%d", r); r = sysfs_create_link(k, k, "g"); pr_info("%d", r); sysfs_remove_group(k, &g);
r = sysfs_create_groups(k, NULL); pr_info("%d", r); sysfs_remove_groups(k, NULL);
r = sysfs_create_link(k, k, "l"); pr_info("%d", r); r = sysfs_create_link(k, k, "l"); pr_info("%d", r); r = sysfs_create_link_nowarn(k, k, "l");
pr_info("%d", r); sysfs_remove_link(k, "none"); sysfs_remove_link(k, "l"); kobject_put(k);`,
    says: [
      'x 0',
      'y 1',
      'z 2',
      '0',
      '0',
      "sysfs: cannot create duplicate filename '/k/z'",
      '-17',
      '0',
      "sysfs: cannot create duplicate filename '/k/y'",
      '-17',
      '0',
      '0',
      "sysfs: cannot create duplicate filename '/k/g'",
      '-17',
      '0',
      "sysfs: cannot create duplicate filename '/k/g'",
      '-17',
      '0',
      "sysfs: cannot create duplicate filename '/k/g'",
      '-17',
      '0',
      '0',
      "sysfs: cannot create duplicate filename '/k/l'",
      '-17',
      '-17',
    ],
  },
  {
    of: 'fs/kernfs/dir.c',
    functions: [
      'kobject_create_and_add',
      'sysfs_create_file',
      'sysfs_create_link',
      'sysfs_remove_file',
      'sysfs_remove_link',
      'kobject_put',
    ],
    before: 'static struct attribute x = { .name = "x", .mode = 0444 }, y = { .name = "y", .mode = 0444 };',
    body: `struct kobject *k = kobject_create_and_add("k", NULL), *c, *d, *e; int r; c = kobject_create_and_add("c", k); d = kobject_create_and_add("d", c);
r = sysfs_create_file(c, &x); pr_info("%d", r); sysfs_remove_link(k, "c"); r = sysfs_create_file(c, &y); pr_info("%d", r); r = sysfs_create_link(c, k, "l");
pr_info("%d", r); r = sysfs_create_file(d, &x); pr_info("%d", r); sysfs_remove_file(c, &x); sysfs_remove_link(c, "d"); e = kobject_create_and_add("e", c);
pr_info("%d", !e); e = kobject_create_and_add("c", k); pr_info("%d", !e); kobject_put(c); kobject_put(d); r = sysfs_create_file(e, &x); pr_info("%d", r);
kobject_put(e); kobject_put(k);`,
    says: [
      '0',
      '-2',
      '-2',
      '-2',
      'kobject: kobject_add_internal failed for e (error: -2 parent: c)',
      'kobject: kobject_create_and_add: kobject_add error: -2',
      '1',
      '0',
      '0',
    ],
  },
  {
    of: 'fs/sysfs/group.c',
    functions: [
      'kobject_create_and_add',
      'sysfs_create_group',
      'sysfs_create_link',
      'sysfs_create_file',
      'sysfs_remove_group',
      'kobject_put',
    ],
    before: `static struct attribute x = { .name = "x", .mode = 0444 }, y = { .name = "y", .mode = 0444 }; static struct attribute *all[] = { &x, &y, NULL }, *twice[] = { &y, &x, &x, NULL }, *no[] = { NULL };
static umode_t not_there(struct kobject *k, struct attribute *a, int n) { pr_info("%s %d", a->name, n); return SYSFS_GROUP_INVISIBLE; }
static umode_t visible(struct kobject *k, struct attribute *a, int n) { pr_info("%s %d", a->name, n); return a->mode; }
static const struct attribute_group g = { .name = "g", .attrs = all, .is_visible = not_there }, v = { .name = "v", .attrs = all, .is_visible = visible }, dup = { .attrs = twice }, dir = { .name = "dir", .attrs = twice }, empty = { .name = "e", .attrs = no }, inv = { .attrs = all, .is_visible = not_there };`,
    body: `struct kobject *k = kobject_create_and_add("k", NULL); int r; r = sysfs_create_group(k, &g); pr_info("%d", r); r = sysfs_create_link(k, k, "g");
pr_info("%d", r); r = sysfs_create_group(k, &v); pr_info("%d", r); r = sysfs_create_group(k, &inv); pr_info("%d", r); r = sysfs_create_group(k, &dup);
pr_info("%d", r); r = sysfs_create_file(k, &y); pr_info("%d", r); r = sysfs_create_group(k, &dir); pr_info("%d", r); r = sysfs_create_link(k, k, "dir");
pr_info("%d", r); r = sysfs_create_group(k, &empty); pr_info("%d", r); sysfs_remove_group(k, &empty); sysfs_remove_group(k, &v); kobject_put(k);`,
    says: [
      'x 0',
      '0',
      '0',
      'x 0',
      'x 0',
      'y 1',
      '0',
      'x 0',
      'y 1',
      '0',
      "sysfs: cannot create duplicate filename '/k/x'",
      '-17',
      '0',
      "sysfs: cannot create duplicate filename '/k/dir/x'",
      '-17',
      '0',
      '0',
    ],
  },
];
