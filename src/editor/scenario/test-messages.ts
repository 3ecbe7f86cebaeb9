import { type Location, TestMessage, TestMessageStackFrame, Uri } from 'vscode';
import {
  type Difference,
  differenceMessage,
  returned,
  type Scenario,
  type ScenarioResult,
  stopMessage,
} from '../../engine/index.ts';
import { sourcePosition } from '../positions.ts';
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
    const stack = stackOf(difference);
    if (stack.length > 0) message.stackTrace = stack;
    return message;
  });
}

/** Where the driver was when something was found, innermost first. */
function stackOf(difference: Difference): TestMessageStackFrame[] {
  if (difference.kind !== 'found') return [];
  return difference.finding.stack.map(
    ({ function: name, site }) =>
      new TestMessageStackFrame(
        name,
        site.file === '' ? undefined : Uri.parse(site.file),
        sourcePosition(site),
      ),
  );
}

/** The steps with what each was answered, and the kernel log, as a terminal shows lines. */
export function outputOf(
  { steps, log, driver }: ScenarioResult,
  name: string,
  { text }: ScenarioHome,
): string {
  const lines = steps.map(({ action, returned: value, findings }) => {
    const step = text.slice(action.place.span.start, action.place.span.end);
    const answer = value === null ? 'did not return' : value < 0 ? returned(-value) : 'ok';
    const found = findings.map(({ kind }) => `, ${kind}`).join('');
    return `  ${step}: ${answer}${found}`;
  });
  const kernel = log.map((line) => `    ${line}`);
  return [`${name} · ${driver}`, ...lines, ...kernel, ''].map((line) => `${line}\r\n`).join('');
}
