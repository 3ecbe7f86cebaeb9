import type { Orders } from '../../explore/orders.ts';
import { shortPath } from '../../kernel/actions.ts';
import type {
  Explored,
  ExploredFault,
  ExploredFinding,
  ExploredRace,
  TraceStep,
} from '../../kernel/explored.ts';
import { count } from '../format.ts';
import { explained } from './errno.ts';
import { faultText } from './exploration.ts';
import { findingTitle } from './finding.ts';
import { siteText } from './site.ts';

/** `Holds`, for the head of what an exploration came to. */
export function exploredVerdict({ outcome, limit }: Pick<Explored, 'outcome' | 'limit'>): string {
  return outcome === 'gave-up' && limit === 'stopped' ? 'Stopped' : verdictTitles[outcome];
}

const verdictTitles = { holds: 'Holds', violated: 'Violated', 'gave-up': 'Gave up' } as const;

/** Of what was found before a limit ended the search. */
export const partlyText = 'not all looked at';

/** Limits at which a search ends somewhere in what it was to look at. */
const ends: ReadonlySet<Explored['limit']> = new Set(['states', 'memory', 'rounds', 'stopped', 'found']);

/** What an exploration found, in few words. */
export function foundText({ outcome, findings, races }: Explored): string {
  if (outcome === 'holds') return 'nothing found in any order';
  if (outcome === 'gave-up') return 'nothing wrong found in what was looked at';
  const fields = new Set(races.map(({ field }) => field)).size;
  return [
    ...(findings.length > 0 ? [count(findings.length, 'finding')] : []),
    ...(fields > 0 ? [`${count(fields, 'field')} without a lock`] : []),
  ].join(', ');
}

/** What was looked at, a line each. */
export function coveredTexts(
  { limit, states, transitions, orders, opened, unopened, files }: Explored,
  gpus: readonly string[],
  faults: number,
): string[] {
  const together =
    gpus.length > 1
      ? `, at the same time ${ordersText(orders)}; and each bound, then each unbound in that order, the first once more, or unplugged`
      : ', twice; and bound, then unplugged';
  const far = ends.has(limit) ? 'as far as the search came: ' : '';
  return [
    `${far}${gpus.join(', ')}: bound and unbound${together}; modules loaded before, unloaded after; and modules loaded late, where they can be, and unloaded while ${gpus.length > 1 ? 'two are' : 'it is'} bound`,
    ...(opened.length > 0 ? [usersText(opened, orders)] : []),
    ...(opened.length + unopened.length === 0 ? ['no node of /dev appears, so none is opened'] : []),
    ...(files.length > 0 ? [filesText(files, orders)] : []),
    faults === 0 ? 'no call fails' : `up to ${count(faults, 'call')} of the driver may fail, anywhere`,
    `${count(states, 'state')}, ${count(transitions, 'step')}`,
  ];
}

/** What is done with nodes. */
function usersText(nodes: readonly string[], orders: Orders): string {
  const each = nodes.length > 1 ? ', each by itself' : '';
  return `${nodes.join(', ')}${each}: opened, mapped, asked by ioctl, read and written where they can be, and closed, one after another, also while and after the GPU is unbound, and once it is unplugged; and beside its bind and unbind, ${ordersText(orders)}`;
}

/** What is done with files of sysfs. */
function filesText(files: readonly string[], orders: Orders): string {
  const named = files.length > 3 ? count(files.length, 'file') : files.map(shortPath).join(', ');
  return `${named} of sysfs: read, and written where they can be, where nothing else runs; and beside bind and unbind, or load and unload, ${ordersText(orders)}`;
}

/** Which orders were to be looked at: `in every order`. */
function ordersText(orders: Orders): string {
  switch (orders.kind) {
    case 'all':
      return 'in every order';
    case 'few-preemptions':
      return `in the orders of ${count(orders.preemptions, 'interruption')} at most`;
    case 'random':
      return `in ${count(orders.walks, 'order')} at random (seed ${orders.seed})`;
  }
}

/** Title of a row: `Double free`. */
export function exploredTitle({ finding }: ExploredFinding): string {
  const title = findingTitle(finding);
  return `${title[0]!.toUpperCase()}${title.slice(1)}`;
}

/** `probe of 0009:01:00.0`; '' where it is of nothing in particular. */
export function exploredDuring({ finding }: ExploredFinding): string {
  const of = finding.gpu === null || finding.during === 'unload' ? '' : ` of ${finding.gpu}`;
  return finding.during === '' ? '' : `${finding.during}${of}`;
}

/**
 * Way of a step, with the files' own names: `from main.c:28, interrupted at main.c:73`. The last one of a trace is
 * interrupted by nothing: there it comes to what the trace is of.
 */
export function stepWay({ from, to, ended }: TraceStep, isLast: boolean): string {
  const begins = from ? `from ${siteText(from)}` : 'begins';
  if (ended && !to) return `${begins}, goes on to its end`;
  const where = to ? `at ${siteText(to)}` : 'in the kernel';
  return isLast
    ? `${begins}, up to ${to ? siteText(to) : 'a place in the kernel'}`
    : `${begins}, interrupted ${where}`;
}

/** What a call that fails returns, for a screen reader, which says no minus sign. */
export function faultSpoken({ call, errno }: Pick<ExploredFault, 'call' | 'errno'>): string {
  return errno === null ? `${call} fails` : `${call} fails with ${explained(errno).slice(1)}`;
}

/** What came upon a finding. */
export type FoundBy = 'exploring' | 'injecting' | 'replaying' | 'testing';

const means = {
  exploring: 'by exploring',
  injecting: 'by injecting a fault',
  replaying: 'by replaying a trace',
  testing: 'by a scenario',
} as const;

/** How a finding was come by: `Found by exploring, when auxiliary_device_add fails with -ENOMEM.` */
export function foundBy({ faults }: ExploredFinding, by: FoundBy = 'exploring'): string {
  const when = faults.length > 0 ? `, when ${faults.map(faultText).join(' and ')}` : '';
  return `Found ${means[by]}${when}; the view Findings has the steps that lead there.`;
}

/** `written at egm.c:22` */
export function accessText({ write, source }: ExploredRace['accesses'][number]): string {
  return `${write ? 'written' : 'read'} at ${siteText(source)}`;
}

/** Title of a race: `Field without a lock: egm_entries.next`. */
export function raceTitle({ field }: ExploredRace): string {
  return `Field without a lock: ${field}`;
}

/** A race in a sentence or two. */
export function raceMessage({ field, accesses }: ExploredRace): string {
  const [first, second] = accesses;
  const uses = [first, second].flatMap((access) =>
    access ? [`${accessText(access)} by ${access.task}`] : [],
  );
  return `${field} is ${uses.join(' and ')} at the same time, with no lock that both hold. An entry may be lost, or freed memory be used. Take one lock around both.`;
}
