import { posix } from 'node:path';
import {
  type Difference,
  defaultDriver,
  differenceMessage,
  embeddedDrivers,
  judge,
  type Place,
  type Scenario,
  type ScenarioResult,
  type ShownProblem,
  scenarioName,
  stopMessage,
  type WayThere,
  wayOf,
} from '../../engine/index.ts';
import { type ChosenDriver, checkModule, chooseDriver } from '../driver.ts';
import type { SearchWish } from '../explored/arguments.ts';
import { type Progress, silent } from '../progress.ts';
import { Unreadable } from '../read-text.ts';
import type { ScenarioSource } from './read.ts';

/** A scenario with what came of it. */
export interface RanScenario {
  readonly source: ScenarioSource;
  readonly scenario: Scenario;
  readonly name: string;
  /** Name of the driver, or the folder as the reader of the output would name it. */
  readonly driver: string;
  readonly verdict: 'passed' | 'failed' | 'gave-up';
  /** Why it did not pass, each at its place. */
  readonly remarks: readonly Remark[];
  /** What keeps it from being run; none where it ran. */
  readonly problems: readonly ShownProblem[];
  /** Null where it was not run. */
  readonly result: ScenarioResult | null;
  /** What was assumed of a folder's modules; null where nothing was, or the driver could not be had. */
  readonly assumed: string | null;
  /** Seconds that it took. */
  readonly time: number;
}

export interface Remark {
  readonly place: Place;
  readonly message: string;
  /** Null for the reason of giving up. */
  readonly difference: Difference | null;
}

type Outcome = Omit<RanScenario, 'source' | 'scenario' | 'name' | 'driver' | 'time'>;

const nothing = { result: null, assumed: null };

/** What a remark is about is met in this way, where an exploration knows one. */
export function wayOfRemark({ difference }: Remark): WayThere | null {
  return difference && wayOf(difference);
}

/** What the user asks of all scenarios: this driver and so many faults, whatever they say. */
export interface Wish extends Partial<SearchWish> {
  readonly driver: string | null;
  readonly module: string | null;
}

/** Runs scenarios, each driver compiled once. `now` is in milliseconds. */
export class Runner {
  readonly #wish: Wish;
  readonly #now: () => number;
  readonly #progress: Progress;
  readonly #drivers = new Map<string, ChosenDriver>();

  /** Throws `Unreadable` for a driver that the user asks for and that cannot be had. */
  constructor(wish: Wish, now: () => number, progress: Progress = silent) {
    this.#wish = wish;
    this.#now = now;
    this.#progress = progress;
    if (wish.driver === null) return;
    checkModule(wish.driver, wish.module);
    this.#chosen(wish.driver, `--driver ${wish.driver}`);
  }

  run(source: ScenarioSource, scenario: Scenario): RanScenario {
    const start = this.#now();
    const named = this.#driverName(scenario);
    const rest = { source, scenario, name: scenarioName(scenario), driver: named };
    const came = this.#outcome(source, scenario);
    return { ...rest, ...came, time: (this.#now() - start) / 1000 };
  }

  /** Throws `Unreadable` for one that cannot be had. */
  driverFor(scenario: Scenario): ChosenDriver {
    const name = this.#driverName(scenario);
    return this.#chosen(name, scenario.driver?.value ?? name);
  }

  /** A folder is relative to the scenario's file. */
  #driverName({ driver, path }: Scenario): string {
    const { driver: wanted } = this.#wish;
    if (wanted !== null) return wanted;
    const written = driver?.value ?? defaultDriver;
    if (!written.includes('/') || written.startsWith('/')) return written;
    const joined = posix.join(posix.dirname(path), written);
    return isEmbedded(joined) ? `./${joined}` : joined;
  }

  #outcome(source: ScenarioSource, scenario: Scenario): Outcome {
    if (scenario.broken || !scenario.machine) {
      return { verdict: 'failed', remarks: [], problems: problemsOf(source, scenario), ...nothing };
    }
    let chosen: ChosenDriver;
    try {
      chosen = this.driverFor(scenario);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const place = scenario.driver?.place ?? scenario.place;
      const remark = { place, message: `the driver cannot be read: ${error.message}`, difference: null };
      return { verdict: 'failed', remarks: [remark], problems: [], ...nothing };
    }
    const { faults = null, limit = null } = this.#wish;
    const given = faults === null ? scenario : { ...scenario, faults: BigInt(faults) };
    const options = { states: limit };
    const result = chosen.runScenario(given, scenario.machine.pageSize, options, this.#progress);
    return { ...judged(scenario, result), assumed: chosen.assumption() };
  }

  #chosen(name: string, said: string): ChosenDriver {
    const known = this.#drivers.get(name) ?? chooseDriver(name, this.#wish.module, said);
    this.#drivers.set(name, known);
    return known;
  }
}

function isEmbedded(name: string): boolean {
  return embeddedDrivers().some((driver) => driver.name === name);
}

function judged(scenario: Scenario, result: ScenarioResult): Omit<Outcome, 'assumed'> {
  const verdict = judge(scenario.expect, result);
  const done = { problems: [], result };
  if (verdict.kind === 'passed') return { ...done, verdict: 'passed', remarks: [] };
  if (verdict.kind === 'gave-up') {
    const { stop } = verdict;
    const remarks = stop
      ? [{ place: stop.place, message: stopMessage(stop.why), difference: null }]
      : [{ place: scenario.place, message: 'not everything was looked at', difference: null }];
    return { ...done, verdict: 'gave-up', remarks };
  }
  const remarks = verdict.differences.map((difference) => ({
    place: difference.place,
    message: differenceMessage(difference),
    difference,
  }));
  return { ...done, verdict: 'failed', remarks };
}

function problemsOf({ problems }: ScenarioSource, { whole }: Scenario): readonly ShownProblem[] {
  return problems.filter(
    ({ place }) =>
      place.path === whole.path && whole.span.start <= place.span.start && place.span.start <= whole.span.end,
  );
}
