import type { TestController, TestItem, Uri } from 'vscode';
import type { Scenario } from '../../engine/index.ts';
import { isSameSource } from '../driver-folder.ts';
import type { Drivers } from '../drivers.ts';
import { Owned } from '../owned.ts';
import type { RanScenario } from './found-scenario.ts';
import { driverOf } from './run-scenario.ts';
import type { ScenarioHome, ScenarioHomes } from './scenario-homes.ts';
import type { TestItems } from './test-items.ts';

/** Has results drawn as outdated once the scenario, its topology or its driver is another. */
export interface Outdated {
  /** What an item's last result is of. */
  keep(item: TestItem, ran: RanScenario): void;
  /** Looks at these anew: something may have changed while they ran. */
  look(items: readonly TestItem[]): Promise<void>;
  dispose(): void;
}

export function markOutdated(
  controller: TestController,
  items: TestItems,
  homes: ScenarioHomes,
  drivers: Drivers,
): Outdated {
  const owned = new Owned();
  const results = new WeakMap<TestItem, RanScenario>();
  const look = async (looked: readonly TestItem[]) => {
    for (const item of looked) {
      const ran = results.get(item);
      if (!ran || !(await isOutdated(item, ran)) || results.get(item) !== ran) continue;
      results.delete(item);
      controller.invalidateTestResults(item);
    }
  };
  const isOutdated = async (item: TestItem, { home, scenario, came }: RanScenario) => {
    const place = items.placeOf(item);
    const now = place && homes.get(place.uri);
    const current = now?.scenarios[place?.index ?? -1];
    // What is gone has no result to be seen.
    if (!now || !current) return false;
    if (textOf(current, now) !== textOf(scenario, home) || !haveSameTopologies(now, home)) return true;
    const { source } = await driverOf(current, now.uri, drivers);
    return !source || !came.driver.source || !isSameSource(source, came.driver.source);
  };
  const inFile = (uri: Uri) =>
    items.all().filter((item) => items.placeOf(item)?.uri.toString() === uri.toString());
  owned.own(homes.onDidChange((uri) => void look(inFile(uri))));
  owned.own(drivers.onDidChange(() => void look(items.all())));
  return { keep: (item, ran) => void results.set(item, ran), look, dispose: () => owned.dispose() };
}

function textOf({ whole: { span } }: Scenario, { text }: ScenarioHome): string {
  return text.slice(span.start, span.end);
}

/** By their texts: one that is read anew is the same. */
function haveSameTopologies({ topologies: now }: ScenarioHome, { topologies: then }: ScenarioHome): boolean {
  return (
    now.length === then.length &&
    now.every(({ path, text }, at) => path === then[at]?.path && text === then[at]?.text)
  );
}
