import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { exploreLife } from '../../../src/engine/kernel/explore-life.ts';
import type { Explored } from '../../../src/engine/kernel/explored.ts';
import { readTrace } from '../../../src/engine/kernel/trace/read.ts';
import { replayKernel } from '../../../src/engine/kernel/trace/replay.ts';
import { writeTrace } from '../../../src/engine/kernel/trace/write.ts';
import { wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import { findingMessage } from '../../../src/engine/view/words/finding.ts';
import { edited, embedded, inKernel, machineOf, trial } from './running.ts';
import { tracesOf } from './trace/tracing.ts';

/* Nodes are read and written, and asked for what their driver's C compares with. */

const machine = machineOf([{ bdf: '0008:01:00.0' }]);

function lived(source: DriverSource, faults = 0): Explored {
  const driver = compileDriver(source, machine.pageSize);
  const search = exploreLife(machine, driver, wholeLife(machine, driver, faults));
  for (;;) {
    const next = search.next();
    if (next.done) return next.value;
  }
}

const found = ({ findings }: Explored): string[] => findings.map(({ finding }) => findingMessage(finding));

/** A misc device with these operations; no semicolon follows its macros, as none has to. */
function counter(functions: string, operations: string): DriverSource {
  return trial(`
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
struct sums { __u32 size; __u32 nr; __aligned_u64 values; };
#define SUM _IOWR('S', 3, struct sums)
${functions}
static const struct file_operations operations = { .owner = THIS_MODULE, ${operations} };
static struct miscdevice counter = { .minor = MISC_DYNAMIC_MINOR, .name = "counter", .fops = &operations };
static int __init begin(void) { return misc_register(&counter); }
static void __exit end(void) { misc_deregister(&counter); }
module_init(begin)
module_exit(end)
MODULE_LICENSE("GPL");
`);
}

const sum = (check: string): DriverSource =>
  counter(
    `static long ask(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct sums sums;
	u64 values[4], all = 0;
	u32 i;

	if (cmd != SUM)
		return -ENOTTY;
	if (copy_from_user(&sums, (void __user *)arg, sizeof(sums)))
		return -EFAULT;
	if (sums.size != sizeof(sums) || ${check})
		return -EINVAL;
	if (copy_from_user(values, u64_to_user_ptr(sums.values), sums.nr * sizeof(*values)))
		return -EFAULT;
	for (i = 0; i < sums.nr; i++)
		all += values[i];
	return put_user(all, (u64 __user *)u64_to_user_ptr(sums.values));
}`,
    '.unlocked_ioctl = ask',
  );

describe('requests', () => {
  test('are those that the driver knows, with little in their structure, with pointers, and with all bits', () => {
    expect(found(lived(sum('sums.nr > ARRAY_SIZE(values)')))).toEqual([]);
    // 0xffffffff * 8 is no size of the stack's; one that is one too many is not asked for.
    expect(found(lived(sum('sums.nr == 3')))).toEqual([expect.stringContaining('during ioctl')]);
  });

  test('with which something was found are in its trace', () => {
    const source = sum('0');
    const [trace] = tracesOf(lived(source), machine, source);
    const { trace: read } = readTrace(writeTrace(trace!)) as { trace: NonNullable<typeof trace> };
    expect(read.plan).toEqual(trace!.plan);
    const asked = read.plan.phases.flat(2).filter(({ kind }) => kind === 'ioctl');
    expect(asked).toContainEqual({
      kind: 'ioctl',
      file: '/dev/counter',
      argsz: 16n,
      request: 0xc010_5303n,
      fill: 2n,
    });
    const replayed = replayKernel(machine, compileDriver(source, machine.pageSize), read);
    expect(replayed.end).toMatchObject({ kind: 'finding', expected: true });
  });
});

const text = (reading: string): DriverSource =>
  counter(
    `static char text[] = "0 1 2 3";
static ssize_t reading(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	${reading}
}`,
    '.read = reading',
  );

describe('a file', () => {
  test('is read from its beginning, and from where it has nothing', () => {
    expect(
      found(lived(text('return simple_read_from_buffer(buf, count, pos, text, sizeof(text));'))),
    ).toEqual([]);
    const unchecked = `count = min(count, sizeof(text)); return copy_to_user(buf, text + *pos, count) ? -EFAULT : count;`;
    expect(found(lived(text(unchecked)))).toEqual([expect.stringContaining('during read')]);
  });

  test('is written, with as much as there is', () => {
    const writing = (most: string): DriverSource =>
      counter(
        `static char kept[16];
static ssize_t writing(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
	count = min_t(size_t, count, ${most});
	return copy_from_user(kept, buf, count) ? -EFAULT : count;
}`,
        '.write = writing',
      );
    expect(found(lived(writing('sizeof(kept)')))).toEqual([]);
    expect(found(lived(writing('PAGE_SIZE')))).toEqual([expect.stringContaining('during write')]);
  });
});

test('what is said never to be reached is told where it is', () => {
  const body = (value: number): string =>
    `switch (READ_ONCE(n)) { case ${value}: pr_info("one"); break; default: unreachable(); }`;
  const before = 'static int n = 1;';
  expect(inKernel(body(1), before).findings).toEqual([]);
  expect(inKernel(body(2), before).findings.map(findingMessage)).toEqual([
    expect.stringContaining('unreachable() is reached in trial_init()'),
  ]);
});

test('what gives NULL for whatever fails loses no errno; what allocates memory does', () => {
  const made = (make: string): DriverSource =>
    trial(`
#include <linux/device/faux.h>
#include <linux/module.h>
#include <linux/slab.h>
static void *faux;
static int __init begin(void) { faux = ${make}; return faux ? 0 : -ENODEV; }
static void __exit end(void) { if (${Number(make.startsWith('faux'))}) faux_device_destroy(faux); else kfree(faux); }
module_init(begin);
module_exit(end);
`);
  expect(found(lived(made('faux_device_create("trial", NULL, NULL)'), 1))).toEqual([]);
  expect(found(lived(made('kzalloc(8, GFP_KERNEL)'), 1))).toEqual([expect.stringContaining('Errno lost')]);
});

test('a node whose device is left when the module goes had a number of its own: that nobody reserved it is not told', () => {
  const left = edited(
    counter('', ''),
    'main.c',
    // Not a misc device, whose numbers are never given back.
    [
      ['static int __init begin(void) { return misc_register(&counter); }', leaving],
      ['static void __exit end(void) { misc_deregister(&counter); }', ended],
    ],
  );
  // Its class is left, too.
  expect(lived(left).findings.map(({ finding }) => finding.kind)).toEqual(['leak', 'leak']);
});

const leaving = `#include <linux/device.h>
static dev_t number;
static struct class *counters;
static int __init begin(void)
{
	int ret = alloc_chrdev_region(&number, 0, 1, "counter");

	if (ret)
		return ret;
	counters = class_create("counter");
	device_create(counters, NULL, number, NULL, "counter");
	return 0;
}`;
const ended = `static void __exit end(void) { unregister_chrdev_region(number, 1); }`;

test('what may fail as a whole is named by what it is taken for', () => {
  const before = `struct scale { int value; };
static void *made(void) { return kzalloc(sizeof(struct scale), GFP_KERNEL); } static int n;`;
  const body = 'struct scale *s = READ_ONCE(n) ? NULL : made(); kfree(s); pr_info("%d", s->value);';
  expect(inKernel(body, before).findings.map(findingMessage)).toEqual([
    expect.stringContaining('struct scale is read at offset 0 after it was freed'),
  ]);
});

describe('a node whose GPU goes while it is opened', () => {
  const waiting = (revoke: string): DriverSource =>
    edited(embedded('reviewed'), 'egm_file.c', [
      ['/* The next user must', `static DECLARE_WAIT_QUEUE_HEAD(idle);\n\n/* The next user must`],
      ['	egm->user = file;', '	WRITE_ONCE(egm->user, file);'],
      ['	egm->user = NULL;', '	WRITE_ONCE(egm->user, NULL);\n	wake_up(&idle);'],
      [revoked, revoke],
    ]);
  const revoked = `	guard(mutex)(&egm->lock);
	egm->gone = true;
	if (!egm->user)
		return;
	unwatch_failures(egm);
	/* The memory may soon be another's. */
	unmap_mapping_range(egm->user->f_mapping, 0, 0, 1);`;
  const wait = 'wait_event(idle, !READ_ONCE(egm->user));';

  test('may have it mapped afterwards: a remove that has waited for users looks again', () => {
    const again = `	for (;;) { ${wait} guard(mutex)(&egm->lock); if (egm->user) continue; egm->gone = true; return; }`;
    expect(found(lived(waiting(again)))).toEqual([]);
    const once = `	${wait} guard(mutex)(&egm->lock); egm->gone = true;`;
    expect(found(lived(waiting(once)))).toEqual([expect.stringContaining('are still mapped for a user')]);
  });
});

describe('a node that was not opened for want of memory', () => {
  const taking = (failed: string): DriverSource =>
    counter(
      `static atomic_t taken;
static char *kept;
static int opening(struct inode *inode, struct file *file)
{
	if (atomic_cmpxchg(&taken, 0, 1))
		return -EBUSY;
	kept = kmalloc(8, GFP_KERNEL);
	if (kept)
		return 0;
	${failed}
	return -ENOMEM;
}
static int closing(struct inode *inode, struct file *file)
{
	kfree(kept);
	atomic_set(&taken, 0);
	return 0;
}`,
      '.open = opening, .release = closing',
    );

  test('can be opened by the next, or says for ever that it is in use', () => {
    expect(found(lived(taking('atomic_set(&taken, 0);'), 1))).toEqual([]);
    expect(found(lived(taking(''), 1))).toEqual([
      expect.stringContaining('/dev/counter cannot be opened any more'),
    ]);
  });
});
