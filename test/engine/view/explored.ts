import { readFileSync } from 'node:fs';
import type { ExploredMachine } from '../../../src/engine/index.ts';
import {
  compileDriver,
  embeddedDrivers,
  exploreLife,
  lifeOf,
  pairOfGpus,
  readTopology,
} from '../../../src/engine/index.ts';

export const text = readFileSync(
  new URL('../../fixtures/sample-workspace/gb200.topology.yaml', import.meta.url),
  'utf8',
);
export const topology = readTopology('gb200.topology.yaml', text).documents[0]!;

/** An embedded driver, with its text. */
export function compiled(name: string) {
  const source = embeddedDrivers().find((each) => each.name === name)!;
  return { source, files: source.files, driver: compileDriver(source, topology.pageSize) };
}

/** Two GPUs of a socket, or those given, under an embedded driver, explored. */
export function exploredUnder(
  name: string,
  faults: number,
  limits: { readonly states?: number } = {},
  gpus = pairOfGpus(topology),
): ExploredMachine {
  const { driver } = compiled(name);
  const search = exploreLife(topology, driver, lifeOf(topology, driver, gpus, faults), limits);
  for (;;) {
    const next = search.next();
    if (next.done) return { topology, gpus, faults, explored: next.value, notes: driver.notes };
  }
}
