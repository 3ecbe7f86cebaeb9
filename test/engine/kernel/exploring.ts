import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { type ExplorationOptions, exploreKernel } from '../../../src/engine/kernel/exploration.ts';
import type { Explored } from '../../../src/engine/kernel/explored.ts';
import type { Plan } from '../../../src/engine/kernel/plan.ts';
import type { Topology } from '../../../src/engine/topology/topology.ts';
import { findingMessage } from '../../../src/engine/view/words/finding.ts';
import { actionOf } from './acting.ts';

/** Phases of lists that run at once; the actions of a list are written as steps of a scenario are. */
export type Phases = readonly (readonly (readonly string[])[])[];

export function planOf(phases: Phases, faults = 0): Plan {
  return { phases: phases.map((lists) => lists.map((steps) => steps.map(actionOf))), faults };
}

/** Explores to the end, or to a limit of the options. */
export function explored(
  source: DriverSource,
  topology: Topology,
  phases: Phases,
  faults = 0,
  options: ExplorationOptions = {},
): Explored {
  const driver = compileDriver(source, topology.pageSize);
  const search = exploreKernel(topology, driver, planOf(phases, faults), options);
  for (;;) {
    const next = search.next();
    if (next.done) return next.value;
  }
}

/** What was found, a line each: sentence, calls that failed, tasks of the trace. */
export function told({ findings, races }: Explored): string[] {
  return [
    ...findings.map(({ finding, faults, trace }) => {
      const failing = faults.map(({ call }) => ` [${call} fails]`).join('');
      return `${findingMessage(finding)}${failing} (${trace.length} steps)`;
    }),
    ...races.map(({ field }) => `race: ${field}`),
  ];
}
