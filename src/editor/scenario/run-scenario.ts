import type { CancellationToken, Uri } from 'vscode';
import {
  type DriverSource,
  isSequential,
  judge,
  runSchedule,
  type Scenario,
  type ScenarioResult,
  sentDriver,
  type Topology,
  type Verdict,
} from '../../engine/index.ts';
import type { ChosenDriver, Drivers } from '../drivers.ts';
import { runJob } from '../explore/run-job.ts';
import { inSlices } from '../slices.ts';

/** What came of a scenario; without a driver, or with an error in it, nothing did. */
export type Came =
  | {
      readonly kind: 'ran';
      readonly result: ScenarioResult;
      readonly verdict: Verdict;
      readonly driver: ChosenDriver;
    }
  | { readonly kind: 'broken' }
  | { readonly kind: 'no-driver'; readonly trouble: string };

/**
 * Runs a scenario: one schedule in slices, several in a thread of their own. Undefined when the user no longer
 * wants it.
 */
export async function runOne(
  scenario: Scenario,
  uri: Uri,
  drivers: Drivers,
  token: CancellationToken,
): Promise<Came | undefined> {
  const { machine } = scenario;
  if (scenario.broken || !machine) return { kind: 'broken' };
  const driver = await driverOf(scenario, uri, drivers);
  const { source } = driver;
  if (source === null) return { kind: 'no-driver', trouble: troubleOf(driver, scenario) };
  const wanted = () => !token.isCancellationRequested;
  const result = isSequential(scenario)
    ? await inSlices(schedule(scenario, machine, source, drivers), wanted)
    : await runJob(
        { kind: 'scenario', topology: machine, driver: sentDriver(source), scenario },
        { token, progress: () => {} },
      );
  if (!result || !wanted()) return undefined;
  return { kind: 'ran', result, verdict: judge(scenario.expect, result), driver };
}

/** What to do is said of a driver of the settings, and of a workspace that is not trusted. */
function troubleOf({ folder, trouble }: ChosenDriver, { driver }: Scenario): string {
  return driver && folder ? `${trouble} Name another driver, or create the folder.` : (trouble ?? '');
}

/** The driver that a scenario of this file names, else the one that is chosen for the file. */
export function driverOf(
  { driver }: Scenario,
  uri: Uri,
  drivers: Pick<Drivers, 'named' | 'chosen'>,
): Promise<ChosenDriver> {
  return driver ? drivers.named(driver.value, uri) : drivers.chosen(uri);
}

function* schedule(
  scenario: Scenario,
  { pageSize }: Topology,
  source: DriverSource,
  drivers: Drivers,
): Generator<undefined, ScenarioResult> {
  const compiled = yield* drivers.compiled(source, pageSize);
  return yield* runSchedule(scenario, compiled);
}
