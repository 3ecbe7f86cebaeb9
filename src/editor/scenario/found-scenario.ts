import {
  type Opening,
  type Scenario,
  type TestedScenario,
  testedReport,
  testedRows,
} from '../../engine/index.ts';
import type { Found } from '../explore/found.ts';
import type { Whereabouts } from '../moves.ts';
import type { Came } from './run-scenario.ts';
import type { ScenarioHome, ScenarioHomes } from './scenario-homes.ts';

/** A scenario that ran, with the text that it was read from. */
export interface RanScenario {
  readonly home: ScenarioHome;
  readonly scenario: Scenario;
  readonly where: Whereabouts;
  readonly came: Came & { readonly kind: 'ran' };
}

/** What a scenario came to, for the view of findings; undefined where its topology is gone. */
export async function foundOfScenario(ran: RanScenario, homes: ScenarioHomes): Promise<Found | undefined> {
  const { home, scenario, came, where } = ran;
  const { result, verdict, driver } = came;
  const topology = scenario.machine;
  const file = topology && (await homes.topologyOf(home, topology));
  if (!file) return undefined;
  const tested: TestedScenario = { scenario, text: home.text, topology, result, verdict };
  const { explored } = result;
  return {
    file,
    where,
    source: null,
    used: [driver],
    rows: testedRows(tested, openingIn(home)),
    wrong: {
      topology,
      explored: { findings: explored?.findings ?? [], races: explored?.races ?? [] },
      by: 'testing',
    },
    report: testedReport(tested),
    search: null,
    origin: driver.source && { source: driver.source, folder: driver.folder },
    isOtherScenario: () => homes.get(where.at(home.uri))?.text !== home.text,
  };
}

function openingIn(home: ScenarioHome): Opening {
  const positions = home.positions();
  return (place) => {
    const { uri, range } = positions.location(place);
    return { file: uri.toString(), position: { line: range.start.line, character: range.start.character } };
  };
}
