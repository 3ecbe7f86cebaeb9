import { describe, expect, test } from 'vitest';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { explored, type Phases, told } from './exploring.ts';
import { inKernel, machineOf, pair, trial } from './running.ts';

/* Services of the kernel where probes and removes of two GPUs are at work at once: what callers see of each other. */

const [first, second] = ['0008:01:00.0', '0009:01:00.0'];

interface Parts {
  readonly before: string;
  readonly probe?: string;
  readonly remove?: string;
}

function driver({ before, probe = '', remove = '' }: Parts): DriverSource {
  return trial(`#include <linux/completion.h>
#include <linux/iopoll.h>
#include <linux/kfifo.h>
#include <linux/llist.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/percpu-refcount.h>
static struct pci_driver gadget_driver;
${before}
static int gadget_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	bool is_first = pci_domain_nr(pdev->bus) == 8;

	${probe}
	return 0;
}
static void gadget_remove(struct pci_dev *pdev)
{
	${remove}
}
static const struct pci_device_id gadget_ids[] = { { PCI_DEVICE(PCI_VENDOR_ID_NVIDIA, 0x2941) }, {} };
static struct pci_driver gadget_driver = { .name = "gadget", .id_table = gadget_ids, .probe = gadget_probe, .remove = gadget_remove };
module_pci_driver(gadget_driver);
MODULE_LICENSE("GPL");
`);
}

const atOnce: Phases = [
  [['load trial']],
  [[`unbind ${first}`], [`unbind ${second}`]],
  [
    [`bind ${first}`, `unbind ${first}`],
    [`bind ${second}`, `unbind ${second}`],
  ],
  [['unload trial']],
];

function findings(parts: Parts): string[] {
  const found = explored(driver(parts), machineOf(pair), atOnce);
  return [found.outcome, ...told(found)];
}

test('memory that is freed while something in it is waited for is used after it was freed', () => {
  const parts: Parts = {
    before: 'static struct completion *done; static bool waits;',
    remove: `if (pci_domain_nr(pdev->bus) == 8) {
		done = kzalloc(sizeof(*done), GFP_KERNEL);
		if (!done)
			return;
		init_completion(done);
		WRITE_ONCE(waits, true);
		wait_for_completion(done);
	} else if (READ_ONCE(waits)) {
		WRITE_ONCE(waits, false);
		complete(done);
		kfree(done);
	}`,
  };
  const found = explored(driver(parts), machineOf(pair), [
    [['load trial']],
    [[`unbind ${first}`], [`unbind ${second}`]],
  ]);
  const kinds = found.findings.map(({ finding: { kind, values } }) => [kind, values['access']]);
  expect(kinds).toContainEqual(['use-after-free', 'read']);
  expect(kinds.map(([kind]) => kind)).not.toContain('lock-misuse');
});

describe('polling', () => {
  const polling = (result: string): Parts => ({
    before: 'static int there;',
    probe: `int seen;

	if (!is_first)
		WRITE_ONCE(there, 1);
	else if (read_poll_timeout(READ_ONCE, seen, seen, 10, 1000, false, there) ${result})
		panic_of_this_test();`,
    remove: 'WRITE_ONCE(there, 0);',
  });
  const withPanic = (result: string): Parts => {
    const parts = polling(result);
    return {
      ...parts,
      before: `${parts.before} static void panic_of_this_test(void) { WARN(1, "come to"); }`,
    };
  };

  test.each([
    ['may come to what it waits for', '== 0'],
    ['may come to the end of its time', '== -ETIMEDOUT'],
  ])('%s', (_, result) => {
    const [outcome, ...others] = findings(withPanic(result));
    expect(outcome).toBe('violated');
    expect(others.join()).toContain('come to');
  });

  test('comes to nothing else', () => {
    expect(findings(withPanic('> 0'))).toEqual(['holds']);
  });
});

describe('references counted on each CPU', () => {
  const before = `struct gadget { struct percpu_ref ref; struct completion gone; };
static void gadget_gone(struct percpu_ref *ref) { complete(&container_of(ref, struct gadget, ref)->gone); }`;
  const probe = `struct gadget *gadget = kzalloc(sizeof(*gadget), GFP_KERNEL);

	if (!gadget)
		return -ENOMEM;
	init_completion(&gadget->gone);
	if (percpu_ref_init(&gadget->ref, gadget_gone, 0, GFP_KERNEL)) {
		kfree(gadget);
		return -ENOMEM;
	}
	pci_set_drvdata(pdev, gadget);`;
  const remove = (wait: string) => `struct gadget *gadget = pci_get_drvdata(pdev);

	percpu_ref_kill(&gadget->ref);
	${wait}
	percpu_ref_exit(&gadget->ref);
	kfree(gadget);`;

  test('whose release is waited for', () => {
    expect(findings({ before, probe, remove: remove('wait_for_completion(&gadget->gone);') })).toEqual([
      'holds',
    ]);
  });

  test('whose grace period is not', () => {
    const [outcome, ...others] = findings({ before, probe, remove: remove('') });
    expect(outcome).toBe('violated');
    expect(others.some((each) => each.startsWith('Use after free'))).toBe(true);
  });
});

describe('without a lock', () => {
  test('many add to a list and take from it', () => {
    const before = `struct item { struct llist_node node; }; static LLIST_HEAD(items);`;
    const probe = `struct item *item = kzalloc(sizeof(*item), GFP_KERNEL);

	if (!item)
		return -ENOMEM;
	llist_add(&item->node, &items);`;
    const remove = `struct item *item, *next;

	llist_for_each_entry_safe(item, next, llist_del_all(&items), node)
		kfree(item);`;
    expect(findings({ before, probe, remove })).toEqual(['holds']);
  });

  test('one puts and another gets', () => {
    const before = 'static DEFINE_KFIFO(numbers, int, 4);';
    const probe = `int number;

	if (is_first)
		kfifo_put(&numbers, 7);
	else if (kfifo_get(&numbers, &number))
		WARN_ON(number != 7);`;
    expect(findings({ before, probe })).toEqual(['holds']);
  });
});

describe('devices of a driver', () => {
  const probe = (
    condition: string,
  ) => `struct device *found = driver_find_next_device(&gadget_driver.driver, NULL);

	WARN_ON(${condition});
	put_device(found);`;

  test.each([
    ['another may be bound already', 'found != NULL'],
    ['or not yet', 'found == NULL'],
  ])('%s', (_, condition) => {
    const [outcome, ...others] = findings({ before: '', probe: probe(`is_first && ${condition}`) });
    expect([outcome, others.length]).toEqual(['violated', 1]);
  });

  test('who probes is not yet bound', () => {
    expect(findings({ before: '', probe: probe('found == &pdev->dev') })).toEqual(['holds']);
  });
});

test('chance is the same in each run', () => {
  const drawn = () =>
    inKernel('pr_info("%x %x", get_random_u32(), get_random_u32());', '#include <linux/random.h>').log;
  expect(drawn()).toEqual(drawn());
});
