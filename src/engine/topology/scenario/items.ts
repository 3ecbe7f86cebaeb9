import type { Problem } from '../catalogue.ts';
import { clip, type Fields } from '../fields.ts';
import type { Report } from '../report.ts';
import type { Topology } from '../topology.ts';
import { readScenario } from './read.ts';
import { type Scenario, scenarioName } from './scenario.ts';
import { subjectOf } from './subject.ts';

/** A scenario as its shape has read it, with its machine. */
export interface ScenarioItem {
  readonly fields: Fields;
  readonly machine: Topology | null;
}

/** Where scenarios stand, and what is wrong there already. */
export interface ScenarioHome {
  readonly text: string;
  readonly problems: readonly Problem[];
  readonly syntaxError: boolean;
}

/** The scenarios of one file. What is wrong with them goes to the report. */
export function scenariosOf(
  items: readonly ScenarioItem[],
  home: ScenarioHome,
  report: Report,
): readonly Scenario[] {
  const scenarios = items.map(({ fields, machine }, index) =>
    readScenario(fields, index, subjectOf(home.text, report, machine)),
  );
  checkNames(scenarios, report);
  // A key that is not read may be half of what is expected: the scenario would say less than it seems to.
  const errors = [...home.problems, ...report.problems()].filter(
    ({ severity, code }) => severity === 'error' || code === 'shape/unknown-key',
  );
  return scenarios.map((scenario) => ({
    ...scenario,
    broken: home.syntaxError || errors.some(isWithin(scenario)),
  }));
}

function isWithin({ whole }: Scenario): (problem: Problem) => boolean {
  return ({ place, code }) =>
    place.path === whole.path &&
    code !== 'scenario/duplicate-name' &&
    whole.span.start <= place.span.start &&
    place.span.start <= whole.span.end;
}

function checkNames(scenarios: readonly Scenario[], report: Report): void {
  const seen = new Map<string, Scenario>();
  for (const scenario of scenarios) {
    if (!scenario.name) continue;
    const name = scenarioName(scenario);
    const first = seen.get(name);
    if (!first) seen.set(name, scenario);
    else {
      const related = [report.related('first', first.place)];
      report.add('scenario/duplicate-name', scenario.name.place, { name: clip(name) }, related);
    }
  }
}
