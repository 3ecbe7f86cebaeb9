import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { replayKernel } from '../../../src/engine/kernel/trace/replay.ts';
import { explored, type Phases, planOf, told } from './exploring.ts';
import { machineOf, run } from './running.ts';
import { tracesOf } from './trace/tracing.ts';
import { reduced, unreduced } from './unreduced.ts';
import { working } from './working.ts';

/*
 * In Linux a worker that sleeps lets another begin: works that wait hold up no other, but in an ordered queue. And who
 * flushes waits for who is at the work, as lockdep has it.
 */

const bdfs = ['0008:01:00.0', '0009:01:00.0', '000a:01:00.0'] as const;
const [bdf] = bdfs;
const one = machineOf([{ bdf }], '4 KiB');
const three = machineOf(
  bdfs.map((each) => ({ bdf: each })),
  '4 KiB',
);
const alone: Phases = [[['load trial']], [[`bind ${bdf}`, `unbind ${bdf}`]], [['unload trial']]];
const all: Phases = [
  [['load trial']],
  [[...bdfs.map((each) => `bind ${each}`), ...bdfs.map((each) => `unbind ${each}`)]],
  [['unload trial']],
];

const waits = 'wait_for_completion(&priv->stop);';
const stops = 'complete(&priv->stop); cancel_work_sync(&priv->work);';

describe('works of all GPUs wait until they are removed, and one more is needed before', () => {
  test.each([
    ['which is flushed', '', 'schedule_delayed_work(&priv->later, 0); flush_delayed_work(&priv->later);'],
    [
      'which they wait for',
      'complete(&priv->stop);',
      'schedule_delayed_work(&priv->later, 0); flush_work(&priv->work); cancel_delayed_work_sync(&priv->later);',
    ],
  ])('%s', (_, later, remove) => {
    const source = working({
      works: waits,
      later,
      probe: 'schedule_work(&priv->work);',
      remove: remove + stops,
    });
    const found = explored(source, three, all);
    expect(told(found)).toEqual([]);
    expect(found).toMatchObject({ outcome: 'holds', limit: null });
  });

  test('and comes after them in an ordered queue', () => {
    const source = working({
      more: 'static struct workqueue_struct *wq;',
      works: waits,
      later: 'complete(&priv->stop);',
      probe: 'wq = alloc_ordered_workqueue("demo", 0); if (wq) queue_work(wq, &priv->work);',
      remove:
        'if (!wq) goto out; queue_delayed_work(wq, &priv->later, 0); flush_work(&priv->work); destroy_workqueue(wq); out:',
    });
    const found = explored(source, one, alone);
    expect(found.findings.map(({ finding }) => finding.kind)).toEqual(['deadlock']);
  });
});

/** So many works wait for what one more does, which is queued after them. */
const queueing = (count: number) =>
  working({
    more: `static struct work_struct waiting[${count}];
static DECLARE_COMPLETION(go);
static void on_wait(struct work_struct *work) { wait_for_completion(&go); }`,
    works: 'complete_all(&go);',
    probe: `for (int i = 0; i < ${count}; i++) { INIT_WORK(&waiting[i], on_wait); schedule_work(&waiting[i]); }
	schedule_work(&priv->work);
	flush_work(&waiting[0]);`,
    remove: `for (int i = 0; i < ${count}; i++) cancel_work_sync(&waiting[i]); cancel_work_sync(&priv->work);`,
  });

test('there are only so many workers, and that is said', () => {
  expect(told(explored(queueing(3), one, alone))).toEqual([]);
  const found = explored(queueing(9), one, alone);
  expect(told(found)).toEqual([]);
  expect(found).toMatchObject({ outcome: 'gave-up', limit: 'workers' });
});

test('more workers: all orders come to the same', () => {
  const source = queueing(2);
  const found = explored(source, one, alone, 0, { tries: 0 });
  expect(reduced(found)).toEqual(unreduced(one, compileDriver(source, one.pageSize), planOf(alone)));
});

test.each([
  [
    'which is waited for',
    'if (priv->told++ < 3) schedule_work(work); else complete(&priv->stop);',
    waits,
    '',
  ],
  [
    'until it is told not to',
    'if (READ_ONCE(priv->told)) complete(&priv->stop); else schedule_work(work);',
    '',
    `WRITE_ONCE(priv->told, 1); ${waits}`,
  ],
])('a work that queues itself again and again, %s', (_, works, probe, remove) => {
  const source = working({
    works,
    probe: `schedule_work(&priv->work); ${probe}`,
    remove: `${remove} cancel_work_sync(&priv->work);`,
  });
  const found = explored(source, one, alone);
  expect(told(found)).toEqual([]);
  expect(found).toMatchObject({ outcome: 'holds', limit: null });
});

const polls = 'while (!wait_for_completion_timeout(&seen, HZ)) ;';

test.each([
  [
    'what a work does that queues itself again and again',
    {
      works: 'if (priv->seen++ < 3) schedule_work(work); else complete(&seen);',
      later: '',
      probe: polls,
      remove: '',
    },
  ],
  [
    'what one more work does than workers wait',
    {
      works: waits,
      later: 'complete(&seen);',
      probe: 'schedule_work(&other);',
      remove: `schedule_delayed_work(&priv->later, 0); ${polls} complete(&go); cancel_work_sync(&other); complete(&priv->stop);`,
    },
  ],
])('who goes round in a loop until it sees %s', (_, { works, later, probe, remove }) => {
  const source = working({
    more: `static DECLARE_COMPLETION(seen);
static DECLARE_COMPLETION(go);
static void on_other(struct work_struct *work) { wait_for_completion(&go); }
static DECLARE_WORK(other, on_other);`,
    works,
    later,
    probe: `schedule_work(&priv->work); ${probe}`,
    remove: `${remove} cancel_work_sync(&priv->work); cancel_delayed_work_sync(&priv->later);`,
  });
  const found = explored(source, one, alone);
  expect(told(found)).toEqual([]);
  expect(found).toMatchObject({ outcome: 'holds', limit: null });
});

test('a lock held while a work that takes it is flushed is one finding, a deadlock', () => {
  const source = working({
    works: 'mutex_lock(&lock); priv->told++; mutex_unlock(&lock);',
    probe: 'schedule_work(&priv->work); mutex_lock(&lock); flush_work(&priv->work); mutex_unlock(&lock);',
    remove: 'cancel_work_sync(&priv->work);',
  });
  const found = explored(source, one, alone);
  expect(found.findings.map(({ finding }) => finding.kind)).toEqual(['deadlock']);
  expect(run(source, one).findings.map(({ kind, detail }) => `${kind} ${detail}`)).toEqual([
    'deadlock aside',
  ]);
  for (const each of tracesOf(found, one, source))
    expect(replayKernel(one, compileDriver(source, one.pageSize), each).end).toMatchObject({
      expected: true,
    });
});

describe('a work whose time has not come', () => {
  const later = (remove: string) => working({ probe: 'schedule_delayed_work(&priv->later, HZ);', remove });
  const kinds = (remove: string) => [
    ...new Set(explored(later(remove), one, alone).findings.map(({ finding }) => finding.kind)),
  ];

  test('is not waited for by flush_work', () => {
    expect(kinds('flush_work(&priv->later.work);')).toEqual(['use-after-free']);
  });

  test('is by flush_delayed_work', () => {
    expect(kinds('flush_delayed_work(&priv->later);')).toEqual([]);
  });
});

describe('a barrier is for callbacks of its own domain', () => {
  const asked = (call: string, barrier: string) =>
    working({
      more: `DEFINE_STATIC_SRCU(domain); DEFINE_STATIC_SRCU(other);
struct item { struct rcu_head rcu; struct priv *of; };
static void item_free(struct rcu_head *rcu) { struct item *item = container_of(rcu, struct item, rcu); WRITE_ONCE(item->of->seen, 2); kfree(item); }`,
      probe: `struct item *item = kzalloc(sizeof(*item), GFP_KERNEL); if (item) { item->of = priv; ${call} }`,
      remove: barrier,
    });
  const [rcu, srcu] = ['call_rcu(&item->rcu, item_free);', 'call_srcu(&domain, &item->rcu, item_free);'];

  test.each([
    [rcu, 'rcu_barrier();'],
    [srcu, 'srcu_barrier(&domain);'],
  ])('%s %s', (call, barrier) => {
    expect(told(explored(asked(call, barrier), one, alone))).toEqual([]);
  });

  test.each([
    [rcu, 'srcu_barrier(&domain);'],
    [srcu, 'rcu_barrier();'],
    [srcu, 'srcu_barrier(&other);'],
  ])('%s %s: not that one', (call, barrier) => {
    const { findings } = explored(asked(call, barrier), one, alone);
    expect(findings.map(({ finding: { kind, detail } }) => `${kind} ${detail}`)).toContain(
      'use-after-free write',
    );
  });
});
