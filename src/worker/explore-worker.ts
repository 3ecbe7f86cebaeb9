import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { type Job, jobSteps } from '../engine/index.ts';

// The extension loads this bundle as a module, too: for the same steps on a host without threads, and for what shows what
// was found. What it exports is listed in esbuild.mjs.

/** Between two messages of how far it is, in milliseconds: the eye sees no more. */
const pause = 100;

/** Does the job that the thread was started with, and listens between steps for the word to stop. */
function work(port: MessagePort, job: Job): void {
  const steps = jobSteps(job);
  let stopped = false;
  let next = steps.next();
  let tell = performance.now() + pause;
  while (!next.done) {
    if (next.value && performance.now() >= tell) {
      port.postMessage({ kind: 'progress', progress: next.value });
      tell = performance.now() + pause;
    }
    stopped ||= receiveMessageOnPort(port) !== undefined;
    next = steps.next(stopped ? 'stop' : undefined);
  }
  port.postMessage({ kind: 'done', result: next.value });
}

if (parentPort && workerData) work(parentPort, workerData as Job);
