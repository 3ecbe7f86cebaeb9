import { raceCause } from '../../interleave/violations.ts';
import type { Topology } from '../../topology/topology.ts';
import type { DriverSource } from '../driver.ts';
import type { ExploredFinding, ExploredRace } from '../explored.ts';
import { causeWithin } from './changes.ts';
import { driverPrint, kernelPrint, topologyPrint } from './fingerprint.ts';
import type { DriverPrint, TopologyPrint, Trace } from './trace.ts';

/** What was explored, as its traces name it: made once for all of them. */
export interface TraceOrigin {
  readonly source: DriverSource;
  readonly topology: TopologyPrint;
  readonly driver: DriverPrint;
  readonly kernel: string;
}

export function traceOrigin(topology: Topology, source: DriverSource): TraceOrigin {
  return {
    source,
    topology: topologyPrint(topology),
    driver: driverPrint(source),
    kernel: kernelPrint(),
  };
}

/** The trace of something found; `message` is what it shows, in words. */
export function traceOf(
  found: ExploredFinding | ExploredRace,
  { source, ...origin }: TraceOrigin,
  message: string,
): Trace {
  const isRace = 'field' in found;
  const cause = isRace
    ? raceCause(
        found.field,
        found.accesses.map(({ write, source: site }) => ({ write, site })),
      )
    : found.cause;
  const kind = isRace ? 'race' : found.finding.kind;
  return {
    message,
    kind,
    cause: causeWithin(source, cause),
    ...origin,
    // Where no call may fail is a matter of the search.
    plan: { faults: found.plan.faults, phases: found.plan.phases },
    schedule: found.schedule,
  };
}
