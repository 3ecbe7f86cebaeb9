import { CancellationTokenSource, ProgressLocation, window } from 'vscode';
import { type ExploreJob, exploredRows, sentDriver } from '../../engine/index.ts';
import type { Machine, TopologyFile } from '../topology-file.ts';
import { fileName } from '../topology-uri.ts';
import type { Choice } from './ask.ts';
import type { Findings, Found } from './findings.ts';
import { runJob } from './run-job.ts';

/** States at which a search gives up, unless the user wants it to go on: some seconds. */
export const usualLimit = 200_000;

export interface Explorer {
  /** Explores in a thread of its own and shows what came of it; a run that is under way is given up for it. */
  explore(file: TopologyFile, machine: Machine, choice: Choice, limit: number): Promise<Found | undefined>;
  dispose(): void;
}

export function makeExplorer(findings: Findings): Explorer {
  let running: CancellationTokenSource | undefined;
  const stop = () => {
    running?.cancel();
    running?.dispose();
    running = undefined;
  };
  return {
    explore: async (file, machine, { gpus, faults }, limit) => {
      const { source } = file.driver;
      if (source === null) {
        void window.showErrorMessage(file.driver.trouble);
        return undefined;
      }
      stop();
      const mine = new CancellationTokenSource();
      running = mine;
      const { topology } = machine;
      const job: ExploreJob = { kind: 'explore', topology, driver: sentDriver(source), gpus, faults, limit };
      const title = `Exploring ${fileName(file.uri)} under ${source.name}`;
      const done = await withNotification(title, job, mine).then((result) => result ?? 'stopped', tellFault);
      if (running !== mine) return undefined;
      running = undefined;
      if (done === 'stopped') {
        window.setStatusBarMessage(
          '$(circle-slash) Exploring was stopped before it had anything to show',
          5000,
        );
        return undefined;
      }
      if (!done) return undefined;
      const explored = { topology, gpus, faults, ...done };
      const found = { file, source, machine: explored, limit, rows: exploredRows(explored) };
      findings.show(found);
      return found;
    },
    dispose: stop,
  };
}

function withNotification(title: string, job: ExploreJob, stopped: CancellationTokenSource) {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (shown, token) => {
    const link = token.onCancellationRequested(() => stopped.cancel());
    try {
      return await runJob(job, {
        token: stopped.token,
        progress: ({ states, depth }) =>
          shown.report({ message: `${states.toLocaleString('en')} states, ${depth} steps deep` }),
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
    ? 'Exploring needs more memory than there is. Choose fewer GPUs or faults.'
    : `A fault of Driver Model Explorer, please report it: ${text}`;
  console.error(error);
  void window.showErrorMessage(message);
}
