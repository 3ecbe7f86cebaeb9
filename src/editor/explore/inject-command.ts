import { type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import {
  type FailableCall,
  type FailableCalls,
  failableText,
  faultText,
  injectedReport,
  injectedRows,
  pairOfGpus,
  sentDriver,
} from '../../engine/index.ts';
import type { Remembered } from './ask.ts';
import type { Found } from './found.ts';
import type { Jobs } from './jobs.ts';
import { aboutText, type Subject } from './subject.ts';

/** Inject Fault: looks for the calls that can fail, asks for one, and gives what comes of it. */
export async function injectFault(
  subject: Subject,
  jobs: Jobs,
  remembered: Remembered,
): Promise<Found | undefined> {
  const { file, topology, source, where } = subject;
  const gpus = remembered.of(topology)?.gpus ?? pairOfGpus(topology);
  const work = { topology, driver: sentDriver(source), gpus };
  const calls = await jobs.run(`Looking for the calls of ${source.name} that can fail`, {
    kind: 'faults',
    ...work,
  });
  if (calls?.calls.length === 0) {
    const why = calls.brokenAt ? `${calls.brokenAt} breaks a rule before any does` : 'it makes none that can';
    void window.showInformationMessage(`No call of ${source.name} can fail: ${why}.`);
    return undefined;
  }
  const call = calls && (await askCall(calls, gpus, aboutText(subject)));
  if (!call) return undefined;
  const injected = await jobs.run(faultText(call), { kind: 'inject', ...work, at: call.at });
  if (!injected) return undefined;
  return {
    file,
    where,
    source,
    used: [],
    rows: injectedRows(topology, call, injected),
    wrong: { topology, explored: { findings: injected.findings, races: [] }, by: 'injecting' },
    report: injectedReport(topology, call, injected),
    search: null,
    origin: { source, folder: file.driver.folder },
  };
}

/** Under a heading for each probe or remove that makes them. */
async function askCall(
  { calls, brokenAt }: FailableCalls,
  gpus: readonly string[],
  about: string,
): Promise<FailableCall | undefined> {
  const items = calls.flatMap((call, at): (QuickPickItem & { readonly call?: FailableCall })[] => {
    const item = {
      label: faultText(call),
      description: failableText(call, calls),
      call,
    };
    const isNew = calls[at - 1]?.during !== call.during;
    return isNew ? [{ label: call.during, kind: QuickPickItemKind.Separator }, item] : [item];
  });
  const offered = brokenAt
    ? `Calls before ${brokenAt} breaks a rule by itself`
    : 'Choose the call that fails';
  const placeHolder = `${offered}; bound and unbound: ${gpus.join(', ')}`;
  const picked = await window.showQuickPick(items, {
    title: `Inject Fault: ${about}`,
    placeHolder,
    matchOnDescription: true,
  });
  return picked?.call;
}
