import type { Uri } from 'vscode';
import {
  type DriverSource,
  judge,
  runScenario,
  type Scenario,
  type ScenarioProgress,
  type ScenarioResult,
  type Topology,
  type Verdict,
} from '../../engine/index.ts';
import type { Drivers } from '../drivers.ts';
import { inSlices } from '../slices.ts';

/** What came of a scenario; without a driver, or with an error in it, nothing did. */
export type Came =
  | { readonly kind: 'ran'; readonly result: ScenarioResult; readonly verdict: Verdict }
  | { readonly kind: 'broken' }
  | { readonly kind: 'no-driver'; readonly trouble: string };

/** Runs a scenario in slices. Undefined when `wanted` no longer holds. */
export async function runOne(
  scenario: Scenario,
  uri: Uri,
  drivers: Drivers,
  wanted: () => boolean,
): Promise<Came | undefined> {
  const { machine, driver: named } = scenario;
  if (scenario.broken || !machine) return { kind: 'broken' };
  const driver = named ? await drivers.named(named.value, uri) : await drivers.chosen(uri);
  if (driver.source === null) return { kind: 'no-driver', trouble: driver.trouble };
  const result = await inSlices(work(scenario, machine, driver.source, drivers), wanted);
  return result && { kind: 'ran', result, verdict: judge(scenario.expect, result) };
}

function* work(
  scenario: Scenario,
  { pageSize }: Topology,
  source: DriverSource,
  drivers: Drivers,
): Generator<ScenarioProgress | undefined, ScenarioResult> {
  const compiled = yield* drivers.compiled(source, pageSize);
  return yield* runScenario(scenario, compiled);
}
