import { readFileSync } from 'node:fs';
import {
  compileDriver,
  embeddedDrivers,
  judge,
  readScenarioFile,
  readTopology,
  runScenario,
  type Scenario,
  type ScenarioResult,
  type Verdict,
} from '../../../src/engine/index.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import type { ExploreScenario } from '../../../src/engine/scenario/result.ts';

const sample = new URL('../../fixtures/sample-workspace/', import.meta.url);
const text = (name: string): string => readFileSync(new URL(name, sample), 'utf8');

export const machine = readTopology('gb200.topology.yaml', text('gb200.topology.yaml'));

/** The scenarios of the sample workspace. */
export function samples(): readonly Scenario[] {
  return read(text('gb200.scenario.yaml'));
}

export function read(scenarios: string): readonly Scenario[] {
  const reading = readScenarioFile('a.scenario.yaml', scenarios, (_, path) =>
    path === machine.path ? machine : null,
  );
  if (reading.problems.length > 0) throw new Error(JSON.stringify(reading.problems.map(({ code }) => code)));
  return reading.scenarios;
}

/** A scenario of these steps on the GB200 tray; `rest` is what else it has, in lines. */
export function scenarioOf(steps: readonly string[], rest = ''): Scenario {
  const lines = steps.map((step) => `  - ${step}\n`).join('');
  return read(`scenario: 1\nname: a\ntopology: gb200.topology.yaml\nsteps:\n${lines}${rest}`)[0]!;
}

export function driverOf(name: string): DriverSource {
  return embeddedDrivers().find((driver) => driver.name === name)!;
}

export interface Ran {
  readonly result: ScenarioResult;
  readonly verdict: Verdict;
}

export function run(
  scenario: Scenario,
  source: DriverSource | string,
  states: number | null = null,
  explore?: ExploreScenario,
): Ran {
  const driver = typeof source === 'string' ? driverOf(source) : source;
  const compiled = compileDriver(driver, scenario.machine!.pageSize);
  const steps = runScenario(scenario, compiled, { states }, explore);
  for (;;) {
    const step = steps.next();
    if (step.done) return { result: step.value, verdict: judge(scenario.expect, step.value) };
  }
}
