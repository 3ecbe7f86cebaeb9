import type { DriverNotes } from '../kernel/driver.ts';
import type { Explored } from '../kernel/explored.ts';
import { registeredGpus } from '../kernel/registration.ts';
import type { Topology } from '../topology/topology.ts';
import { listed } from './format.ts';
import { uncoveredTexts } from './words/exploration.ts';
import { fileName } from './words/site.ts';
import { untranslatedTexts } from './words/untranslated.ts';

/** An exploration with what it was of: all that eyes are shown. */
export interface ExploredMachine {
  readonly topology: Topology;
  /** BDFs of the GPUs that were bound and unbound. */
  readonly gpus: readonly string[];
  /** Calls that could fail. */
  readonly faults: number;
  readonly explored: Explored;
  readonly notes: DriverNotes;
}

/** What was not looked at, a line each; empty where everything was. */
export function leftOut({ topology, gpus, explored, notes }: ExploredMachine): readonly string[] {
  const bdfs = registeredGpus(topology).map(({ bdf }) => bdf);
  const others = bdfs.filter((bdf) => !gpus.includes(bdf));
  const unchosen = others.length > 0 ? [`${listed(others)}, not chosen`] : [];
  return [...uncoveredTexts(explored, []), ...unchosen, ...untranslatedTexts(notes, fileName)];
}
