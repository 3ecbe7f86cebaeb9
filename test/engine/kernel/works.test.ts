import { describe, expect, test } from 'vitest';
import { explored, told } from './exploring.ts';
import { machineOf, pair, run, trial } from './running.ts';
import { working } from './working.ts';

const before = `#include <linux/module.h>
#include <linux/slab.h>
#include <linux/timer.h>
static struct workqueue_struct *q;
static void done(struct work_struct *w) { pr_info("done"); }
static void again(struct work_struct *w) { schedule_delayed_work(to_delayed_work(w), HZ); }
static void rings(struct timer_list *t) { mod_timer(t, jiffies + HZ); }
static struct { struct work_struct work; struct delayed_work later; struct timer_list timer; } box;
static DECLARE_WORK(w, done); static DECLARE_DELAYED_WORK(d, again); static DEFINE_TIMER(t, rings);
`;

/** What a module with such an init and exit is found to do, as kind and detail. */
function found(init: string, exit: string): string[] {
  const text = `${before}static int start(void) { ${init} return 0; } module_init(start);
static void stop(void) { ${exit} } module_exit(stop);`;
  return run(trial(text), machineOf([])).findings.map(({ kind, detail }) => `${kind} ${detail}`);
}

test.each([
  ['a work is queued as the module goes', '', 'schedule_work(&w);', ['use-after-free work-of-module']],
  ['and waited for', '', 'schedule_work(&w); flush_work(&w);', []],
  [
    'a work queues itself until the module goes',
    'schedule_delayed_work(&d, HZ);',
    '',
    ['use-after-free work-of-module'],
  ],
  ['until it is cancelled', 'schedule_delayed_work(&d, HZ);', 'cancel_delayed_work_sync(&d);', []],
  ['a timer starts itself until the module goes', 'add_timer(&t);', '', ['use-after-free work-of-module']],
  ['until it is shut down', 'add_timer(&t);', 'timer_shutdown_sync(&t);', []],
  ['a work was never initialised', 'schedule_work(&box.work);', '', ['warn text']],
  ['nor one that waits', 'schedule_delayed_work(&box.later, HZ);', '', ['warn text']],
  ['and it is waited for', '', 'cancel_work_sync(&box.work);', ['warn condition']],
  [
    'a timer was never set up',
    'mod_timer(&box.timer, jiffies); add_timer(&box.timer);',
    '',
    ['warn text', 'warn text'],
  ],
  ['a queue is never destroyed', 'q = alloc_workqueue("q", 0, 0);', '', ['leak workqueue']],
  [
    'a queue is destroyed',
    'q = create_workqueue("q"); queue_work(q, &w);',
    'queue_work(q, &w); destroy_workqueue(q);',
    [],
  ],
])('%s', (_, init, exit, kinds) => {
  expect(found(init, exit)).toEqual(kinds);
});

test.each([
  ['is unregistered', 'bus_unregister_notifier(&pci_bus_type, &n);', '0', []],
  ['stays as the module goes', '', '0', ['use-after-free notifier-of-module']],
  ['stays where module_init fails', '', '-ENODEV', ['use-after-free notifier-of-module']],
])('a notifier of a bus %s', (_, exit, result, kinds) => {
  const text = `#include <linux/module.h>
#include <linux/pci.h>
static int told(struct notifier_block *nb, unsigned long action, void *data) { return NOTIFY_OK; }
static struct notifier_block n = { .notifier_call = told };
static int start(void) { bus_register_notifier(&pci_bus_type, &n); return ${result}; } module_init(start);
static void stop(void) { ${exit} } module_exit(stop);`;
  const { findings } = run(trial(text), machineOf([]));
  expect(findings.map(({ kind, detail }) => `${kind} ${detail}`)).toEqual(kinds);
});

test('a work that was never initialised is told where the driver queues it', () => {
  const text = `${before}static int start(void) {
	queue_work(system_wq, &box.work);
	return 0; } module_init(start);`;
  const [found] = run(trial(text), machineOf([])).findings;
  expect(text.split('\n')[found!.source.line - 1]).toContain('queue_work(system_wq');
});

/** A driver of GPUs: what its probe and remove do with one box that has a work, and what the work does. */
function boxed(probe: string, remove: string, work: string) {
  return trial(`#include <linux/io.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/workqueue.h>
static struct box { struct work_struct work; int status; } *box;
static DEFINE_MUTEX(m);
static void f(struct work_struct *w) { struct box *b = container_of(w, struct box, work); ${work} }
static int probe(struct pci_dev *pdev, const struct pci_device_id *id) { ${probe} }
static void gone(struct pci_dev *pdev) { guard(mutex)(&m); ${remove} }
static const struct pci_device_id ids[] = { { PCI_DEVICE(PCI_VENDOR_ID_NVIDIA, 0x2941) }, {} };
static struct pci_driver d = { .name = "d", .id_table = ids, .probe = probe, .remove = gone };
module_pci_driver(d);`);
}

const make =
  'scoped_guard(mutex, &m) if (!box) { box = kzalloc(sizeof(*box), GFP_KERNEL); if (!box) return -ENOMEM; INIT_WORK(&box->work, f); queue_work(system_wq, &box->work); }';
const drop = 'if (box) { cancel_work_sync(&box->work); kfree(box); box = NULL; }';

test('what either of two tasks may run, and one of them does, is no race of the two', () => {
  const work =
    'void *p = memremap(0x7870000000, 8, MEMREMAP_WB); if (!p) { b->status = -ENOMEM; return; } memunmap(p); b->status = 1;';
  const lives = pair.map(({ bdf }) => [`bind ${bdf}`, `unbind ${bdf}`]);
  const source = boxed(`${make} return 0;`, drop, work);
  expect(told(explored(source, machineOf(pair), [[['load trial']], lives, [['unload trial']]], 1))).toEqual(
    [],
  );
});

test.each([
  ['of the probe', 'status = absent(first);', '', ['errno-lost']],
  ['of a work', '', 'status = absent(first);', []],
])('a call that failed, %s, and another errno of the probe', (_, own, work, kinds) => {
  const text = `#include <linux/module.h>
#include <linux/pci.h>
#include <linux/property.h>
#include <linux/workqueue.h>
static struct device *first; static int status;
static int absent(struct device *dev) { u64 v; return device_property_read_u64(dev, "absent", &v); }
static void f(struct work_struct *w) { ${work} }
static DECLARE_WORK(work, f);
static int probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	first = &pdev->dev;
	schedule_work(&work);
	flush_work(&work);
	${own}
	return status ? -EPROTO : 0;
}
static const struct pci_device_id ids[] = { { PCI_DEVICE(PCI_VENDOR_ID_NVIDIA, 0x2941) }, {} };
static struct pci_driver d = { .name = "d", .id_table = ids, .probe = probe };
module_pci_driver(d);`;
  const phases = [[['load trial']], [[`bind ${pair[0]!.bdf}`]]];
  const { findings } = explored(trial(text), machineOf(pair), phases);
  expect(findings.map(({ finding }) => finding.kind)).toEqual(kinds);
});

describe('a run, where one thing follows another', () => {
  const one = machineOf([{ bdf: '0008:01:00.0' }], '4 KiB');
  const ran = (parts: Parameters<typeof working>[0]) => {
    const { findings, stopped, log, gpus } = run(working(parts), one);
    const kinds = findings.map(({ kind, detail }) => `${kind} ${detail}`);
    return { kinds, stopped, log, state: gpus[0]?.state };
  };
  const fine = { kinds: [], stopped: null, state: 'bound' };

  test('a work waits until its device is removed', () => {
    const parts = {
      works: 'wait_for_completion(&priv->stop); pr_info("goes on");',
      probe: 'schedule_work(&priv->work);',
    };
    expect(ran({ ...parts, remove: 'complete(&priv->stop); cancel_work_sync(&priv->work);' })).toMatchObject(
      fine,
    );
    expect(ran({ ...parts, remove: 'cancel_work_sync(&priv->work);' }).stopped).toContain('waits for ever');
  });

  test('a work takes a lock that is held by who waits for something else', () => {
    const parts = {
      works: 'mutex_lock(&lock); pr_info("locks"); mutex_unlock(&lock);',
      later: 'complete(&priv->stop);',
      probe: `mutex_lock(&lock); schedule_work(&priv->work); schedule_delayed_work(&priv->later, 0);
	wait_for_completion(&priv->stop); pr_info("waited"); mutex_unlock(&lock);`,
    };
    expect(ran(parts)).toMatchObject({ ...fine, log: ['waited', 'locks'] });
  });

  test('works that wait for each other are of different tasks', () => {
    const parts = {
      more: 'static DECLARE_COMPLETION(first);',
      works: 'wait_for_completion(&first); complete(&priv->stop);',
      later: 'complete(&first); wait_for_completion(&priv->stop); pr_info("both");',
      probe: 'schedule_work(&priv->work); schedule_delayed_work(&priv->later, 1);',
    };
    expect(ran(parts)).toMatchObject({ ...fine, log: ['both'] });
  });

  test('a work that ends in an Oops does not end who queued it', () => {
    const parts = { works: '*(int *)NULL = 1;', probe: 'schedule_work(&priv->work); priv->seen = 1;' };
    expect(ran(parts)).toMatchObject({ kinds: ['null-dereference write'], state: 'bound' });
  });

  test.each([
    ['sleeps', 'msleep(10);'],
    ['polls', 'int seen; read_poll_timeout(READ_ONCE, seen, seen, 10, 0, false, priv->seen);'],
    ['waits for a time', 'if (!wait_for_completion_timeout(&priv->stop, HZ)) pr_info("too late");'],
  ])('works go on while who queued them %s', (_, waits) => {
    const parts = {
      more: '#include <linux/delay.h>\n#include <linux/iopoll.h>',
      works: 'pr_info("works"); priv->seen = 1; complete(&priv->stop);',
      probe: `schedule_work(&priv->work); ${waits} pr_info("after");`,
    };
    expect(ran(parts)).toMatchObject({ ...fine, log: ['works', 'after'] });
  });

  test('works that queue each other without end', () => {
    const parts = {
      works: 'schedule_delayed_work(&priv->later, 0);',
      later: 'schedule_work(&priv->work);',
      probe: 'schedule_work(&priv->work);',
    };
    // Where that ends, one of them may pend, and remove frees it.
    const { kinds, state } = ran(parts);
    const [first, ...others] = kinds;
    expect({ first, state }).toEqual({ first: 'out-of-fuel instructions', state: 'bound' });
    expect(['', 'use-after-free work-freed']).toContain(others.join());
  });
});
