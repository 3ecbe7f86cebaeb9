import type { Row } from './row.ts';

/** Objects of sysfs and their sets, files of classes, numbers of devices. */
export const objects: readonly Row[] = [
  {
    of: 'lib/kobject.c',
    functions: [
      'kobject_create_and_add',
      'kobject_init_and_add',
      'kobject_get_path',
      'kobject_put',
      'kobject_del',
      'kset_create_and_add',
      'kset_find_obj',
      'kobject_uevent',
      'kset_unregister',
      'kobject_set_name',
      'kobject_init',
      'kobject_get_unless_zero',
      'kset_register',
      'kobject_uevent_env',
    ],
    before: `static void rel(struct kobject *k) { pr_info("rel %s", kobject_name(k)); } static ssize_t a_show(struct kobject *k, struct kobj_attribute *a, char *buf) { return 0; } static struct kobj_attribute a_attr = __ATTR_RO(a);
static struct attribute *attrs[] = { &a_attr.attr, NULL }; static const struct attribute_group g = { .attrs = attrs }; static const struct attribute_group *groups[] = { &g, NULL };
static const struct kobj_type kt = { .release = rel, .sysfs_ops = &kobj_sysfs_ops, .default_groups = groups }, none = { .release = rel };`,
    body: `static struct kobject k, k2, k3; int r; struct kobject *d = kobject_create_and_add("things_dir", NULL), *f; struct kset *s; char *p;
r = kobject_init_and_add(&k, &kt, d, "a%d", 1); pr_info("%d %s", r, kobject_name(&k)); p = kobject_get_path(&k, GFP_KERNEL); pr_info("%s", p); kfree(p); r = kobject_init_and_add(&k2, &kt, d, "a%d", 1); pr_info("%d", r); kobject_put(&k2);
r = sysfs_create_file(&k, &a_attr.attr); pr_info("%d", r); r = sysfs_create_link(d, &k, "a1"); pr_info("%d", r); kobject_put(&k);
s = kset_create_and_add("things_set", NULL, d); memset(&k, 0, sizeof(k)); k.kset = s; r = kobject_init_and_add(&k, &kt, NULL, "in"); pr_info("%d %d %d", r, k.parent == &s->kobj, kref_read(&s->kobj.kref)); f = kset_find_obj(s, "in"); pr_info("%d", f == &k); kobject_put(f); pr_info("%d", kset_find_obj(s, "out") == NULL);
memset(&k3, 0, sizeof(k3)); k3.kset = s; r = kobject_init_and_add(&k3, &none, d, "else"); pr_info("%d %d %d", r, k3.parent == d, kref_read(&s->kobj.kref)); pr_info("%d", kobject_uevent(&k, KOBJ_ADD)); pr_info("%d", kobject_uevent(d, KOBJ_ADD)); kobject_put(&k3);
kobject_del(&k); pr_info("%d %d", kref_read(&s->kobj.kref), k.parent == NULL); kobject_put(&k); memset(&k2, 0, sizeof(k2)); k2.kset = s; kobject_init_and_add(&k2, &none, NULL, "last"); kset_unregister(s); pr_info("%d", s->kobj.state_in_sysfs); kobject_put(&k2); kobject_put(d);
d = kobject_create_and_add("things_dir", NULL); r = kobject_set_name(d, "z/%s", "z"); pr_info("%d %s", r, kobject_name(d)); kobject_put(d); pr_info("%d", kobject_create_and_add("kernel", NULL) == NULL); d = kobject_create_and_add("a", kernel_kobj); p = kobject_get_path(d, GFP_KERNEL); pr_info("%s", p); kfree(p); kobject_put(d);
memset(&k, 0, sizeof(k)); memset(&k2, 0, sizeof(k2)); kobject_init_and_add(&k, &none, NULL, "up"); kobject_init_and_add(&k2, &none, &k, "down"); kobject_put(&k); kobject_put(&k2);
memset(&k, 0, sizeof(k)); kobject_init(&k, &none); pr_info("%d", kobject_get_unless_zero(&k) == &k); kobject_put(&k); kobject_put(&k); pr_info("%d", kobject_get_unless_zero(&k) == NULL); kobject_put(NULL); pr_info("%d %d", kobject_get(NULL) == NULL, kset_register(NULL));
s = kzalloc(sizeof(*s), GFP_KERNEL); r = kset_register(s); pr_info("%d", r); kfree(s); pr_info("%d", kobject_uevent_env(&k2, KOBJ_CHANGE, NULL));`,
    says: [
      '0 a1',
      '/things_dir/a1',
      "sysfs: cannot create duplicate filename '/things_dir/a1'",
      "kobject: kobject_add_internal failed for a1 with -EEXIST, don't try to register things with the same name in the same directory.",
      '-17',
      'rel a1',
      "sysfs: cannot create duplicate filename '/things_dir/a1/a'",
      '-17',
      "sysfs: cannot create duplicate filename '/things_dir/a1'",
      '-17',
      'rel a1',
      '0 1 3',
      '1',
      '1',
      '0 1 4',
      '0',
      '-22',
      'rel else',
      '1 1',
      'rel in',
      '0',
      'rel last',
      '0 z!z',
      "sysfs: cannot create duplicate filename '//kernel'",
      "kobject: kobject_add_internal failed for kernel with -EEXIST, don't try to register things with the same name in the same directory.",
      'kobject: kobject_create_and_add: kobject_add error: -17',
      '1',
      '/kernel/a',
      'rel down',
      'rel up',
      '1',
      'rel (null)',
      '1',
      '1 -22',
      'kobject: must have a ktype to be initialized properly!',
      '-22',
      '-22',
    ],
  },
  {
    of: 'drivers/base/class.c',
    functions: ['class_create_file', 'class_remove_file', 'class_is_registered'],
    before: `static struct class c = { .name = "things" };
static ssize_t v_show(const struct class *class, const struct class_attribute *attr, char *buf) { return 0; } static CLASS_ATTR_RO(v);`,
    body: `struct class *k; int r = class_create_file(&c, &class_attr_v); pr_info("%d", r); class_remove_file(&c, &class_attr_v); r = class_register(&c); pr_info("%d", r); r = class_create_file(&c, &class_attr_v); pr_info("%d", r); r = class_create_file(&c, &class_attr_v); pr_info("%d", r); class_remove_file(&c, &class_attr_v); class_unregister(&c);
k = class_create("a/b"); pr_info("%d", IS_ERR(k)); class_destroy(k); pr_info("%d", class_is_registered(&c)); r = class_register(&c); pr_info("%d", class_is_registered(&c)); class_unregister(&c);`,
    says: [
      '-22',
      '0',
      '0',
      "sysfs: cannot create duplicate filename '/class/things/v'",
      '-17',
      '0',
      '0',
      '1',
    ],
  },
  {
    of: 'fs/char_dev.c',
    functions: ['register_chrdev_region', 'alloc_chrdev_region', 'unregister_chrdev_region', 'cdev_add'],
    body: `dev_t n; int i, r, count = 0; static dev_t got[64]; static struct cdev c; static const struct file_operations f = { .owner = THIS_MODULE }; r = register_chrdev_region(MKDEV(384, 0), 128u << MINORBITS, "all"); pr_info("%d", r);
for (i = 0; i < 64; i++) { r = alloc_chrdev_region(&n, 0, 1, "mine"); if (r) break; got[count++] = n; } pr_info("%d", r); while (count--) unregister_chrdev_region(got[count], 1); unregister_chrdev_region(MKDEV(384, 0), 128u << MINORBITS);
r = alloc_chrdev_region(&n, 5, 3, "mine"); pr_info("%d %d", r, MINOR(n)); r = register_chrdev_region(n, 1, "x"); pr_info("%d", r); r = register_chrdev_region(n + 3, 1, "x"); pr_info("%d", r); unregister_chrdev_region(n + 3, 1); unregister_chrdev_region(n, 3);
r = alloc_chrdev_region(&n, 0, MINORMASK + 2, "much"); pr_info("%d", r); r = register_chrdev_region(MKDEV(510, 0), 0, "none"); pr_info("%d", r); r = register_chrdev_region(MKDEV(600, 0), 1, "far"); pr_info("%d", r);
cdev_init(&c, &f); r = cdev_add(&c, MKDEV(240, 3), 0); pr_info("%d %d %d", r, MAJOR(c.dev), c.count); cdev_del(&c);`,
    says: [
      '0',
      'CHRDEV "mine" dynamic allocation region is full',
      '-16',
      '0 5',
      '-16',
      '0',
      'CHRDEV "much" minor range requested (0-1048576) is out of range of maximum range (0-1048575) for a single major',
      '-22',
      '0',
      'CHRDEV "far" major requested (600) is greater than the maximum (511)',
      '-22',
      '0 240 0',
    ],
  },
];
