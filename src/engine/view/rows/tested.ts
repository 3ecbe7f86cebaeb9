import type { Place } from '../../base/span.ts';
import type { Finding } from '../../kernel/outcome.ts';
import type { Difference } from '../../scenario/judge.ts';
import { wayOf } from '../../scenario/judge.ts';
import type { StepResult } from '../../scenario/result.ts';
import { scenarioName } from '../../topology/scenario/scenario.ts';
import { count, markdown } from '../format.ts';
import { gpusOf, registeredGpus } from '../gpus.ts';
import type { OutlineIcon, OutlineNode } from '../outline.ts';
import type { TestedScenario } from '../tested-scenario.ts';
import { lengthText } from '../words/exploration.ts';
import { findingConsequence, findingHappening, findingTitle, shownSite } from '../words/finding.ts';
import { answerText, differenceMessage, testedTexts, verdictTitle } from '../words/scenario-result.ts';
import { siteText } from '../words/site.ts';
import { causeRow, coverageRow } from './explored.ts';
import { locksRow } from './locks.ts';
import { row, uniqueId } from './row.ts';
import { swallowedRows } from './swallowed.ts';
import { logRows, opened, traceRows } from './trace.ts';

/** Where a place of the scenario's text is opened; null where it is in no file. */
export type Opening = (place: Place) => OutlineNode['source'];

/**
 * What a scenario came to, to be followed step by step: the verdict; what was found, each with its steps; what else is
 * not as expected; of one schedule all of its steps.
 */
export function testedRows(tested: TestedScenario, at: Opening): readonly OutlineNode[] {
  const { scenario, result } = tested;
  const { explored, steps, log } = result;
  const registered = registeredGpus(gpusOf(tested.topology));
  const ids = new Set<string>();
  const others = differencesOf(tested).filter(({ kind }) => kind !== 'found');
  return [
    verdictRow(tested, at),
    ...(explored?.findings ?? []).map((found) =>
      causeRow(found, uniqueId(`cause:${found.cause}`, ids), registered),
    ),
    ...(explored && explored.races.length > 0 ? [locksRow(explored.races)] : []),
    ...swallowedRows(explored?.swallowed ?? []),
    ...others.map((each, number) => differenceRow(each, at, `differs:${number}`)),
    ...steps.map((step, number) => stepRow(step, number, tested, at)),
    ...(log.length > 0 ? [logRow(log, scenarioName(scenario))] : []),
  ];
}

function differencesOf({ verdict }: TestedScenario): readonly Difference[] {
  return verdict.kind === 'failed' ? verdict.differences : [];
}

const icons: Readonly<Record<TestedScenario['verdict']['kind'], OutlineIcon>> = {
  passed: 'holds',
  failed: 'violated',
  'gave-up': 'gave-up',
};

function verdictRow(tested: TestedScenario, at: Opening): OutlineNode {
  const { scenario, result, verdict } = tested;
  const texts = testedTexts(verdict, result);
  return row({
    id: 'verdict',
    kind: 'verdict',
    label: verdictTitle(verdict),
    parts: [scenarioName(scenario), result.driver],
    tooltip: texts.map(markdown),
    icon: icons[verdict.kind],
    place: null,
    source: at(scenario.place),
    children:
      texts.length === 0
        ? null
        : () => texts.map((text, number) => coverageRow(text, `verdict/${number}`, 'coverage')),
  });
}

function differenceRow(difference: Difference, at: Opening, id: string): OutlineNode {
  const way = wayOf(difference);
  const text = differenceMessage(difference);
  return row({
    id,
    kind: 'difference',
    label: `${text[0]!.toUpperCase()}${text.slice(1)}`,
    parts: [way ? lengthText(way) : ''],
    tooltip: [markdown(text)],
    icon: 'differs',
    place: null,
    source: at(difference.place),
    children: way ? () => traceRows(way.trace, way.faults, id) : null,
  });
}

/** A step of the one schedule, with what was found while it ran. */
function stepRow(step: StepResult, number: number, { text }: TestedScenario, at: Opening): OutlineNode {
  const { action, returned, findings } = step;
  const { start, end } = action.place.span;
  const id = `step:${number}`;
  const done = text.slice(start, end);
  const answer = answerText(returned);
  return row({
    id,
    kind: 'step',
    label: `${number + 1}. ${done}`,
    parts: [answer, findings.length > 0 ? count(findings.length, 'finding') : ''],
    tooltip: [markdown(`${done}: ${answer}`)],
    icon: 'step',
    place: null,
    source: at(action.place),
    children:
      findings.length === 0
        ? null
        : () => findings.map((finding, each) => findingRow(finding, `${id}/found:${each}`)),
  });
}

/** What was found, with the calls that led there and where its object came from and went. */
function findingRow(finding: Finding, id: string): OutlineNode {
  const title = findingTitle(finding);
  const { allocated, freed, stack } = finding;
  const sites = [
    ...stack.map(({ function: name, site }) => ({ what: `in ${name}`, site })),
    ...(allocated ? [{ what: 'allocated', site: allocated }] : []),
    ...(freed ? [{ what: 'freed', site: freed }] : []),
  ].filter(({ site }) => site.file !== '');
  const site = shownSite(finding);
  return row({
    id,
    kind: 'site',
    label: `${title[0]!.toUpperCase()}${title.slice(1)}`,
    parts: [findingHappening(finding), site.file === '' ? '' : siteText(site)],
    tooltip: [markdown(findingConsequence(finding))],
    icon: 'finding',
    place: null,
    ...opened(site),
    children:
      sites.length === 0
        ? null
        : () =>
            sites.map((each, number) =>
              row({
                id: `${id}/site:${number}`,
                kind: 'site',
                label: each.what,
                parts: [siteText(each.site)],
                tooltip: [],
                icon: 'site',
                place: null,
                ...opened(each.site),
              }),
            ),
  });
}

function logRow(log: readonly string[], name: string): OutlineNode {
  return row({
    id: 'log',
    kind: 'coverage',
    label: 'Kernel log',
    parts: [count(log.length, 'line')],
    tooltip: [markdown(`What ${name} adds to the kernel log.`)],
    icon: 'log',
    place: null,
    children: () => logRows(log, 'log'),
  });
}
