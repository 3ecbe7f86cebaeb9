import { expect, test } from 'vitest';
import { scenarioName } from '../../src/engine/index.ts';
import { compare, transcriptsOf } from './compare.ts';
import { driverOf } from './drivers.ts';
import { type Boot, planBoots } from './plan.ts';
import { readScenarios } from './scenarios.ts';
import { type Seen, shown } from './seen.ts';
import { type Fault, faults, withFault } from './sharpness.ts';
import type { Transcript } from './transcript.ts';
import { virtualRuns } from './virtual.ts';

const scenarios = readScenarios();
const virtual = new Map(scenarios.map((each) => [each, virtualRuns(each, driverOf(each))] as const));
const boots = planBoots(scenarios, (scenario) => virtual.get(scenario)!.some((run) => run.some(isHarmed)));

function isHarmed({ harm, answers }: Seen): boolean {
  return harm.length > 0 || answers.includes('never');
}

const transcripts = await transcriptsOf(boots, scenarios);
if (transcripts !== null)
  for (const [number, boot] of boots.entries())
    for (const [at, placed] of boot.placed.entries()) {
      compare(transcripts[number]!, at, placed, virtual.get(placed.scenario)!);
      for (const fault of faults.filter((each) => each.scenario === scenarioName(placed.scenario)))
        notice(fault, transcripts[number]!, at, placed);
    }

/** The comparison is worth something: it would have noticed the fault. */
function notice(
  fault: Fault,
  transcript: Promise<Transcript>,
  at: number,
  placed: Boot['placed'][number],
): void {
  test(`a fault is noticed: ${fault.what}`, async () => {
    const { scenario } = placed;
    const real = shown(scenario.steps, (await transcript).seen(at, placed));
    const changed = virtualRuns(scenario, withFault(driverOf(scenario), fault));
    expect(changed.map((run) => shown(scenario.steps, run))).not.toContain(real);
  });
}
