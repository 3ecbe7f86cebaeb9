import { CancellationTokenSource, ProgressLocation, window } from 'vscode';
import type { Job, JobResult } from '../../engine/index.ts';
import { runJob } from './run-job.ts';

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
      const done = await shown(title, job, mine).then((result) => result ?? 'stopped', tellFault);
      if (running !== mine) return undefined;
      running = undefined;
      if (done !== 'stopped') return done;
      window.setStatusBarMessage('$(circle-slash) Stopped before there was anything to show', 5000);
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

/** What a thread may end of: no memory is left, or a fault of ours. */
function tellFault(error: unknown): undefined {
  const text = String(error);
  const message = text.includes('OUT_OF_MEMORY')
    ? 'This needs more memory than there is. Choose fewer GPUs or faults.'
    : `A fault of Driver Model Explorer, please report it: ${text}`;
  console.error(error);
  void window.showErrorMessage(message);
}
