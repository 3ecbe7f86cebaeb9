import { expect } from 'vitest';
import { explore } from '../../../src/engine/explore/breadth.ts';
import type { CompiledDriver } from '../../../src/engine/kernel/compile.ts';
import { exploreKernel } from '../../../src/engine/kernel/exploration.ts';
import type { Explored } from '../../../src/engine/kernel/explored.ts';
import { Exploring } from '../../../src/engine/kernel/exploring.ts';
import type { Plan } from '../../../src/engine/kernel/plan.ts';
import { fewestWorkers, type Lack, moreWorkers, withWorkers } from '../../../src/engine/kernel/workers.ts';
import type { Topology } from '../../../src/engine/topology/topology.ts';

/** The errno of a probe is told even where the probe broke a rule before: with fewer places to switch, more often. */
const isOfPath = (cause: string): boolean => !cause.startsWith('errno-lost ') && !cause.startsWith('race ');

/** What comes of a search with a chance to switch before every operation, with as many workers as it needs. */
export function unreduced(
  on: Topology,
  driver: CompiledDriver,
  users: Plan,
  workers = fewestWorkers,
): ReturnType<typeof reduced> {
  const kernel = new Exploring(on, driver, withWorkers(users, driver, workers));
  kernel.world.watch.visible.fill(1);
  kernel.world.watch.wantsOrder = true;
  const system = kernel.system();
  const search = explore(system);
  let next = search.next();
  while (!next.done) next = search.next(system.lack === null ? undefined : 'stop');
  const more = system.lack === null ? null : moreWorkers(users, workers, system.lack as Lack);
  if (more !== null) return unreduced(on, driver, users, more);
  const { violations } = next.value;
  const fields = violations.flatMap(({ violation }) =>
    violation.kind === 'race' ? [violation.race.field] : [],
  );
  return {
    causes: violations
      .map(({ violation }) => violation.cause)
      .filter(isOfPath)
      .sort(),
    fields: sorted(fields),
    ends: sorted(kernel.ends.keys()),
  };
}

const sorted = (texts: Iterable<string>): string[] => [...new Set(texts)].sort();

/** The same of what was explored as the product does. */
export function reduced({ findings, races, ends, limit }: Explored) {
  expect(limit).toBeNull();
  const causes = findings.map(({ cause }) => cause);
  return {
    causes: causes.filter(isOfPath).sort(),
    fields: sorted(races.map(({ field }) => field)),
    ends: sorted(ends.map((end) => JSON.stringify(end))),
  };
}

/** What a plan comes to as the product explores it; the search with every chance to switch comes to the same. */
export function sameInEveryOrder(on: Topology, driver: CompiledDriver, plan: Plan): Explored {
  const search = exploreKernel(on, driver, plan, { tries: 0, everyOrder: true });
  let next = search.next();
  while (!next.done) next = search.next();
  expect(reduced(next.value)).toEqual(unreduced(on, driver, plan));
  return next.value;
}
