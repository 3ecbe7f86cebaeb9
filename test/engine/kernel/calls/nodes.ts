import type { Family } from './family.ts';

/** drivers/char/misc.c, fs/char_dev.c: misc devices and cdevs, with names and numbers that are taken. */
export const nodes: Family = {
  name: 'nodes',
  before: `#include <linux/miscdevice.h>
#include <linux/cdev.h>
#include <linux/device.h>
static const struct file_operations fops = { .owner = THIS_MODULE };
static ssize_t a_show(struct device *dev, struct device_attribute *attr, char *buf) { return 0; } static DEVICE_ATTR_RO(a);
static struct attribute *attrs[] = { &dev_attr_a.attr, NULL }, *twice[] = { &dev_attr_a.attr, &dev_attr_a.attr, NULL }; static const struct attribute_group group = { .attrs = attrs }, wrong = { .attrs = twice }; static const struct attribute_group *groups[] = { &group, NULL }, *wrongs[] = { &wrong, NULL };
static struct miscdevice miscs[4]; static bool on[4], live[3], added[3]; static struct cdev *cdevs[3]; static struct device *devs[3]; static int first_minor; static dev_t from; static struct class *things;
static void gone(struct device *dev) { pr_info("gone %s", dev_name(dev)); kfree(dev); }`,
  first: `int r, i; unsigned int n; dev_t got; things = class_create(KBUILD_MODNAME); r = alloc_chrdev_region(&from, 0, 8, "things"); pr_info("range %d %d", r, MINOR(from));
for (i = 0; i < 4; i++) miscs[i].fops = &fops;`,
  call(random) {
    const at = random.below(4);
    const misc = `miscs[${at}]`;
    const minor = random.pick(['MISC_DYNAMIC_MINOR', 'MISC_DYNAMIC_MINOR', 211, 212, 254]);
    const name = random.pick(['egm', 'other', 'a!b', 'third']);
    const own = random.pick(['NULL', 'NULL', 'groups', 'wrongs']);
    const one = random.below(3);
    const many = random.pick([1, 4, 300]);
    const major = random.pick(['MAJOR(from)', '397', '600', '398']);
    const number = `from + ${random.below(4)}`;
    return random.pick([
      `if (!on[${at}]) { ${misc}.minor = ${minor}; ${misc}.name = "${name}"; ${misc}.groups = ${own}; r = misc_register(&${misc}); on[${at}] = !r; pr_info("misc %d %d", r, r ? ${misc}.minor : ${misc}.minor > 255 ? 0 : ${misc}.minor); if (!r) pr_info("has %s %d %d", dev_name(${misc}.this_device), dev_get_drvdata(${misc}.this_device) == &${misc}, MAJOR(${misc}.this_device->devt)); }`,
      `if (!on[${at}]) { ${misc}.minor = ${minor}; ${misc}.name = "${name}"; ${misc}.groups = ${own}; r = misc_register(&${misc}); on[${at}] = !r; pr_info("misc %d %d", r, r ? ${misc}.minor : ${misc}.minor > 255 ? 0 : ${misc}.minor); }`,
      `if (on[${at}]) { misc_deregister(&${misc}); on[${at}] = false; pr_info("no misc %d", ${misc}.minor); }`,
      'first_minor = -1; for (i = 0; i < 4; i++) if (on[i] && miscs[i].minor > 255) { if (first_minor < 0) first_minor = miscs[i].minor; pr_info("minor %d", miscs[i].minor - first_minor); }',
      `r = alloc_chrdev_region(&got, ${random.below(3)}, ${many}, "more"); pr_info("alloc %d %d %d", r, MINOR(got), MAJOR(got) != MAJOR(from)); if (!r) unregister_chrdev_region(got, ${many});`,
      `r = register_chrdev_region(${number}, ${random.pick([1, 4, 8])}, "taken"); pr_info("taken %d", r);`,
      `r = register_chrdev(${major}, "major", &fops); pr_info("major %d", r); if (!r) unregister_chrdev(${major}, "major");`,
      `if (!cdevs[${one}]) { cdevs[${one}] = cdev_alloc(); cdevs[${one}]->ops = &fops; cdevs[${one}]->owner = THIS_MODULE; r = cdev_add(cdevs[${one}], ${number}, ${random.pick([0, 1, 2])}); live[${one}] = !r; pr_info("cdev %d", r); if (r) { kobject_put(&cdevs[${one}]->kobj); cdevs[${one}] = NULL; } }`,
      `if (cdevs[${one}] && !added[${one}]) { n = kref_read(&cdevs[${one}]->kobj.kref); cdev_del(cdevs[${one}]); cdevs[${one}] = NULL; pr_info("del %u", n); }`,
      `if (!cdevs[${one}]) { struct device *dev = kzalloc(sizeof(*dev), GFP_KERNEL); device_initialize(dev); dev->class = things; dev->release = gone; dev->devt = ${random.pick([number, '0'])}; dev_set_name(dev, "${name}"); cdevs[${one}] = cdev_alloc(); cdevs[${one}]->ops = &fops; r = cdev_device_add(cdevs[${one}], dev); pr_info("device %d %d", r, cdevs[${one}]->count); if (r) { kobject_put(&cdevs[${one}]->kobj); cdevs[${one}] = NULL; put_device(dev); } else { added[${one}] = true; devs[${one}] = dev; } }`,
      `if (added[${one}]) { i = !devs[${one}]->devt; cdev_device_del(cdevs[${one}], devs[${one}]); if (i) kobject_put(&cdevs[${one}]->kobj); cdevs[${one}] = NULL; added[${one}] = false; put_device(devs[${one}]); pr_info("no device"); }`,
    ]);
  },
  last: 'for (i = 0; i < 4; i++) if (on[i]) misc_deregister(&miscs[i]); for (i = 0; i < 3; i++) if (added[i]) { r = !devs[i]->devt; cdev_device_del(cdevs[i], devs[i]); if (r) kobject_put(&cdevs[i]->kobj); put_device(devs[i]); } else if (cdevs[i]) cdev_del(cdevs[i]); unregister_chrdev_region(from, 8); class_destroy(things);',
};

/** fs/debugfs/inode.c: directories and files that are there already, are looked up, and go with what is above them. */
export const debugfs: Family = {
  name: 'debugfs',
  before: `#include <linux/debugfs.h>
#include <linux/seq_file.h>
static struct dentry *root, *dirs[3], *parents[3]; static u32 number; static int one_show(struct seq_file *m, void *v) { return 0; } DEFINE_SHOW_ATTRIBUTE(one);
static long told(struct dentry *d) { return IS_ERR(d) ? PTR_ERR(d) : d ? 1 : 0; }
static bool alive(struct dentry *d) { int i; for (i = 0; i < 3; i++) if (dirs[i] == d) return true; return false; }
static void forget(struct dentry *d) { int i, j; debugfs_remove(d); for (j = 0; j < 3; j++) for (i = 0; i < 3; i++) if (dirs[i] && (dirs[i] == d || (parents[i] != root && !alive(parents[i])))) dirs[i] = NULL; }`,
  first: 'int i; struct dentry *d; root = debugfs_create_dir(KBUILD_MODNAME, NULL);',
  call(random) {
    const [at, two] = [random.below(3), random.below(3)];
    const name = random.pick(['a', 'b', 'c']);
    const parent = random.pick(['root', 'root', `(IS_ERR_OR_NULL(dirs[${two}]) ? root : dirs[${two}])`]);
    return random.pick([
      `if (!dirs[${at}]) { parents[${at}] = ${parent}; d = debugfs_create_dir("${name}", parents[${at}]); pr_info("dir %ld", told(d)); if (!IS_ERR(d)) dirs[${at}] = d; }`,
      `if (!dirs[${at}]) { parents[${at}] = ${parent}; d = debugfs_create_dir("${name}", parents[${at}]); pr_info("dir %ld", told(d)); if (!IS_ERR(d)) dirs[${at}] = d; }`,
      `d = debugfs_create_file("${name}", 0444, ${parent}, NULL, &one_fops); pr_info("file %ld", told(d));`,
      `debugfs_create_u32("${name}", 0444, ${parent}, &number); pr_info("u32");`,
      `d = debugfs_create_symlink("${name}", ${parent}, "target"); pr_info("link %ld", told(d));`,
      `d = debugfs_lookup("${name}", ${parent}); pr_info("lookup %ld", told(d)); if (!IS_ERR_OR_NULL(d)) dput(d);`,
      `if (dirs[${at}]) { forget(dirs[${at}]); pr_info("removed"); }`,
      `d = debugfs_lookup("${name}", root); if (d) { dput(d); forget(d); } pr_info("gone %d", d != NULL);`,
      `d = debugfs_create_file("${name}", 0444, ERR_PTR(-EPERM), NULL, &one_fops); pr_info("none %ld", told(d));`,
      'debugfs_remove(NULL); debugfs_remove(ERR_PTR(-ENODEV)); pr_info("nothing %d", debugfs_initialized());',
    ]);
  },
  last: 'debugfs_remove(root);',
};
