import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { exploreKernel } from '../../../src/engine/kernel/exploration.ts';
import { exploreLife } from '../../../src/engine/kernel/explore-life.ts';
import type { Explored } from '../../../src/engine/kernel/explored.ts';
import { traceOrigin } from '../../../src/engine/kernel/trace/make.ts';
import { replayKernel } from '../../../src/engine/kernel/trace/replay.ts';
import { wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import { savedTrace } from '../../../src/engine/view/saved-trace.ts';
import { uncoveredTexts } from '../../../src/engine/view/words/exploration.ts';
import { findingMessage } from '../../../src/engine/view/words/finding.ts';
import { edited, embedded, machineOf, pair, trial } from './running.ts';

const machine = machineOf(pair);
const kinds = ({ findings }: Explored) => findings.map(({ finding }) => finding.kind);

function finished(search: ReturnType<typeof exploreLife>): Explored {
  let next = search.next();
  while (!next.done) next = search.next();
  return next.value;
}

function lived(source: DriverSource, faults: number): Explored {
  const driver = compileDriver(source, machine.pageSize);
  return finished(exploreLife(machine, driver, wholeLife(machine, driver, faults)));
}

function atOnceAlone(source: DriverSource, faults: number): Explored {
  const driver = compileDriver(source, machine.pageSize);
  return finished(exploreKernel(machine, driver, wholeLife(machine, driver, faults).plans[0]));
}

/** What the whole life shows, and what it shows at once alone. */
function both(source: DriverSource, faults: number): readonly [Explored, Explored] {
  return [lived(source, faults), atOnceAlone(source, faults)];
}

describe('a life at once and one after another', () => {
  test('shows what stands wrong while others stay, with no step of the other part', () => {
    const left = edited(embedded('reviewed'), 'egm.c', [
      [
        'if (!device_move(&region->shared.aux.dev, &user->core.pdev->dev, DPM_ORDER_DEV_AFTER_PARENT))',
        'if (user)',
      ],
    ]);
    const [life, atOnce] = both(left, 0);
    expect(kinds(atOnce)).toEqual([]);
    expect(kinds(life)).toEqual(['outlives-parent']);
    const [{ trace, plan }] = life.findings as [Explored['findings'][number]];
    expect(trace.map(({ task }) => task)).toEqual([
      'load nvgrace_egm, load nvgrace_gpu_vfio_pci',
      'probe 0008:01:00.0',
      'probe 0009:01:00.0',
      'remove 0008:01:00.0',
    ]);
    expect(plan.phases.every((lists) => lists.length === 1)).toBe(true);
  });

  test('shows what points to a GPU that has been taken out, while another stays', () => {
    const sharing = (kept: string, letGo: string): DriverSource =>
      trial(`#include <linux/module.h>
#include <linux/pci.h>
static DEFINE_MUTEX(lock);
static struct pci_dev *first;
static unsigned int users;
static int probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	guard(mutex)(&lock);
	if (!users++)
		first = ${kept};
	return 0;
}
static void gone(struct pci_dev *pdev)
{
	guard(mutex)(&lock);
	if (--users)
		return;
	pci_info(first, "the last has left\\n");
	${letGo}
}
static const struct pci_device_id ids[] = { { PCI_DRIVER_OVERRIDE_DEVICE_VFIO(PCI_VENDOR_ID_NVIDIA, 0x2941) }, {} };
static struct pci_driver driver = { .name = "trial", .id_table = ids, .probe = probe, .remove = gone };
module_pci_driver(driver);`);
    const [life, atOnce] = both(sharing('pdev', ''), 0);
    expect([kinds(life), kinds(atOnce)]).toEqual([['use-after-free'], []]);
    expect(life.findings[0]!.trace.map(({ task }) => task).slice(-2)).toEqual([
      'unplug 0008:01:00.0',
      'unplug 0009:01:00.0',
    ]);
    expect(lived(sharing('pci_dev_get(pdev)', 'pci_dev_put(first);'), 0).outcome).toBe('holds');
  });

  test('shows what a GPU that comes back meets', () => {
    const keeping = (letGo: string): DriverSource =>
      trial(`#include <linux/module.h>
#include <linux/pci.h>
static unsigned int *kept;
static int probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	if (!kept)
		kept = kzalloc(sizeof(*kept), GFP_KERNEL);
	if (!kept)
		return -ENOMEM;
	*kept = pdev->device;
	return 0;
}
static void gone(struct pci_dev *pdev) { kfree(kept);${letGo} }
static const struct pci_device_id ids[] = { { PCI_DRIVER_OVERRIDE_DEVICE_VFIO(PCI_VENDOR_ID_NVIDIA, 0x2941) }, {} };
static struct pci_driver driver = { .name = "trial", .id_table = ids, .probe = probe, .remove = gone };
module_pci_driver(driver);`);
    const one = machineOf(pair.slice(0, 1));
    const alone = (source: DriverSource): Explored => {
      const driver = compileDriver(source, one.pageSize);
      return finished(exploreLife(one, driver, wholeLife(one, driver, 0)));
    };
    const { findings } = alone(keeping(''));
    const [used] = findings.filter(({ finding }) => finding.kind === 'use-after-free');
    expect(used?.trace.map(({ task }) => task)).toEqual([
      'load trial',
      'probe 0008:01:00.0',
      'remove 0008:01:00.0',
      'probe 0008:01:00.0',
    ]);
    expect(alone(keeping(' kept = NULL;')).outcome).toBe('holds');
  });

  test('of two ways of as many steps tells that in which nobody is interrupted', () => {
    const text = `#include <linux/module.h>
#include <linux/pci.h>
static atomic_t bound;
static struct pci_dev *first;
static int probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	if (!READ_ONCE(first))
		WRITE_ONCE(first, pdev);
	atomic_inc(&bound);
	return 0;
}
static void gone(struct pci_dev *pdev) { WARN_ON(READ_ONCE(first) == pdev && atomic_read(&bound) > 1); atomic_dec(&bound); }
static const struct pci_device_id ids[] = { { PCI_DRIVER_OVERRIDE_DEVICE_VFIO(PCI_VENDOR_ID_NVIDIA, 0x2941) }, {} };
static struct pci_driver driver = { .name = "trial", .id_table = ids, .probe = probe, .remove = gone };
module_pci_driver(driver);`;
    const [life, atOnce] = both(trial(text), 0);
    const ends = ({ findings: [found] }: Explored) => found!.trace.map(({ ended }) => ended);
    expect(ends(atOnce).slice(0, -1)).toContain(false);
    expect([ends(life).length, ends(life).slice(0, -1)]).toEqual([
      ends(atOnce).length,
      ends(life)
        .slice(0, -1)
        .map(() => true),
    ]);
  });

  test.each([0, 1])('holds with %d calls failing', (faults) => {
    const [life, atOnce] = both(embedded('reviewed'), faults);
    expect([life.outcome, kinds(life)]).toEqual(['holds', []]);
    expect(life.states).toBeGreaterThan(atOnce.states);
  });

  test('shows what a module leaves to its driver that it takes away before, while GPUs are bound', () => {
    const early = edited(embedded('reviewed'), 'egm_char.c', [
      [
        '\tauxiliary_driver_unregister(&egm_driver);\n\tclass_unregister(&egm_class);',
        '\tclass_unregister(&egm_class);\n\tauxiliary_driver_unregister(&egm_driver);',
      ],
    ]);
    const [life, atOnce] = both(early, 0);
    expect(kinds(atOnce)).toEqual([]);
    expect(kinds(life)).toEqual(['leak']);
    expect(life.findings[0]!.trace.map(({ task }) => task)).toEqual([
      'load nvgrace_gpu_vfio_pci',
      'probe 0008:01:00.0',
      'load nvgrace_egm',
      'unload nvgrace_egm, unload nvgrace_gpu_vfio_pci',
    ]);
  });

  test('tells each cause once, by the shortest trace, what corrupts memory first, and else in that order', () => {
    const [life, atOnce] = both(embedded('rfc-v2-03'), 0);
    const causes = life.findings.map(({ cause }) => cause);
    expect(new Set(causes).size).toBe(causes.length);
    expect(causes).toEqual(expect.arrayContaining(atOnce.findings.map(({ cause }) => cause)));
    const told = life.findings.map(({ finding, trace }) => ({ kind: finding.kind, length: trace.length }));
    const graves = told.filter(({ kind }) => /free|dereference|bounds|corruption|underflow/.test(kind));
    const others = told.filter((each) => !graves.includes(each));
    const inOrder = [graves, others].map((part) => part.toSorted((a, b) => a.length - b.length));
    expect(inOrder.every((part) => part.length > 1)).toBe(true);
    expect(told).toEqual(inOrder.flat());
    for (const { cause, trace } of atOnce.findings)
      expect(life.findings.find((each) => each.cause === cause)!.trace.length).toBeLessThanOrEqual(
        trace.length,
      );
    expect(life.races).toEqual(atOnce.races);
  });

  test('some orders are told by those that were wanted, though a GPU alone has but one', () => {
    const alone = machineOf(pair.slice(0, 1));
    const driver = compileDriver(embedded('reviewed'), alone.pageSize);
    const orders = { kind: 'few-preemptions', preemptions: 0 } as const;
    const found = finished(exploreLife(alone, driver, wholeLife(alone, driver, 0), { orders }));
    expect(found).toMatchObject({ outcome: 'gave-up', limit: 'preemptions', orders });
    expect(uncoveredTexts(found, [])).toEqual(['orders in which tasks that could go on are interrupted']);
  });

  test('is stopped as one, and says how far it is as one', () => {
    const driver = compileDriver(embedded('reviewed'), machine.pageSize);
    const life = wholeLife(machine, driver, 1);
    const whole = finished(exploreLife(machine, driver, life)).states;
    const steps = exploreLife(machine, driver, life);
    let far = 0;
    let next = steps.next();
    for (; !next.done; next = steps.next()) far = Math.max(far, next.value.states);
    expect(far).toBe(whole);
    const stopped = exploreLife(machine, driver, life);
    stopped.next();
    let end = stopped.next('stop');
    while (!end.done) end = stopped.next('stop');
    expect(end.value).toMatchObject({ outcome: 'gave-up', limit: 'stopped' });
  });
});

describe('a probe that depends on the order', () => {
  const whole = '\tguard(mutex)(&regions_lock);\n\tregion = find_region(numbers.pxm);\n';
  const parts =
    '\tmutex_lock(&regions_lock);\n\tbool known = find_region(numbers.pxm) != NULL;\n\tmutex_unlock(&regions_lock);\n\tguard(mutex)(&regions_lock);\n\tregion = known ? find_region(numbers.pxm) : NULL;\n';
  const apart = edited(embedded('reviewed'), 'egm.c', [[whole, parts]]);

  test('is told where a lock is given back between the look and what follows', () => {
    const life = lived(apart, 0);
    expect(kinds(life)).toEqual(['order-dependent']);
    const [{ finding, faults, trace }] = life.findings as [Explored['findings'][number]];
    expect([finding.gpu, finding.values, faults]).toEqual(['0008:01:00.0', { errno: '-EEXIST' }, []]);
    expect(trace.map(({ task }) => task.split(',')[0])).toEqual([
      'load nvgrace_egm',
      'probe 0008:01:00.0',
      'probe 0009:01:00.0',
      'probe 0008:01:00.0',
    ]);
    const driver = compileDriver(apart, machine.pageSize);
    const trace1 = savedTrace(life.findings[0]!, traceOrigin(machine, apart));
    expect(replayKernel(machine, driver, trace1).end).toMatchObject({ kind: 'finding', expected: true });
  });

  test('is told where the kernel refuses a second GPU what it gave the first, and each has it alone', () => {
    const source = edited(embedded('reviewed'), 'egm.c', [
      ['region = find_region(numbers.pxm);', 'region = NULL;'],
    ]);
    const [life, atOnce] = both(source, 0);
    expect([kinds(life), kinds(atOnce)]).toEqual([['order-dependent'], []]);
    expect(findingMessage(life.findings[0]!.finding)).toContain(
      'the probe returns -EEXIST because of what is done for another GPU: alone it succeeds',
    );
    const driver = compileDriver(source, machine.pageSize);
    const { end } = replayKernel(
      machine,
      driver,
      savedTrace(life.findings[0]!, traceOrigin(machine, source)),
    );
    expect(end).toMatchObject({ kind: 'finding', expected: true, found: { finding: { detail: 'alone' } } });
  });

  const begin = '\tret = nvgrace_wait_ready(pdev);\n';
  const beginning = (text: string) => edited(embedded('reviewed'), 'main.c', [[begin, `${text}${begin}`]]);
  const busy = 'static atomic_t users;\nstatic int nvgrace_probe(';

  test.each([
    ['it fails in every order', beginning('\treturn -EBUSY;\n'), 0],
    [
      'one is let in at a time, also where one follows the other',
      edited(beginning('\tif (atomic_read(&users)) return -EBUSY;\n'), 'main.c', [
        ['static int nvgrace_probe(', busy],
        [
          '\tret = vfio_pci_core_register_device(&gpu->core);\n',
          '\tret = vfio_pci_core_register_device(&gpu->core);\n\tif (!ret) atomic_inc(&users);\n',
        ],
        [
          '\tvfio_pci_core_unregister_device(core);\n',
          '\tatomic_dec(&users);\n\tvfio_pci_core_unregister_device(core);\n',
        ],
      ]),
      0,
    ],
    [
      'one is let in at a time, with an errno that a property gave which need not be there',
      edited(
        beginning(
          '\tif (device_property_read_u64(&pdev->dev, "nvidia,note", &base)) base = 0;\n' +
            '\tif (atomic_cmpxchg(&users, 0, 1)) return -EINVAL;\n',
        ),
        'main.c',
        [
          ['static int nvgrace_probe(', `#include <linux/property.h>\n${busy}`],
          [
            '\tvfio_pci_core_unregister_device(core);\n',
            '\tvfio_pci_core_unregister_device(core);\n\tatomic_set(&users, 0);\n',
          ],
        ],
      ),
      0,
    ],
    [
      'it succeeds only where a call fails',
      beginning(
        '\tvoid *p = kzalloc(8, GFP_KERNEL);\n\tif (!p) return 0;\n\tkfree(p);\n\treturn -EOPNOTSUPP;\n',
      ),
      1,
    ],
  ])('is none where %s', (_, source, faults) => {
    expect(kinds(lived(source, faults))).not.toContain('order-dependent');
  });

  test('is none where a call fails', () => {
    expect(kinds(lived(embedded('reviewed'), 1))).toEqual([]);
  });

  test('is not looked for where the tables of two GPUs contradict each other', () => {
    const specs = [
      { size: '0x10000' },
      { base: '0x90000000' },
      { pxm: '0x100000004' },
      { pxm: '5' },
      { size: null },
    ];
    for (const spec of specs) {
      const contrary = machineOf([pair[0]!, { ...pair[1]!, ...spec }]);
      const driver = compileDriver(embedded('reviewed'), contrary.pageSize);
      const life = finished(exploreLife(contrary, driver, wholeLife(contrary, driver, 0)));
      expect(kinds(life), JSON.stringify(spec)).toEqual([]);
    }
  });

  test('is not looked for in a scenario, whose lists may have to do with each other', () => {
    expect(kinds(atOnceAlone(apart, 0))).toEqual([]);
  });
});

/** Devices are numbered as they come. */
const numbered = edited(embedded('reviewed'), 'egm.c', [
  ['#include <linux/mutex.h>', '#include <linux/idr.h>\n#include <linux/mutex.h>'],
  ['static LIST_HEAD(regions);', 'static LIST_HEAD(regions);\nstatic DEFINE_IDA(ids);'],
  [
    '\taux->id = numbers->pxm;',
    '\tret = ida_alloc(&ids, GFP_KERNEL);\n\tif (ret < 0) {\n\t\tkfree(region);\n\t\treturn ERR_PTR(ret);\n\t}\n\taux->id = ret;',
  ],
  [
    '\tkfree(container_of(dev, struct egm_region, shared.aux.dev));',
    '\tida_free(&ids, to_auxiliary_dev(dev)->id);\n\tkfree(container_of(dev, struct egm_region, shared.aux.dev));',
  ],
  [
    '\tif (ret) {\n\t\tkfree(region);\n\t\treturn ERR_PTR(ret);\n\t}\n\tret = auxiliary_device_add(aux);',
    '\tif (ret) {\n\t\tida_free(&ids, aux->id);\n\t\tkfree(region);\n\t\treturn ERR_PTR(ret);\n\t}\n\tret = auxiliary_device_add(aux);',
  ],
]);

describe('a GPU that is bound without the region that it has alone', () => {
  const swallows = edited(embedded('reviewed'), 'egm.c', [
    ['\t\t\treturn PTR_ERR(region);', '\t\t\treturn 0;'],
  ]);

  test('is told where the probe goes on from what failed', () => {
    expect(kinds(lived(swallows, 0))).toEqual([]);
    const life = lived(swallows, 1);
    expect(new Set(kinds(life))).toEqual(new Set(['region-gone']));
    const [found] = life.findings;
    expect(findingMessage(found!.finding)).toContain(
      '0008:01:00.0 is bound, and there is no device of its EGM region 4, which there is where no call fails',
    );
    expect(found!.faults).toHaveLength(1);
    const driver = compileDriver(swallows, machine.pageSize);
    const { end } = replayKernel(machine, driver, savedTrace(found!, traceOrigin(machine, swallows)));
    expect(end).toMatchObject({ kind: 'finding', expected: true, found: { finding: { detail: 'missing' } } });
  });

  const saying = (said: string) =>
    edited(swallows, 'egm.c', [['\t\t\treturn 0;', `\t\t\t{ ${said} return 0; }`]]);

  test.each([
    'dev_warn(&pdev->dev, "no EGM: %ld", PTR_ERR(region));',
    'pr_err("no EGM");',
    'printk("no EGM");',
    'dev_notice(&pdev->dev, "no EGM: %pe", region);',
  ])('is none where the driver says that it does without: %s', (said) => {
    expect(kinds(lived(saying(said), 1))).toEqual([]);
  });

  test.each([
    'dev_info(&pdev->dev, "bound");',
    'pr_debug("no EGM");',
    'if (PTR_ERR(region) != -ENOMEM) dev_warn(&pdev->dev, "no EGM");',
    'dev_err_probe(&pdev->dev, -ENOMEM, "no EGM");',
  ])('is told where nothing is said of the failure: %s', (said) => {
    expect(kinds(lived(saying(said), 1))).toContain('region-gone');
  });

  test('is told where something is said before the failure alone', () => {
    const before = edited(swallows, 'egm.c', [
      ['\tregion = find_region(numbers.pxm);', '\tregion = find_region(numbers.pxm);\n\tpr_warn("EGM");'],
    ]);
    expect(kinds(lived(before, 1))).toContain('region-gone');
  });

  test.each([
    ['0', '1', '0008:01:00.0'],
    ['1', '0', '0009:01:00.0'],
  ])(
    'is not told where regions are numbered as they come, and have the domains %s and %s',
    (one, two, by) => {
      const other = machineOf([
        { ...pair[0]!, pxm: one },
        { ...pair[1]!, pxm: two, base: '0x100080000000' },
      ]);
      const driver = compileDriver(numbered, other.pageSize);
      const life = wholeLife(other, driver, 0);
      // Alone it is the first, and has the number of its domain by chance.
      expect(life.withRegion).toEqual([{ bdf: by, told: 0 }]);
      expect(kinds(finished(exploreLife(other, driver, life)))).toEqual([]);
    },
  );

  test('is told where it takes the region of another for its own', () => {
    const first = edited(embedded('reviewed'), 'egm.c', [
      ['if (region->shared.pxm == pxm)', 'if (pxm)'],
      ['region->shared.base != numbers.base || ', ''],
    ]);
    const other = machineOf([pair[0]!, { ...pair[1]!, pxm: '5', base: '0x100080000000' }]);
    const driver = compileDriver(first, other.pageSize);
    const life = finished(exploreLife(other, driver, wholeLife(other, driver, 0)));
    expect(life.findings.map(({ finding }) => [finding.kind, finding.detail, finding.gpu])).toEqual([
      ['region-gone', 'missing', '0009:01:00.0'],
    ]);
  });

  test('is not looked for where devices are numbered otherwise: the node is made by a probe that may fail', () => {
    expect(kinds(lived(numbered, 1))).toEqual([]);
  });
});
