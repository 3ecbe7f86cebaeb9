import type { Family } from './family.ts';

/** fs/sysfs/group.c, drivers/base/core.c: files of devices and classes, in groups and alone, that are seen or not. */
export const groups: Family = {
  name: 'groups',
  before: `#include <linux/device.h>
static struct class *things; static struct device *dev, *other; static bool sees_a = true, sees_b = true; static umode_t mode_b;
static ssize_t a_show(struct device *dev, struct device_attribute *attr, char *buf) { return 0; }
static ssize_t b_show(struct device *dev, struct device_attribute *attr, char *buf) { return 0; }
static ssize_t c_show(struct device *dev, struct device_attribute *attr, char *buf) { return 0; }
static ssize_t k_show(const struct class *class, const struct class_attribute *attr, char *buf) { return 0; }
static DEVICE_ATTR_RO(a); static DEVICE_ATTR_RO(b); static DEVICE_ATTR_RO(c); static CLASS_ATTR_RO(k);
static umode_t seen(struct kobject *kobj, struct attribute *attr, int n) { pr_info("asked %s %d", attr->name, n); return n ? (sees_b ? attr->mode | mode_b : 0) : sees_a ? attr->mode : 0; }
static umode_t hidden(struct kobject *kobj, struct attribute *attr, int n) { return (sees_a ? 0 : SYSFS_GROUP_INVISIBLE) | (sees_b ? 0444 : 0); }
static struct attribute *ab[] = { &dev_attr_a.attr, &dev_attr_b.attr, NULL }, *bc[] = { &dev_attr_b.attr, &dev_attr_c.attr, NULL }, *none[] = { NULL };
static const struct attribute_group plain = { .attrs = ab }, named = { .name = "named", .attrs = ab }, asks = { .attrs = ab, .is_visible = seen }, part = { .name = "part", .attrs = ab, .is_visible = seen }, hides = { .name = "hides", .attrs = ab, .is_visible = hidden }, later = { .name = "named", .attrs = bc }, nothing = { .name = "nothing", .attrs = none }, empty = { .name = "empty" };
static const struct attribute_group *two[] = { &named, &asks, NULL }, *three[] = { &part, &hides, &plain, NULL }, *again[] = { &named, &named, NULL }, *zero[] = { NULL };
static const struct { const char *name; const struct device_attribute *attr; } files[] = { { "a", &dev_attr_a }, { "b", &dev_attr_b }, { "c", &dev_attr_c } };
static bool has(const char *name) { struct device *made; int r = sysfs_create_link_nowarn(&dev->kobj, &other->kobj, name); (void)made; if (!r) sysfs_remove_link(&dev->kobj, name); return r == -EEXIST; }
static void told(void) { pr_info("has %d%d%d %d%d%d%d%d", has("a"), has("b"), has("c"), has("named"), has("part"), has("hides"), has("nothing"), has("empty")); }`,
  first:
    'int r; struct device *made; things = class_create(KBUILD_MODNAME); other = root_device_register("other_" KBUILD_MODNAME); dev = device_create(things, NULL, 0, NULL, "dev");',
  call(random) {
    const group = random.pick(['plain', 'named', 'asks', 'part', 'hides', 'later', 'nothing', 'empty']);
    const list = random.pick(['two', 'three', 'again', 'zero', 'NULL']);
    const file = random.pick(['a', 'b', 'c']);
    const told = 'pr_info("so"); told();';
    return random.pick([
      `r = sysfs_create_group(&dev->kobj, &${group}); pr_info("group %d", r); told();`,
      `r = sysfs_create_group(&dev->kobj, &${group}); pr_info("group %d", r); told();`,
      `r = sysfs_create_groups(&dev->kobj, ${list}); pr_info("groups %d", r); told();`,
      `r = device_add_groups(dev, ${list}); pr_info("add %d", r); told();`,
      `r = sysfs_update_group(&dev->kobj, &${group}); pr_info("update %d", r); told();`,
      `r = sysfs_update_groups(&dev->kobj, ${list}); pr_info("updates %d", r); told();`,
      `if (${random.pick(['has("named")', '1'])}) { r = sysfs_merge_group(&dev->kobj, &later); pr_info("merge %d", r); told(); }`,
      `sysfs_unmerge_group(&dev->kobj, &later); ${told}`,
      `r = sysfs_add_file_to_group(&dev->kobj, &dev_attr_c.attr, ${random.pick(['"named"', '"part"', 'NULL'])}); pr_info("add file %d", r); told();`,
      `sysfs_remove_file_from_group(&dev->kobj, &dev_attr_c.attr, ${random.pick(['"named"', '"part"', 'NULL'])}); ${told}`,
      `r = device_create_file(dev, &dev_attr_${file}); pr_info("file %d", r); told();`,
      `device_remove_file(dev, &dev_attr_${file}); ${told}`,
      `if (!has("named")) sysfs_create_group(&dev->kobj, &named); sysfs_remove_group(&dev->kobj, &named); ${told}`,
      `sysfs_remove_group(&dev->kobj, &part); ${told}`,
      `sysfs_remove_group(&dev->kobj, &hides); ${told}`,
      `sysfs_remove_group(&dev->kobj, &nothing); ${told}`,
      `sysfs_remove_group(&dev->kobj, &${random.pick(['plain', 'asks'])}); ${told}`,
      `sees_a = ${random.below(2)}; sees_b = ${random.below(2)}; mode_b = ${random.pick([0, 0, '0200', '0222', '01'])}; pr_info("seen %d%d", sees_a, sees_b);`,
      `if (!has("named") && !has("a") && !has("b") && !has("part") && !has("hides")) { r = devm_device_add_group(dev, &${random.pick(['named', 'asks', 'hides'])}); pr_info("managed %d", r); told(); }`,
      `device_unregister(dev); dev = device_create(things, NULL, 0, NULL, "dev"); ${told}`,
      `made = device_create_with_groups(things, dev, 0, NULL, ${list}, "${random.pick(['made', 'a'])}"); pr_info("made %d", PTR_ERR_OR_ZERO(made)); if (!IS_ERR(made)) device_unregister(made);`,
      'r = class_create_file(things, &class_attr_k); pr_info("class file %d", r);',
      'class_remove_file(things, &class_attr_k); pr_info("no class file");',
    ]);
  },
  last: 'device_unregister(dev); root_device_unregister(other); class_destroy(things);',
  isWrong: true,
};
