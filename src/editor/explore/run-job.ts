import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CancellationToken } from 'vscode';
import { type Job, type JobProgress, type JobResult, jobSteps } from '../../engine/index.ts';
import { turn } from '../slices.ts';

/** How long a search that was told to stop may take to say what it has, in milliseconds. */
const grace = 5000;

/** Milliseconds of work between two turns of the host, where there are no threads. */
const slice = 10;

export interface JobWatch {
  /** Asked for when the user no longer wants to wait. */
  readonly token: Pick<CancellationToken, 'isCancellationRequested' | 'onCancellationRequested'>;
  readonly progress: (progress: JobProgress) => void;
}

/**
 * Does a job in a thread of its own, so that the editor stays free; in slices where the host has no threads. One
 * that is stopped gives what it has, or undefined where that takes too long. Rejects where a fault of ours ends it.
 */
export function runJob<J extends Job>(job: J, watch: JobWatch): Promise<JobResult<J> | undefined> {
  let thread: Worker;
  try {
    thread = new Worker(join(__dirname, 'explore-worker.js'), { workerData: job });
  } catch (error) {
    // A job that is no plain data is a fault of ours, on every host.
    if (error instanceof Error && error.name === 'DataCloneError') return Promise.reject(error);
    return inThisThread(job, watch);
  }
  return inThread(thread, watch, showsPart(job) ? grace : 0);
}

/** A search has something to show of the part that it did until it was stopped; what else there is, only when it is done. */
export function showsPart(job: Job): boolean {
  return job.kind === 'explore' || (job.kind === 'compare' && job.search !== null);
}

/** What a thread may end of, in a sentence: no memory is left, or a fault of ours. */
export function jobFault(error: unknown): string {
  const text = String(error);
  return text.includes('OUT_OF_MEMORY')
    ? 'This needs more memory than there is. Choose fewer GPUs or faults.'
    : `A fault of Driver Model Explorer, please report it: ${text}`;
}

/** What the thread says. */
type Message<R> =
  | { readonly kind: 'progress'; readonly progress: JobProgress }
  | { readonly kind: 'done'; readonly result: R };

/** What is stopped has `patience` milliseconds to say what it has. */
function inThread<R>(
  thread: Worker,
  { token, progress }: JobWatch,
  patience: number,
): Promise<R | undefined> {
  let late: ReturnType<typeof setTimeout> | undefined;
  let link: { dispose(): void } | undefined;
  const done = new Promise<R | undefined>((resolve, reject) => {
    thread.on('message', (message: Message<R>) =>
      message.kind === 'done' ? resolve(message.result) : progress(message.progress),
    );
    thread.on('error', reject);
    thread.on('exit', () => reject(new Error('the thread ended without a result')));
    const stop = () => {
      thread.postMessage('stop');
      late = setTimeout(() => resolve(undefined), patience);
    };
    if (token.isCancellationRequested) stop();
    else link = token.onCancellationRequested(stop);
  });
  return done.finally(() => {
    clearTimeout(late);
    link?.dispose();
    void thread.terminate();
  });
}

/** The same in this thread, a slice at a time. */
export async function inThisThread<J extends Job>(
  job: J,
  { token, progress }: JobWatch,
): Promise<JobResult<J>> {
  const steps = jobSteps(job);
  let next = steps.next();
  for (;;) {
    const until = performance.now() + slice;
    do {
      if (next.done) return next.value;
      next = steps.next(token.isCancellationRequested ? 'stop' : undefined);
    } while (performance.now() < until);
    if (!next.done && next.value) progress(next.value);
    await turn();
  }
}
