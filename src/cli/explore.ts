import {
  type CompiledDriver,
  type Explored,
  type ExploredFinding,
  exploredMessage,
  exploredSummary,
  exploreKernel,
  faultText,
  machineName,
  raceTexts,
  readTopology,
  returned,
  type Site,
  stepText,
  type Topology,
  uncoveredTexts,
  wholeLifePlan,
} from '../engine/index.ts';
import type { ExploreRequest } from './arguments.ts';
import { complaint, type Result, unreadable } from './check.ts';
import { checkModule, chooseDriver } from './driver.ts';
import { includedFile } from './included-file.ts';
import { type Json, written } from './json.ts';
import type { Progress } from './progress.ts';
import { readText } from './read-text.ts';
import { type Style, visible } from './style.ts';

/** Looks at every order of binding and unbinding a machine's GPUs, with calls that may fail. */
export function explore(request: ExploreRequest, style: Style, progress: Progress): Result {
  try {
    checkModule(request.driver, request.module);
    const driver = chooseDriver(request.driver, request.module);
    const reading = readTopology(request.path, readText(request.path), includedFile);
    const machines = reading.documents.filter(({ sockets }) => sockets.length > 0);
    const [machine] = machines;
    if (!machine || machines.length > 1) {
      const why = machine ? 'several machines here, and one is explored' : 'no machine here';
      return { output: '', errors: complaint([`${request.path}: ${why}`]), status: 2 };
    }
    return told(request, machine, driver.compiled(machine.pageSize), style, progress);
  } catch (error) {
    return { output: '', errors: complaint([unreadable(error)]), status: 2 };
  }
}

function told(
  { path, faults, limit, format }: ExploreRequest,
  machine: Topology,
  driver: CompiledDriver,
  style: Style,
  progress: Progress,
): Result {
  const { plan, left } = wholeLifePlan(machine, driver, faults);
  const search = exploreKernel(machine, driver, plan, limit === null ? {} : { states: limit });
  let next = search.next();
  for (; !next.done; next = search.next()) progress.states(next.value.states, next.value.depth);
  progress.clear();
  const explored = next.value;
  const untranslated = driver.notes.untranslated.map(
    ({ site, reason }) => `not translated at ${site.file}:${site.line}: ${reason}`,
  );
  const uncovered = [...uncoveredTexts(explored, left), ...untranslated];
  const output =
    format === 'json'
      ? `${written(json(explored, uncovered), '')}\n`
      : `${[`${style.bold(visible(path))}: ${visible(machineName(machine))}`, ...lines(explored, uncovered, style)].join('\n')}\n`;
  return { output, errors: '', status: statuses[explored.outcome] };
}

const statuses = { holds: 0, violated: 1, 'gave-up': 3 } as const;

function lines(explored: Explored, uncovered: readonly string[], style: Style): string[] {
  const { driver, findings, races } = explored;
  return [
    `  ${visible(driver)}: ${exploredSummary(explored)}`,
    ...uncovered.map((text) => `  Not looked at: ${visible(text)}`),
    ...findings.flatMap((found) => findingLines(found, style)),
    ...(races.length > 0 ? ['', '  Fields that need a lock'] : []),
    ...raceTexts(races).map((text) => `    ${visible(text)}`),
  ];
}

function findingLines(found: ExploredFinding, style: Style): string[] {
  const { finding, faults, trace } = found;
  const sites = [
    ...(finding.allocated ? [`allocated at ${siteText(finding.allocated)}`] : []),
    ...(finding.freed ? [`freed at ${siteText(finding.freed)}`] : []),
  ];
  return [
    '',
    `  ${siteText(finding.source)}: ${style.error(visible(exploredMessage(found)))}`,
    ...sites.map((text) => `    ${text}`),
    ...trace.flatMap((step, number) => [
      `    ${number + 1}. ${visible(stepText(step))}`,
      ...faults
        .filter((fault) => fault.step === number)
        .map((fault) => `       ${visible(faultText(fault))}`),
    ]),
  ];
}

function siteText({ file, line }: Site): string {
  return visible(`${file}:${line}`);
}

function json(explored: Explored, uncovered: readonly string[]): Json {
  const { outcome, states, transitions, findings, races } = explored;
  return {
    version: 1,
    outcome,
    states,
    transitions,
    findings: findings.map((found) => ({
      kind: found.finding.kind,
      cause: found.cause,
      message: exploredMessage(found),
      gpu: found.finding.gpu,
      source: place(found.finding.source),
      allocated: place(found.finding.allocated),
      freed: place(found.finding.freed),
      faults: found.faults.map(({ call, errno, source }) => ({
        call,
        errno: errno === null ? null : returned(errno),
        source: place(source),
      })),
      trace: found.trace.map((step) => ({
        task: step.task,
        step: stepText(step),
        source: place(step.from ?? step.to),
      })),
    })),
    races: races.map(({ field, accesses }) => ({
      field,
      accesses: accesses.map(({ task, write, source }) => ({ task, write, source: place(source) })),
    })),
    uncovered,
  };
}

function place(site: Site | null): Json {
  return site && { file: site.file, line: site.line };
}
