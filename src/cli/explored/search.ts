import {
  allOrders,
  type CompiledDriver,
  type Explored,
  exploreLife,
  type Orders,
  type ScenarioResult,
  stopMessage,
  type Topology,
  uncoveredTexts,
  untranslatedTexts,
  type wholeLife,
} from '../../engine/index.ts';
import type { ChosenDriver } from '../driver.ts';
import type { Progress } from '../progress.ts';
import type { SearchWish } from './arguments.ts';

/** What an exploration came to, and what it did not look at, in words. */
export interface Search {
  readonly explored: Explored;
  readonly uncovered: readonly string[];
}

/** The same with what was explored. */
export interface FoundOn extends Search {
  /** Of the machine, or the scenario. */
  readonly name: string;
  readonly machine: Topology;
  /** For the stream of errors: what is wrong with the topology. */
  readonly remarks: readonly string[];
  readonly driver: ChosenDriver;
}

/** The exit status of each outcome. */
export const statuses = { holds: 0, violated: 1, 'gave-up': 3 } as const;

/** Explores a machine's whole life to its end. `limit` null is the explorer's own. */
export function search(
  machine: Topology,
  driver: CompiledDriver,
  life: ReturnType<typeof wholeLife>,
  { limit, orders = allOrders }: Pick<SearchWish, 'limit'> & { readonly orders?: Orders },
  progress: Progress,
): Search {
  const limits = { orders, ...(limit === null ? {} : { states: limit }) };
  const steps = exploreLife(machine, driver, life, limits);
  let next = steps.next();
  for (; !next.done; next = steps.next()) progress.states(next.value.states, next.value.depth);
  progress.clear();
  return {
    explored: next.value,
    uncovered: [...uncoveredTexts(next.value, life.left), ...notTranslated(driver)],
  };
}

/** What the exploration of a scenario came to. */
export function searchOf(explored: Explored, { outcome, stopped }: ScenarioResult): Search {
  const faults = stopped?.why.kind === 'faults' ? [stopMessage(stopped.why)] : [];
  return { explored: { ...explored, outcome }, uncovered: [...uncoveredTexts(explored, []), ...faults] };
}

/** What of the driver is not run. */
export function notTranslated({ notes }: CompiledDriver): readonly string[] {
  return [
    ...notes.missingHeaders.map(
      ({ site, header }) => `what needs ${header}, which is missing, at ${site.file}:${site.line}`,
    ),
    ...untranslatedTexts(notes, (file) => file),
  ];
}
