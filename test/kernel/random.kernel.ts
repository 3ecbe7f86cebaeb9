import { expect, test } from 'vitest';
import { scenarioName } from '../../src/engine/index.ts';
import { compare, transcriptsOf } from './compare.ts';
import { provideDebian } from './debian.ts';
import { driverOf } from './drivers.ts';
import { kernelFolder } from './folder.ts';
import { buildModules } from './modules.ts';
import { planBoots } from './plan.ts';
import { randomScenarios } from './random-scenarios.ts';
import { virtualRuns } from './virtual.ts';

/* What users do in random order: a step after the other, both kernels show the same. */

const first = Number(process.env['RANDOM_FIRST'] ?? 1);
const count = Number(process.env['RANDOM_COUNT'] ?? 3);
const scenarios = randomScenarios(first, count);
const virtual = new Map(scenarios.map((each) => [each, virtualRuns(each, driverOf(each))] as const));

const provided = await provideDebian(kernelFolder);
if ('absent' in provided) {
  console.log(`Skipped, for there is no kernel to compare with: ${provided.absent}.`);
  for (const scenario of scenarios) test.skip(scenarioName(scenario));
} else {
  const { debian } = provided;
  const drivers = new Map(scenarios.map(driverOf).map((driver) => [driver.name, driver]));
  const modules = await buildModules(kernelFolder, debian, [...drivers.values()]);
  const boots = planBoots(scenarios, () => false);
  const transcripts = transcriptsOf(boots, debian, modules);
  for (const [number, boot] of boots.entries())
    for (const [at, placed] of boot.placed.entries())
      compare(transcripts[number]!, at, placed, virtual.get(placed.scenario)!);
}

test('the drivers are right: the virtual kernel finds no harm', () => {
  for (const [scenario, runs] of virtual)
    for (const run of runs) for (const { harm } of run) expect(harm, scenarioName(scenario)).toEqual([]);
});
