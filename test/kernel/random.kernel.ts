import { expect, test } from 'vitest';
import { scenarioName } from '../../src/engine/index.ts';
import { compare, transcriptsOf } from './compare.ts';
import { driverOf } from './drivers.ts';
import { planBoots } from './plan.ts';
import { randomScenarios } from './random-scenarios.ts';
import { virtualRuns } from './virtual.ts';

/* What users do in random order: a step after the other, both kernels show the same. */

const first = Number(process.env['RANDOM_FIRST'] ?? 1);
const count = Number(process.env['RANDOM_COUNT'] ?? 3);
const scenarios = randomScenarios(first, count, process.env['RANDOM_ON']);
const virtual = new Map(scenarios.map((each) => [each, virtualRuns(each, driverOf(each))] as const));

const boots = planBoots(scenarios, () => false);
const transcripts = await transcriptsOf(boots, scenarios);
if (transcripts !== null)
  for (const [number, boot] of boots.entries())
    for (const [at, placed] of boot.placed.entries())
      compare(transcripts[number]!, at, placed, virtual.get(placed.scenario)!);

test('the drivers are right: the virtual kernel finds no harm', () => {
  for (const [scenario, runs] of virtual)
    for (const run of runs) for (const { harm } of run) expect(harm, scenarioName(scenario)).toEqual([]);
});
