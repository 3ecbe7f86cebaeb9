import type { Site } from '../../csource/ast.ts';
import type { Orders } from '../../explore/orders.ts';
import { shortPath } from '../../kernel/actions.ts';
import type {
  Explored,
  ExploredFault,
  ExploredFinding,
  ExploredRace,
  TraceStep,
  Way,
} from '../../kernel/explored.ts';
import type { Refused } from '../../kernel/refused.ts';
import { cutShortTexts } from './cut-short.ts';
import { returned } from './errno.ts';
import { findingHappening, findingTitle } from './finding.ts';

/** What an exploration came to, in one line. */
export function exploredSummary({ outcome, states, transitions, findings, races }: Explored): string {
  const seen = `${counted(states, 'state')}, ${counted(transitions, 'step')}`;
  if (outcome === 'holds') return `holds: nothing found in any order (${seen})`;
  if (outcome === 'gave-up') return `gave up: nothing wrong found in what was looked at (${seen})`;
  const fields = new Set(races.map(({ field }) => field)).size;
  const found = [
    ...(findings.length > 0 ? [counted(findings.length, 'finding')] : []),
    ...(fields > 0 ? [`${counted(fields, 'field')} without a lock`] : []),
  ];
  return `violated: ${found.join(', ')} (${seen})`;
}

/** `Double free during probe of 0009:01:00.0: struct egm_device is freed again.` */
export function exploredMessage({ finding }: ExploredFinding): string {
  const title = findingTitle(finding);
  const during = finding.during === '' ? '' : ` during ${finding.during}`;
  const of = finding.gpu === null || finding.during === 'unload' ? '' : ` of ${finding.gpu}`;
  const head = `${title[0]!.toUpperCase()}${title.slice(1)}${during}${of}`;
  // What a run does after it is left out: here the path ends with it.
  return `${head}: ${findingHappening(finding)}.`;
}

/** `probe 0009:01:00.0 goes on at main.c:28, up to main.c:73` */
export function stepText({ task, from, to, ended }: TraceStep, at: SiteWords = address): string {
  if (ended) return from ? `${task} goes on at ${at(from)}, to its end` : `${task}, from beginning to end`;
  const begins = from ? `${task} goes on at ${at(from)}` : `${task} begins`;
  return `${begins}, up to ${to ? at(to) : 'a place in the kernel'}`;
}

/** `6 steps`, and whether it may be done in fewer. */
export function lengthText({ trace, fewerMayDo }: Pick<Way, 'trace' | 'fewerMayDo'>): string {
  return `${counted(trace.length, 'step')}${fewerMayDo ? ', fewer may do' : ''}`;
}

/** Under the steps of a way that is not known to be the shortest. */
export const fewerMayDoText = 'Fewer steps may do: not every shorter way was looked at.';

export function faultText({ call, errno }: Pick<ExploredFault, 'call' | 'errno'>): string {
  return errno === null ? `${call} fails` : `${call} fails with ${returned(errno)}`;
}

/** The fields that need a lock, each with the lines that use it: `egm_entries.next: written at …; read at …`. */
export function raceTexts(races: readonly ExploredRace[], at: SiteWords = address): string[] {
  const fields = new Map<string, { writes: Set<string>; reads: Set<string> }>();
  for (const { field, accesses } of races) {
    const known = fields.get(field) ?? { writes: new Set(), reads: new Set() };
    fields.set(field, known);
    for (const { write, source } of accesses) (write ? known.writes : known.reads).add(at(source));
  }
  return [...fields].map(([field, { writes, reads }]) => {
    const read = reads.size > 0 ? `; read at ${[...reads].sort().join(', ')}` : '';
    return `${field}: written at ${[...writes].sort().join(', ')}${read}`;
  });
}

export const swallowedTitle = 'What succeeds although a call fails';

export const swallowedMeaning =
  'No finding: it is often right, as of what the driver can do without. Look whether it is meant.';

/** `sysfs_create_link fails with -ENOMEM at egm.c:67, and probe succeeds all the same` */
export function swallowedTexts(swallowed: Explored['swallowed'], at: SiteWords = address): string[] {
  return swallowed.map(
    (each) => `${faultText(each)} at ${at(each.source)}, and ${each.action} succeeds all the same`,
  );
}

/** What was not looked at; empty where everything was. */
export function uncoveredTexts(explored: Explored, left: readonly string[]): string[] {
  const { limit, statesAtLimit: states, orders, findings, unopened, unread, wholeParts } = explored;
  const texts = limit === null ? [] : [limitText(limit, { states, orders, wholeParts })];
  const isTold = limit === 'preemptions' || limit === 'walks';
  if (limit !== null && !isTold && orders.kind !== 'all') texts.push(ordersLeft(orders));
  if (findings.some(({ finding }) => finding.kind === 'opaque-reached'))
    texts.push('what follows where C is reached that is not modelled: the task ends there');
  if (findings.some(({ finding }) => finding.kind === 'out-of-fuel' && finding.detail === 'objects'))
    texts.push('what follows where a task makes more objects than can be told apart: it ends there');
  const advice = limit === 'stopped' ? '' : ': a scenario can open what is not opened here';
  if (unopened.length > 0) texts.push(`users of ${unopened.join(', ')}${advice}`);
  if (unread.length > 0)
    texts.push(`users of files of sysfs beside others: ${unread.map(shortPath).join(', ')}`);
  texts.push(...cutShortTexts(explored.cutShort));
  if (left.length > 0)
    texts.push(`left out, since each GPU multiplies the orders there are: ${left.join(', ')}`);
  return [
    ...texts,
    ...nothingDone(explored),
    ...neverBound(explored),
    ...neverOpened(explored),
    ...neverMapped(explored),
  ];
}

/** Where no step is done nothing can be wrong. */
function nothingDone({ outcome, refused }: Explored): string[] {
  return outcome === 'holds' && refused.length > 0 ? [refusedText(refused)] : [];
}

/** `what the steps do: not one succeeds in any order (load nvgrace_egm with -ENOENT)` */
function refusedText(refused: readonly Refused[]): string {
  const each = refused.map(({ task, errnos }) => `${task} with ${errnos.map(returned).join(' or ')}`);
  return `what the steps do: not one succeeds in any order (${each.join(', ')})`;
}

/** Linux: there is no such node, so that the driver was not asked. */
const ENOENT = 2;

/** Of a file that nobody can open nothing is seen. */
function neverOpened({ outcome, refused, opens }: Explored): string[] {
  if (outcome !== 'holds' || refused.length > 0) return [];
  return opens.flatMap(({ task, errnos, isDone }) => {
    const told = errnos.filter((errno) => errno !== ENOENT).map(returned);
    if (isDone || told.length === 0) return [];
    return [`what a user does with an open file: ${task} fails in every order, with ${told.join(' or ')}`];
  });
}

/** Linux: the file could not be opened; it has no mmap, or its device has gone. */
const unopened: ReadonlySet<number> = new Set([9, 19]);

/** Of a file that takes offsets alone that are not known here nothing is seen that needs a mapping. */
function neverMapped({ outcome, refused, unmapped }: Explored): string[] {
  if (outcome !== 'holds' || refused.length > 0) return [];
  return [...new Set(unmapped.map(({ task }) => task))].flatMap((task) => {
    const errnos = unmapped.flatMap((each) => (each.task === task ? each.errnos : []));
    const told = [...new Set(errnos)].filter((errno) => !unopened.has(errno)).map(returned);
    if (told.length === 0) return [];
    return [`what a user has mapped: ${task} at offset 0 fails in every order, with ${told.join(' or ')}`];
  });
}

/** Of a driver that refuses a GPU whatever else happens little is seen; of one that is wrong, enough is told. */
function neverBound({ outcome, ends }: Explored): string[] {
  if (outcome !== 'holds') return [];
  const bdfs = new Set(ends.flatMap(({ gpus }) => gpus.map(({ bdf }) => bdf)));
  return [...bdfs].flatMap((bdf) => {
    const answers = ends.flatMap(({ gpus }) => gpus.filter((gpu) => gpu.bdf === bdf && gpu.errno !== null));
    const errnos = answers.flatMap(({ errno }) => (errno ? [errno] : []));
    if (errnos.length === 0 || errnos.length < answers.length) return [];
    const told = [...new Set(errnos)].map(returned).join(' or ');
    return [`what ${bdf} does once it is bound: its probe fails in every order, with ${told}`];
  });
}

const raise = 'raise it (--limit; in VS Code Explore Further)';
const fewer = 'have fewer GPUs or lists at once, or fewer faults';
const some = 'or look at some of the orders (--preemptions, --walks; in VS Code Explore Some Orders)';

/** Why a search ended before everything was looked at, and what to do where it may see all. */
export function limitText(
  limit: NonNullable<Explored['limit']>,
  {
    states,
    orders,
    wholeParts = [],
  }: Pick<Explored, 'states' | 'orders'> & Partial<Pick<Explored, 'wholeParts'>>,
): string {
  const after = `after ${counted(states, 'state')}`;
  const advice = orders.kind === 'all' ? `${fewer}, ${some}` : fewer;
  const whole = wholeText(wholeParts);
  switch (limit) {
    case 'states':
      return `the search ended at its limit of ${counted(states, 'state')}${whole}: ${raise}, ${advice}`;
    case 'memory':
      return `the search ended at its limit of memory, ${after}${whole}: ${advice}`;
    case 'rounds':
      return `places where the order matters were still being found: ${advice}`;
    case 'endless':
      return 'an order of the steps never comes to an end: a task goes round in a loop, waiting for what no other does';
    case 'workers':
      return 'orders in which more works wait at once than are followed: have fewer GPUs, or lists, that queue some';
    case 'no-init':
      return 'what a module does of which no module_init can be run, nor module_pci_driver or its like';
    case 'stopped':
      return `the search was stopped, ${after}`;
    case 'preemptions':
    case 'walks':
      return ordersLeft(orders);
    default:
      return `the search ended early: ${limit}, ${after}`;
  }
}

/** Of less there are few enough orders, where there are too many of all. */
function wholeText(parts: Explored['wholeParts']): string {
  const each = parts.map(({ gpus, faults }) => {
    const of = gpus === null ? [] : [`of ${gpus.join(' with ')} alone`];
    const failing =
      faults === 0 ? 'with no call that fails' : `with ${counted(faults ?? 0, 'call')} that fail`;
    return [...of, ...(faults === null ? [] : [failing])].join(' ');
  });
  return each.length === 0 ? '' : ` (all was looked at ${each.join(', ')})`;
}

/** The orders that were not to be looked at. */
function ordersLeft(orders: Orders): string {
  if (orders.kind === 'few-preemptions') {
    const more = orders.preemptions === 0 ? '' : ` more than ${counted(orders.preemptions, 'time')}`;
    return `orders in which tasks that could go on are interrupted${more}`;
  }
  if (orders.kind === 'random')
    return `orders but ${orders.walks} at random (seed ${orders.seed}): another seed takes others`;
  return 'some orders';
}

/** How a line of C is written: with the file's address, or as `siteText` has it. */
export type SiteWords = (site: Site) => string;

function address({ file, line }: Site): string {
  return `${file}:${line}`;
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
