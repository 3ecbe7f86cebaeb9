import { CancellationTokenSource, ProgressLocation, window } from 'vscode';
import type { Job, JobResult } from '../../engine/index.ts';
import { jobFault, runJob } from './run-job.ts';

/** Does the user's jobs, one at a time: what is under way is given up for the next. */
export interface Jobs {
  /** Shows how far it is, and may be stopped there. Undefined where it came to nothing; the user was told why. */
  run<J extends Job>(title: string, job: J): Promise<JobResult<J> | undefined>;
  dispose(): void;
}

export function doJobs(): Jobs {
  let running: CancellationTokenSource | undefined;
  const stop = () => {
    running?.cancel();
    running?.dispose();
    running = undefined;
  };
  return {
    run: async (title, job) => {
      stop();
      const mine = new CancellationTokenSource();
      running = mine;
      try {
        const done = await shown(title, job, mine);
        if (running !== mine) return undefined;
        // Only a search has something to show of the part that it did.
        const isWhole = job.kind === 'explore' || !mine.token.isCancellationRequested;
        if (done && isWhole) return done;
        window.setStatusBarMessage('$(circle-slash) Stopped before there was anything to show', 5000);
      } catch (error) {
        console.error(error);
        // Nobody waits any more for what was given up for the next.
        if (running === mine) void window.showErrorMessage(jobFault(error));
      } finally {
        if (running === mine) running = undefined;
        mine.dispose();
      }
      return undefined;
    },
    dispose: stop,
  };
}

function shown<J extends Job>(title: string, job: J, stopped: CancellationTokenSource) {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (notification, token) => {
    const link = token.onCancellationRequested(() => stopped.cancel());
    try {
      return await runJob(job, {
        token: stopped.token,
        progress: ({ states, depth }) =>
          notification.report({ message: `${states.toLocaleString('en')} states, ${depth} steps deep` }),
      });
    } finally {
      link.dispose();
    }
  });
}
