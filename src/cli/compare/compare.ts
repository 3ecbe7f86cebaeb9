import {
  type Compared,
  compareDrivers,
  embeddedDrivers,
  type Topology,
  wholeLife,
} from '../../engine/index.ts';
import { complaint, type Result, unreadable } from '../check.ts';
import { type ChosenDriver, chooseDriver, isEmbedded } from '../driver.ts';
import { notTranslated, type Search, search } from '../explored/search.ts';
import { oneMachine } from '../one-machine.ts';
import type { Progress } from '../progress.ts';
import type { Style } from '../style.ts';
import type { CompareRequest } from './arguments.ts';
import { comparisonJson } from './json.ts';
import { comparisonText } from './text.ts';

/** A driver with what it made of the machine. */
export interface ComparedDriver extends Compared {
  readonly driver: ChosenDriver;
  /** Null where it was only run. */
  readonly search: Search | null;
  /** What was not looked at, in words. */
  readonly uncovered: readonly string[];
}

/** Puts one topology under several drivers, and tells what differs. */
export function compare(request: CompareRequest, style: Style, progress: Progress): Result {
  try {
    const drivers = chosenDrivers(request);
    const { machine, remarks } = oneMachine(request.path, 'compared under drivers');
    const compared = drivers.map((driver) => comparedDriver(driver, machine, request, progress));
    const comparison = compareDrivers(compared);
    const output =
      request.format === 'json'
        ? comparisonJson(request.path, machine, compared, comparison)
        : comparisonText(request.path, machine, compared, comparison, style);
    const unused = drivers.flatMap((driver) => driver.unusedName() ?? []);
    const differs = comparison.rows.some(({ alike }) => alike.length > 1);
    const gaveUp = compared.some(({ search }) => search?.explored.outcome === 'gave-up');
    return { output, errors: complaint([...remarks, ...unused]), status: differs ? 1 : gaveUp ? 3 : 0 };
  } catch (error) {
    return { output: '', errors: complaint([unreadable(error)]), status: 2 };
  }
}

function chosenDrivers({ drivers, module }: CompareRequest): ChosenDriver[] {
  const names = drivers ?? embeddedDrivers().map(({ name }) => name);
  return names.map((name) => chooseDriver(name, isEmbedded(name) ? null : module, `--drivers: ${name}`));
}

function comparedDriver(
  driver: ChosenDriver,
  machine: Topology,
  { faults, limit }: CompareRequest,
  progress: Progress,
): ComparedDriver {
  const outcome = driver.run(machine);
  const compiled = driver.compiled(machine.pageSize);
  if (faults === null)
    return { driver, outcome, exploration: null, search: null, uncovered: notTranslated(compiled) };
  const life = wholeLife(machine, compiled, faults);
  const found = search(machine, compiled, life, { limit }, progress);
  const { explored, uncovered } = found;
  return { driver, outcome, exploration: { explored, left: life.left }, search: found, uncovered };
}
