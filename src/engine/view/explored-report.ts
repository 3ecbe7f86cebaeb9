import type { Explored, ExploredFinding, ExploredRace, TraceStep, Way } from '../kernel/explored.ts';
import type { FailableCall, Injected } from '../kernel/inject.ts';
import { isLibraryPlace } from '../kernel/library.ts';
import type { Replayed } from '../kernel/trace/replay.ts';
import type { Trace } from '../kernel/trace/trace.ts';
import { scenarioName } from '../topology/scenario/scenario.ts';
import type { Topology } from '../topology/topology.ts';
import type { Comparison } from './comparison/table.ts';
import { type ExploredMachine, leftOut } from './explored-machine.ts';
import { listed } from './format.ts';
import { machineName } from './machine-name.ts';
import type { TestedScenario } from './tested-scenario.ts';
import { comparisonSummary, comparisonTitle } from './words/comparison.ts';
import {
  exploredMessage,
  faultText,
  fewerMayDoText,
  raceTexts,
  swallowedMeaning,
  swallowedTexts,
  swallowedTitle,
} from './words/exploration.ts';
import {
  accessText,
  coveredTexts,
  exploredTitle,
  exploredVerdict,
  foundText,
  raceMessage,
  raceTitle,
  stepWay,
} from './words/explored.ts';
import { findingTitle, shownSite } from './words/finding.ts';
import { bindText, injectedText } from './words/injected.ts';
import { answerText, testedTexts, verdictTitle } from './words/scenario-result.ts';
import { siteText } from './words/site.ts';
import { replayText, replayTitle } from './words/trace.ts';
import { wrapped } from './wrap.ts';

/** All that an exploration came to, as Markdown that is also readable as plain text in a mail of 72 columns. */
export function exploredReport(machine: ExploredMachine): string {
  const { topology, explored, gpus, faults } = machine;
  const { driver, findings } = explored;
  const lines = [
    `# ${driver} on ${machineName(topology)}`,
    '',
    ...wrapped(`${exploredVerdict(explored)}: ${foundText(explored)}.`),
    '',
    ...coveredTexts(explored, gpus, faults).flatMap((text) => wrapped(text, '- ')),
    ...leftOut(machine).flatMap((text) => wrapped(`not looked at: ${text}`, '- ')),
    ...findings.flatMap((found) => ['', ...findingLines(found)]),
    ...besideLines(explored),
  ];
  return `${lines.join('\n')}\n`;
}

/** One finding, or one race on a field that needs a lock, for a review mail. */
export function findingReport(found: ExploredFinding | ExploredRace): string {
  return `${('field' in found ? raceLines(found) : findingLines(found)).join('\n')}\n`;
}

/** The steps alone, with what each added to the kernel log. */
export function traceReport({ trace, faults }: Pick<Way, 'trace' | 'faults'>): string {
  return `${traceLines(trace, faults).join('\n')}\n`;
}

function findingLines(found: ExploredFinding): readonly string[] {
  const { finding } = found;
  const sites = [
    ['at', shownSite(finding)],
    ['allocated at', finding.allocated],
    ['freed at', finding.freed],
  ] as const;
  return [
    `## ${exploredTitle(found)}`,
    '',
    ...wrapped(exploredMessage(found)),
    '',
    ...sites.flatMap(([what, site]) => (site && site.file !== '' ? [`- ${what} ${siteText(site)}`] : [])),
    ...finding.stack
      .filter(({ site }) => !isLibraryPlace(site.file))
      .map(({ function: name, site }) => `- in ${name}, ${siteText(site)}`),
    '',
    ...wayLines(found),
  ];
}

function raceLines(race: ExploredRace): readonly string[] {
  return [
    `## ${raceTitle(race)}`,
    '',
    ...wrapped(raceMessage(race)),
    '',
    ...race.accesses.map((access) => `- ${accessText(access)} by ${access.task}`),
    '',
    ...wayLines(race),
  ];
}

function wayLines({ trace, faults, fewerMayDo }: Way): readonly string[] {
  return [
    'The steps that lead there:',
    '',
    ...traceLines(trace, faults),
    ...(fewerMayDo ? ['', ...wrapped(fewerMayDoText)] : []),
  ];
}

function traceLines(trace: readonly TraceStep[], faults: ExploredFinding['faults']): readonly string[] {
  return trace.flatMap((step, number) => [
    ...wrapped(`${step.task} ${stepWay(step, number === trace.length - 1)}`, `${number + 1}. `),
    ...faults
      .filter((fault) => fault.step === number)
      .map((fault) => `   - ${faultText(fault)}${fault.source ? `, ${siteText(fault.source)}` : ''}`),
    ...(step.log.length > 0 ? ['', ...step.log.map((line) => `       ${line}`), ''] : []),
  ]);
}

/** What is told beside the findings. */
function besideLines({ races, swallowed }: Explored): readonly string[] {
  const locks = raceTexts(races, siteText).flatMap((text) => wrapped(text, '- '));
  const all = swallowedTexts(swallowed, siteText).flatMap((text) => wrapped(text, '- '));
  return [
    ...(locks.length > 0 ? ['', '## Fields that need a lock', '', ...locks] : []),
    ...(all.length > 0 ? ['', `## ${swallowedTitle}`, '', ...wrapped(swallowedMeaning), '', ...all] : []),
  ];
}

/** What came of one call that failed. */
export function injectedReport(topology: Topology, call: FailableCall, injected: Injected): string {
  const lines = [
    `# ${faultText(call)}`,
    '',
    ...wrapped(
      `${injected.driver} on ${machineName(topology)}, during ${call.during}: ${injectedText(injected)}.`,
    ),
    '',
    ...injected.binds.map((bind) => `- ${bindText(bind)}`),
    ...injected.findings.flatMap((found) => ['', ...findingLines(found)]),
    '',
    '## The run',
    '',
    ...traceLines(injected.trace, injected.faults),
  ];
  return `${lines.join('\n')}\n`;
}

/** What a scenario came to, for a review mail. */
export function testedReport({ scenario, text, result, verdict }: TestedScenario): string {
  const { explored, driver, steps, log } = result;
  const lines = [
    `# ${scenarioName(scenario)} · ${driver}`,
    '',
    ...wrapped(`${verdictTitle(verdict)}.`),
    '',
    ...testedTexts(verdict, result).flatMap((each) => wrapped(each, '- ')),
    ...(explored?.findings ?? []).flatMap((found) => ['', ...findingLines(found)]),
    ...(explored ? besideLines(explored) : []),
    ...(steps.length > 0 ? ['', '## The steps', ''] : []),
    ...steps.flatMap(({ action, returned, findings }, number) => {
      const { start, end } = action.place.span;
      return [
        ...wrapped(`${text.slice(start, end)}: ${answerText(returned)}`, `${number + 1}. `),
        ...findings.map((found) => `   - ${findingTitle(found)} at ${siteText(shownSite(found))}`),
      ];
    }),
    ...(log.length > 0 ? ['', ...log.map((line) => `    ${line}`)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** What came of following a trace again. */
export function replayedReport(trace: Trace, replayed: Replayed): string {
  const { end, steps, faults } = replayed;
  const told = end.kind === 'finding' ? findingLines(end.found) : traceLines(steps, faults);
  const lines = [`# ${replayTitle(end)}`, '', ...wrapped(replayText(replayed, trace, siteText)), '', ...told];
  return `${lines.join('\n')}\n`;
}

/** Drivers beside each other, as a table. */
export function comparedReport(topology: Topology, comparison: Comparison): string {
  const { drivers, rows } = comparison;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = [
    `# ${machineName(topology)} under ${listed(drivers)}`,
    '',
    ...wrapped(`${comparisonSummary(comparison)}.`),
    '',
    line(['', ...drivers]),
    line(['---', ...drivers.map(() => '---')]),
    ...rows.map((row) => line([comparisonTitle(row), ...row.cells.map(({ text }) => text)].map(cellText))),
  ];
  return `${lines.join('\n')}\n`;
}

function cellText(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
