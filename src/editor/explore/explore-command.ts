import { type ExploreJob, exploredReport, exploredRows, sentDriver } from '../../engine/index.ts';
import type { Meanings } from '../meant-file.ts';
import { fileName } from '../topology-uri.ts';
import { askChoice, type Choice, type Remembered } from './ask.ts';
import type { Findings, Found } from './findings.ts';
import type { Jobs } from './jobs.ts';
import { type Subject, subjectOf } from './subject.ts';

/** States at which a search gives up, unless the user wants it to go on: some seconds. */
const usualLimit = 200_000;

/** Explore Interleavings: asks what, explores, and gives what there is to show. */
export async function explore(
  argument: unknown,
  meanings: Meanings,
  jobs: Jobs,
  remembered: Remembered,
): Promise<Found | undefined> {
  const subject = await subjectOf(argument, meanings);
  if (!subject) return undefined;
  const choice = await askChoice(subject.topology, remembered);
  return choice && search(subject, choice, usualLimit, jobs);
}

/** The search that is shown once more, on what topology and driver are now, to so many times its limit. */
export async function exploreAgain(
  { found, now }: Findings,
  jobs: Jobs,
  factor: number,
): Promise<Found | undefined> {
  const machine = now?.machines.find(({ topology }) => topology.document === found?.wrong.topology.document);
  if (!found?.search || !now?.driver.source || !machine) return undefined;
  const subject = { file: now, topology: machine.topology, source: now.driver.source };
  return search(subject, found.search, found.search.limit * factor, jobs);
}

async function search(
  { file, topology, source }: Subject,
  { gpus, faults }: Choice,
  limit: number,
  jobs: Jobs,
): Promise<Found | undefined> {
  const job: ExploreJob = { kind: 'explore', topology, driver: sentDriver(source), gpus, faults, limit };
  const done = await jobs.run(`Exploring ${fileName(file.uri)} under ${source.name}`, job);
  if (!done) return undefined;
  const machine = { topology, gpus, faults, ...done };
  return {
    file,
    source,
    rows: exploredRows(machine),
    wrong: machine,
    report: exploredReport(machine),
    search: { gpus, faults, plan: done.plan, limit, reachedLimit: done.explored.limit === 'states' },
  };
}
