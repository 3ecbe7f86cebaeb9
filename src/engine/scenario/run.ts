import { Bug } from '../base/bug.ts';
import type { CompiledDriver } from '../kernel/compile.ts';
import { isSequential, type Scenario } from '../topology/scenario/scenario.ts';
import { exploreScenario } from './explore.ts';
import type { ExploreOptions, ExploreScenario, ScenarioSteps, Stop } from './result.ts';
import { Sequence } from './sequence.ts';

/**
 * Runs a scenario that is not broken on the virtual kernel: its one schedule, or every order where it has
 * several or allows faults. Yields between slices of a few milliseconds.
 */
export function* runScenario(
  scenario: Scenario,
  driver: CompiledDriver,
  options: ExploreOptions = { states: null },
  explore: ExploreScenario = exploreScenario,
): ScenarioSteps {
  const { machine } = scenario;
  if (!machine) throw new Bug('a scenario without a machine is not run');
  if (!isSequential(scenario)) return yield* explore(scenario, machine, driver, options);
  const sequence = new Sequence(machine, driver);
  yield* sequence.boot();
  let stopped: Stop | null = null;
  for (const step of scenario.steps) {
    if (step.kind === 'parallel') continue;
    stopped = yield* sequence.take(step);
    if (stopped) break;
  }
  const findings = sequence.findings();
  return {
    driver: driver.name,
    outcome: findings.length > 0 ? 'violated' : stopped ? 'gave-up' : 'holds',
    stopped,
    ends: stopped ? [] : [yield* sequence.end()],
    findings,
    steps: sequence.steps,
    log: sequence.log,
    states: null,
    explored: null,
  };
}
