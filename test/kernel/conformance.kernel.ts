import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { scenarioName } from '../../src/engine/index.ts';
import { bootGuest } from './boot.ts';
import { provideDebian } from './debian.ts';
import { driverOf } from './drivers.ts';
import { kernelFolder } from './folder.ts';
import { buildModules } from './modules.ts';
import { type Boot, planBoots } from './plan.ts';
import { readScenarios } from './scenarios.ts';
import { guestScript } from './script.ts';
import { type Seen, shown } from './seen.ts';
import { type Fault, faults, withFault } from './sharpness.ts';
import { Transcript } from './transcript.ts';
import { virtualRuns } from './virtual.ts';

const scenarios = readScenarios();
const virtual = new Map(scenarios.map((each) => [each, virtualRuns(each, driverOf(each))] as const));
const boots = planBoots(scenarios, (scenario) => virtual.get(scenario)!.some((run) => run.some(isHarmed)));

function isHarmed({ harm, answers }: Seen): boolean {
  return harm.length > 0 || answers.includes('never');
}

const provided = await provideDebian(kernelFolder);
if ('absent' in provided) {
  console.log(`Skipped, for there is no kernel to compare with: ${provided.absent}.`);
  for (const scenario of scenarios) test.skip(scenarioName(scenario));
} else {
  const { debian } = provided;
  const drivers = new Map(scenarios.map(driverOf).map((driver) => [driver.name, driver]));
  const modules = await buildModules(kernelFolder, debian, [...drivers.values()]);
  const transcripts = inTurn(boots, Math.min(availableParallelism(), 4), async (boot) => {
    return new Transcript(await bootGuest(kernelFolder, debian, modules, boot, guestScript(boot)));
  });
  for (const [number, boot] of boots.entries())
    for (const [at, placed] of boot.placed.entries()) {
      compare(transcripts[number]!, boot, at, placed);
      for (const fault of faults.filter((each) => each.scenario === scenarioName(placed.scenario)))
        notice(fault, transcripts[number]!, at, placed);
    }
}

function compare(
  transcript: Promise<Transcript>,
  boot: Boot,
  at: number,
  { scenario }: Boot['placed'][number],
): void {
  test(scenarioName(scenario), async () => {
    const { steps } = scenario;
    const console = await transcript;
    const real = shown(steps, console.seen(at, boot.placed[at]!));
    const allowed = virtual.get(scenario)!.map((run) => shown(steps, run));
    const fate = console.isWhole ? '' : `\nThe guest did not come to its end:\n${console.ending}\n`;
    // Of several orders the first is shown, where none is the real one's.
    if (!allowed.includes(real))
      expect(allowed[0], `${scenarioName(scenario)}: + the virtual kernel, - the real one${fate}`).toBe(real);
    expect(console.isWhole, fate).toBe(true);
  });
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

/** Starts what is to be done for each, so many at a time. */
function inTurn<T, R>(items: readonly T[], most: number, task: (item: T) => Promise<R>): Promise<R>[] {
  const done: Promise<R>[] = [];
  for (const [index, item] of items.entries()) {
    const before = done[index - most];
    done.push(
      before
        ? before.then(
            () => task(item),
            () => task(item),
          )
        : task(item),
    );
  }
  // Each is awaited by its tests; one that fails before is no fault of its own.
  for (const each of done) each.catch(() => undefined);
  return done;
}
