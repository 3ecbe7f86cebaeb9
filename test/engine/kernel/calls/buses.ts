import type { Family } from './family.ts';

/** drivers/base/auxiliary.c, dd.c, bus.c: devices and drivers that come and go, and bind. */
export const auxiliary: Family = {
  name: 'auxiliary',
  before: `#include <linux/auxiliary_bus.h>
static struct auxiliary_device *devs[4]; static struct device *root; static int answer; static bool on[2];
static void gone(struct device *dev) { pr_info("gone %s", dev_name(dev)); kfree(to_auxiliary_dev(dev)); }
static int probe_a(struct auxiliary_device *aux, const struct auxiliary_device_id *id) { pr_info("a %s by %s", dev_name(&aux->dev), id->name); return answer; }
static int probe_b(struct auxiliary_device *aux, const struct auxiliary_device_id *id) { pr_info("b %s by %s", dev_name(&aux->dev), id->name); return 0; }
static void remove_a(struct auxiliary_device *aux) { pr_info("a leaves %s", dev_name(&aux->dev)); }
static const struct auxiliary_device_id ids_a[] = { { .name = KBUILD_MODNAME ".x" }, { .name = KBUILD_MODNAME ".y" }, { } }, ids_b[] = { { .name = KBUILD_MODNAME ".y" }, { .name = KBUILD_MODNAME ".x.y" }, { } };
static struct auxiliary_driver drivers[2] = { { .name = "a", .probe = probe_a, .remove = remove_a, .id_table = ids_a }, { .name = "b", .probe = probe_b, .id_table = ids_b } };
static int make(int at, const char *name, u32 id)
{
	struct auxiliary_device *aux; int ret;
	if (devs[at]) return 1;
	aux = kzalloc(sizeof(*aux), GFP_KERNEL); aux->name = name; aux->id = id; aux->dev.parent = root; aux->dev.release = gone;
	ret = auxiliary_device_init(aux); if (ret) { kfree(aux); return ret; }
	ret = auxiliary_device_add(aux); if (ret) auxiliary_device_uninit(aux); else devs[at] = aux;
	return ret;
}
static int drop(int at)
{
	struct auxiliary_device *aux = devs[at];
	if (!aux) return 1;
	devs[at] = NULL; auxiliary_device_delete(aux); auxiliary_device_uninit(aux);
	return 0;
}
static int is(struct device *dev, const void *data) { return !strcmp(dev_name(dev), data); }
static int sees(struct device *dev, void *data) { pr_info("sees %s", dev_name(dev)); return 0; }`,
  first:
    'int r; struct auxiliary_device *found; struct device *dev; struct device_driver *drv; root = root_device_register("root_" KBUILD_MODNAME);',
  call(random) {
    const at = random.below(4);
    const driver = random.below(2);
    const dev = `devs[${at}]`;
    const name = `${random.pick(['x', 'y', 'z', 'x.y'])}`;
    const id = random.below(3);
    return random.pick([
      `pr_info("make %d", make(${at}, "${name}", ${id}));`,
      `pr_info("make %d", make(${at}, "${name}", ${id}));`,
      `pr_info("drop %d", drop(${at}));`,
      `if (!on[${driver}]) { r = auxiliary_driver_register(&drivers[${driver}]); on[${driver}] = !r; pr_info("register %d", r); }`,
      `if (on[${driver}]) { auxiliary_driver_unregister(&drivers[${driver}]); on[${driver}] = false; pr_info("unregister"); }`,
      `answer = ${random.pick(['0', '0', '-ENODEV', '-ENXIO', '-ENOMEM', '-EINVAL', '1'])}; pr_info("answer %d", answer);`,
      `if (${dev}) { r = device_attach(&${dev}->dev); pr_info("attach %d", r); }`,
      `if (${dev}) { device_release_driver(&${dev}->dev); pr_info("release"); }`,
      `if (${dev} && on[${driver}]) { r = device_driver_attach(&drivers[${driver}].driver, &${dev}->dev); pr_info("to %d", r); }`,
      `if (${dev}) pr_info("bound %d %s", device_is_bound(&${dev}->dev), dev_driver_string(&${dev}->dev));`,
      `found = auxiliary_find_device(NULL, KBUILD_MODNAME ".${name}.${id}", is); pr_info("find %d", found ? found == ${dev} : -1); if (found) put_device(&found->dev);`,
      `if (on[${driver}]) { r = driver_for_each_device(&drivers[${driver}].driver, NULL, NULL, sees); pr_info("each %d", r); }`,
      `if (on[${driver}]) { r = driver_attach(&drivers[${driver}].driver); pr_info("attached %d", r); }`,
      `if (on[0]) { drv = driver_find(KBUILD_MODNAME ".${random.pick(['a', 'c'])}", drivers[0].driver.bus); pr_info("driver %d", drv == &drivers[0].driver); }`,
      `if (on[${driver}]) { dev = driver_find_device_by_name(&drivers[${driver}].driver, KBUILD_MODNAME ".${name}.${id}"); pr_info("of %d", dev ? ${dev} && dev == &${dev}->dev : -1); put_device(dev); }`,
    ]);
  },
  last: 'for (r = 0; r < 2; r++) if (on[r]) auxiliary_driver_unregister(&drivers[r]); for (r = 0; r < 4; r++) drop(r); root_device_unregister(root);',
};

/** fs/char_dev.c, drivers/base/core.c: ranges of device numbers, and devices that have them. */
export const numbers: Family = {
  name: 'device numbers',
  before: `#include <linux/cdev.h>
#include <linux/device.h>
static struct class *things; static dev_t from[4]; static unsigned int many[4]; static struct cdev cdevs[2]; static bool on[2], made[4];
static const struct file_operations fops = { .owner = THIS_MODULE };`,
  first: 'int r; struct device *dev; things = class_create(KBUILD_MODNAME);',
  call(random) {
    const at = random.below(4);
    const number = `MKDEV(${random.pick([390, 391])}, ${random.pick([0, 1, 2, 4, 255, 256, 0xfffff])})`;
    const count = random.pick([1, 1, 2, 4, 256, 300]);
    const node = random.below(4);
    return random.pick([
      `if (!many[${at}]) { r = register_chrdev_region(${number}, ${count}, "things"); pr_info("region %d", r); if (!r) { from[${at}] = ${number}; many[${at}] = ${count}; } }`,
      `if (!many[${at}]) { r = register_chrdev_region(${number}, ${count}, "things"); pr_info("region %d", r); if (!r) { from[${at}] = ${number}; many[${at}] = ${count}; } }`,
      `if (many[${at}]) { unregister_chrdev_region(from[${at}], many[${at}]); many[${at}] = 0; pr_info("no region"); }`,
      `if (!on[${at & 1}]) { cdev_init(&cdevs[${at & 1}], &fops); r = cdev_add(&cdevs[${at & 1}], ${number}, ${count}); on[${at & 1}] = !r; pr_info("cdev %d", r); }`,
      `if (on[${at & 1}]) { cdev_del(&cdevs[${at & 1}]); on[${at & 1}] = false; pr_info("no cdev"); }`,
      `if (!made[${node}]) { dev = device_create(things, NULL, MKDEV(390, ${node}), NULL, "n%d", ${random.below(4)}); made[${node}] = !IS_ERR(dev); pr_info("create %d", PTR_ERR_OR_ZERO(dev)); }`,
      `device_destroy(things, MKDEV(390, ${node})); made[${node}] = false; pr_info("destroy");`,
      `dev = class_find_device_by_devt(things, MKDEV(390, ${node})); pr_info("find %s", dev ? dev_name(dev) : "none"); put_device(dev);`,
      `pr_info("%d %d %x %d", MAJOR(${number}), MINOR(${number}), ${number}, MINOR(MKDEV(1, ${count}) + ${count}));`,
    ]);
  },
  last: 'for (r = 0; r < 2; r++) if (on[r]) cdev_del(&cdevs[r]); for (r = 0; r < 4; r++) { device_destroy(things, MKDEV(390, r)); if (many[r]) unregister_chrdev_region(from[r], many[r]); } class_destroy(things);',
};

/** kernel/workqueue.c, kernel/time/timer.c: what comes of them where nothing is left to chance. */
export const works: Family = {
  name: 'works',
  before: `#include <linux/workqueue.h>
#include <linux/timer.h>
static void runs(struct work_struct *work); static void rings(struct timer_list *t) { pr_info("rings"); }
static DECLARE_WORK(w, runs); static DECLARE_DELAYED_WORK(d, runs); static DEFINE_TIMER(t, rings); static bool off; static struct workqueue_struct *q;
static void runs(struct work_struct *work) { pr_info("runs %d", work == &w); }`,
  first: 'q = alloc_ordered_workqueue("%s", 0, "q");',
  call(random) {
    const queue = random.pick(['q', 'system_wq', 'q']);
    return random.pick([
      `pr_info("delayed %d", queue_delayed_work(${queue}, &d, 100 * HZ));`,
      `pr_info("delayed %d", queue_delayed_work(q, &d, 100 * HZ));`,
      `if (!off) pr_info("mod %d", mod_delayed_work(q, &d, 200 * HZ));`,
      'pr_info("pending %d %d", delayed_work_pending(&d), work_pending(&w));',
      'pr_info("cancel %d", cancel_delayed_work(&d));',
      'pr_info("cancel sync %d", cancel_delayed_work_sync(&d));',
      'flush_delayed_work(&d); pr_info("flush %d", delayed_work_pending(&d));',
      `queue_work(${queue}, &w); flush_work(&w); pr_info("work");`,
      'queue_work(q, &w); flush_workqueue(q); pr_info("queue");',
      'pr_info("cancel work %d", cancel_work_sync(&w));',
      'if (!off) { off = true; pr_info("disable %d", disable_delayed_work_sync(&d)); }',
      'if (off) { off = false; pr_info("enable %d", enable_delayed_work(&d)); }',
      'pr_info("timer %d", mod_timer(&t, jiffies + 100 * HZ));',
      'pr_info("delete %d", timer_delete(&t));',
      'pr_info("delete sync %d", timer_delete_sync(&t));',
      'pr_info("timer %d", timer_pending(&t));',
      'if (!timer_pending(&t)) { t.expires = jiffies + 100 * HZ; add_timer(&t); pr_info("add"); }',
    ]);
  },
  last: 'if (off) enable_delayed_work(&d); cancel_delayed_work_sync(&d); timer_shutdown_sync(&t); destroy_workqueue(q);',
};
