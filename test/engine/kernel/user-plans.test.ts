import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { allOrders, type Orders } from '../../../src/engine/explore/orders.ts';
import type { CompiledDriver } from '../../../src/engine/kernel/compile.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { exploreLife } from '../../../src/engine/kernel/explore-life.ts';
import type { Explored } from '../../../src/engine/kernel/explored.ts';
import type { Plan } from '../../../src/engine/kernel/plan.ts';
import { readTrace } from '../../../src/engine/kernel/trace/read.ts';
import { replayKernel } from '../../../src/engine/kernel/trace/replay.ts';
import { writeTrace } from '../../../src/engine/kernel/trace/write.ts';
import { type Life, wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import type { Topology } from '../../../src/engine/topology/topology.ts';
import { uncoveredTexts } from '../../../src/engine/view/words/exploration.ts';
import { coveredTexts } from '../../../src/engine/view/words/explored.ts';
import { edited, embedded, machineOf, pair, trial } from './running.ts';
import { tracesOf, tray } from './trace/tracing.ts';
import { charVariants } from './variants/char.ts';
import { fileVariants } from './variants/file.ts';

/* What users do with the nodes that appear: looked at wherever a topology is explored. */

const machine = machineOf(pair);

function searched(topology: Topology, driver: CompiledDriver, life: Life, orders = allOrders): Explored {
  const search = exploreLife(topology, driver, life, { orders });
  for (;;) {
    const next = search.next();
    if (next.done) return next.value;
  }
}

function lived(source: DriverSource, faults = 0, topology: Topology = machine, orders = allOrders): Explored {
  const driver = compileDriver(source, topology.pageSize);
  return searched(topology, driver, wholeLife(topology, driver, faults), orders);
}

const kinds = ({ findings }: Explored): string[] => findings.map(({ finding }) => finding.kind).toSorted();

const opens = ({ phases }: Plan): boolean => phases.flat(2).some(({ kind }) => kind === 'open');

describe('nodes', () => {
  test('are those that appear, each with the GPU whose bind it came with', () => {
    const sockets = machineOf([...pair, { bdf: '0018:01:00.0', pxm: '5', base: '0x100080000000' }]);
    const driver = compileDriver(embedded('reviewed'), sockets.pageSize);
    const { plans, nodes } = wholeLife(sockets, driver, 0);
    expect(nodes).toEqual(['/dev/egm4', '/dev/egm5']);
    const binds = plans
      .filter(opens)
      .map(({ phases }) => phases.flat(2).filter(({ kind }) => kind === 'bind'));
    expect(binds).toEqual(
      ['0008:01:00.0', '0018:01:00.0']
        .flatMap((bdf) => [bdf, bdf, bdf, bdf])
        .map((bdf) => [{ kind: 'bind', bdf }]),
    );
    expect(lived(embedded('reviewed'), 0, sockets)).toMatchObject({
      outcome: 'holds',
      opened: ['/dev/egm4', '/dev/egm5'],
      unopened: [],
    });
  });

  test('are opened with others bound before where they are not there without', () => {
    const sockets = machineOf([pair[0]!, { bdf: '0018:01:00.0', pxm: '5', base: '0x100080000000' }]);
    const counted: Parameters<typeof edited>[2] = [
      ['"egm%llu", region->pxm)', '"egm%d", MINOR(egm->dev.devt) - MINOR(numbers))'],
    ];
    const source = edited(embedded('reviewed'), 'egm_char.c', counted);
    const life = wholeLife(sockets, compileDriver(source, sockets.pageSize), 0);
    expect(life.nodes).toEqual(['/dev/egm0', '/dev/egm1']);
    const binds = life.plans
      .filter(opens)
      .map(({ phases }) => phases.flat(2).flatMap((action) => (action.kind === 'bind' ? [action.bdf] : [])));
    const [one, both] = [['0008:01:00.0'], ['0008:01:00.0', '0018:01:00.0']];
    expect(binds).toEqual([one, one, one, one, both, both, both, both]);
    expect(lived(source, 0, sockets)).toMatchObject({ outcome: 'holds', unopened: [] });
    const wrong = edited(source, 'egm_file.c', [
      ['\tif (end > egm->size)', '\tif (egm->base != 0x80000000)\n\t\tegm = NULL;\n\tif (end > egm->size)'],
    ]);
    expect(kinds(lived(wrong, 0, sockets))).toContain('null-dereference');
  });

  test('are searched twice; calls before one is opened fail in one of the two', () => {
    const driver = compileDriver(embedded('reviewed'), machine.pageSize);
    const life = wholeLife(machine, driver, 1);
    const [inTurn, beside] = life.plans.filter(opens);
    expect([inTurn!.faultless, beside!.faultless]).toEqual([2, undefined]);
    const states = (plan: Plan): number => searched(machine, driver, { ...life, plans: [plan] }).states;
    const [none, some, all] = [inTurn!.phases.length, 2, 0].map((faultless) =>
      states({ ...inTurn!, faultless }),
    );
    expect(none).toBe(states({ ...inTurn!, faults: 0 }));
    expect(none).toBeLessThan(some!);
    expect(some).toBeLessThan(all!);
  });

  test('that do not appear cost no search, and it is said', () => {
    const driver = compileDriver(embedded('rfc-v2-02'), machine.pageSize);
    expect(wholeLife(machine, driver, 1)).toMatchObject({ nodes: [], plans: { length: 4 } });
    const found = lived(embedded('rfc-v2-02'));
    expect(found).toMatchObject({ opened: [], unopened: [] });
    expect(coveredTexts(found, [], 0)).toContain('no node of /dev appears, so none is opened');
  });

  test('beyond the usual number are named as not looked at', () => {
    const found = lived(scopes(6), 0, machineOf([]));
    expect(found.outcome).toBe('holds');
    expect(found.opened).toEqual(['/dev/scope0', '/dev/scope1', '/dev/scope2', '/dev/scope3']);
    expect(uncoveredTexts(found, [])).toEqual([
      'users of /dev/scope4, /dev/scope5: a scenario can open what is not opened here',
    ]);
    const [, users] = coveredTexts(found, [], 0);
    expect(users).toMatch(/^\/dev\/scope0, .*, each by itself: opened, mapped, .* in every order$/);
  });

  test('whose mapping is refused in every order are named: what needs one is not looked at', () => {
    const said = (condition: string) => {
      const own = edited(embedded('reviewed'), 'egm_file.c', [['if (end > egm->size)', condition]]);
      return uncoveredTexts(lived(own), []);
    };
    expect(said('if (offset != 1ULL << 40)')).toEqual([
      expect.stringMatching(
        /^what a user has mapped: mmap \/dev\/egm4 at offset 0 fails in every order, with .*-EINVAL/,
      ),
    ]);
    expect(said('if (end > egm->size)')).toEqual([]);
  });

  test('that cannot be opened in any order are named: nothing of what a user does there is looked at', () => {
    const said = (refusal: string) => {
      const own = edited(embedded('reviewed'), 'egm_file.c', [
        ['\tif (egm->gone)\n\t\treturn -ENODEV;\n\tif (egm->user)', refusal],
      ]);
      return uncoveredTexts(lived(own), []);
    };
    expect(said('\treturn -EPERM;\n\tif (egm->user)')).toEqual([
      expect.stringMatching(
        /^what a user does with an open file: open \/dev\/egm4 fails in every order, with .*-EPERM/,
      ),
    ]);
    expect(said('\tif (egm->gone)\n\t\treturn -EPERM;\n\tif (egm->user)')).toEqual([]);
  });

  test('are opened whatever they are called, and need no GPU', () => {
    const bare = machineOf([]);
    const found = lived(scopes(1, '*(volatile int *)0 = 1;'), 0, bare);
    expect(found.findings.map(({ finding, trace }) => [finding.kind, trace.at(-1)!.task])).toEqual([
      ['null-dereference', 'open /dev/scope0'],
    ]);
  });

  test('of a search that was stopped are not looked at', () => {
    const driver = compileDriver(embedded('reviewed'), machine.pageSize);
    const search = exploreLife(machine, driver, wholeLife(machine, driver, 0));
    search.next();
    let end = search.next('stop');
    while (!end.done) end = search.next('stop');
    expect(end.value).toMatchObject({ limit: 'stopped', opened: [], unopened: ['/dev/egm4'] });
  });
});

describe('faults of the file side', () => {
  const alone = machineOf([{ bdf: '0008:01:00.0' }]);
  const names = [
    'made ready after it is published',
    'a mutex under a spinlock',
    'the length of a mapping is not checked',
    'the mapping stays',
    'registered for failures for good',
    'opens, and cannot be mapped',
    'revoked without the lock',
    'a copy to the user under a spinlock',
  ];
  const variants = [...charVariants, ...fileVariants].filter(({ name }) => names.includes(name));

  test.each(variants)('without a scenario: $name', ({ file, edits, kind }) => {
    const source = edited(embedded('reviewed'), file, edits);
    const driver = compileDriver(source, alone.pageSize);
    const life = wholeLife(alone, driver, 0);
    expect(kinds(searched(alone, driver, { ...life, plans: [life.plans[0]] }))).toEqual([]);
    const found = searched(alone, driver, life);
    expect(found.races.length > 0 ? [...kinds(found), 'race'] : kinds(found)).toContain(kind);
    for (const trace of tracesOf(found, alone, source))
      expect(replayKernel(alone, driver, readTrace(writeTrace(trace)).trace!).end).toMatchObject({
        expected: true,
      });
  });

  const gone = '\tif (egm->gone)\n\t\treturn -ENODEV;\n\tvm_flags_set';
  const late = '\tif (egm->gone)\n\t\treturn VM_FAULT_SIGBUS;\n';
  const whenTouched = '\tvma->vm_ops = &egm_mapping_operations;\n\treturn 0;\n';
  const atOnce =
    '\treturn remap_pfn_range(vma, vma->vm_start, PHYS_PFN(egm->base + offset), vma->vm_end - vma->vm_start, vma->vm_page_prot);\n';

  test.each<[string, readonly (readonly [string, string])[]]>([
    ['stays where the region goes', [['\tunmap_mapping_range(egm->user->f_mapping, 0, 0, 1);\n', '']]],
    [
      'succeeds where it has gone',
      [
        [gone, '\tvm_flags_set'],
        [late, ''],
      ],
    ],
    // remap_pfn_range within mmap: what is revoked before the kernel has the mapping on its list stays.
    ['is made while it goes', [[whenTouched, atOnce]]],
  ])('a mapping %s', (_, edits) => {
    const { findings } = lived(edited(embedded('reviewed'), 'egm_file.c', edits), 0, alone);
    expect(findings.map(({ finding }) => [finding.kind, finding.detail])).toEqual([
      ['region-gone', 'mapping'],
    ]);
    const told = findings[0]!.trace.map((step) => JSON.stringify(step)).join('\n');
    for (const action of ['remove 0008:01:00.0', 'mmap /dev/egm4']) expect(told).toContain(action);
  });

  /** Its remove waits until that is so. */
  const waiting = (condition: string): DriverSource =>
    edited(embedded('reviewed'), 'egm_file.c', [
      ['static int egm_release(', 'static DECLARE_WAIT_QUEUE_HEAD(idle);\n\nstatic int egm_release('],
      [
        '\tegm->user = NULL;\n\treturn 0;',
        '\tWRITE_ONCE(egm->user, NULL);\n\twake_up_all(&idle);\n\treturn 0;',
      ],
      [
        '\tguard(mutex)(&egm->lock);\n\tegm->gone = true;\n\tif (!egm->user)\n\t\treturn;\n',
        `\tscoped_guard(mutex, &egm->lock)\n\t\tegm->gone = true;\n\twait_event(idle, ${condition});\n\treturn;\n`,
      ],
    ]);

  test('a remove that waits for who has the file open is no deadlock', () => {
    const found = lived(waiting('!READ_ONCE(egm->user)'), 0, alone);
    expect(found).toMatchObject({ outcome: 'holds', findings: [], races: [] });
  });

  test('and one that waits for what nobody does is', () => {
    const { findings } = lived(waiting('READ_ONCE(egm->user) == (void *)1'), 0, alone);
    expect([...new Set(findings.map(({ finding }) => finding.kind))]).toEqual(['deadlock']);
  });

  test('a mapping of which only the length is looked at is told, by no more than it takes', () => {
    const length = edited(embedded('reviewed'), 'egm_file.c', [
      ['\tif (end > egm->size)', '\tif (vma->vm_end - vma->vm_start > egm->size)'],
    ]);
    const found = lived(length, 0, alone);
    const last = found.findings.map(({ finding, trace }) => [
      finding.kind,
      finding.detail,
      trace.at(-1)!.task,
    ]);
    expect(last).toEqual([['out-of-bounds', 'handed-out', 'open /dev/egm4, mmap /dev/egm4']]);
    const source = compileDriver(length, alone.pageSize);
    for (const trace of tracesOf(found, alone, length))
      expect(replayKernel(alone, source, readTrace(writeTrace(trace)).trace!).end).toMatchObject({
        expected: true,
      });
  });

  test.each([
    ['a page more than there is', '\tif (end > egm->size + PAGE_SIZE)'],
    ['the page behind all', '\tif (offset > egm->size || vma->vm_end - vma->vm_start > egm->size)'],
  ])('a mapping of %s is told', (_, check) => {
    const beyond = edited(embedded('reviewed'), 'egm_file.c', [['\tif (end > egm->size)', check]]);
    const { findings } = lived(beyond, 0, alone);
    expect(findings.map(({ finding }) => [finding.kind, finding.detail])).toEqual([
      ['out-of-bounds', 'handed-out'],
    ]);
  });

  test('an open file that asks a GPU which has been taken out', () => {
    const asking = (kept: string, letGo: string): Explored => {
      const header = edited(embedded('reviewed'), 'egm_char.h', [
        ['\tu64 base;\n', '\tstruct device *gpu;\n\tu64 base;\n'],
      ]);
      const file = edited(header, 'egm_file.c', [
        [gone, gone.replace('-ENODEV', 'egm->gpu->driver ? -EBUSY : -ENODEV')],
      ]);
      const char = edited(file, 'egm_char.c', [
        ['\tret = dev_set_name(&egm->dev,', `\tegm->gpu = ${kept};\n\tret = dev_set_name(&egm->dev,`],
        ['\tegm_pages_free(&egm->pages);\n', `\tegm_pages_free(&egm->pages);\n${letGo}`],
      ]);
      return lived(char, 0, alone);
    };
    const { findings } = asking('aux->dev.parent', '');
    expect(findings.map(({ finding, trace }) => [finding.kind, trace.at(-1)!.task])).toEqual([
      ['use-after-free', 'mmap /dev/egm4'],
    ]);
    expect(findings[0]!.trace.some(({ task }) => task.endsWith('unplug 0008:01:00.0'))).toBe(true);
    expect(asking('get_device(aux->dev.parent)', '\tput_device(egm->gpu);\n').outcome).toBe('holds');
  });

  test('a module that is unloaded under an open file', () => {
    const cdev = edited(embedded('reviewed'), 'egm_char.c', [['\tegm->cdev.owner = THIS_MODULE;\n', '']]);
    const ownerless = edited(cdev, 'egm_file.c', [['\t.owner = THIS_MODULE,\n', '']]);
    const { findings } = lived(ownerless, 0, alone);
    expect(findings.map(({ finding, trace }) => [finding.kind, finding.detail, trace.at(-1)!.task])).toEqual([
      [
        'use-after-free',
        'file-of-module',
        expect.stringMatching(/^unload nvgrace_egm|, unload nvgrace_egm$/),
      ],
    ]);
  });

  // A table of retired pages is what the series wants.
  const single = {
    ...tray,
    sockets: tray.sockets.slice(0, 1).map((socket) => ({ ...socket, gpus: socket.gpus.slice(0, 1) })),
  };

  test('what the embedded series does, by traces that show it', () => {
    const found = lived(embedded('rfc-v2'), 1, single);
    expect(kinds(found)).toEqual(expect.arrayContaining(['region-gone', 'use-after-free']));
    const driver = compileDriver(embedded('rfc-v2'), single.pageSize);
    const traces = tracesOf(found, single, embedded('rfc-v2'));
    expect(traces.some(({ plan }) => plan.phases.flat(2).some(({ kind }) => kind === 'open'))).toBe(true);
    for (const trace of traces)
      expect(replayKernel(single, driver, trace).end).toMatchObject({ expected: true });
  });
});

test.each<[string, Orders]>([
  ['few interruptions', { kind: 'few-preemptions', preemptions: 1 }],
  ['random', { kind: 'random', walks: 200, seed: 3 }],
])('are taken in some orders as well: %s', (_, orders) => {
  const late = edited(embedded('reviewed'), 'egm_char.c', lateEdits);
  const found = lived(late, 0, machine, orders);
  expect(found.opened).toEqual(['/dev/egm4']);
  expect(kinds(found)).toEqual(['lock-misuse']);
  expect(lived(embedded('reviewed'), 1, machine, orders)).toMatchObject({ outcome: 'gave-up', findings: [] });
});

const lateEdits = charVariants.find(({ name }) => name === 'made ready after it is published')!.edits;

/** A driver of so many nodes, which are there without a GPU; `opening` is done where one is opened. */
function scopes(count: number, opening = ''): DriverSource {
  return trial(`
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/module.h>
static dev_t first;
static struct cdev cdev;
static struct class scopes = { .name = "scope" };
static struct device devices[${count}];
static int scope_open(struct inode *inode, struct file *file)
{
	${opening}
	return 0;
}
static const struct file_operations operations = { .owner = THIS_MODULE, .open = scope_open };
static void released(struct device *dev) { }
static int __init scope_init(void)
{
	int i, ret = alloc_chrdev_region(&first, 0, ${count}, "scope");

	if (!ret)
		ret = class_register(&scopes);
	cdev_init(&cdev, &operations);
	cdev.owner = THIS_MODULE;
	if (!ret)
		ret = cdev_add(&cdev, first, ${count});
	for (i = 0; !ret && i < ${count}; i++) {
		devices[i].class = &scopes;
		devices[i].devt = first + i;
		devices[i].release = released;
		ret = dev_set_name(&devices[i], "scope%d", i);
		if (!ret)
			ret = device_register(&devices[i]);
	}
	return ret;
}
module_init(scope_init);
static void __exit scope_exit(void)
{
	int i;

	for (i = 0; i < ${count}; i++)
		device_unregister(&devices[i]);
	cdev_del(&cdev);
	class_unregister(&scopes);
	unregister_chrdev_region(first, ${count});
}
module_exit(scope_exit);
MODULE_LICENSE("GPL");
`);
}
