import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { replayKernel } from '../../../src/engine/kernel/trace/replay.ts';
import { explored, type Phases, planOf, told } from './exploring.ts';
import { machineOf, run, trial } from './running.ts';
import { tracesOf } from './trace/tracing.ts';
import { reduced, unreduced } from './unreduced.ts';

/* Threads of a driver's own: they begin at any time, go on beside users, and have to be stopped. */

const bdf = '0008:01:00.0';
const second = '0009:01:00.0';
const machine = machineOf([{ bdf }], '4 KiB');
const two = machineOf([{ bdf }, { bdf: second }], '4 KiB');
const life: Phases = [[['load trial']], [[`bind ${bdf}`, `unbind ${bdf}`]], [['unload trial']]];
const inTurn: Phases = [[['load trial']], [[`bind ${bdf}`]], [[`unbind ${bdf}`]], [['unload trial']]];

interface Parts {
  readonly begin?: string;
  /** What its thread does, in a function of its own. */
  readonly thread: string;
  readonly more?: string;
  readonly probe?: string;
  readonly remove?: string;
}

/** A driver whose probe begins a thread for its GPU. */
function threaded({
  thread,
  more = '',
  begin = 'kthread_run(works, priv, "trial/%s", pci_name(pdev))',
  probe = '',
  remove = 'kthread_stop(priv->thread);',
}: Parts): DriverSource {
  return trial(`#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
struct priv {
	struct task_struct *thread;
	wait_queue_head_t queue;
	struct completion done;
	spinlock_t lock;
	int todo, seen;
};
static DEFINE_MUTEX(lock);
${more}
static int works(void *data)
{
	struct priv *priv = data;
	${thread}
	return 0;
}
static int probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct priv *priv = kzalloc(sizeof(*priv), GFP_KERNEL);

	if (!priv)
		return -ENOMEM;
	init_waitqueue_head(&priv->queue);
	init_completion(&priv->done);
	spin_lock_init(&priv->lock);
	pci_set_drvdata(pdev, priv);
	priv->thread = ${begin};
	if (IS_ERR(priv->thread)) {
		int ret = PTR_ERR(priv->thread);

		kfree(priv);
		return ret;
	}
	${probe}
	return 0;
}
static void remove(struct pci_dev *pdev)
{
	struct priv *priv = pci_get_drvdata(pdev);

	${remove}
	kfree(priv);
}
static const struct pci_device_id ids[] = { { PCI_DRIVER_OVERRIDE_DEVICE_VFIO(0x10de, 0x2941) }, {} };
static struct pci_driver demo = { .name = "demo", .id_table = ids, .probe = probe, .remove = remove, .driver_managed_dma = true };
module_pci_driver(demo);
`);
}

const polls =
  'while (!kthread_should_stop()) { mutex_lock(&lock); priv->seen++; mutex_unlock(&lock); msleep(100); }';
const waits = `while (!kthread_should_stop()) {
		wait_event_interruptible(priv->queue, READ_ONCE(priv->todo) || kthread_should_stop());
		spin_lock(&priv->lock); priv->seen += priv->todo; WRITE_ONCE(priv->todo, 0); spin_unlock(&priv->lock);
	}`;
const kick =
  'spin_lock(&priv->lock); WRITE_ONCE(priv->todo, 1); spin_unlock(&priv->lock); wake_up_interruptible(&priv->queue);';
const sleeps = `for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (kthread_should_stop())
			break;
		if (READ_ONCE(priv->todo)) {
			__set_current_state(TASK_RUNNING);
			WRITE_ONCE(priv->todo, 0);
			complete(&priv->done);
		} else {
			schedule();
		}
	}
	__set_current_state(TASK_RUNNING);`;

const right: Readonly<Record<string, Parts>> = {
  'one that polls': { thread: polls },
  'one that polls, with a look at the time': {
    thread:
      'unsigned long next = jiffies; while (!kthread_should_stop()) { if (time_after_eq(jiffies, next)) { next = jiffies + HZ; WRITE_ONCE(priv->seen, 1); } schedule_timeout_interruptible(HZ / 10); }',
  },
  'one that waits on a queue': { thread: waits, probe: kick },
  'one that waits on a queue, or for a time': {
    thread:
      'while (!kthread_should_stop()) { wait_event_interruptible_timeout(priv->queue, READ_ONCE(priv->todo) || kthread_should_stop(), HZ); WRITE_ONCE(priv->todo, 0); }',
    probe: 'WRITE_ONCE(priv->todo, 1); wake_up(&priv->queue);',
  },
  'one that says that it sleeps, and is woken': {
    thread: sleeps,
    probe: 'WRITE_ONCE(priv->todo, 1); wake_up_process(priv->thread); wait_for_completion(&priv->done);',
  },
  'one that waits for what is completed, or a time': {
    thread:
      'while (!kthread_should_stop()) if (wait_for_completion_timeout(&priv->done, HZ)) WRITE_ONCE(priv->seen, 1);',
    probe: 'complete(&priv->done);',
  },
  'one that ends by itself, and that somebody has a reference to': {
    thread: 'WRITE_ONCE(priv->seen, 1);',
    begin: 'kthread_create(works, priv, "trial")',
    probe: 'get_task_struct(priv->thread); wake_up_process(priv->thread);',
    remove: 'kthread_stop(priv->thread); put_task_struct(priv->thread);',
  },
  'one whose sleep ends as by a signal': {
    thread:
      'while (!wait_event_interruptible(priv->queue, READ_ONCE(priv->todo))) WRITE_ONCE(priv->todo, 0);',
    probe: 'WRITE_ONCE(priv->todo, 1); wake_up(&priv->queue);',
  },
  'one that waits for what is completed, or is stopped': {
    thread: 'while (!wait_for_completion_interruptible(&priv->done)) WRITE_ONCE(priv->seen, 1);',
    probe: 'complete(&priv->done);',
  },
  'one that is parked for a while': {
    thread:
      'while (!kthread_should_stop()) { if (kthread_should_park()) kthread_parkme(); WRITE_ONCE(priv->seen, 1); msleep_interruptible(100); }',
    probe: 'if (!kthread_park(priv->thread)) { priv->seen = 2; kthread_unpark(priv->thread); }',
  },
  'one that never sleeps': { thread: 'while (!kthread_should_stop()) WRITE_ONCE(priv->seen, 1);' },
  'one that its probe waits for, which polls': {
    thread:
      'int i; for (i = 0; i < 3; i++) msleep(10); complete(&priv->done); while (!kthread_should_stop()) schedule_timeout_interruptible(HZ);',
    probe: 'wait_for_completion(&priv->done);',
  },
};

describe('a driver that stops its thread is not blamed', () => {
  test.each(Object.entries(right))('%s', (_, parts) => {
    const source = threaded(parts);
    const found = explored(source, machine, life, 1);
    expect(told(found)).toEqual([]);
    expect(found).toMatchObject({ outcome: 'holds', limit: null });
    expect(run(source, machine)).toMatchObject({ findings: [], stopped: null });
  });

  test('a thread of each GPU', () => {
    const lists = [bdf, second].map((each) => [`bind ${each}`, `unbind ${each}`]);
    const found = explored(threaded({ thread: polls }), two, [[['load trial']], lists, [['unload trial']]]);
    expect(told(found)).toEqual([]);
    expect(found).toMatchObject({ outcome: 'holds', limit: null });
  });
});

test('as many workers are there as threads of both GPUs and their works need', () => {
  const source = threaded({
    more: '#include <linux/workqueue.h>\nstatic atomic_t done; static void on_work(struct work_struct *work) { atomic_inc(&done); } static DECLARE_WORK(work, on_work);',
    thread: 'while (!kthread_should_stop()) wait_event_interruptible(priv->queue, kthread_should_stop());',
    probe: 'schedule_work(&work); flush_work(&work);',
    remove: 'cancel_work_sync(&work); kthread_stop(priv->thread);',
  });
  const steps: Phases = [
    [['load trial']],
    [[`bind ${bdf}`]],
    [[`bind ${second}`]],
    [[`unbind ${bdf}`]],
    [[`unbind ${second}`]],
    [['unload trial']],
  ];
  const found = explored(source, two, steps);
  expect(told(found)).toEqual([]);
  expect(found).toMatchObject({ outcome: 'holds', limit: null });
  expect(run(source, two)).toMatchObject({ findings: [], stopped: null });
});

const kindsOf = (source: DriverSource, phases: Phases = life, faults = 0) => [
  ...new Set(
    explored(source, machine, phases, faults).findings.map(
      ({ finding: { kind, detail } }) => `${kind} ${detail}`,
    ),
  ),
];

describe('a driver is found out', () => {
  test('that never stops its thread', () => {
    expect(kindsOf(threaded({ thread: polls, remove: '' }))).toContain('use-after-free thread-of-module');
    const global = `static int turns(void *data) { while (!kthread_should_stop()) msleep(10); return 0; }
static struct task_struct *other;`;
    const source = threaded({
      thread: polls,
      more: global,
      probe: 'other = kthread_run(turns, NULL, "other");',
    });
    expect(kindsOf(source)).toEqual(['use-after-free thread-of-module']);
    expect(run(source, machine).findings.map(({ detail }) => detail)).toEqual(['thread-of-module']);
  });

  test.each([
    ['one thing after another', inTurn],
    ['its probe and remove in one list', life],
  ])('that frees what its thread uses, and stops it then: %s', (_, phases) => {
    const source = threaded({
      thread: 'while (!kthread_should_stop()) { WRITE_ONCE(priv->seen, 1); msleep(100); }',
      remove: 'struct task_struct *thread = priv->thread; kfree(priv); kthread_stop(thread); return;',
    });
    expect(kindsOf(source, phases)).toEqual(['use-after-free write']);
    const found = explored(source, machine, phases);
    for (const each of tracesOf(found, machine, source)) {
      const { end } = replayKernel(machine, compileDriver(source, machine.pageSize), each);
      expect(end).toMatchObject({ expected: true });
    }
  });

  test('that stops a thread which may have ended by itself', () => {
    const source = threaded({
      thread: 'if (READ_ONCE(priv->todo)) return 0; while (!kthread_should_stop()) msleep(10);',
      probe: 'WRITE_ONCE(priv->todo, 1);',
    });
    expect(kindsOf(source)).toEqual(['use-after-free read']);
  });

  test('that stops its thread twice', () => {
    const source = threaded({
      thread: 'WRITE_ONCE(priv->seen, 1);',
      begin: 'kthread_create(works, priv, "trial")',
      probe: 'get_task_struct(priv->thread); wake_up_process(priv->thread); kthread_stop(priv->thread);',
      remove: 'kthread_stop(priv->thread); put_task_struct(priv->thread);',
    });
    expect(kindsOf(source)).toEqual(['deadlock alone']);
  });

  test('whose thread does not look whether it is to stop', () => {
    const source = threaded({
      thread: 'wait_event(priv->queue, READ_ONCE(priv->todo)); WRITE_ONCE(priv->seen, 1);',
    });
    expect(kindsOf(source)).toEqual(['deadlock deadlock']);
  });

  test('that stops its thread with a lock held that the thread takes', () => {
    const source = threaded({
      thread: polls,
      remove: 'mutex_lock(&lock); kthread_stop(priv->thread); mutex_unlock(&lock);',
    });
    expect(kindsOf(source)).toEqual(['deadlock deadlock']);
  });

  test('that leaves it to its thread to free, which may never begin', () => {
    const source = threaded({
      thread: 'while (!kthread_should_stop()) msleep(10); kfree(priv);',
      remove: 'kthread_stop(priv->thread); return;',
    });
    expect(kindsOf(source)).toEqual(['leak unreachable']);
  });

  test('whose thread looks first and says that it sleeps then', () => {
    const source = threaded({
      thread: `while (!kthread_should_stop()) {
		if (READ_ONCE(priv->todo)) { WRITE_ONCE(priv->todo, 0); complete(&priv->done); continue; }
		set_current_state(TASK_INTERRUPTIBLE);
		schedule();
	}`,
      probe: 'WRITE_ONCE(priv->todo, 1); wake_up_process(priv->thread); wait_for_completion(&priv->done);',
    });
    expect(kindsOf(source)).toEqual(['deadlock deadlock']);
  });

  test('whose thread and probe use a field without a lock', () => {
    const source = threaded({ thread: polls, probe: 'priv->seen = 5;' });
    const { races } = explored(source, machine, life);
    expect([...new Set(races.map(({ field }) => field))]).toEqual(['struct priv.seen']);
  });
});

describe('a thread is told by its name', () => {
  const tasksOf = (trace: readonly { readonly task: string }[]): string[] => trace.map(({ task }) => task);

  test('in a deadlock, cut off as in Linux, and in the steps to it', () => {
    const source = threaded({
      thread: polls,
      remove: 'mutex_lock(&lock); kthread_stop(priv->thread); mutex_unlock(&lock);',
    });
    const [found] = explored(source, machine, inTurn).findings;
    const name = `thread trial/${bdf}`.slice(0, 'thread '.length + 15);
    expect(found?.finding.values['tasks']).toBe(`remove ${bdf} and ${name}`);
    expect(tasksOf(found!.trace)).toContain(name);
    expect(tasksOf(found!.trace).filter((task) => task.startsWith('worker'))).toEqual([]);
  });

  test('where it begins and ends in one step, and where it goes on in a later phase', () => {
    const once = threaded({
      thread: 'priv->seen = 1;',
      begin: 'kthread_run(works, priv, "once")',
      remove: 'WARN_ON(priv->seen); return;',
    });
    const warned = explored(once, machine, inTurn).findings.find(({ finding }) => finding.kind === 'warn');
    expect(tasksOf(warned!.trace)).toContain('thread once');
    const late = threaded({ thread: polls, remove: 'kfree(priv); return;' });
    const [later] = explored(late, machine, inTurn).findings;
    expect(later?.finding.kind).toBe('use-after-free');
    expect(later?.trace.at(-1)?.task).toBe('thread trial/0008:01:0');
  });

  test('in a race', () => {
    const source = threaded({ thread: polls, probe: 'priv->seen = 5;' });
    const { races } = explored(source, machine, life);
    const named = races.flatMap(({ accesses }) => accesses.map(({ task }) => task));
    expect(new Set(named)).toEqual(new Set([`probe ${bdf}`, 'thread trial/0008:01:0']));
  });
});

test.each([
  ['a thread that polls, unlike its probe without a lock', { thread: polls, probe: 'priv->seen = 5;' }],
  [
    'a thread that is stopped too late',
    {
      thread: 'do WRITE_ONCE(priv->seen, 1); while (!kthread_should_stop());',
      remove: 'kfree(priv); return;',
    },
  ],
  ['a thread that is woken', { ...right['one that says that it sleeps, and is woken']! }],
])('what is found is what a search finds that switches everywhere: %s', (_, parts) => {
  const source = threaded(parts);
  const driver = compileDriver(source, machine.pageSize);
  const users = planOf(life);
  expect(reduced(explored(source, machine, life))).toEqual(unreduced(machine, driver, users));
});
