import { expect, test } from 'vitest';
import { readTopology } from '../../../src/engine/topology/reading.ts';
import { explored, told } from './exploring.ts';
import { edited, embedded, kinds, machineOf, pair, run, states, trial } from './running.ts';

/* Loops that make many objects, or have many calls that may fail: what is explored of them is bounded. */

const looping = (loop: string): string => `
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/slab.h>
static int sum;
static noinline void add(int *to)
{
	int i, local = 1;
	int *p = &local;
	for (i = 0; i < 50; i++)
		*to += *p;
}
static noinline void turn(void)
{
	add(&sum);
	sum -= 50;
}
static int __init begin(void)
{
	void *memory;
	int i;
	${loop}
	return 0;
}
module_init(begin);
static void __exit end(void)
{
}
module_exit(end);
`;

const loaded = (loop: string, faults = 0) =>
  explored(trial(looping(loop)), machineOf(pair), [[['load trial']], [['unload trial']]], faults);

test('memory that is freed in turn is as good as new, however often', () => {
  const { outcome, limit } = loaded(
    'for (i = 0; i < 20000; i++) { memory = kmalloc(8, GFP_KERNEL); kfree(memory); }',
  );
  expect({ outcome, limit }).toEqual({ outcome: 'holds', limit: null });
});

test('a use after free in the midst of many turns is seen', () => {
  const found = loaded(
    'for (i = 0; i < 1000; i++) { memory = kzalloc(8, GFP_KERNEL); kfree(memory); if (i == 700) sum = *(int *)memory; }',
  );
  expect(found.findings.map(({ finding }) => finding.kind)).toContain('use-after-free');
});

test('each of many calls that fail is looked at, and what is forgotten where one fails is found', () => {
  const turns = (last: string): string => `
	void *all[150];
	for (i = 0; i < 150; i++) {
		all[i] = kmalloc(8, GFP_KERNEL);
		if (!all[i])
			break;
	}
	if (i < 150) {
		while (--i >= ${last})
			kfree(all[i]);
		return -ENOMEM;
	}
	while (--i >= 0)
		kfree(all[i]);`;
  expect(loaded(turns('0'), 1)).toMatchObject({ outcome: 'holds', limit: null });
  expect(told(loaded(turns('1'), 1))).toEqual([
    expect.stringMatching(/^Leak.* \[kmalloc fails\] \(2 steps\)$/),
  ]);
});

test('who makes objects for ever comes to the end of the numbers for them, and takes none of others', () => {
  const { outcome, findings } = explored(
    trial(looping('for (;;) memory = kmalloc(8, GFP_KERNEL);')),
    machineOf(pair),
    [[['load trial']], [['load trial']], [['unload trial']]],
  );
  expect(findings.map(({ finding }) => [finding.kind, finding.detail])).toEqual([['out-of-fuel', 'objects']]);
  expect(findings[0]!.trace).toHaveLength(1);
  expect(outcome).toBe('gave-up');
});

test('a loop without end is told at its head, wherever its budget ends', () => {
  const { findings } = loaded('for (;;)\n\t\tturn();');
  expect(findings.map(({ finding }) => [finding.kind, finding.detail])).toEqual([
    ['out-of-fuel', 'instructions'],
  ]);
  expect(findings[0]!.finding.stack[0]!.function).toBe('begin');
});

test('a driver that looks for each of many retired pages in all before it has the time for it', () => {
  const pages = Array.from({ length: 511 }, (_, page) => 0x80000000 + page * 0x10000);
  const text = `topology: 1
sockets:
  - socket: 0
    pxm: 0
    gpus:
      - bdf: 0008:01:00.0
        device: 10de:2941
        properties:
          nvidia,gpu-mem-base-pa: 0x420000000000
          nvidia,gpu-mem-size: 184 GiB
          nvidia,egm-pxm: 4
          nvidia,egm-base-pa: 0x80000000
          nvidia,egm-size: 64 GiB
          nvidia,egm-retired-pages-data-base: 0x7870000000
retired-pages:
  - { table: 0x7870000000, pages: [${pages.join(', ')}] }
`;
  const [machine] = readTopology('pages', text).documents;
  // Told that each has to be compared with all others twice over.
  const thorough = edited(embedded('reviewed'), 'egm_pages.c', [
    [
      '\t\tif (!is_known(pages, offset)) {',
      '\t\tif (!is_known(pages, offset) && !is_known(pages, offset)) {',
    ],
  ]);
  for (const driver of [embedded('reviewed'), thorough]) {
    const result = run(driver, machine!);
    expect(kinds(result)).toEqual([]);
    expect(states(result)).toEqual(['bound']);
  }
});
