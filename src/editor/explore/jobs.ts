import { CancellationTokenSource, type Progress, ProgressLocation, window } from 'vscode';
import { type Job, type JobProgress, type JobResult, progressText } from '../../engine/index.ts';
import { jobFault, runJob, showsPart } from './run-job.ts';

/** A job among several that are one to the user. */
export interface Part<J extends Job> {
  /** What it is of, in a word or two. */
  readonly name: string;
  readonly job: J;
}

/** Does the user's jobs, one at a time: what is under way is given up for the next. */
export interface Jobs {
  /** Shows how far it is, and may be stopped there. Undefined where it came to nothing; the user was told why. */
  run<J extends Job>(title: string, job: J): Promise<JobResult<J> | undefined>;
  /**
   * The same of several, one after another. Where it is stopped, or a fault ends it, what came of those before is given, in
   * their order; undefined where that is nothing.
   */
  runAll<J extends Job>(
    title: string,
    parts: readonly Part<J>[],
  ): Promise<readonly JobResult<J>[] | undefined>;
  dispose(): void;
}

export function doJobs(): Jobs {
  let running: CancellationTokenSource | undefined;
  const stop = () => {
    running?.cancel();
    running?.dispose();
    running = undefined;
  };
  const runAll = async <J extends Job>(title: string, parts: readonly Part<J>[]) => {
    stop();
    const mine = new CancellationTokenSource();
    running = mine;
    const all: JobResult<J>[] = [];
    try {
      await shown(title, mine, async (tell) => {
        for (const [at, { name, job }] of parts.entries()) {
          const about = parts.length > 1 ? `${name} (${at + 1} of ${parts.length})` : '';
          const done = await told(job, mine, (text) => tell([about, text].filter(Boolean).join(': ')));
          const { isCancellationRequested: isStopped } = mine.token;
          if (done && (showsPart(job) || !isStopped)) all.push(done);
          if (isStopped) break;
        }
      });
    } catch (error) {
      console.error(error);
      // Nobody waits any more for what was given up for the next.
      if (running === mine) void window.showErrorMessage(jobFault(error));
    }
    const isWaitedFor = running === mine;
    if (isWaitedFor && all.length === 0 && mine.token.isCancellationRequested)
      window.setStatusBarMessage('$(circle-slash) Stopped before there was anything to show', 5000);
    if (isWaitedFor) running = undefined;
    mine.dispose();
    return isWaitedFor && all.length > 0 ? all : undefined;
  };
  return {
    run: async (title, job) => (await runAll(title, [{ name: '', job }]))?.[0],
    runAll,
    dispose: stop,
  };
}

/** Shows a notification while the work goes on. */
function shown(
  title: string,
  stopped: CancellationTokenSource,
  work: (tell: (message: string) => void) => Promise<void>,
): Thenable<void> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (notification: Progress<{ message: string }>, token) => {
    let ended = () => {};
    // The notification goes at once; what there is to show takes a moment.
    const link = token.onCancellationRequested(() => {
      const end = new Promise<void>((resolve) => {
        ended = resolve;
      });
      window.setStatusBarMessage('$(loading~spin) Stopping…', end);
      stopped.cancel();
    });
    try {
      await work((message) => notification.report({ message }));
    } finally {
      ended();
      link.dispose();
    }
  });
}

/** Milliseconds between two messages of a job that has nothing new to tell but the time. */
const second = 1000;

/** Does a job, and tells how far it is and since when. */
async function told<J extends Job>(
  job: J,
  { token }: CancellationTokenSource,
  tell: (text: string) => void,
): Promise<JobResult<J> | undefined> {
  const begun = Date.now();
  let last: JobProgress | null = null;
  const show = () => tell(progressText(last, Math.floor((Date.now() - begun) / second)));
  const clock = setInterval(show, second);
  try {
    return await runJob(job, {
      token,
      progress: (progress) => {
        last = progress;
        show();
      },
    });
  } finally {
    clearInterval(clock);
  }
}
