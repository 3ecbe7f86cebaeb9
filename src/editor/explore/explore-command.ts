import { window } from 'vscode';
import {
  allOrders,
  type ExploreJob,
  exploredReport,
  exploredRows,
  registeredGpus,
  sentDriver,
} from '../../engine/index.ts';
import type { Moves } from '../moves.ts';
import { fileName } from '../topology-uri.ts';
import { askChoice, type Choice, type Remembered } from './ask.ts';
import { askOrders } from './ask-orders.ts';
import type { Findings } from './findings.ts';
import type { Found, Search } from './found.ts';
import type { Jobs } from './jobs.ts';
import { stateLimit } from './limit-setting.ts';
import { aboutText, nothingToBind, type Subject, tellTrouble } from './subject.ts';

/** Explore Interleavings: asks what, explores, and gives what there is to show. */
export async function explore(
  subject: Subject,
  jobs: Jobs,
  remembered: Remembered,
): Promise<Found | undefined> {
  const choice = await askChoice(subject.topology, aboutText(subject), remembered);
  const limit = stateLimit(subject.file.uri);
  return choice && search(subject, { ...choice, limit, orders: allOrders }, jobs);
}

/** The search that is shown once more, on what topology and driver are now, changed in some way. */
export async function exploreAgain(
  findings: Findings,
  moves: Moves,
  jobs: Jobs,
  remembered: Remembered,
  change: (last: Search) => Partial<Search>,
): Promise<Found | undefined> {
  const last = findings.held?.found.search;
  const subject = last && subjectNow(findings, moves);
  if (!subject) return undefined;
  const choice = await choiceNow(last, subject, remembered);
  if (!choice) return undefined;
  const { gpus, faults } = choice;
  const { limit, orders } = { ...last, ...change(last) };
  return search(subject, { gpus, faults, limit, orders }, jobs);
}

/** The same of some orders, which are asked for: of what is too large to be seen whole. */
export async function exploreSome(
  findings: Findings,
  moves: Moves,
  jobs: Jobs,
  remembered: Remembered,
): Promise<Found | undefined> {
  const { held } = findings;
  if (!held?.found.search) return undefined;
  const orders = await askOrders();
  const limit = stateLimit(held.uri);
  return orders && exploreAgain(findings, moves, jobs, remembered, () => ({ orders, limit }));
}

/** What was explored, as it is now; undefined where it is gone, and the user was told. */
function subjectNow({ held }: Findings, moves: Moves): Subject | undefined {
  if (!held) return undefined;
  const { found, now } = held;
  const where = moves.fromNow();
  const name = fileName(held.uri);
  if (!now) return tell(`${name} is gone: there is nothing to explore again.`);
  const machine = now.machines.find(({ topology }) => topology.document === found.wrong.topology.document);
  if (!machine) return tell(`The machine that was explored is no longer in ${name}.`);
  const { source, trouble } = now.driver;
  if (source) return { file: now, topology: machine.topology, source, where };
  void tellTrouble(trouble, now);
  return undefined;
}

/** The same GPUs and faults; asks anew where one of the GPUs is gone: without it, it is another question. */
async function choiceNow(
  last: Choice,
  subject: Subject,
  remembered: Remembered,
): Promise<Choice | undefined> {
  const { topology } = subject;
  const there = new Set(registeredGpus(topology).map(({ bdf }) => bdf));
  const gone = last.gpus.filter((bdf) => !there.has(bdf));
  if (gone.length === 0) return last;
  if (there.size === 0) return tell(nothingToBind);
  tell(`No longer in the topology: ${gone.join(', ')}. Choose what is explored instead.`);
  return askChoice(topology, aboutText(subject), remembered);
}

function tell(message: string): undefined {
  void window.showWarningMessage(message);
}

async function search(
  subject: Subject,
  wanted: Omit<Search, 'reachedLimit'>,
  jobs: Jobs,
): Promise<Found | undefined> {
  const { file, topology, source, where } = subject;
  const job: ExploreJob = { kind: 'explore', topology, driver: sentDriver(source), ...wanted };
  const done = await jobs.run(`Exploring ${aboutText(subject)}`, job);
  if (!done) return undefined;
  const { gpus, faults } = wanted;
  const machine = { topology, gpus, faults, ...done };
  return {
    file,
    where,
    source,
    used: [],
    rows: exploredRows(machine),
    wrong: machine,
    report: exploredReport(machine),
    search: { ...wanted, reachedLimit: done.explored.limit === 'states' },
    origin: { source, folder: file.driver.folder },
  };
}
