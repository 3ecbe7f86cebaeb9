import { expect, test, vi } from 'vitest';
import { inThisThread } from '../../src/editor/explore/run-job.ts';
import { type ExploreJob, type JobProgress, pairOfGpus } from '../../src/engine/index.ts';
import { topology } from '../engine/view/explored.ts';

// The module takes only types of it.
vi.mock('vscode', () => ({}));

const job: ExploreJob = {
  kind: 'explore',
  topology,
  driver: { kind: 'embedded', name: 'reviewed' },
  gpus: pairOfGpus(topology),
  faults: 1,
  limit: 100_000,
};

const never = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => {} }) };

test('without threads a job is done in slices, with turns of the host between them', async () => {
  let turns = 0;
  const clock = setInterval(() => turns++, 0);
  const seen: JobProgress[] = [];
  const { explored } = await inThisThread(job, { token: never, progress: (progress) => seen.push(progress) });
  clearInterval(clock);
  expect(explored.outcome).toBe('holds');
  expect(turns).toBeGreaterThan(1);
  expect(seen.length).toBeGreaterThan(0);
});

test('and ends with what it has when it is stopped', async () => {
  const token = { ...never };
  const progress = () => {
    token.isCancellationRequested = true;
  };
  const { explored } = await inThisThread(job, { token, progress });
  expect(explored).toMatchObject({ outcome: 'gave-up', limit: 'stopped' });
});
