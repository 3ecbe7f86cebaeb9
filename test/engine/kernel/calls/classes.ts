import type { Family } from './family.ts';

const names = ['a', 'b', 'a!b', 'dev', 'x%s'];

/** drivers/base/class.c, drivers/base/core.c: classes that have a name already, and devices in them that have groups. */
export const classes: Family = {
  name: 'classes',
  before: `#include <linux/device.h>
static ssize_t a_show(struct device *dev, struct device_attribute *attr, char *buf) { return 0; } static DEVICE_ATTR_RO(a);
static ssize_t k_show(const struct class *class, const struct class_attribute *attr, char *buf) { return 0; } static CLASS_ATTR_RO(k);
static struct attribute *attrs[] = { &dev_attr_a.attr, NULL }, *of_class[] = { &class_attr_k.attr, NULL };
static const struct attribute_group group = { .attrs = attrs }, named = { .name = "named", .attrs = attrs }, class_group = { .attrs = of_class };
static const struct attribute_group *dev_groups[] = { &group, NULL }, *own[] = { &named, NULL }, *both[] = { &group, &named, NULL }, *class_groups[] = { &class_group, NULL }, *class_twice[] = { &class_group, &class_group, NULL };
static void ends(const struct class *class) { pr_info("class gone %s", class->name); } static void gone(struct device *dev) { pr_info("gone %s", dev_name(dev)); kfree(dev); }
static void type_gone(struct device *dev) { pr_info("of type %s", dev_name(dev)); kfree(dev); }
static const struct device_type plain_type = { .name = "plain" }, type = { .name = "type", .groups = own, .release = type_gone };
static struct class kinds[4] = { { .name = KBUILD_MODNAME "_0", .dev_groups = dev_groups, .dev_release = gone, .class_release = ends }, { .name = KBUILD_MODNAME "_1", .class_groups = class_groups, .dev_release = gone }, { .name = KBUILD_MODNAME "_0", .dev_release = gone, .class_release = ends }, { .name = KBUILD_MODNAME "_3", .class_groups = class_twice, .dev_release = gone, .class_release = ends } };
static struct device *devs[4]; static bool on[4];
static void drop(int at) { struct device *dev = devs[at]; devs[at] = NULL; if (dev) device_unregister(dev); }
static bool used(int k) { int i; for (i = 0; i < 4; i++) if (devs[i] && devs[i]->class == &kinds[k]) return true; return false; }
static bool has_child(int at) { int i; for (i = 0; i < 4; i++) if (devs[at] && devs[i] && devs[i]->parent == devs[at]) return true; return false; }
static int make(int at, int k, struct device *parent, const struct device_type *type, const struct attribute_group **groups, const char *name)
{
	struct device *dev; int r;
	dev = kzalloc(sizeof(*dev), GFP_KERNEL); device_initialize(dev); dev->parent = parent; dev->type = type; dev->groups = groups; dev->class = &kinds[k];
	r = dev_set_name(dev, "%s", name); if (!r) r = device_add(dev);
	if (r) put_device(dev); else devs[at] = dev;
	return r;
}
static int sees(struct device *dev, void *data) { pr_info("sees %s", dev_name(dev)); return 0; }
static int any(struct device *dev, void *data) { return !strcmp(dev_name(dev), data); }`,
  first: 'int r; struct device *dev; struct class *made;',
  call(random) {
    const [k, at, two] = [random.below(4), random.below(4), random.below(4)];
    const name = random.pick(names);
    const parent = random.pick(['NULL', 'NULL', `devs[${two}]`]);
    const type = random.pick(['NULL', 'NULL', '&type', '&plain_type']);
    const groups = random.pick(['NULL', 'NULL', 'own', 'both', 'dev_groups']);
    const make = `if (!devs[${at}] && on[${k}]) pr_info("make %d", make(${at}, ${k}, ${parent}, ${type}, ${groups}, "${name}"));`;
    return random.pick([
      `if (!on[${k}]) { r = class_register(&kinds[${k}]); on[${k}] = !r; pr_info("register %d %d", r, class_is_registered(&kinds[${k}])); }`,
      `if (!on[${k}]) { r = class_register(&kinds[${k}]); on[${k}] = !r; pr_info("register %d %d", r, class_is_registered(&kinds[${k}])); }`,
      `if (on[${k}] && !used(${k})) { class_unregister(&kinds[${k}]); on[${k}] = false; pr_info("unregister"); }`,
      make,
      make,
      make,
      `if (!has_child(${at})) { drop(${at}); pr_info("drop"); }`,
      `made = class_create(KBUILD_MODNAME "_${random.below(3)}"); pr_info("create %d", PTR_ERR_OR_ZERO(made)); if (!IS_ERR(made)) class_destroy(made);`,
      `if (on[${k}]) { r = class_for_each_device(&kinds[${k}], NULL, NULL, sees); pr_info("each %d", r); }`,
      `if (on[${k}]) { dev = class_find_device_by_name(&kinds[${k}], "${name}"); pr_info("find %d", dev ? dev == devs[${at}] : -1); put_device(dev); }`,
      `if (on[${k}]) { dev = device_create(&kinds[${k}], NULL, 0, &on, "%s", "${name}"); pr_info("create %d", PTR_ERR_OR_ZERO(dev)); if (!IS_ERR(dev)) { pr_info("has %d", dev_get_drvdata(dev) == &on); device_unregister(dev); } }`,
      `if (devs[${at}]) pr_info("%s %s", dev_name(devs[${at}]), dev_driver_string(devs[${at}]));`,
      `if (devs[${at}]) dev_info(devs[${at}], "says %d", ${k});`,
      `if (devs[${at}]) { dev = device_find_child(devs[${at}], "${name}", any); pr_info("child %d", dev ? dev == devs[${two}] : -1); put_device(dev); }`,
      `if (devs[${at}]) pr_info("match %d %d", device_match_name(devs[${at}], "${name}"), device_match_any(devs[${at}], NULL));`,
      `if (devs[${at}]) { r = device_trylock(devs[${at}]); pr_info("lock %d %d", r, device_trylock(devs[${at}])); device_unlock(devs[${at}]); }`,
      `if (devs[${at}]) { r = dev_err_probe(devs[${at}], ${random.pick([-5, -517, -12, -22])}, "failed %d\\n", ${k}); pr_info("probe %d", r); }`,
    ]);
  },
  last: 'for (r = 0; r < 16; r++) if (!has_child(r % 4)) drop(r % 4); for (r = 0; r < 4; r++) if (on[r]) class_unregister(&kinds[r]);',
};
