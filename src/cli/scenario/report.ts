import { nothingDoneText, type ShownProblem, severitySummary } from '../../engine/index.ts';
import { wayLines } from '../explored/text.ts';
import { type Style, visible } from '../style.ts';
import { problemLines, where } from '../text.ts';
import { type RanScenario, wayOfRemark } from './ran.ts';
import type { ScenarioSource } from './read.ts';

/** A file with the scenarios of it that were asked for. */
export interface RanFile {
  readonly source: ScenarioSource;
  readonly scenarios: readonly RanScenario[];
  /** What is wrong with the file in no scenario. */
  readonly problems: readonly ShownProblem[];
}

const words: Readonly<Record<RanScenario['verdict'], string>> = {
  passed: 'passed',
  failed: 'failed',
  'gave-up': 'gave up',
};

/** Files as a person reads them: a line for each scenario, and below it why it did not pass. */
export function reportText(files: readonly RanFile[], style: Style): string {
  if (files.length === 0) return '';
  return [...files.map((file) => fileText(file, style)), `${summary(files)}\n`].join('\n');
}

function fileText({ source, scenarios, problems }: RanFile, style: Style): string {
  // Of each driver once.
  const assumed = new Set(
    scenarios.flatMap((ran) =>
      ran.assumed === null ? [] : [`${visible(ran.driver)}: ${visible(ran.assumed)}`],
    ),
  );
  const lines = [
    style.bold(visible(source.path)),
    ...[...assumed].map((text) => `  ${text}`),
    ...problems.flatMap((problem) => problemLines(problem, source.lines, style)),
    ...scenarios.flatMap((ran) => scenarioLines(ran, style)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function scenarioLines(ran: RanScenario, style: Style): readonly string[] {
  const { name, driver, verdict } = ran;
  const word = verdictText(verdict, style);
  return [
    `  ${word}  ${visible(name)} ${style.dim(`· ${visible(driver)}`)}`,
    ...remarkLines(ran, style, '    '),
    ...nothingLines(ran, style),
  ];
}

/** Of what passed, that it did nothing. */
function nothingLines({ verdict, result }: RanScenario, style: Style): readonly string[] {
  const text = verdict === 'passed' && result ? nothingDoneText(result) : null;
  return text === null ? [] : [`    ${style.warning(text)}`];
}

/** Padded to one width. */
export function verdictText(verdict: RanScenario['verdict'], style: Style): string {
  const paint = { passed: style.good, failed: style.error, 'gave-up': style.warning }[verdict];
  return paint(words[verdict].padEnd(7));
}

/** Why a scenario did not pass: `file:line:col: expected …, got …`, with the steps that lead there. */
export function remarkLines(
  { remarks, problems, source }: RanScenario,
  style: Style,
  indent: string,
): readonly string[] {
  return [
    ...problems.flatMap((problem) => problemLines(problem, source.lines, style)),
    ...remarks.flatMap((remark) => {
      const way = wayOfRemark(remark);
      const told = `${where(remark.place, source.lines, style)}: ${visible(remark.message)}`;
      return [told, ...(way ? wayLines(way) : []).map((line) => `  ${line}`)];
    }),
  ].map((line) => `${indent}${line}`);
}

function summary(files: readonly RanFile[]): string {
  const all = files.flatMap(({ scenarios }) => scenarios);
  const counts = (['passed', 'failed', 'gave-up'] as const).flatMap((verdict) => {
    const number = all.filter((ran) => ran.verdict === verdict).length;
    return number === 0 ? [] : [`${number} ${words[verdict]}`];
  });
  const outside = files.flatMap(({ problems }) => problems);
  const where = `${counted(all.length, 'scenario')} in ${counted(files.length, 'file')}`;
  const more = outside.length > 0 ? [severitySummary(outside)] : [];
  return `${where}: ${[...counts, ...more].join(', ') || 'nothing to run'}`;
}

function counted(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
