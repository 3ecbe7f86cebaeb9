import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { type Scenario, scenarioName } from '../../src/engine/index.ts';
import { bootGuest } from './boot.ts';
import { driverOf } from './drivers.ts';
import { kernelFolder } from './folder.ts';
import { debianToCompare } from './loaded.ts';
import { buildModules } from './modules.ts';
import type { Boot, Placed } from './plan.ts';
import { guestScript } from './script.ts';
import { type Seen, shown } from './seen.ts';
import { Transcript } from './transcript.ts';
import type { virtualRuns } from './virtual.ts';

/** What the guests of these boots say, which run some at a time; null, with all scenarios skipped, where there are none. */
export async function transcriptsOf(
  boots: readonly Boot[],
  scenarios: readonly Scenario[],
): Promise<readonly Promise<Transcript>[] | null> {
  const debian = await debianToCompare();
  if (debian === null) {
    for (const scenario of scenarios) test.skip(scenarioName(scenario));
    return null;
  }
  const drivers = new Map(scenarios.map(driverOf).map((driver) => [driver.name, driver]));
  const modules = await buildModules(kernelFolder, debian, [...drivers.values()]);
  return inTurn(boots, Math.min(availableParallelism(), 4), async (boot) => {
    return new Transcript(await bootGuest(kernelFolder, debian, modules, boot, guestScript(boot)));
  });
}

/** A scenario, the `at`th of its boot, is seen as one of the runs on the virtual kernel. */
export function compare(
  transcript: Promise<Transcript>,
  at: number,
  placed: Placed,
  runs: ReturnType<typeof virtualRuns>,
): void {
  const { scenario } = placed;
  const text = (run: readonly Seen[]): string => shown(scenario.steps, run);
  test(scenarioName(scenario), async () => {
    const console = await transcript;
    const real = text(console.seen(at, placed));
    const allowed = runs.map(text);
    const fate = console.isWhole ? '' : `\nThe guest did not come to its end:\n${console.ending}\n`;
    // Of several orders the first is shown, where none is the real one's.
    if (!allowed.includes(real))
      expect(allowed[0], `${scenarioName(scenario)}: + the virtual kernel, - the real one${fate}`).toBe(real);
    expect(console.isWhole, fate).toBe(true);
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
