import type { Steps } from '../../base/in-steps.ts';
import { finished } from '../../base/steps.ts';
import type { Problem } from '../catalogue.ts';
import { readScenarioFile, type ScenarioReading, type Topologies } from '../scenario/file.ts';
import { applyEdits, entryBefore, movedBy, replaced } from './edit.ts';
import { chosen, type Fix, safe } from './fix-action.ts';
import { ignoreFix } from './fix-ignore.ts';
import { integersMeant } from './meant.ts';
import { type Shaped, stepsTo } from './tree.ts';

/** What could mend a Problem of the `scenario` family, untried: the name that was nearly written. */
export function fixesOfScenario(problem: Problem): readonly Fix[] {
  const { span } = problem.place;
  const write = (text: string | null, make = chosen): readonly Fix[] =>
    text === null ? [] : [make({ kind: 'write', text }, replaced(span, text))];
  switch (problem.code) {
    case 'scenario/unknown-step':
    case 'scenario/unknown-bdf':
    case 'scenario/unknown-finding':
    case 'scenario/malformed-errno':
    case 'scenario/not-open':
      return write(problem.data.nearest);
    case 'scenario/malformed-operand':
      return write(problem.data.meant, problem.data.operand === 'bdf' ? safe : chosen);
    case 'scenario/unknown-driver':
      return [...write(problem.data.nearest), ...write(folder(problem.data.driver))];
    case 'scenario/unknown-expectation':
      return write('holds');
    case 'scenario/unsupported-version':
      return write('1');
    default:
      return [];
  }
}

function folder(name: string): string | null {
  return /^[\w.-]+$/.test(name) ? `./${name}` : null;
}

/** The fixes of a Problem of a scenario file, the likeliest first, silencing it last. Each was tried. */
export function* scenarioFixSteps(reading: ScenarioReading, problem: Problem): Steps<readonly Fix[]> {
  const ignore = ignoreFix(reading.text, problem.code, problem.place.span.start);
  const offers = [...fixesOfScenario(problem), ...fixesOfForm(reading, problem), ...(ignore ? [ignore] : [])];
  const distinct = new Map<string, Fix>();
  for (const fix of offers) {
    const result = applyEdits(reading.text, fix.edits);
    if (!distinct.has(result) && isSound(reading, problem, fix, result)) distinct.set(result, fix);
    yield;
  }
  return [...distinct.values()];
}

/** The same at once. */
export function scenarioFixes(reading: ScenarioReading, problem: Problem): readonly Fix[] {
  return finished(scenarioFixSteps(reading, problem));
}

function fixesOfForm(reading: Shaped, problem: Problem): readonly Fix[] {
  const { span } = problem.place;
  const step = stepsTo(reading, span.start).at(-1);
  if (problem.code === 'shape/unknown-key' && problem.data.nearest !== null) {
    const key = problem.data.nearest;
    const isTaken = step?.mapping.entries.some((entry) => entry.key.text === key) ?? true;
    return isTaken ? [] : [chosen({ kind: 'rename-key', key }, replaced(span, key))];
  }
  if (problem.code === 'shape/missing-key' && problem.data.key === 'scenario' && step) {
    const edit = entryBefore(reading.text, step.mapping, 'scenario', '1');
    return [chosen({ kind: 'add', key: 'scenario', text: '1', from: 'free' }, edit)];
  }
  if (problem.code !== 'shape/not-an-integer' || problem.data.isQuoted) return [];
  return integersMeant(reading.text.slice(span.start, span.end)).map((text) =>
    chosen({ kind: 'write', text }, replaced(span, text)),
  );
}

/** Whether the Problem is gone and no error has come: of what is read for the first time, those of form. */
function isSound(reading: ScenarioReading, problem: Problem, fix: Fix, result: string): boolean {
  const after = readScenarioFile(reading.path, result, topologiesOf(reading));
  const at = movedBy(fix.edits, problem.place.span.start);
  if (after.problems.some(({ code, place }) => code === problem.code && place.span.start === at))
    return false;
  return errorsOf(after) <= errorsOf(reading);
}

function errorsOf({ problems }: ScenarioReading): number {
  return problems.filter(({ severity, code }) => severity === 'error' && !code.startsWith('scenario/'))
    .length;
}

/** The topologies that a reading has found already, by the end of their paths. */
export function topologiesOf({ topologies }: ScenarioReading): Topologies {
  return (_, path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return topologies.find((each) => each.path.endsWith(name)) ?? null;
  };
}
