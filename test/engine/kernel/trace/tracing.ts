import { readFileSync } from 'node:fs';
import {
  compileDriver,
  type DriverSource,
  type ExplorationOptions,
  type Explored,
  embeddedDrivers,
  exploreKernel,
  lifePlan,
  type Plan,
  readTopology,
  registeredGpus,
  savedTrace,
  type Topology,
  type Trace,
  traceOrigin,
} from '../../../../src/engine/index.ts';

export const gb200 = readFileSync(
  new URL('../../../fixtures/sample-workspace/gb200.topology.yaml', import.meta.url),
  'utf8',
);
export const tray = readTopology('gb200.topology.yaml', gb200).documents[0]!;

export function driver(name: string): DriverSource {
  return embeddedDrivers().find((each) => each.name === name)!;
}

export function explored(
  topology: Topology,
  source: DriverSource,
  plan: Plan,
  options: ExplorationOptions = {},
): Explored {
  const search = exploreKernel(topology, compileDriver(source, topology.pageSize), plan, options);
  let next = search.next();
  while (!next.done) next = search.next();
  return next.value;
}

/** The whole life of the first GPUs of the machine. */
export function lifeOf(topology: Topology, source: DriverSource, gpus: number, faults: number): Plan {
  const bdfs = registeredGpus(topology).map(({ bdf }) => bdf);
  return lifePlan(compileDriver(source, topology.pageSize), bdfs.slice(0, gpus), faults);
}

/** The traces of all findings and races. */
export function tracesOf({ findings, races }: Explored, topology: Topology, source: DriverSource): Trace[] {
  const origin = traceOrigin(topology, source);
  return [...findings, ...races].map((found) => savedTrace(found, origin));
}
