import { describe, expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import { replayKernel } from '../../../src/engine/kernel/trace/replay.ts';
import { explored, type Phases, planOf, told } from './exploring.ts';
import { machineOf } from './running.ts';
import { tracesOf } from './trace/tracing.ts';
import { reduced, unreduced } from './unreduced.ts';
import { working } from './working.ts';

/* A work that waits when a step is over goes on in the next: what it waits for may come there. */

const bdfs = ['0008:01:00.0', '0009:01:00.0', '000a:01:00.0'] as const;
const [bdf, second] = bdfs;
const one = machineOf([{ bdf }], '4 KiB');
const two = machineOf([{ bdf }, { bdf: second }], '4 KiB');
const three = machineOf(
  bdfs.map((each) => ({ bdf: each })),
  '4 KiB',
);
const inTurn = (...steps: readonly string[]): Phases => steps.map((step) => [[step]]);
const turn = inTurn('load trial', `bind ${bdf}`, `unbind ${bdf}`, 'unload trial');

/** Its work has always begun, and waits, when the probe is over. */
const parked = (remove: string, { more = '', before = '', after = '', probe = '' } = {}) =>
  working({
    more: `static DECLARE_COMPLETION(begun); ${more}`,
    works: `${before} complete(&begun); wait_for_completion(&priv->stop); ${after}`,
    probe: `schedule_work(&priv->work); wait_for_completion(&begun); ${probe}`,
    remove,
  });
const right = parked('complete(&priv->stop); cancel_work_sync(&priv->work);');

const kindsOf = (source: ReturnType<typeof working>, phases: Phases, on = one) => [
  ...new Set(
    explored(source, on, phases).findings.map(({ finding: { kind, detail } }) => `${kind} ${detail}`),
  ),
];

test('what its remove completes lets it go on', () => {
  const found = explored(right, one, turn);
  expect(told(found)).toEqual([]);
  expect(found).toMatchObject({ outcome: 'holds', limit: null });
  expect(found.ends).toHaveLength(1);
});

test('it follows what its remove has freed meanwhile, and the trace leads there again', () => {
  const source = parked('complete(&priv->stop);', { after: 'WRITE_ONCE(priv->seen, 1);' });
  const found = explored(source, one, turn);
  const [used, ...others] = found.findings;
  expect([used?.finding.kind, others]).toEqual(['use-after-free', []]);
  expect(used?.trace.map(({ task }) => task)).toEqual([
    'load trial',
    `probe ${bdf}`,
    'worker',
    `probe ${bdf}`,
    `remove ${bdf}`,
    'worker',
  ]);
  for (const each of tracesOf(found, one, source)) {
    const { end } = replayKernel(one, compileDriver(source, one.pageSize), each);
    expect(end).toMatchObject({ expected: true });
  }
});

test('it may wait for ever, where nothing follows', () => {
  const found = explored(right, one, turn.slice(0, 2));
  expect(found).toMatchObject({ outcome: 'holds', limit: null });
  expect(found.ends.map(({ gpus }) => gpus)).toEqual([[{ bdf, bound: true, errno: 0 }]]);
});

test('its module goes while it waits', () => {
  const source = working({
    more: 'static void on_stay(struct work_struct *work); static DECLARE_WORK(stay, on_stay); static DECLARE_COMPLETION(begun); static DECLARE_COMPLETION(never); static void on_stay(struct work_struct *work) { complete(&begun); wait_for_completion(&never); }',
    probe: 'schedule_work(&stay); wait_for_completion(&begun);',
  });
  expect(kindsOf(source, turn)).toEqual(['use-after-free work-of-module']);
});

test('who waits for it, and does not let it go on, never goes on', () => {
  expect(kindsOf(parked('cancel_work_sync(&priv->work);'), turn)).toEqual(['deadlock deadlock']);
});

test('who reads of sysfs what needs a lock that it holds meanwhile waits, and nobody is wrong', () => {
  const source = parked(
    'device_remove_file(&pdev->dev, &dev_attr_seen); complete(&priv->stop); cancel_work_sync(&priv->work);',
    {
      more: `static ssize_t seen_show(struct device *dev, struct device_attribute *attr, char *page)
{
	ssize_t n;

	mutex_lock(&lock);
	n = sysfs_emit(page, "1");
	mutex_unlock(&lock);
	return n;
}
static DEVICE_ATTR_RO(seen);`,
      before: 'mutex_lock(&lock);',
      after: 'mutex_unlock(&lock);',
      probe: 'if (device_create_file(&pdev->dev, &dev_attr_seen)) pr_info("no file");',
    },
  );
  expect(told(explored(source, one, turn))).toEqual([]);
});

test('works that wait for each other are found where nothing follows, too', () => {
  const source = working({
    more: 'static DEFINE_MUTEX(other);',
    works: 'mutex_lock(&lock); mutex_lock(&other); mutex_unlock(&other); mutex_unlock(&lock);',
    later: 'mutex_lock(&other); mutex_lock(&lock); mutex_unlock(&lock); mutex_unlock(&other);',
    probe: 'schedule_work(&priv->work); schedule_delayed_work(&priv->later, 0);',
  });
  const found = explored(source, one, turn.slice(0, 2));
  expect(found.findings.map(({ finding: { kind, values } }) => `${kind} ${values['tasks']}`)).toEqual([
    'deadlock worker and worker 2',
  ]);
  for (const each of tracesOf(found, one, source))
    expect(replayKernel(one, compileDriver(source, one.pageSize), each).end).toMatchObject({
      expected: true,
    });
});

describe('works of several GPUs', () => {
  const each = (what: string) => bdfs.map((gpu) => `${what} ${gpu}`);

  test('that are bound in turn: each has a worker', () => {
    const waits = working({
      works: 'wait_for_completion(&priv->stop);',
      probe: 'schedule_work(&priv->work);',
      remove: 'complete(&priv->stop); cancel_work_sync(&priv->work);',
    });
    const phases = inTurn('load trial', ...each('bind'), ...each('unbind'), 'unload trial');
    const found = explored(waits, three, phases, 0, { tries: 0 });
    expect(found).toMatchObject({ outcome: 'holds', limit: null });
  });
});

/** Nothing is left out because of what goes on from one step to the next. */
test.each([
  ['a work that waits', right, one, turn],
  [
    'a work that races with its remove',
    parked('priv->told = 1; complete(&priv->stop); priv->told = 2; cancel_work_sync(&priv->work);', {
      after: 'priv->told = 3;',
    }),
    one,
    turn,
  ],
  [
    'works of two GPUs',
    parked('complete(&priv->stop); WRITE_ONCE(last, 1); cancel_work_sync(&priv->work);', {
      more: 'static int last;',
      after: 'WARN_ON(READ_ONCE(last) == 2); WRITE_ONCE(last, 2);',
    }),
    two,
    inTurn(
      'load trial',
      `bind ${bdf}`,
      `bind ${second}`,
      `unbind ${second}`,
      `unbind ${bdf}`,
      'unload trial',
    ),
  ],
])('%s: all orders come to the same', (_, source, on, phases) => {
  expect(reduced(explored(source, on, phases, 1, { tries: 0 }))).toEqual(
    unreduced(on, compileDriver(source, on.pageSize), planOf(phases, 1)),
  );
});
