import { Bug } from '../base/bug.ts';
import type { CompiledDriver } from '../kernel/compile.ts';
import type { Scenario } from '../topology/scenario/scenario.ts';
import type { ScenarioResult, Stop } from './result.ts';
import { Sequence } from './sequence.ts';

/** Runs a scenario that has one schedule. Yields between slices of a few milliseconds. */
export function* runSchedule(
  { machine, steps }: Scenario,
  driver: CompiledDriver,
): Generator<undefined, ScenarioResult> {
  if (!machine) throw new Bug('a scenario without a machine is not run');
  const sequence = new Sequence(machine, driver);
  yield* sequence.boot();
  let stopped: Stop | null = null;
  for (const step of steps) {
    if (step.kind === 'parallel') throw new Bug('a scenario of several schedules is explored');
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
