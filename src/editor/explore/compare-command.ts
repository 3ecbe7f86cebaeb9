import { window } from 'vscode';
import {
  compareDrivers,
  comparedReport,
  comparedRows,
  type DriverSource,
  machineName,
  pairOfGpus,
  registeredGpus,
  sentDriver,
  type Topology,
} from '../../engine/index.ts';
import type { Drivers } from '../drivers.ts';
import { fileName } from '../topology-uri.ts';
import type { Remembered } from './ask.ts';
import type { ComparisonTable } from './comparison-table.ts';
import type { Found } from './findings.ts';
import type { Jobs } from './jobs.ts';
import type { Subject } from './subject.ts';

const title = 'Compare Drivers';

/** States for each driver: what is beyond is said not to have been looked at. */
const limit = 100_000;

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
  const { file, topology } = subject;
  const gpus = remembered.of(topology)?.gpus ?? pairOfGpus(topology);
  const depth = await window.showQuickPick(depths, {
    title: `${title}: ${fileName(file.uri)} (2 of 2)`,
    placeHolder: `Explored are ${gpus.join(', ')}; Explore Interleavings… chooses others`,
  });
  if (!depth) return undefined;
  const search = depth.faults === null ? null : { gpus, faults: depth.faults, limit };
  const compared = await allOf(sources, topology, search, jobs);
  if (!compared) return undefined;
  const comparison = compareDrivers(compared);
  const found: Found = {
    file,
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

/** Undefined where one of them was stopped before it had anything to show. */
async function allOf(
  sources: readonly DriverSource[],
  topology: Topology,
  search: { readonly gpus: readonly string[]; readonly faults: number; readonly limit: number } | null,
  jobs: Jobs,
) {
  const others = registeredGpus(topology).flatMap(({ bdf }) => (search?.gpus.includes(bdf) ? [] : [bdf]));
  const compared = [];
  for (const source of sources) {
    const job = { kind: 'compare', topology, driver: sentDriver(source), search } as const;
    const done = await jobs.run(`Comparing: ${source.name}`, job);
    if (!done) return undefined;
    const { outcome, explored } = done;
    compared.push({ outcome, exploration: explored && { explored, left: others } });
  }
  return compared;
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
