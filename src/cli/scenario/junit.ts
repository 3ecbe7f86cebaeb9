import { isSourcePlace, type ShownProblem } from '../../engine/index.ts';
import { wayLines } from '../explored/text.ts';
import { plain } from '../style.ts';
import { problemLines, where } from '../text.ts';
import { type RanScenario, wayOfRemark } from './ran.ts';
import type { RanFile } from './report.ts';

/**
 * JUnit XML, a suite for each file. It is valid by the schema of Ant's reports as well as by that of
 * Jenkins: what gave up is an error, since the former knows no skipped test.
 */
export function junitText(files: readonly RanFile[], began: Date): string {
  const suites = files.map((file, id) => suite(file, id, began));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${['<testsuites>', ...suites, '</testsuites>'].join('\n')}\n`;
}

function suite({ source, scenarios, problems }: RanFile, id: number, began: Date): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const number = (verdict: RanScenario['verdict']) =>
    scenarios.filter((ran) => ran.verdict === verdict).length;
  const attributes = {
    package: 'driver-model',
    id,
    name: source.path,
    timestamp: began.toISOString().slice(0, 19),
    hostname: 'localhost',
    tests: scenarios.length + errors.length,
    failures: number('failed') + errors.length,
    errors: number('gave-up'),
    time: seconds(scenarios.reduce((sum, { time }) => sum + time, 0)),
  };
  const drivers = [...new Set(scenarios.map(({ driver }) => driver))];
  return [
    `  <testsuite${written(attributes)}>`,
    '    <properties>',
    `      <property${written({ name: 'driver', value: drivers.join(', ') || 'none' })}/>`,
    '    </properties>',
    ...scenarios.map((ran) => testcase(ran)),
    ...errors.map((problem) => faultCase(problem, source)),
    '    <system-out/>',
    '    <system-err/>',
    '  </testsuite>',
  ].join('\n');
}

function testcase(ran: RanScenario): string {
  const { source, name, verdict, time, remarks, problems } = ran;
  const head = `    <testcase${written({ classname: source.path, name, time: seconds(time) })}`;
  if (verdict === 'passed') return `${head}/>`;
  const lines = [
    ...problems.flatMap((problem) => problemLines(problem, source.lines, plain)),
    ...remarks.flatMap((remark) => {
      const way = wayOfRemark(remark);
      const told = `${where(remark.place, source.lines, plain)}: ${remark.message}`;
      return [told, ...(way ? wayLines(way) : []).map((line) => `  ${line}`)];
    }),
  ];
  const message = remarks[0]?.message ?? problems[0]?.message ?? '';
  return `${head}>\n${trouble(verdict, message, lines)}\n    </testcase>`;
}

/** What is wrong in no scenario fails as a test of its own, so that a reader of tests alone sees it. */
function faultCase(problem: ShownProblem, source: RanFile['source']): string {
  const at = isSourcePlace(problem.place) ? '' : where(problem.place, source.lines, plain);
  const name = `${problem.code} at ${at}`;
  const head = `    <testcase${written({ classname: source.path, name, time: seconds(0) })}`;
  const lines = problemLines(problem, source.lines, plain);
  return `${head}>\n${trouble('failed', problem.message, lines)}\n    </testcase>`;
}

function trouble(verdict: 'failed' | 'gave-up', message: string, lines: readonly string[]): string {
  const element = verdict === 'failed' ? 'failure' : 'error';
  const attributes = written({ message, type: verdict });
  return `      <${element}${attributes}>${escaped(lines.join('\n'))}</${element}>`;
}

function written(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
}

function seconds(time: number): string {
  return Math.max(0, time).toFixed(3);
}

/** XML has no way at all to write most control characters, nor half of a surrogate pair. */
function escaped(text: string): string {
  const possible = text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd');
  return possible
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
