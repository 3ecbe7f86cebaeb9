import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import { driver, lived, machine, type Parts, wrong } from './attribute-trials.ts';
import { machineOf, run, trial } from './running.ts';
import { sameInEveryOrder } from './unreduced.ts';

/* Threads that do works of a driver's one after another: kthread_create_worker(). */

interface Worker {
  readonly work?: string;
  readonly store?: string;
  readonly remove: string;
  readonly show?: string;
}

/** A driver that has a worker and a work for each GPU; what is written to its file is left to it. */
function worked({
  work = 'WRITE_ONCE(of->level, 1);',
  store = 'kthread_queue_work(of->w, &of->work); return count;',
  show,
  remove,
}: Worker): Parts {
  return {
    more: `#include <linux/kthread.h>
struct own { struct kthread_worker *w; struct kthread_work work; struct kthread_delayed_work late; struct mutex lock; u32 level; };
static void works(struct kthread_work *k) { struct own *of = container_of(k, struct own, work); ${work} }`,
    probe: `struct own *of = kzalloc(sizeof(*of), GFP_KERNEL); if (!of) { kfree(priv); return -ENOMEM; } mutex_init(&of->lock); kthread_init_work(&of->work, works); kthread_init_delayed_work(&of->late, works);
	of->w = kthread_create_worker(0, "own"); if (IS_ERR(of->w)) { ret = PTR_ERR(of->w); kfree(of); kfree(priv); return ret; }
	priv->table = (u32 *)of; pci_set_drvdata(pdev, priv); ret = device_create_file(&pdev->dev, &dev_attr_level); if (ret) { kthread_destroy_worker(of->w); kfree(of); }`,
    show: `struct own *of = (struct own *)priv->table; ${show ?? 'return sysfs_emit(buf, "%u\\n", READ_ONCE(of->level));'}`,
    store: `struct own *of = (struct own *)priv->table; ${store}`,
    remove: `struct own *of = (struct own *)priv->table; ${remove}`,
  };
}

const right = 'device_remove_file(&pdev->dev, &dev_attr_level); kthread_destroy_worker(of->w); kfree(of);';

test.each<[string, Worker, string[]]>([
  ['one that is right', { remove: right }, []],
  [
    'one that cancels first',
    {
      remove:
        'device_remove_file(&pdev->dev, &dev_attr_level); kthread_cancel_work_sync(&of->work); kthread_destroy_worker(of->w); kfree(of);',
    },
    [],
  ],
  [
    'a work that takes a lock',
    {
      work: 'mutex_lock(&of->lock); of->level++; mutex_unlock(&of->lock);',
      show: 'u32 level; mutex_lock(&of->lock); level = of->level; mutex_unlock(&of->lock); return sysfs_emit(buf, "%u\\n", level);',
      remove: right,
    },
    [],
  ],
  ['works do not run at once', { work: 'of->level++;', show: 'return 0;', remove: right }, []],
  [
    'a store that waits for its work',
    {
      store: 'kthread_queue_work(of->w, &of->work); kthread_flush_work(&of->work); return count;',
      remove: right,
    },
    [],
  ],
  [
    'the file is removed last',
    { remove: 'kthread_destroy_worker(of->w); device_remove_file(&pdev->dev, &dev_attr_level); kfree(of);' },
    ['use-after-free during write'],
  ],
  [
    'what the work is of is freed first',
    { remove: 'device_remove_file(&pdev->dev, &dev_attr_level); kfree(of);' },
    ['leak during unload', 'use-after-free during remove', 'use-after-free during worker'],
  ],
  [
    'the worker is left',
    { store: 'return count;', remove: 'device_remove_file(&pdev->dev, &dev_attr_level); kfree(of);' },
    ['leak during unload'],
  ],
  [
    'a race of the work with a reader',
    { work: 'of->level++;', show: 'return sysfs_emit(buf, "%u\\n", of->level);', remove: right },
    ['race of struct own.level'],
  ],
  [
    'a lock is held that the work takes',
    {
      work: 'mutex_lock(&of->lock); mutex_unlock(&of->lock);',
      remove:
        'device_remove_file(&pdev->dev, &dev_attr_level); mutex_lock(&of->lock); kthread_flush_worker(of->w); mutex_unlock(&of->lock); kthread_destroy_worker(of->w); kfree(of);',
    },
    ['deadlock during '],
  ],
  [
    'a work that waits for itself',
    { work: 'kthread_flush_work(&of->work);', remove: right },
    ['lock-misuse during worker'],
  ],
  [
    'one that waits for its time as the worker goes',
    { store: 'kthread_queue_delayed_work(of->w, &of->late, HZ); return count;', work: '', remove: right },
    ['warn during remove'],
  ],
])('%s', (_, parts, expected) => {
  expect(wrong(worked(parts))).toEqual(expected);
});

test('is told by its name', () => {
  const { races } = lived(
    driver(
      worked({ work: 'of->level++;', show: 'return sysfs_emit(buf, "%u\\n", of->level);', remove: right }),
    ),
  );
  expect(
    JSON.stringify(races, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ).toContain('thread own');
});

test.each([
  [
    'that is not destroyed',
    'w = kthread_create_worker(0, "a"); if (IS_ERR(w)) return PTR_ERR(w);',
    '',
    ['leak kthread-worker'],
  ],
  [
    'whose work is queued as the module goes',
    'w = kthread_create_worker(0, "a"); if (IS_ERR(w)) return PTR_ERR(w);',
    'kthread_queue_work(w, &work);',
    ['use-after-free work-of-module', 'leak kthread-worker'],
  ],
  [
    'that is destroyed with what is queued',
    'w = kthread_create_worker(0, "a"); if (IS_ERR(w)) return PTR_ERR(w); kthread_queue_work(w, &work);',
    'kthread_queue_work(w, &work); kthread_destroy_worker(w);',
    [],
  ],
  [
    'that is destroyed twice',
    'w = kthread_create_worker(0, "a"); if (IS_ERR(w)) return PTR_ERR(w);',
    'kthread_destroy_worker(w); kthread_destroy_worker(w);',
    ['use-after-free read'],
  ],
  [
    'two have one work',
    'struct kthread_worker *v = kthread_create_worker(0, "b"); w = kthread_create_worker(0, "a"); if (IS_ERR(w) || IS_ERR(v)) return -ENOMEM; kthread_queue_work(w, &work); kthread_flush_work(&work); kthread_queue_work(v, &work); kthread_destroy_worker(v); kthread_destroy_worker(w);',
    '',
    ['warn condition'],
  ],
  [
    'whose work another is given while it pends',
    'struct kthread_worker *v = kthread_create_worker(0, "b"); w = kthread_create_worker(0, "a"); if (IS_ERR(w) || IS_ERR(v)) return -ENOMEM; kthread_queue_work(w, &work); kthread_queue_work(v, &work); kthread_destroy_worker(v); kthread_destroy_worker(w);',
    '',
    [],
  ],
  [
    'that was not made, and is to go first',
    'w = ERR_PTR(-ENOMEM); sched_set_fifo(w->task);',
    '',
    ['null-dereference read'],
  ],
  [
    'that nobody made',
    'static struct kthread_worker none; kthread_destroy_worker(&none);',
    '',
    ['warn condition'],
  ],
  [
    'with a work that queues itself',
    'w = kthread_create_worker(0, "a"); if (IS_ERR(w)) return PTR_ERR(w); kthread_init_work(&own, queues); kthread_queue_work(w, &own); kthread_destroy_worker(w);',
    '',
    ['warn works-left'],
  ],
])('a worker %s', (_, init, exit, expected) => {
  const text = `#include <linux/module.h>
#include <linux/kthread.h>
static struct kthread_worker *w;
static void works(struct kthread_work *k) { pr_info("works"); }
static DEFINE_KTHREAD_WORK(work, works); static struct kthread_work own;
static void queues(struct kthread_work *k) { kthread_queue_work(w, k); }
static int start(void) { ${init} return 0; } module_init(start);
static void stop(void) { ${exit} } module_exit(stop);`;
  const { findings } = run(trial(text), machineOf([]));
  expect(findings.map(({ kind, detail }) => `${kind} ${detail}`)).toEqual(expected);
});

test('all orders come to the same', () => {
  const source = driver(
    worked({
      work: 'of->level++;',
      remove: 'kthread_destroy_worker(of->w); device_remove_file(&pdev->dev, &dev_attr_level); kfree(of);',
    }),
  );
  const compiled = compileDriver(source, machine.pageSize);
  const plan = wholeLife(machine, compiled, 0).plans.find(({ phases }) =>
    phases.some((lists) => lists.length > 1),
  )!;
  sameInEveryOrder(machine, compiled, plan);
});
