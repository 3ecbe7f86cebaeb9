import { describe, expect, test } from 'vitest';
import { Acting } from './acting.ts';
import { inKernel, machineOf, pair, trial } from './running.ts';

const things = 'static struct class things = { .name = "things" };';
const duplicate = [
  "sysfs: cannot create duplicate filename '/devices/virtual/things/egm4'",
  "kobject: kobject_add_internal failed for egm4 with -EEXIST, don't try to register things with the same name in the same directory.",
];

describe('device_create, device_destroy (drivers/base/core.c)', () => {
  test('two of one name: -EEXIST, as sysfs says, and nothing of the second is left', () => {
    const result = inKernel(
      `struct device *b; class_register(&things); device_create(&things, NULL, MKDEV(240, 0), NULL, "egm%d", 4); b = device_create(&things, NULL, MKDEV(240, 1), NULL, "egm%u", 4);
pr_info("%ld", PTR_ERR(b)); device_destroy(&things, MKDEV(240, 1)); device_destroy(&things, MKDEV(240, 0)); device_destroy(&things, MKDEV(240, 0)); class_unregister(&things);`,
      things,
    );
    expect(result).toMatchObject({ log: [...duplicate, '-17'], findings: [], stopped: null });
  });

  test('of several with one number, the first that was added goes', () => {
    const result = inKernel(
      `static const char *const names[] = { "c", "a", "b" }; struct device *at; int i; class_register(&things); for (i = 0; i < 3; i++) device_create(&things, NULL, 0, NULL, names[i]);
for (i = 0; i < 3; i++) { at = class_find_device_by_devt(&things, 0); pr_info("%s", dev_name(at)); put_device(at); device_destroy(&things, 0); } pr_info("%d", class_find_device_by_devt(&things, 0) == NULL); class_unregister(&things);`,
      things,
    );
    expect(result).toMatchObject({ log: ['c', 'a', 'b', '1'], findings: [] });
  });

  test('without a class: -ENODEV; of a class that is not registered nothing is found', () => {
    const result = inKernel(
      'pr_info("%ld %ld", PTR_ERR(device_create(NULL, NULL, 0, NULL, "a")), PTR_ERR(device_create(ERR_PTR(-ENOMEM), NULL, 0, NULL, "b"))); device_destroy(NULL, 0); device_destroy(&things, 0);',
      things,
    );
    expect(result.log[0]).toBe('-19 -19');
    expect(result.log.join()).toContain(
      "class_find_device called for class 'things' before it was registered",
    );
  });

  test('a second class of one name: -EEXIST, and the first stays', () => {
    const result = inKernel(
      `struct class *one = class_create("one"), *two = class_create("one"); struct device *d; pr_info("%ld", PTR_ERR(two)); class_destroy(two); d = device_create(one, NULL, 0, NULL, "d"); pr_info("%d", IS_ERR(d)); device_destroy(one, 0); class_destroy(one);
class_register(&things); pr_info("%d", class_register(&things)); class_unregister(&things); pr_info("%d", class_register(&things)); class_unregister(&things);`,
      things,
    );
    expect(result.log.filter((line) => /^-?\d+$/.test(line))).toEqual(['-17', '0', '-17', '0']);
    expect(result.findings).toEqual([]);
  });
});

const parts = {
  before: '',
  operations: '',
  region: 'alloc_chrdev_region(&first, 0, 4, "trial")',
  class: 'class = class_create("trial"); if (IS_ERR(class)) { ret = PTR_ERR(class); goto out_region; }',
  cdev: 'cdev_init(&thing->cdev, &fops); thing->cdev.owner = THIS_MODULE; ret = cdev_add(&thing->cdev, first, 1); if (ret) goto out_free;',
  device:
    'dev = device_create(class, NULL, first, thing, "trial%d", 0); if (IS_ERR(dev)) { ret = PTR_ERR(dev); goto out_cdev; }',
  stop: 'device_destroy(class, first); cdev_del(&thing->cdev); kfree(thing); class_destroy(class); unregister_chrdev_region(first, 4);',
};

/** A module `trial` with a node `trial0` by device_create; some parts are written otherwise. */
function classDriver(others: Partial<typeof parts> = {}): Acting {
  const {
    before,
    operations,
    region,
    class: made,
    cdev,
    device,
    stop,
  } = {
    ...parts,
    ...others,
  };
  const acting = new Acting(
    trial(`
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/module.h>
static struct class *class;
static dev_t first;
static struct { struct cdev cdev; } *thing;
static int open(struct inode *inode, struct file *file) { pr_info("open %u\\n", iminor(inode)); return 0; }
static int done(struct inode *inode, struct file *file) { pr_info("release\\n"); return 0; }
${before}
static const struct file_operations fops = { .owner = THIS_MODULE, .open = open, .release = done, ${operations} };
static int __init start(void)
{
	struct device *dev;
	int ret = ${region};
	if (ret)
		return ret;
	ret = -ENOMEM;
	${made}
	thing = kzalloc(sizeof(*thing), GFP_KERNEL);
	if (!thing)
		goto out_class;
	${cdev}
	${device}
	return 0;
out_cdev: cdev_del(&thing->cdev);
out_free: kfree(thing);
out_class: class_destroy(class);
out_region: unregister_chrdev_region(first, 4);
	return ret;
}
module_init(start);
static void __exit stop(void)
{
	${stop}
}
module_exit(stop);
`),
    machineOf(pair),
  );
  expect(acting.driver.notes.untranslated).toEqual([]);
  return acting;
}

describe('a driver of a class with device_create', () => {
  test('its node opens what cdev_add has for its number; an open file keeps the module', () => {
    const acting = classDriver();
    expect(acting.do('load trial')).toEqual([0]);
    expect(acting.observe().nodes).toMatchObject([{ name: 'trial0', major: 511, minor: 0, reserved: true }]);
    expect(acting.do('open trial0 as a', 'unload trial', 'close a', 'unload trial', 'load trial')).toEqual([
      0, -11, 0, 0, 0,
    ]);
    expect(acting.do('unload trial')).toEqual([0]);
    expect(acting.log()).toEqual(['open 0', 'release']);
    expect([acting.observe().nodes, acting.kinds(), acting.lost()]).toEqual([[], [], []]);
  });

  test('each call that fails is answered, and unwound', () => {
    const failed: string[] = [];
    for (let later = 0; ; later++) {
      const acting = classDriver();
      acting.fail(later);
      const [result] = acting.do('load trial');
      if (acting.failed().length === 0) break;
      failed.push(...acting.failed());
      expect([result, acting.kinds(), acting.lost()], acting.failed().join()).toEqual([-12, [], []]);
    }
    expect(failed).toEqual(
      expect.arrayContaining([
        'alloc_chrdev_region',
        'class_create',
        'cdev_add',
        'device_create',
        'device_add',
      ]),
    );
  });

  test('without device_destroy the device is told when the module is gone', () => {
    const acting = classDriver({ stop: parts.stop.replace('device_destroy(class, first);', '') });
    acting.do('load trial', 'unload trial');
    expect(acting.lost()).toEqual(['alive struct device __device_create']);
  });

  test('class_destroy before device_destroy: the class is used after it is freed, and the device stays', () => {
    const stop = parts.stop.replace(' class_destroy(class);', '');
    const acting = classDriver({ stop: `class_destroy(class); ${stop}` });
    acting.do('load trial', 'unload trial');
    expect(acting.kinds()[0]).toBe('use-after-free/read');
    expect(acting.lost()).toEqual(['alive struct device __device_create']);
  });

  test('freed while a file is open: the file uses the cdev, though its module stays', () => {
    const acting = classDriver({
      before: `static ssize_t gone(void) { device_destroy(class, first); cdev_del(&thing->cdev); kfree(thing); return 0; }
static long ioctl(struct file *file, unsigned int cmd, unsigned long arg) { return gone(); }`,
      operations: '.unlocked_ioctl = ioctl',
      stop: 'class_destroy(class); unregister_chrdev_region(first, 4);',
    });
    expect(acting.do('load trial', 'open trial0 as a', 'ioctl a 8', 'open trial0 as b')).toEqual([
      0, 0, 0, -2,
    ]);
    expect([acting.observe().nodes, acting.kinds()]).toEqual([[], []]);
    acting.do('close a');
    expect(acting.kinds()[0]).toMatch(/^use-after-free/);
  });

  test('register_chrdev: a major of its own, whose files have one cdev', () => {
    const acting = classDriver({
      region: '0',
      cdev: 'ret = register_chrdev(0, "trial", &fops); if (ret < 0) goto out_free; first = MKDEV(ret, 7);',
      stop: 'device_destroy(class, first); unregister_chrdev(MAJOR(first), "trial"); kfree(thing); class_destroy(class);',
    });
    expect(acting.do('load trial', 'open trial0 as a', 'unload trial', 'close a', 'unload trial')).toEqual([
      0, 0, -11, 0, 0,
    ]);
    expect(acting.log()).toEqual(['open 7', 'release']);
    expect([acting.kinds(), acting.lost()]).toEqual([[], []]);
  });
});
