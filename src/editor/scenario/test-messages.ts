import { type Location, TestMessage, TestMessageStackFrame, Uri } from 'vscode';
import {
  actionAt,
  answerText,
  type Difference,
  differenceMessage,
  type Explored,
  exploredMessage,
  exploredSummary,
  faultText,
  fewerMayDoText,
  raceTexts,
  type Scenario,
  type ScenarioResult,
  type Site,
  siteText,
  stepText,
  stopMessage,
  swallowedTexts,
  uncoveredTexts,
  type WayThere,
  wayOf,
} from '../../engine/index.ts';
import { type Positions, sourcePosition } from '../positions.ts';
import type { Came } from './run-scenario.ts';
import type { ScenarioHome } from './scenario-homes.ts';

/** Why a scenario did not pass, each at its line. */
export function messagesOf(came: Came, scenario: Scenario, home: ScenarioHome): readonly TestMessage[] {
  const positions = home.positions();
  const at = (text: string, location: Location) => {
    const message = new TestMessage(text);
    message.location = location;
    return message;
  };
  if (came.kind === 'no-driver') {
    const place = scenario.driver?.place ?? scenario.place;
    return [at(came.trouble, positions.location(place))];
  }
  if (came.kind === 'broken') {
    const { path, span } = scenario.whole;
    const own = home.problems.filter(
      ({ place }) => place.path === path && span.start <= place.span.start && place.span.start <= span.end,
    );
    const all = own.map(({ message, place }) => at(message, positions.location(place)));
    return all.length > 0 ? all : [at('the text cannot be read', positions.location(scenario.place))];
  }
  const { verdict } = came;
  if (verdict.kind === 'passed') return [];
  if (verdict.kind === 'gave-up') {
    const why = verdict.stop ? stopMessage(verdict.stop.why) : 'not everything was looked at';
    return [at(why, positions.location(verdict.stop?.place ?? scenario.place))];
  }
  return verdict.differences.map((difference) => {
    const message = at(differenceMessage(difference), positions.location(difference.place));
    const way = wayOf(difference);
    const steps = way ? framesOf(way, scenario, positions) : [];
    const stack = [...stackOf(difference), ...steps];
    if (stack.length > 0) message.stackTrace = stack;
    return message;
  });
}

/** Where the driver was when something was found, innermost first. */
function stackOf(difference: Difference): TestMessageStackFrame[] {
  if (difference.kind !== 'found') return [];
  return difference.finding.stack.map(({ function: name, site }) => frameAt(name, site));
}

/**
 * The steps that lead to what differs, the last one first: each at the line of C where it ended, or went on, or
 * at the scenario's own.
 */
function framesOf(
  { trace, faults }: WayThere,
  scenario: Scenario,
  positions: Positions,
): TestMessageStackFrame[] {
  const frames = trace.map((step, number) => {
    const failing = faults.filter((fault) => fault.step === number).map((fault) => `, ${faultText(fault)}`);
    const label = `${number + 1}. ${stepText(step, siteText)}${failing.join('')}`;
    const site = step.to ?? step.from;
    if (site) return frameAt(label, site);
    const { uri, range } = positions.location(actionAt(scenario, step)?.place ?? scenario.place);
    return new TestMessageStackFrame(label, uri, range.start);
  });
  return frames.reverse();
}

function frameAt(label: string, site: Site): TestMessageStackFrame {
  return new TestMessageStackFrame(
    label,
    site.file === '' ? undefined : Uri.parse(site.file),
    sourcePosition(site),
  );
}

/** The steps with what each was answered, and the kernel log, or what was explored, as a terminal shows lines. */
export function outputOf(
  { steps, log, driver, explored }: ScenarioResult,
  name: string,
  { text }: ScenarioHome,
): string {
  const lines = steps.map(({ action, returned: value, findings }) => {
    const step = text.slice(action.place.span.start, action.place.span.end);
    const found = findings.map(({ kind }) => `, ${kind}`).join('');
    return `  ${step}: ${answerText(value)}${found}`;
  });
  const kernel = log.map((line) => `    ${line}`);
  const found = explored ? exploredLines(explored).map((line) => `  ${line}`) : [];
  return [`${name} · ${driver}`, ...lines, ...found, ...kernel, ''].map((line) => `${line}\r\n`).join('');
}

function exploredLines(explored: Explored): string[] {
  const findings = explored.findings.flatMap((found) => [
    exploredMessage(found),
    ...found.trace.flatMap((step, number) => [
      `  ${number + 1}. ${stepText(step, siteText)}`,
      ...found.faults.filter((fault) => fault.step === number).map((fault) => `     ${faultText(fault)}`),
    ]),
    ...(found.fewerMayDo ? [`  ${fewerMayDoText}`] : []),
  ]);
  const races = raceTexts(explored.races, siteText).map((text) => `A field needs a lock: ${text}`);
  const swallowed = swallowedTexts(explored.swallowed, siteText).map((text) => `No finding: ${text}`);
  const uncovered = uncoveredTexts(explored, []).map((text) => `Not looked at: ${text}`);
  return [exploredSummary(explored), ...uncovered, ...findings, ...races, ...swallowed];
}
