import { Bug } from '../base/bug.ts';
import type { CompiledDriver } from '../kernel/compile.ts';
import { isSequential, type Scenario } from '../topology/scenario/scenario.ts';
import { exploreScenario } from './explore.ts';
import type { ExploreOptions, ExploreScenario, ScenarioSteps } from './result.ts';
import { runSchedule } from './schedule.ts';

/**
 * Runs a scenario that is not broken on the virtual kernel: its one schedule, or every order where it has
 * several or allows faults. Yields often.
 */
export function* runScenario(
  scenario: Scenario,
  driver: CompiledDriver,
  options: ExploreOptions = { states: null },
  explore: ExploreScenario = exploreScenario,
): ScenarioSteps {
  const { machine } = scenario;
  if (!machine) throw new Bug('a scenario without a machine is not run');
  if (isSequential(scenario)) return yield* runSchedule(scenario, driver);
  return yield* explore(scenario, machine, driver, options);
}
