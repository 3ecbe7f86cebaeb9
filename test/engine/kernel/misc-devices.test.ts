import { describe, expect, test } from 'vitest';

import { Acting } from './acting.ts';
import { explored, told } from './exploring.ts';
import { inKernel, machineOf, pair, trial } from './running.ts';

const include = '#include <linux/miscdevice.h>';

/** A module `trial` with a misc device of that name. */
function source(members: string, rest = 'module_misc_device(misc);', fops = '.owner = THIS_MODULE, ') {
  return trial(`
#include <linux/module.h>
${include}
static int open(struct inode *inode, struct file *file) { struct miscdevice *c = file->private_data; pr_info("open %s\\n", c->name); return 0; }
static int done(struct inode *inode, struct file *file) { pr_info("release\\n"); return 0; }
static const struct file_operations fops = { ${fops}.open = open, .release = done };
static struct miscdevice misc = { .name = "trial", .fops = &fops, ${members} };
${rest}
`);
}

function miscDriver(...written: Parameters<typeof source>): Acting {
  const acting = new Acting(source(...written), machineOf(pair));
  expect(acting.driver.notes.untranslated).toEqual([]);
  return acting;
}

describe('misc_register, misc_deregister (drivers/char/misc.c)', () => {
  test('a node of major 10, with a minor from 256 up, by name and mode of the device', () => {
    const acting = miscDriver('.minor = MISC_DYNAMIC_MINOR, .mode = 0660, .nodename = "egm/trial"');
    expect(acting.do('load trial')).toEqual([0]);
    expect(acting.observe().nodes).toMatchObject([
      { name: 'egm/trial', major: 10, minor: 256, mode: 0o660, reserved: true },
    ]);
    expect(acting.do('unload trial')).toEqual([0]);
    expect([acting.observe().nodes, acting.kinds(), acting.lost()]).toEqual([[], [], []]);
  });

  test('its open gets the device as private data; an open file keeps the module', () => {
    const acting = miscDriver('.minor = MISC_DYNAMIC_MINOR');
    expect(
      acting.do(
        'load trial',
        'open trial as a',
        'unload trial',
        'close a',
        'unload trial',
        'open trial as a',
      ),
    ).toEqual([0, 0, -11, 0, 0, -2]);
    expect(acting.log()).toEqual(['open trial', 'release']);
    expect([acting.kinds(), acting.lost()]).toEqual([[], []]);
  });

  test('each call that fails is answered, and leaves nothing', () => {
    const failed: string[] = [];
    for (let later = 0; ; later++) {
      const acting = miscDriver('.minor = MISC_DYNAMIC_MINOR');
      acting.fail(later);
      const [result] = acting.do('load trial');
      const [call] = acting.failed();
      if (call === undefined) break;
      failed.push(call);
      const answer = call === 'ida_alloc' ? -16 : -12;
      expect([result, acting.kinds(), acting.lost()], call).toEqual([answer, [], []]);
    }
    expect(failed).toEqual(expect.arrayContaining(['ida_alloc', 'device_create', 'device_add']));
  });

  test('a minor, or a name, that is taken', () => {
    const result = inKernel(
      `static const struct file_operations fops; static struct miscdevice a = { .minor = 130, .name = "a", .fops = &fops }, b = { .minor = 130, .name = "b", .fops = &fops }, c = { .minor = MISC_DYNAMIC_MINOR, .name = "a", .fops = &fops };
int i, j, k; i = misc_register(&a); j = misc_register(&b); k = misc_register(&c); pr_info("%d %d %d %d", i, j, k, c.minor == MISC_DYNAMIC_MINOR); misc_deregister(&a); pr_info("%d", misc_register(&b)); misc_deregister(&b);`,
      include,
    );
    expect(result.log).toEqual([
      "sysfs: cannot create duplicate filename '/devices/virtual/misc/a'",
      "kobject: kobject_add_internal failed for a with -EEXIST, don't try to register things with the same name in the same directory.",
      '0 -16 -17 1',
      '0',
    ]);
    expect(result.findings).toEqual([]);
  });

  test('without misc_deregister the device is told when the module is gone', () => {
    const acting = miscDriver(
      '.minor = MISC_DYNAMIC_MINOR',
      'static int __init start(void) { return misc_register(&misc); }\nmodule_init(start);\nstatic void __exit stop(void) { }\nmodule_exit(stop);',
    );
    acting.do('load trial', 'unload trial');
    expect(acting.lost()).toEqual(['alive struct device __device_create']);
  });

  test('every order of opening and unloading: nothing where the operations name their module, else the file outlives it', () => {
    const phases = [[['load trial']], [['open trial as a', 'close a'], ['unload trial']]];
    const dynamic = '.minor = MISC_DYNAMIC_MINOR';
    expect(told(explored(source(dynamic), machineOf([]), phases))).toEqual([]);
    expect(told(explored(source(dynamic, undefined, ''), machineOf([]), phases)).join()).toMatch(/module/);
  });
});
