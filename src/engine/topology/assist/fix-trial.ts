import type { Steps } from '../../base/in-steps.ts';
import type { Problem } from '../catalogue.ts';
import { readFileSteps } from '../file-reading.ts';
import { joinTopologySteps, readTopology, type TopologyReading } from '../reading.ts';
import { movedBy, type TextEdit } from './edit.ts';

/** Problems whose value counts as absent: once it is read, the rules have more to say. */
const unread: ReadonlySet<string> = new Set([
  'yaml/comma-trap',
  'yaml/sexagesimal-trap',
  'shape/unknown-key',
  'yaml/unresolved-alias',
  'shape/wrong-type',
  'shape/missing-key',
  'shape/not-an-integer',
  'shape/unit',
  'shape/malformed-bdf',
  'shape/unknown-platform',
  'shape/unsupported-page-size',
]);

/** Whether edits that give the text `result` remove a Problem and make no error. */
export function* isSound(
  reading: TopologyReading,
  { code, place }: Problem,
  edits: readonly TextEdit[],
  result: string,
): Steps<boolean> {
  if (result === reading.text) return false;
  const after = yield* readSteps(reading.path, result);
  const { start } = place.span;
  const before = alone(reading);
  const number = countAt(before.problems, code, start);
  if (number > 0 && countAt(after.problems, code, movedBy(edits, start)) >= number) return false;
  const isUnread = unread.has(code) || code.startsWith('scenario/');
  const scope = code === 'yaml/syntax' ? /^yaml\// : isUnread ? form : /./;
  return isNoWorse(before, after, scope);
}

/** Whether a text has no more faults of form than the one that was read. */
export function* makesNoFault(reading: TopologyReading, result: string): Steps<boolean> {
  return isNoWorse(alone(reading), yield* readSteps(reading.path, result), form);
}

const form = /^(?:yaml|shape)\//;

/** Of a machine of several files this file alone is tried: a Problem between files is not in it. */
function alone(reading: TopologyReading): TopologyReading {
  return reading.files.length > 1 ? readTopology(reading.path, reading.text) : reading;
}

function* readSteps(path: string, text: string): Steps<TopologyReading> {
  const file = yield* readFileSteps(path, text);
  return yield* joinTopologySteps(file, () => null);
}

function countAt(problems: readonly Problem[], code: string, start: number): number {
  return problems.filter((each) => each.code === code && each.place.span.start === start).length;
}

function isNoWorse(before: TopologyReading, after: TopologyReading, scope: RegExp): boolean {
  const counts = countedErrors(before.problems, scope);
  return [...countedErrors(after.problems, scope)].every(
    ([code, number]) => number <= (counts.get(code) ?? 0),
  );
}

/** How many errors of each code within a scope: after a value was made readable, those of form only. */
function countedErrors(problems: readonly Problem[], scope: RegExp): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { code, severity } of problems) {
    if (severity !== 'error' || !scope.test(code)) continue;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}
