import { expect, test } from 'vitest';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { explored } from './exploring.ts';
import { machineOf, pair } from './running.ts';
import { working } from './working.ts';

/* One mistake holds up whoever comes by: it is told once, and each of two is. */

const machine = machineOf(pair, '4 KiB');
const lives = pair.map(({ bdf }) => [`bind ${bdf}`, `unbind ${bdf}`]);

/** Of each deadlock, what its tasks were at. */
function deadlocksOf(source: DriverSource, lists = lives): string[] {
  const { findings } = explored(source, machine, [[['load trial']], lists, [['unload trial']]]);
  return findings.map(({ finding }) =>
    `${finding.kind} ${finding.values['tasks']}`.replaceAll(/ \S+:\S+/g, ''),
  );
}

const counted = 'mutex_lock(&lock); priv->seen++; mutex_unlock(&lock);';
const cancelled = 'mutex_lock(&lock); cancel_work_sync(&priv->work); mutex_unlock(&lock);';

test('a work that is cancelled under a lock that it takes, with others that take it', () => {
  const source = working({
    works: counted,
    probe: `${counted} schedule_work(&priv->work);`,
    remove: cancelled,
  });
  expect(deadlocksOf(source)).toEqual(['deadlock remove and worker']);
});

test('that, and locks that are taken in either order', () => {
  const source = working({
    more: 'static DEFINE_MUTEX(other);',
    works: counted,
    probe: `schedule_work(&priv->work); mutex_lock(&other); ${counted} mutex_unlock(&other);`,
    remove: cancelled.replace('cancel', 'mutex_lock(&other); mutex_unlock(&other); cancel'),
  });
  expect(deadlocksOf(source).sort()).toEqual(['deadlock remove and probe', 'deadlock remove and worker']);
});

test('what nobody completes, and what is waited for with the lock held of who would', () => {
  const source = working({
    more: 'static DECLARE_COMPLETION(done);',
    probe: 'mutex_lock(&lock); complete_all(&done); mutex_unlock(&lock);',
    remove: 'mutex_lock(&lock); reinit_completion(&done); wait_for_completion(&done); mutex_unlock(&lock);',
  });
  const told = deadlocksOf(source, [lives[0]!, lives[1]!.slice(0, 1)]);
  expect(told).toContain('deadlock remove');
  expect(told).toContain('deadlock remove and probe');
});
