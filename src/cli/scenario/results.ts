import {
  type EndState,
  type Place,
  returned,
  type ScenarioResult,
  type ShownProblem,
  type StepResult,
  type WayThere,
} from '../../engine/index.ts';
import type { Lines } from '../checked.ts';
import { raceEntries, swallowedEntries, wayEntries } from '../explored/json.ts';
import { findingEntry, type Json, problemEntry, range, written } from '../json.ts';
import { type RanScenario, wayOfRemark } from './ran.ts';
import type { RanFile } from './report.ts';

/** What came of scenarios, for programs. Keys are only ever added. */
export function resultsText(files: readonly RanFile[]): string {
  const scenarios = files.flatMap((file) => file.scenarios.map(entry));
  const problems = files.flatMap((file) =>
    file.problems.map((problem) => fault(problem, file.source.path, file.source.lines)),
  );
  return `${written({ version: 1, scenarios, problems }, '')}\n`;
}

/** What one schedule showed, or needs none, has no steps, and nothing is shorter. */
function wayEntry(way: WayThere | null): { readonly [key: string]: Json } {
  return { ...wayEntries(way ?? { faults: [], trace: [] }), shortest: way === null ? null : !way.fewerMayDo };
}

function entry(ran: RanScenario): Json {
  const { source, scenario, name, driver, verdict, remarks, problems, result } = ran;
  const { lines, path } = source;
  return {
    path,
    name,
    range: range(scenario.place, lines),
    driver,
    verdict,
    outcome: result?.outcome ?? null,
    states: result?.states ?? null,
    differences: remarks.map((remark) => ({
      message: remark.message,
      ...placed(remark.place, lines),
      ...wayEntry(wayOfRemark(remark)),
    })),
    problems: problems.map((problem) => fault(problem, path, lines)),
    ...ranEntries(result, source.text),
  };
}

function ranEntries(result: ScenarioResult | null, text: string): { readonly [key: string]: Json } {
  return {
    steps: (result?.steps ?? []).map((step) => ({
      step: stepText(step, text),
      returned: answered(step.returned),
    })),
    ends: (result?.ends ?? []).map(endEntry),
    findings: (result?.findings ?? []).map((finding) => ({
      ...findingEntry(finding),
      ...wayEntry(finding.way ?? null),
    })),
    races: raceEntries(result?.explored?.races ?? []),
    swallowed: swallowedEntries(result?.explored?.swallowed ?? []),
    log: result?.log ?? [],
  };
}

/** A step as it is written. */
export function stepText({ action }: StepResult, text: string): string {
  return text.slice(action.place.span.start, action.place.span.end).replace(/^(["'])(.*)\1$/s, '$2');
}

function endEntry({ gpus, devices, nodes }: EndState): Json {
  return {
    gpus: gpus.map(({ bdf, bound, errno }) => ({
      bdf,
      bound,
      errno: errno === null ? null : answered(-errno),
    })),
    devices,
    nodes,
  };
}

/** `-EINVAL` for -22, `0` for success; null for what did not return. */
function answered(value: number | null): string | null {
  if (value === null) return null;
  return value < 0 ? returned(-value) : '0';
}

function fault(problem: ShownProblem, path: string, lines: Lines): Json {
  return { path, ...problemEntry(problem, lines) };
}

function placed(place: Place, lines: Lines): { readonly [key: string]: Json } {
  return { path: place.path, range: range(place, lines) };
}
