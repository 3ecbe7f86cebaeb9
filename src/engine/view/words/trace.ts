import type { TraceFault } from '../../kernel/trace/read.ts';
import type { Malformed, Wanted } from '../../kernel/trace/reader.ts';
import type { ReplayEnd, Replayed } from '../../kernel/trace/replay.ts';
import { type Trace, type TraceChange, traceVersion } from '../../kernel/trace/trace.ts';
import { listed } from '../format.ts';
import { exploredMessage, raceTexts, type SiteWords } from './exploration.ts';

/** Why a text is no trace, in a sentence without its subject: `it is not JSON: …`. */
export function traceFaultText(fault: TraceFault): string {
  switch (fault.kind) {
    case 'too-long':
      return `it has more than ${fault.most} characters, and a trace has a few thousand: it is not read`;
    case 'not-json':
      return 'it is not JSON. Traces are written by driver-model explore --traces, or by Save Trace in VS Code';
    case 'not-a-trace':
      return 'it is not a trace: it has no "trace" with a version. Traces are written by driver-model explore --traces, or by Save Trace in VS Code';
    case 'version':
      return `it is a trace of version ${fault.version}, and ${traceVersion} can be read: use the version of the tool that wrote it, or explore again`;
    case 'malformed':
      return malformedText(fault);
  }
}

function malformedText({ at, wanted }: Malformed): string {
  return `it is damaged: ${at === '' ? 'the file' : at} has to be ${wantedText(wanted)}. Explore again to have it written anew`;
}

function wantedText(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'object':
      return 'an object';
    case 'text':
      return 'a text';
    case 'path':
      return 'a path relative to the trace';
    case 'hash':
      return 'a SHA-256 in hex';
    case 'action':
      return 'an action that there is';
    case 'address':
      return 'a text with 64 bits in hex';
    case 'number':
      return `a whole number from ${wanted.least} to ${wanted.most}`;
    case 'list':
      return `a list of at most ${wanted.most}`;
  }
}

/** What came of replaying a trace, in a sentence. */
export function replayText(
  { end, steps, otherKernel, untried }: Replayed,
  trace: Trace,
  at?: SiteWords,
): string {
  const other = `${otherKernel ? ' The virtual kernel has changed since it was written.' : ''}${untried ? untriedText : ''}`;
  switch (end.kind) {
    case 'changed':
      return `The trace is not followed, since it would be another path: ${listed(end.changes.map((change) => changeText(change, at ? shortName : undefined)))}. Explore again, or go back to what it was found on.`;
    case 'refused':
      return `The trace cannot be followed: at its step ${end.step + 1} the task that is to go on has nothing left to do.${other} Explore again.`;
    case 'nothing':
      return `${steps.length === 1 ? 'Its step was' : `All ${steps.length} steps were`} taken, and nothing is wrong: the trace is of “${trace.message}”.${other}`;
    default:
      return end.expected
        ? foundText(end, at)
        : `${foundText(end, at)} The trace is of “${trace.message}”.${other}`;
  }
}

const untriedText =
  ' Calls can fail next in more ways than were tried: with fewer faults in its plan all are.';

function foundText(end: Extract<ReplayEnd, { readonly found: unknown }>, at?: SiteWords): string {
  if (end.kind === 'finding') return exploredMessage(end.found);
  return `Field without a lock: ${raceTexts([end.found], at).join()}.`;
}

/** What came of replaying a trace, in a word or two. */
export function replayTitle(end: ReplayEnd): string {
  switch (end.kind) {
    case 'changed':
      return 'Not followed';
    case 'refused':
      return 'Cannot be followed';
    case 'nothing':
      return 'Nothing wrong';
    default:
      return end.expected ? 'Shown again' : 'Something else is wrong';
  }
}

/** `rfc-v2-02/egm.c has changed`; `nameOf` writes the address of a file. */
export function changeText(change: TraceChange, nameOf = (file: string) => file): string {
  switch (change.kind) {
    case 'topology':
      return `the machine in ${nameOf(change.path)} has changed`;
    case 'modules':
      return 'the driver is made of other modules';
    case 'changed':
      return `${nameOf(change.file)} has changed`;
    case 'gone':
      return `${nameOf(change.file)} is no longer part of the driver`;
    case 'new':
      return `${nameOf(change.file)} is new in the driver`;
  }
}

/** With the folder that it is in: `mine/egm.c`. */
function shortName(file: string): string {
  return file.split('/').slice(-2).join('/');
}
