import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { replayKernel } from '../../../src/engine/kernel/trace/replay.ts';
import { explored, type Phases, planOf, told } from './exploring.ts';
import { machineOf } from './running.ts';
import { tracesOf } from './trace/tracing.ts';
import { reduced, unreduced } from './unreduced.ts';
import { working as driver } from './working.ts';

/*
 * What is queued may be run at once, or still pend when whoever queued it has long gone on: a driver that does not wait
 * for its works and timers is found out with one GPU, and one that waits for something else than them is not blamed.
 */

const gpu = 'trial';
const bdf = '0008:01:00.0';
const machine = machineOf([{ bdf }], '4 KiB');
const alone: Phases = [[[`load ${gpu}`]], [[`bind ${bdf}`, `unbind ${bdf}`]], [[`unload ${gpu}`]]];

const kindsOf = (source: ReturnType<typeof driver>, phases = alone) =>
  [...new Set(explored(source, machine, phases).findings.map(({ finding }) => finding.kind))].sort();

const racing = (source: ReturnType<typeof driver>) => [
  ...new Set(explored(source, machine, alone).races.map(({ field }) => field)),
];

describe('a driver that frees what still pends', () => {
  test.each([
    ['a work', 'schedule_work(&priv->work);', 'cancel_work_sync(&priv->work);'],
    ['a work that is waited for', 'schedule_work(&priv->work);', 'flush_work(&priv->work);'],
    [
      'a work that comes later',
      'schedule_delayed_work(&priv->later, HZ);',
      'cancel_delayed_work_sync(&priv->later);',
    ],
    ['a timer', 'mod_timer(&priv->timer, jiffies + HZ);', 'timer_delete_sync(&priv->timer);'],
  ])('%s', (_, probe, remove) => {
    expect(kindsOf(driver({ probe, remove }))).toEqual([]);
    expect(kindsOf(driver({ probe }))).toContain('use-after-free');
  });

  test('the trace has the worker in it, and leads there again', () => {
    const source = driver({ probe: 'schedule_work(&priv->work);' });
    const found = explored(source, machine, alone);
    expect(
      found.findings.map(({ finding, trace }) => [finding.detail, trace.map(({ task }) => task)]),
    ).toEqual([
      ['work-freed', ['load trial', `probe ${bdf}, remove ${bdf}`]],
      ['write', ['load trial', `probe ${bdf}, remove ${bdf}`, 'worker', `remove ${bdf}`, 'worker']],
    ]);
    for (const each of tracesOf(found, machine, source)) {
      const { end } = replayKernel(machine, compileDriver(source, machine.pageSize), each);
      expect(end).toMatchObject({ expected: true });
    }
  });
});

describe('a callback of RCU', () => {
  const freed = {
    more: 'struct item { struct rcu_head rcu; struct priv *of; }; static void item_free(struct rcu_head *rcu) { struct item *item = container_of(rcu, struct item, rcu); ON_FREE kfree(item); }',
  };
  const item =
    'struct item *item = kzalloc(sizeof(*item), GFP_KERNEL); if (item) { item->of = priv; call_rcu(&item->rcu, item_free); }';
  const withItem = (onFree: string, remove: string) =>
    driver({
      more: `#include <linux/rcupdate.h>\n${freed.more.replace('ON_FREE', onFree)}`,
      probe: item,
      remove,
    });
  const details = (source: ReturnType<typeof driver>) =>
    explored(source, machine, alone).findings.map(({ finding }) => `${finding.kind} ${finding.detail}`);

  test('is still to come as its module goes', () => {
    expect(details(withItem('', ''))).toEqual(['use-after-free callback-of-module']);
    expect(details(withItem('', 'rcu_barrier();'))).toEqual([]);
  });

  test('follows what is freed before it comes', () => {
    const follows = 'WRITE_ONCE(item->of->seen, 2);';
    expect(details(withItem(follows, ''))).toContain('use-after-free write');
    expect(details(withItem(follows, 'rcu_barrier();'))).toEqual([]);
  });
});

describe('a callback of SRCU', () => {
  const more = `#include <linux/srcu.h>
struct item { struct rcu_head rcu; struct priv *of; };
DEFINE_STATIC_SRCU(domain);
static void item_free(struct rcu_head *rcu) { struct item *item = container_of(rcu, struct item, rcu); WRITE_ONCE(item->of->seen, 2); kfree(item); }`;
  const withItem = (barrier: string) =>
    driver({
      more,
      probe: `struct item *item = kzalloc(sizeof(*item), GFP_KERNEL); if (item) { item->of = priv; call_srcu(&domain, &item->rcu, item_free); }`,
      remove: barrier,
    });

  test('comes at any time, and before srcu_barrier is over', () => {
    expect(kindsOf(withItem(''))).toEqual(['use-after-free']);
    expect(told(explored(withItem('srcu_barrier(&domain);'), machine, alone))).toEqual([]);
  });
});

describe('no blame', () => {
  const waits = { more: 'static DECLARE_COMPLETION(ready);', works: 'complete(&ready);' };

  test('who holds a lock that a work takes, and waits for something else', () => {
    const source = driver({
      more: 'static DECLARE_COMPLETION(other);',
      works: 'mutex_lock(&lock); priv->told++; mutex_unlock(&lock);',
      probe:
        'mutex_lock(&lock); schedule_work(&priv->work); schedule_delayed_work(&priv->later, 0); flush_delayed_work(&priv->later); mutex_unlock(&lock);',
      remove: 'cancel_delayed_work_sync(&priv->later); cancel_work_sync(&priv->work);',
    });
    expect(told(explored(source, machine, alone))).toEqual([]);
  });

  test('a work that waits for what its probe does after it has waited', () => {
    const source = driver({
      more: 'static DECLARE_COMPLETION(one); static DECLARE_COMPLETION(two);',
      works: 'complete(&one); wait_for_completion(&two);',
      probe: 'schedule_work(&priv->work); wait_for_completion(&one); complete(&two);',
      remove: 'cancel_work_sync(&priv->work);',
    });
    expect(told(explored(source, machine, alone))).toEqual([]);
  });

  test('a work that waits until its device is removed, later', () => {
    const parked = (remove: string) =>
      driver({
        more: 'static DECLARE_COMPLETION(stop);',
        works: 'wait_for_completion(&stop);',
        probe: 'schedule_work(&priv->work);',
        remove,
      });
    const later: Phases = [[[`load ${gpu}`]], [[`bind ${bdf}`]], [[`unbind ${bdf}`]], [[`unload ${gpu}`]]];
    const right = parked('complete(&stop); cancel_work_sync(&priv->work);');
    expect(told(explored(right, machine, later))).toEqual([]);
    expect(kindsOf(parked('cancel_work_sync(&priv->work);'), later)).toContain('deadlock');
  });

  test('who waits for a work', () => {
    const source = driver({
      ...waits,
      probe: 'schedule_work(&priv->work); wait_for_completion(&ready);',
      remove: 'cancel_work_sync(&priv->work);',
    });
    expect(told(explored(source, machine, alone))).toEqual([]);
  });
});

test('what still is wrong: a lock that a work takes is held while it is waited for', () => {
  const source = driver({
    works: 'mutex_lock(&lock); priv->told++; mutex_unlock(&lock);',
    probe:
      'schedule_work(&priv->work); mutex_lock(&lock); cancel_work_sync(&priv->work); mutex_unlock(&lock);',
  });
  expect(kindsOf(source)).toContain('deadlock');
});

test('a work that runs beside its probe races with it', () => {
  const source = driver({
    works: 'priv->told++;',
    probe: 'schedule_work(&priv->work); priv->told++;',
    remove: 'cancel_work_sync(&priv->work);',
  });
  expect(racing(source)).toEqual(['struct priv.told']);
});

test('a worker that runs several works in a row is one step of a trace', () => {
  const source = driver({ probe: 'schedule_delayed_work(&priv->later, HZ);' });
  const pair = machineOf([{ bdf }, { bdf: '0009:01:00.0' }], '4 KiB');
  const late: Phases = [[[`load ${gpu}`]], [[`bind ${bdf}`]], [['bind 0009:01:00.0']], [[`unload ${gpu}`]]];
  const { findings } = explored(source, pair, late, 1);
  expect(findings.map(({ finding }) => finding.detail)).toContain('work-of-module');
});

test('two works run at once', () => {
  const source = driver({
    more: 'static int both;',
    works: 'both++;',
    probe: 'schedule_work(&priv->work);',
    remove: 'cancel_work_sync(&priv->work);',
  });
  const pair = machineOf([{ bdf }, { bdf: '0009:01:00.0' }], '4 KiB');
  const binds: Phases = [
    [[`load ${gpu}`]],
    [[`bind ${bdf}`, 'bind 0009:01:00.0', `unbind ${bdf}`, 'unbind 0009:01:00.0']],
    [[`unload ${gpu}`]],
  ];
  const { races } = explored(source, pair, binds);
  expect([...new Set(races.map(({ field }) => field))]).toEqual(['both']);
});

describe('a queue that is flushed', () => {
  const flushing = (queue: string, probe: string, works = '', later = '') =>
    driver({
      more: 'static struct workqueue_struct *wq; static int stop;',
      works,
      later,
      probe: `wq = ${queue}("demo", 0${queue.includes('ordered') ? '' : ', 0'}); if (!wq) { kfree(priv); return -ENOMEM; } ${probe}`,
      remove:
        'WRITE_ONCE(stop, 1); cancel_work_sync(&priv->work); cancel_delayed_work_sync(&priv->later); destroy_workqueue(wq);',
    });
  const once: Phases = [[[`load ${gpu}`]], [[`bind ${bdf}`]], [[`unload ${gpu}`]]];

  test('waits for nothing that a work queues meanwhile, itself perhaps', () => {
    const source = flushing(
      'alloc_workqueue',
      'queue_work(wq, &priv->work); queue_delayed_work(wq, &priv->later, 0); flush_workqueue(wq);',
      'if (!READ_ONCE(stop)) queue_work(wq, work);',
    );
    expect(told(explored(source, machine, once))).toEqual([]);
  });

  test.each(['flush_workqueue(wq);', 'flush_work(&priv->later.work);'])(
    'in their order, one of them for a time that has not come: %s',
    (flush) => {
      const source = flushing(
        'alloc_ordered_workqueue',
        `queue_work(wq, &priv->work); queue_delayed_work(wq, &priv->later, 0); ${flush}`,
        '',
        'WRITE_ONCE(priv->told, 1); queue_delayed_work(wq, &priv->later, HZ);',
      );
      expect(told(explored(source, machine, once))).toEqual([]);
    },
  );
});

test('a timer whose module is gone is told by its own function', () => {
  const source = driver({ probe: 'mod_timer(&priv->timer, jiffies + HZ);' });
  const findings = explored(source, machine, [[[`load ${gpu}`]], [[`bind ${bdf}`]], [[`unload ${gpu}`]]])
    .findings.map(({ finding }) => finding)
    .filter(({ detail }) => detail === 'work-of-module');
  expect(findings.map(({ values: { file } }) => file)).toEqual(['trial/main.c']);
});

test('a task that ends in the second of its actions is told to have begun it', () => {
  const source = driver({
    probe: 'schedule_work(&priv->work);',
    remove: 'mutex_lock(&lock); flush_work(&priv->work); mutex_lock(&lock);',
  });
  const ended = explored(source, machine, alone).findings.find(
    ({ finding }) => finding.kind === 'lock-misuse',
  );
  expect(ended?.trace.at(-1)?.task).toContain('remove');
});

/** What is left out because of what workers do is nothing. */
test.each([
  ['a work that is not waited for', 'priv->told++;', 'schedule_work(&priv->work); priv->told++;', ''],
  [
    'a work under a lock',
    'mutex_lock(&lock); priv->told++; mutex_unlock(&lock);',
    'schedule_work(&priv->work);',
    'mutex_lock(&lock); priv->told++; mutex_unlock(&lock); cancel_work_sync(&priv->work);',
  ],
  [
    'two works and a timer',
    'schedule_delayed_work(&priv->later, 1);',
    'schedule_work(&priv->work); mod_timer(&priv->timer, 1);',
    'cancel_work_sync(&priv->work); timer_delete_sync(&priv->timer); cancel_delayed_work_sync(&priv->later);',
  ],
  [
    'a work that is queued again',
    'if (!READ_ONCE(priv->told)) schedule_work(work);',
    'schedule_work(&priv->work);',
    'WRITE_ONCE(priv->told, 1); flush_work(&priv->work);',
  ],
])('%s: all orders come to the same', (_, works, probe, remove) => {
  const source = driver({ works, probe, remove });
  expect(reduced(explored(source, machine, alone, 1, { tries: 0 }))).toEqual(
    unreduced(machine, compileDriver(source, machine.pageSize), planOf(alone, 1)),
  );
});
