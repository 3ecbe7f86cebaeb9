import type { CompiledDriver } from '../kernel/compile.ts';
import { type ExplorationOptions, exploreKernel } from '../kernel/exploration.ts';
import type { End, Explored, ExploredRace } from '../kernel/explored.ts';
import type { Finding } from '../kernel/outcome.ts';
import { meetInKernel, type Plan } from '../kernel/plan.ts';
import { registeredGpus } from '../kernel/registration.ts';
import { beyond, partsOf, type Search, together } from '../kernel/together.ts';
import type { Scenario } from '../topology/scenario/scenario.ts';
import type { Topology } from '../topology/topology.ts';
import { missing, placeOf } from './act.ts';
import { comparesEnd, wrongEnd } from './judge.ts';
import { actionsOf, mostFaults, planOf } from './plan.ts';
import type { EndState, ExploreOptions, FoundBy, ScenarioResult, ScenarioSteps, Stop } from './result.ts';

/** Looks at every order of a scenario's parallel items, and at every place where its faults can fall. */
export function* exploreScenario(
  scenario: Scenario,
  topology: Topology,
  driver: CompiledDriver,
  { states, orders }: ExploreOptions,
): ScenarioSteps {
  const unknown = firstMissing(scenario, topology, driver);
  if (unknown) return { ...nothing(driver), stopped: unknown };
  const { expect } = scenario;
  const plan = planOf(scenario);
  const options: ExplorationOptions = {
    everyOrder: meetInKernel(plan),
    ...(states === null ? {} : { states }),
    ...(orders === undefined ? {} : { orders }),
    // Only an end that is not as expected needs a trace.
    ...(comparesEnd(expect) ? { wrongEnd: (end: End) => wrongEnd(expect, end) } : {}),
  };
  // Whoever writes a step may well want it refused.
  const explored = { ...(yield* exploreSteps(topology, driver, plan, options)), unmapped: [], opens: [] };
  const isShort = scenario.faults > mostFaults && explored.outcome === 'holds';
  return {
    driver: driver.name,
    outcome: isShort ? 'gave-up' : explored.outcome,
    stopped: stopOf(explored, scenario),
    ends: endsOf(explored),
    findings: [
      ...explored.findings.map(({ finding, ...way }) => ({ ...finding, way })),
      ...raceFindings(explored.races),
    ],
    steps: [],
    log: [],
    states: explored.states,
    explored,
  };
}

/** Where there are too many orders, those in which no call fails are looked at by themselves: few enough, often. */
function* exploreSteps(
  topology: Topology,
  driver: CompiledDriver,
  plan: Plan,
  options: ExplorationOptions,
): Search {
  const all = yield* exploreKernel(topology, driver, plan, options);
  if (all.limit !== 'states' || plan.faults === 0) return all;
  const less = { ...plan, faults: 0 };
  const faultless = yield* beyond(all, exploreKernel(topology, driver, less, options));
  const wholeParts = faultless.limit === null ? partsOf(plan, [less]) : [];
  return { ...together(all, faultless), wholeParts };
}

function nothing({ name }: CompiledDriver): ScenarioResult {
  const none = { ends: [], findings: [], steps: [], log: [], states: null, explored: null };
  return { driver: name, outcome: 'gave-up', stopped: null, ...none };
}

/** The first thing that the scenario names and there is not: no order would change that. */
function firstMissing(scenario: Scenario, topology: Topology, driver: CompiledDriver): Stop | null {
  const devices = registeredGpus(topology);
  for (const action of actionsOf(scenario)) {
    const why = missing(action, driver, devices);
    if (why) return { place: placeOf(action, why), why };
  }
  return null;
}

function stopOf(
  { limit, statesAtLimit: states, orders, ends, wholeParts }: Explored,
  { place, expect, faults }: Scenario,
): Stop | null {
  if (limit !== null) return { place, why: { kind: 'limit', limit, states, orders, wholeParts } };
  if (faults > mostFaults) return { place, why: { kind: 'faults', wanted: faults, most: mostFaults } };
  return ends.length === 0 ? { place: expect.place, why: { kind: 'no-end' } } : null;
}

/** Those that are not as expected with the way to them. */
function endsOf({ ends, wrongEnds }: Explored): readonly EndState[] {
  const ways = new Map(wrongEnds.map(({ end, ...way }) => [end, way]));
  return ends.map((end) => {
    const way = ways.get(end);
    return way ? { ...end, way } : end;
  });
}

/** A finding for each field that needs a lock, at the line that writes it. */
function raceFindings(races: readonly ExploredRace[]): readonly FoundBy[] {
  const fields = new Map(races.toReversed().map((race) => [race.field, race]));
  return [...fields.values()].reverse().map(({ field, accesses, ...way }) => {
    const { source } = accesses.find(({ write }) => write) ?? accesses[0]!;
    const tasks = [...new Set(accesses.map(({ task }) => task))].join(' and ');
    const of: Finding = { ...unplaced, source, values: { field, tasks } };
    return { ...of, way };
  });
}

const unplaced = {
  kind: 'race',
  detail: 'race',
  gpu: null,
  during: '',
  stack: [],
  object: null,
  allocated: null,
  freed: null,
} as const;
