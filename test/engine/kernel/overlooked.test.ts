import { describe, expect, test } from 'vitest';
import { findingMessage } from '../../../src/engine/view/words/finding.ts';
import { explored, told } from './exploring.ts';
import { inKernel, machineOf, pair, trial } from './running.ts';

/* What a call gives is kept, and nobody looks at it. */

const before = `static noinline int refuse(int with) { int number; return with ? kstrtoint("none", 10, &number) : 0; }
static noinline int number(void) { return -16; }
static noinline void *none(void) { int number; return ERR_PTR(kstrtoint("none", 10, &number)); }
static noinline int answer(void) { return refuse(-EIO); }
static int kept;`;

const said = (body: string): string[] => inKernel(body, before).findings.map(findingMessage);

describe('is told where an errno', () => {
  test.each([
    ['is overwritten', 'int ret; ret = refuse(-EBUSY); ret = refuse(0); if (ret) pr_info("no");'],
    ['stays in a variable', 'int ret = refuse(-EBUSY);'],
    ['is copied into one', 'int ret, copy; ret = refuse(-EBUSY); copy = ret;'],
    ['is overwritten in a loop', 'int i, ret = 0; for (i = 0; i < 3; i++) ret = refuse(i ? 0 : -EBUSY);'],
    ['comes through a pointer', 'int (*call)(int) = refuse; int ret = call(-EBUSY);'],
  ])('%s', (_, body) => {
    expect(said(body)).toEqual([
      expect.stringMatching(
        /^Errno lost during load: refuse fails with -EINVAL, and nothing looks at what it gave\./,
      ),
    ]);
  });

  test('is a pointer', () => {
    expect(said('void *p = none(); p = NULL; if (p) kept = 1;')).toEqual([
      expect.stringMatching(/^Errno lost .*: none fails with -EINVAL, and nothing looks/),
    ]);
  });
});

describe('is not told where it', () => {
  test.each([
    ['is thrown away on purpose', 'refuse(-EBUSY); (void)refuse(-EBUSY); 0, refuse(-EBUSY);'],
    ['is compared', 'int ret = refuse(-EBUSY); if (ret == -EINVAL) ret = 0;'],
    ['is looked at on one way alone', 'int ret = refuse(-EBUSY); if (kept) pr_info("%d", ret);'],
    ['is stored', 'kept = refuse(-EBUSY);'],
    ['is computed with', 'int ret = 0; ret |= refuse(-EBUSY); ret |= refuse(0); if (ret) kept = 2;'],
    ['is passed on', 'int ret = refuse(-EBUSY); refuse(ret);'],
    ['is a number of the driver’s own', 'int ret = number(); ret = number();'],
    ['is 0', 'int ret = refuse(0); ret = refuse(0);'],
    ['is returned, and thrown away above', 'answer();'],
    [
      'is one of unwinding',
      'int err = refuse(-EBUSY); if (err) { int ret = refuse(-EIO); ret = 0; return err; }',
    ],
  ])('%s', (_, body) => {
    expect(said(body).filter((each) => each.includes('nothing looks'))).toEqual([]);
  });
});

test('one call is told once, however it fails, and with the call that failed', () => {
  const text = `#include <linux/module.h>
#include <linux/slab.h>
#include <linux/fs.h>
static dev_t numbers;
static void *memory;
static noinline int prepare(void)
{
	int ret = alloc_chrdev_region(&numbers, 0, 1, "trial");
	if (ret)
		return ret;
	memory = kmalloc(8, GFP_KERNEL);
	if (!memory) {
		unregister_chrdev_region(numbers, 1);
		numbers = 0;
		return -ENXIO;
	}
	return 0;
}
static int __init start(void)
{
	int ret;
	ret = prepare();
	ret = 0;
	return ret;
}
module_init(start);
static void __exit stop(void)
{
	if (numbers)
		unregister_chrdev_region(numbers, 1);
	kfree(memory);
}
module_exit(stop);
`;
  const phases = [[['load trial']], [['unload trial']]];
  expect(told(explored(trial(text), machineOf(pair), phases, 1))).toEqual([
    expect.stringMatching(
      /^Errno lost during load: prepare fails .* \[alloc_chrdev_region fails\] \(1 steps\)$/,
    ),
  ]);
  expect(told(explored(trial(text), machineOf(pair), phases))).toEqual([]);
});
