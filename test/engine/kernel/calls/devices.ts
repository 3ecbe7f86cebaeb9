import type { Random } from '../../../../src/engine/base/random.ts';
import type { Family } from './family.ts';

const names = ['a', 'b', 'c', 'a b', 'a!b', 'd'];

const at = (random: Random): number => random.below(4);

/** drivers/base/core.c, drivers/base/class.c */
export const devices: Family = {
  name: 'devices',
  before: `#include <linux/device.h>
static struct device *devs[4], *root;
static bool below(struct device *dev, struct device *of) { for (; dev; dev = dev->parent) if (dev == of) return true; return false; }
/* Of such a move Linux leaves the directory of the class behind, and with it the parent. */
static bool leaves(struct device *dev) { return dev->class && dev->parent && dev->parent != root && !dev->parent->class; }
static bool has_child(struct device *dev) { struct device *child = device_find_any_child(dev); put_device(child); return child; }
static void gone(struct device *dev) { pr_info("gone %s", dev_name(dev)); kfree(dev); }
static int sees(struct device *dev, void *data) { pr_info("sees %s below %s", dev_name(dev), dev->parent ? dev_name(dev->parent) : "none"); return dev == data ? 7 : 0; }
static int is(struct device *dev, const void *data) { return !strcmp(dev_name(dev), data); }
static ssize_t say_show(struct device *dev, struct device_attribute *attr, char *buf) { return 0; }
static DEVICE_ATTR_RO(say);
static struct class *things;
static int make(int at, struct device *parent, bool classed, const char *name)
{
	struct device *dev; int ret;
	if (devs[at]) return 1;
	dev = kzalloc(sizeof(*dev), GFP_KERNEL); device_initialize(dev); dev->parent = parent; dev->release = gone; if (classed) dev->class = things;
	ret = dev_set_name(dev, "%s", name); if (!ret) ret = device_add(dev);
	if (ret) put_device(dev); else devs[at] = dev;
	return ret;
}
static int drop(int at)
{
	struct device *dev = devs[at];
	if (!dev || has_child(dev)) return 1;
	devs[at] = NULL; device_unregister(dev);
	return 0;
}`,
  first:
    'struct device *dev; int r; things = class_create(KBUILD_MODNAME); root = root_device_register("root_" KBUILD_MODNAME);',
  call(random) {
    const [one, two] = [at(random), at(random)];
    const parent = random.pick(['NULL', 'root', 'root', `devs[${two}]`]);
    const name = random.pick(names);
    return random.pick([
      `pr_info("make %d", make(${one}, ${parent}, ${random.below(2)}, "${name}"));`,
      `pr_info("make %d", make(${one}, ${parent}, ${random.below(2)}, "${name}"));`,
      `pr_info("drop %d", drop(${one}));`,
      `if (devs[${one}] && !below(${parent}, devs[${one}]) && !leaves(devs[${one}])) pr_info("move %d", device_move(devs[${one}], ${parent}, DPM_ORDER_NONE));`,
      `dev = device_find_child_by_name(root, "${name}"); pr_info("child %d", dev ? dev == devs[${one}] : -1); put_device(dev);`,
      `if (devs[${one}]) { r = device_for_each_child(devs[${one}], devs[${two}], sees); pr_info("each %d", r); }`,
      `r = device_for_each_child(root, devs[${one}], sees); pr_info("each %d", r);`,
      `r = device_for_each_child_reverse(root, devs[${one}], sees); pr_info("back %d", r);`,
      `r = class_for_each_device(things, NULL, devs[${one}], sees); pr_info("class %d", r);`,
      `dev = class_find_device_by_name(things, "${name}"); pr_info("found %d", dev ? dev == devs[${one}] : -1); put_device(dev);`,
      `dev = class_find_device(things, NULL, "${name}", is); pr_info("found %d", dev ? dev == devs[${two}] : -1); put_device(dev);`,
      `if (devs[${one}]) pr_info("file %d", device_create_file(devs[${one}], &dev_attr_say));`,
      `if (devs[${one}]) { device_remove_file(devs[${one}], &dev_attr_say); pr_info("no file"); }`,
      `if (devs[${one}] && devs[${two}]) pr_info("link %d", sysfs_create_link(&devs[${one}]->kobj, &devs[${two}]->kobj, "${name}"));`,
      `if (devs[${one}]) { char *path = kobject_get_path(&devs[${one}]->kobj, GFP_KERNEL); pr_info("path %s", path); kfree(path); }`,
      `if (devs[${one}]) pr_info("is %d %s", device_is_registered(devs[${one}]), dev_name(devs[${one}]));`,
    ]);
  },
  last: 'for (r = 0; r < 16; r++) drop(r % 4); root_device_unregister(root); class_destroy(things);',
};

/** lib/kobject.c, fs/sysfs */
export const kobjects: Family = {
  name: 'kobjects',
  before: `#include <linux/kobject.h>
static struct kobject *objects[4];
static struct kset *set;
static void gone(struct kobject *kobj) { pr_info("gone %s", kobject_name(kobj)); kfree(kobj); }
static const struct kobj_type type = { .release = gone, .sysfs_ops = &kobj_sysfs_ops };
static ssize_t say_show(struct kobject *kobj, struct kobj_attribute *attr, char *buf) { return 0; }
static struct kobj_attribute one = { .attr = { .name = "one", .mode = 0444 }, .show = say_show }, two = { .attr = { .name = "two", .mode = 0400 }, .show = say_show };
static umode_t seen(struct kobject *kobj, struct attribute *attr, int n) { return n ? 0 : attr->mode; }
static struct attribute *both[] = { &one.attr, &two.attr, NULL }, *second[] = { &two.attr, NULL };
static const struct attribute_group plain = { .attrs = both }, named = { .name = "group", .attrs = both }, part = { .name = "part", .attrs = both, .is_visible = seen }, last = { .attrs = second };
static const struct attribute_group *groups[] = { &named, &last, NULL };
static int make(int at, struct kobject *parent, bool in_set, const char *name)
{
	struct kobject *kobj; int ret;
	if (objects[at]) return 1;
	kobj = kzalloc(sizeof(*kobj), GFP_KERNEL); if (in_set) kobj->kset = set;
	ret = kobject_init_and_add(kobj, &type, parent, "%s", name);
	if (ret) kobject_put(kobj); else objects[at] = kobj;
	return ret;
}
static int drop(int at)
{
	struct kobject *kobj = objects[at]; int i;
	if (!kobj) return 1;
	for (i = 0; i < 4; i++) if (objects[i] && objects[i]->parent == kobj) return 2;
	objects[at] = NULL; kobject_put(kobj);
	return 0;
}`,
  first: 'struct kobject *kobj; int r; set = kset_create_and_add("set_" KBUILD_MODNAME, NULL, NULL);',
  call(random) {
    const [one, two] = [at(random), at(random)];
    const name = random.pick([...names, 'one', 'group']);
    const group = random.pick(['plain', 'named', 'part', 'last']);
    const object = `objects[${one}]`;
    return random.pick([
      `pr_info("make %d", make(${one}, ${random.pick(['NULL', '&set->kobj', `objects[${two}]`])}, ${random.below(2)}, "${name}"));`,
      `pr_info("make %d", make(${one}, ${random.pick(['NULL', '&set->kobj', `objects[${two}]`])}, ${random.below(2)}, "${name}"));`,
      `pr_info("drop %d", drop(${one}));`,
      `kobj = kset_find_obj(set, "${name}"); pr_info("find %d", kobj ? kobj == ${object} : -1); kobject_put(kobj);`,
      `if (${object}) pr_info("group %d", sysfs_create_group(${object}, &${group}));`,
      `if (${object}) pr_info("groups %d", sysfs_create_groups(${object}, groups));`,
      `if (${object}) { sysfs_remove_files(${object}, (const struct attribute *const *)both); pr_info("no files"); }`,
      `if (${object}) pr_info("files %d", sysfs_create_files(${object}, (const struct attribute *const *)both));`,
      `if (${object}) pr_info("file %d", sysfs_create_file(${object}, &${random.pick(['one', 'two'])}.attr));`,
      `if (${object} && objects[${two}]) pr_info("link %d", sysfs_create_link(${object}, objects[${two}], "${name}"));`,
      `if (${object} && objects[${two}]) pr_info("link %d", sysfs_create_link_nowarn(${object}, objects[${two}], "${name}"));`,
      `if (${object}) { char *path = kobject_get_path(${object}, GFP_KERNEL); pr_info("path %s", path); kfree(path); }`,
      `if (${object}) { kobj = kobject_get_unless_zero(${object}); pr_info("get %d", kobj == ${object}); kobject_put(kobj); }`,
    ]);
  },
  last: 'for (r = 0; r < 16; r++) drop(r % 4); kset_unregister(set);',
};

/** drivers/base/devres.c */
export const devres: Family = {
  name: 'devres',
  before: `#include <linux/device.h>
static int n[4], left[4]; static struct device *dev; static void *made[3];
static void acts(void *data) { left[(int *)data - n]--; pr_info("acts %ld", (long)((int *)data - n)); }
static void frees(struct device *dev, void *res) { pr_info("frees %d", *(int *)res); }
static int is(struct device *dev, void *res, void *data) { return *(int *)res == *(int *)data; }
static void *of(int number) { int *res = devres_alloc(frees, sizeof(int), GFP_KERNEL); *res = number; return res; }
static int number_of(void *res) { return res ? *(int *)res : -1; }`,
  first:
    'int want, i; void *res; dev = root_device_register("root_" KBUILD_MODNAME); for (i = 0; i < 4; i++) n[i] = i;',
  call(random) {
    const [one, two] = [at(random), random.below(3)];
    return random.pick([
      `pr_info("add %d", devm_add_action(dev, acts, &n[${one}])); left[${one}]++;`,
      `if (left[${one}]) { devm_remove_action(dev, acts, &n[${one}]); left[${one}]--; pr_info("remove"); }`,
      `if (left[${one}]) { devm_release_action(dev, acts, &n[${one}]); pr_info("release"); }`,
      `devres_add(dev, of(${one})); pr_info("res");`,
      `want = ${one}; pr_info("find %d", number_of(devres_find(dev, frees, is, &want)));`,
      `pr_info("any %d", number_of(devres_find(dev, frees, NULL, NULL)));`,
      `want = ${one}; pr_info("get %d", number_of(devres_get(dev, of(${one}), is, &want)));`,
      `want = ${one}; res = devres_remove(dev, frees, is, &want); pr_info("taken %d", number_of(res)); devres_free(res);`,
      `want = ${one}; pr_info("destroy %d", devres_destroy(dev, frees, is, &want));`,
      `want = ${one}; pr_info("released %d", devres_release(dev, frees, is, &want));`,
      `if (!made[${two}]) { made[${two}] = devm_kzalloc(dev, 8, GFP_KERNEL); pr_info("made %d", made[${two}] != NULL); }`,
      `if (made[${two}]) { devm_kfree(dev, made[${two}]); made[${two}] = NULL; pr_info("freed"); }`,
      `if (made[${two}]) { made[${two}] = devm_krealloc(dev, made[${two}], ${8 + random.below(30)}, GFP_KERNEL); pr_info("again %d", made[${two}] != NULL); }`,
    ]);
  },
  last: 'root_device_unregister(dev);',
};

const linkFlags = [
  'DL_FLAG_STATELESS',
  'DL_FLAG_STATELESS',
  'DL_FLAG_STATELESS | DL_FLAG_PM_RUNTIME',
  'DL_FLAG_AUTOREMOVE_CONSUMER',
  'DL_FLAG_AUTOREMOVE_SUPPLIER',
  'DL_FLAG_AUTOPROBE_CONSUMER',
  'DL_FLAG_AUTOPROBE_CONSUMER | DL_FLAG_AUTOREMOVE_CONSUMER',
  'DL_FLAG_STATELESS | DL_FLAG_AUTOREMOVE_CONSUMER',
  '0',
];

/** device_link_add (drivers/base/core.c), of devices without drivers, which a work queue lets go. */
export const links: Family = {
  name: 'device links',
  before: `#include <linux/device.h>
static struct device *devs[4]; static struct device_link *made[4][4]; static int stateless[4][4];
static void gone(struct device *dev) { kfree(dev); }
static void make(int at) { struct device *dev = kzalloc(sizeof(*dev), GFP_KERNEL); device_initialize(dev); dev->release = gone; dev_set_name(dev, "%s_%d", KBUILD_MODNAME, at); if (device_add(dev)) put_device(dev); else devs[at] = dev; }
static void drop(int at) { struct device *dev = devs[at]; int i; for (i = 0; i < 4; i++) { while (stateless[at][i]) { stateless[at][i]--; device_link_del(made[at][i]); } while (stateless[i][at]) { stateless[i][at]--; device_link_del(made[i][at]); } made[at][i] = made[i][at] = NULL; } devs[at] = NULL; device_unregister(dev); }`,
  first: 'struct device_link *link; int i; for (i = 0; i < 4; i++) make(i);',
  call(random) {
    const [one, two] = [at(random), at(random)];
    const flags = random.pick(linkFlags);
    const add = `if (devs[${one}] && devs[${two}]) { link = device_link_add(devs[${one}], devs[${two}], ${flags}); pr_info("link %d", link != NULL); if (link) { pr_info("%x %d", link->flags, link->status); made[${one}][${two}] = link; if ((${flags}) & DL_FLAG_STATELESS) stateless[${one}][${two}]++; } }`;
    return random.pick([
      add,
      add,
      add,
      `if (stateless[${one}][${two}]) { stateless[${one}][${two}]--; device_link_del(made[${one}][${two}]); pr_info("del"); }`,
      `if (stateless[${one}][${two}]) { stateless[${one}][${two}]--; device_link_remove(devs[${one}], devs[${two}]); pr_info("remove"); }`,
      `if (devs[${one}]) { drop(${one}); pr_info("drop"); }`,
      `if (!devs[${one}]) { make(${one}); pr_info("make"); }`,
    ]);
  },
  last: 'for (i = 0; i < 4; i++) if (devs[i]) drop(i);',
};
