import { window } from 'vscode';
import {
  type Compared,
  type CompareJob,
  compareDrivers,
  comparedReport,
  comparedRows,
  type DriverSource,
  machineName,
  pairOfGpus,
  registeredGpus,
  sentDriver,
} from '../../engine/index.ts';
import type { Drivers } from '../drivers.ts';
import { fileName } from '../topology-uri.ts';
import type { Remembered } from './ask.ts';
import type { ComparisonTable } from './comparison-table.ts';
import type { Found } from './found.ts';
import type { Jobs } from './jobs.ts';
import { stateLimit } from './limit-setting.ts';
import type { Subject } from './subject.ts';

const title = 'Compare Drivers';

const depths = [
  { label: 'Run', description: 'load and bind, one after another', faults: null },
  { label: 'Run and explore', description: 'every order, and nothing fails', faults: 0 },
  {
    label: 'Run and explore with 1 fault',
    description: 'each call that can fail, in every order',
    faults: 1,
  },
];

/** Compare Drivers: puts one topology under several drivers, and gives what is the same and what differs. */
export async function compare(
  subject: Subject,
  drivers: Drivers,
  jobs: Jobs,
  remembered: Remembered,
  table: ComparisonTable,
): Promise<Found | undefined> {
  const sources = await askDrivers(subject, drivers);
  if (!sources) return undefined;
  const { file, topology, where } = subject;
  const gpus = remembered.of(topology)?.gpus ?? pairOfGpus(topology);
  const depth = await window.showQuickPick(depths, {
    title: `${title}: ${fileName(file.uri)} (2 of 2)`,
    placeHolder: `Explored are ${gpus.join(', ')}; Explore Interleavings… chooses others`,
  });
  if (!depth) return undefined;
  const limit = stateLimit(file.uri);
  const search = depth.faults === null ? null : { gpus, faults: depth.faults, limit };
  const compared = await allOf(sources, subject, search, jobs);
  if (!compared) return undefined;
  const notRun = sources.slice(compared.length).map(({ name }) => name);
  const comparison = compareDrivers(compared, notRun);
  const found: Found = {
    file,
    where,
    source: null,
    used: sources.some((source) => source === file.driver.source) ? [file.driver] : [],
    rows: comparedRows(comparison),
    // Problems of several drivers at one line would not say whose they are.
    wrong: { topology, explored: { findings: [], races: [] } },
    report: comparedReport(topology, comparison),
    search: null,
    origin: null,
  };
  table.show(found, `${machineName(topology)}: ${title}`, comparison);
  return found;
}

/** Those that were run before it was stopped; undefined where none was. */
async function allOf(
  sources: readonly DriverSource[],
  { file, topology }: Subject,
  search: CompareJob['search'],
  jobs: Jobs,
): Promise<readonly Compared[] | undefined> {
  const left = registeredGpus(topology).flatMap(({ bdf }) => (search?.gpus.includes(bdf) ? [] : [bdf]));
  const parts = sources.map((source) => ({
    name: source.name,
    job: { kind: 'compare', topology, driver: sentDriver(source), search } as const,
  }));
  const done = await jobs.runAll(`Comparing drivers on ${fileName(file.uri)}`, parts);
  return done?.map(({ outcome, explored }) => ({ outcome, exploration: explored && { explored, left } }));
}

/** Those that come with the tool, and the chosen one where it is another. */
async function askDrivers(
  { file, source }: Subject,
  { embedded }: Drivers,
): Promise<readonly DriverSource[] | undefined> {
  const own = embedded.some((each) => each === source) ? [] : [{ label: source.name, source, picked: true }];
  const items = [
    ...own,
    ...embedded.map((each) => ({
      label: each.name,
      description: each.summary,
      source: each as DriverSource,
      picked: true,
    })),
  ];
  for (let placeHolder = 'Drivers that are put beside each other'; ; ) {
    const picked = await window.showQuickPick(items, {
      title: `${title}: ${fileName(file.uri)} (1 of 2)`,
      placeHolder,
      canPickMany: true,
    });
    if (!picked) return undefined;
    if (picked.length > 1) return picked.map((item) => item.source);
    placeHolder = 'Choose at least two drivers';
  }
}
