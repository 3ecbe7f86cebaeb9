import { beforeEach, expect, test, vi } from 'vitest';
import { doJobs } from '../../src/editor/explore/jobs.ts';
import { runJob } from '../../src/editor/explore/run-job.ts';
import type { CompareJob, ExploreJob, FaultsJob } from '../../src/engine/index.ts';
import { topology } from '../engine/view/explored.ts';

const { cancel, shown } = vi.hoisted(() => ({
  cancel: new Set<() => void>(),
  shown: { errors: [] as string[], stopped: 0 },
}));

vi.mock('vscode', () => ({
  CancellationTokenSource: class {
    readonly token = { isCancellationRequested: false };
    cancel() {
      this.token.isCancellationRequested = true;
    }
    dispose() {}
  },
  ProgressLocation: { Notification: 15 },
  window: {
    withProgress: (_: unknown, work: (progress: unknown, token: unknown) => unknown) =>
      work(
        { report: () => {} },
        {
          onCancellationRequested: (listener: () => void) => {
            cancel.add(listener);
            return { dispose: () => cancel.delete(listener) };
          },
        },
      ),
    setStatusBarMessage: (text: string) => {
      if (text.includes('anything to show')) shown.stopped++;
    },
    showErrorMessage: (text: string) => shown.errors.push(text),
  },
}));
vi.mock(import('../../src/editor/explore/run-job.ts'), async (original) => ({
  ...(await original()),
  runJob: vi.fn(),
}));

const work = { topology, driver: { kind: 'embedded', name: 'reviewed' }, gpus: [] } as const;
const faults: FaultsJob = { kind: 'faults', ...work };
const explore: ExploreJob = { kind: 'explore', ...work, faults: 0, limit: 1 };

interface End {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Ends each job that is run by hand, in their order. */
function ends(): End[] {
  const made: End[] = [];
  vi.mocked(runJob).mockImplementation(
    () => new Promise((resolve, reject) => made.push({ resolve: resolve as End['resolve'], reject })),
  );
  return made;
}

beforeEach(() => {
  cancel.clear();
  shown.errors = [];
  shown.stopped = 0;
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

test.each([
  [faults, undefined, 1],
  [explore, 'result', 0],
] as const)(
  'of $kind that was stopped, only a search has something to show',
  async (job, result, stopped) => {
    const made = ends();
    const run = doJobs().run('title', job);
    for (const each of cancel) each();
    made[0]!.resolve('result');
    expect(await run).toBe(result);
    expect(shown).toEqual({ errors: [], stopped });
    expect(cancel.size).toBe(0);
  },
);

test('a fault of a job is told, unless the next one has taken its place', async () => {
  const made = ends();
  const jobs = doJobs();
  const first = jobs.run('first', faults);
  const second = jobs.run('second', faults);
  made[0]!.reject(new Error('first'));
  expect(await first).toBeUndefined();
  made[1]!.reject(new Error('second'));
  expect(await second).toBeUndefined();
  expect(shown.errors).toEqual([expect.stringMatching(/please report it: Error: second/)]);
});

const compare = (search: CompareJob['search']): CompareJob => ({
  kind: 'compare',
  topology,
  driver: work.driver,
  search,
});

test.each([
  ['run', null, ['first']],
  ['explored', { gpus: [], faults: 0, limit: 1 }, ['first', 'second']],
] as const)(
  'of several that are %s, what is done when they are stopped is given',
  async (_, search, given) => {
    const made = ends();
    const job = compare(search);
    const names = ['a', 'b', 'c'];
    const run = doJobs().runAll(
      'title',
      names.map((name) => ({ name, job })),
    );
    made[0]!.resolve('first');
    await vi.waitFor(() => expect(made).toHaveLength(2));
    for (const each of cancel) each();
    made[1]!.resolve('second');
    expect(await run).toEqual(given);
    expect(made).toHaveLength(2);
    expect(shown).toEqual({ errors: [], stopped: 0 });
  },
);

test('of several, what is done before a fault of ours is given, and the fault is told', async () => {
  const made = ends();
  const parts = ['a', 'b'].map((name) => ({ name, job: compare(null) }));
  const run = doJobs().runAll('title', parts);
  made[0]!.resolve('first');
  await vi.waitFor(() => expect(made).toHaveLength(2));
  made[1]!.reject(new Error('second'));
  expect(await run).toEqual(['first']);
  expect(shown.errors).toHaveLength(1);
});
