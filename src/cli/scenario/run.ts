import {
  type EndState,
  findingMessage,
  machineName,
  returned,
  type Scenario,
  scenarioName,
  shownSite,
} from '../../engine/index.ts';
import type { RunRequest } from '../arguments.ts';
import { complaint, type Result, unreadable } from '../check.ts';
import { searchOf } from '../explored/search.ts';
import { exploredLines } from '../explored/text.ts';
import { type Progress, silent } from '../progress.ts';
import { type Style, visible } from '../style.ts';
import { problemLines } from '../text.ts';
import { type RanScenario, Runner } from './ran.ts';
import { readScenarioSource, type ScenarioSource } from './read.ts';
import { type RanFile, remarkLines, verdictText } from './report.ts';
import { resultsText, stepText } from './results.ts';
import { type Clock, statusOf } from './test.ts';

/** Runs the scenarios of one file, or the one of a name, and tells step by step what came of them. */
export function run(request: RunRequest, style: Style, clock: Clock, progress: Progress = silent): Result {
  let source: ScenarioSource;
  let runner: Runner;
  try {
    runner = new Runner(request, clock.now, progress);
    source = readScenarioSource(request.path);
  } catch (error) {
    return { output: '', errors: complaint([unreadable(error)]), status: 2 };
  }
  const wanted = source.scenarios.filter(
    (scenario) => request.name === null || scenarioName(scenario) === request.name,
  );
  if (wanted.length === 0 && (request.name !== null || source.problems.length === 0)) {
    return { output: '', errors: complaint([nothing(request, source)]), status: 2 };
  }
  const scenarios = wanted.map((scenario) => runner.run(source, scenario));
  progress.clear();
  const told = new Set(scenarios.flatMap(({ problems }) => problems));
  const problems = request.name === null ? source.problems.filter((problem) => !told.has(problem)) : [];
  const files: readonly RanFile[] = [{ source, scenarios, problems }];
  const output =
    request.format === 'json'
      ? resultsText(files)
      : [problems.flatMap((problem) => problemLines(problem, source.lines, style))]
          .concat(scenarios.map((ran) => [...runLines(ran, style)]))
          .flatMap((lines) => (lines.length > 0 ? [`${lines.join('\n')}\n`] : []))
          .join('\n');
  return { output, errors: '', status: statusOf(files) };
}

function nothing({ name, path }: RunRequest, { scenarios }: ScenarioSource): string {
  if (name === null) return `${path}: no scenario here`;
  const names = scenarios.map((scenario) => `“${scenarioName(scenario)}”`).join(', ');
  return `${path}: no scenario is called “${name}”: ${names || 'it has none'}`;
}

function runLines(ran: RanScenario, style: Style): readonly string[] {
  const { source, scenario, name, driver, assumed, result, verdict } = ran;
  const steps = (result?.steps ?? []).flatMap((step) => [
    `  ${visible(stepText(step, source.text))}: ${answer(step.returned)}`,
    ...step.findings.map((finding) => `    ${style.error(visible(findingLine(finding)))}`),
  ]);
  const told = new Set((result?.steps ?? []).flatMap((step) => step.findings.map(findingLine)));
  const explored = result?.explored ? exploredLines(searchOf(result.explored, result), style) : [];
  const found = result?.explored ? [] : (result?.findings ?? []);
  const later = found.map(findingLine).filter((line) => !told.has(line));
  return [
    `${style.bold(visible(source.path))}: ${visible(name)}`,
    `  ${visible(driver)} on ${visible(machineOf(scenario))}`,
    ...(assumed === null ? [] : [`  ${visible(driver)}: ${visible(assumed)}`]),
    ...steps,
    ...explored,
    ...later.map((line) => `    ${style.error(visible(line))}`),
    ...endLines(ran),
    ...logLines(ran),
    `  ${verdictText(verdict, style).trimEnd()}`,
    ...remarkLines(ran, style, '    '),
  ];
}

function machineOf({ machine }: Scenario): string {
  return machine ? machineName(machine) : 'no machine';
}

/** What a shell would see: nothing for success, else the errno. */
function answer(value: number | null): string {
  if (value === null) return 'did not return';
  return value < 0 ? `${returned(-value)} (${value})` : 'ok';
}

function findingLine(finding: Parameters<typeof findingMessage>[0]): string {
  const { file, line } = shownSite(finding);
  return `${file}:${line}: ${findingMessage(finding)}`;
}

/** Ends of an exploration that are shown. */
const mostEnds = 8;

/** What exists at the end; of several ends those that differ in it. */
function endLines({ result }: RanScenario): readonly string[] {
  const ends = [...new Set((result?.ends ?? []).map(endText))];
  if (ends.length <= 1) return ends;
  const left = ends.length - mostEnds;
  return [
    ...ends.slice(0, mostEnds).flatMap((end, index) => [`  End ${index + 1}`, end.replaceAll(/^/gm, '  ')]),
    ...(left > 0 ? [`  ${left} more ends`] : []),
  ];
}

function endText({ gpus, devices, nodes }: EndState): string {
  return [
    `  Bound: ${listed(gpus.filter(({ bound }) => bound).map(({ bdf }) => bdf))}`,
    `  Devices: ${listed(devices)}`,
    ...(nodes.length > 0 ? [`  Nodes: ${listed(nodes)}`] : []),
  ].join('\n');
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map(visible).join(' ');
}

function logLines({ result }: RanScenario): readonly string[] {
  const log = result?.log ?? [];
  return log.length === 0 ? [] : ['  Kernel log', ...log.map((line) => `    ${visible(line)}`)];
}
