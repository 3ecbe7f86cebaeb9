import {
  exploreScenario,
  type Scenario,
  type ScenarioResult,
  scenarioName,
  stopMessage,
} from '../../engine/index.ts';
import { checkModule } from '../driver.ts';
import type { Progress } from '../progress.ts';
import { Unreadable } from '../read-text.ts';
import { Runner } from '../scenario/ran.ts';
import { readScenarioSource, type ScenarioSource } from '../scenario/read.ts';
import { plain } from '../style.ts';
import { problemLines, where } from '../text.ts';
import type { ExploreRequest } from './arguments.ts';
import { type FoundOn, notTranslated, searchOf } from './search.ts';

/** Explores the one scenario of a file, or the one of a name. Throws `Unreadable` where there is none to be run. */
export function searchScenario(request: ExploreRequest, progress: Progress): FoundOn {
  const source = readScenarioSource(request.path);
  const scenario = wantedScenario(request, source);
  const { machine } = scenario;
  if (scenario.broken || !machine) throw new Unreadable(brokenText(source, scenario));
  const chosen = new Runner(request, () => 0).driverFor(scenario);
  checkModule(chosen.name, request.module);
  const driver = chosen.compiled(machine.pageSize);
  const given = request.faults === null ? scenario : { ...scenario, faults: BigInt(request.faults) };
  const steps = exploreScenario(given, machine, driver, {
    states: request.limit,
    orders: request.orders,
  });
  let next = steps.next();
  for (; !next.done; next = steps.next())
    if (next.value) progress.states(next.value.states, next.value.depth);
  progress.clear();
  const result = next.value;
  if (!result.explored) throw new Unreadable(stoppedText(source, result));
  const { explored, uncovered } = searchOf(result.explored, result);
  return {
    name: scenarioName(scenario),
    explored,
    uncovered: [...uncovered, ...notTranslated(driver)],
    machine,
    remarks: source.remarks(machine.path),
    driver: chosen,
  };
}

function wantedScenario({ name, path }: ExploreRequest, { scenarios }: ScenarioSource): Scenario {
  const wanted = scenarios.filter((scenario) => name === null || scenarioName(scenario) === name);
  const [scenario] = wanted;
  if (scenario && wanted.length === 1) return scenario;
  const names = scenarios.map((each) => `“${scenarioName(each)}”`).join(', ');
  if (scenario)
    throw new Unreadable(
      `${path}: ${wanted.length} scenarios here, and one is explored: choose it with --scenario, of ${names}`,
    );
  if (name === null) throw new Unreadable(`${path}: no scenario here`);
  throw new Unreadable(`${path}: no scenario is called “${name}”: ${names || 'it has none'}`);
}

function brokenText({ problems, lines }: ScenarioSource, { whole, place }: Scenario): string {
  const own = problems.filter(
    (each) =>
      each.place.path === whole.path &&
      whole.span.start <= each.place.span.start &&
      each.place.span.start <= whole.span.end,
  );
  const [first] = own.flatMap((problem) => problemLines(problem, lines, plain));
  return first ?? `${where(place, lines, plain)}: the scenario cannot be run`;
}

function stoppedText({ lines }: ScenarioSource, { stopped }: ScenarioResult): string {
  return stopped ? `${where(stopped.place, lines, plain)}: ${stopMessage(stopped.why)}` : 'nothing ran';
}
