import type { Problem } from '../catalogue.ts';
import { readTopology, type TopologyReading } from '../reading.ts';
import type { Topology } from '../topology.ts';
import { applyEdits, movedBy, type TextEdit } from './edit.ts';
import type { Fix } from './fix-action.ts';
import { ignoreFix } from './fix-ignore.ts';
import { fixesOfDomains } from './fix-pxm.ts';
import { fixesOfShape } from './fix-shape.ts';
import { fixesOfRanges } from './fix-spa.ts';
import { fixesOfYaml } from './fix-yaml.ts';
import { contains } from './tree.ts';

/** What a fix is made from. */
export interface Subject {
  readonly reading: TopologyReading;
  readonly text: string;
  readonly problem: Problem;
  /** The machine that the Problem stands in. */
  readonly topology: Topology;
}

/** Beyond this many characters no fix is offered: each is tried before it is. */
const longest = 4 * 1024 * 1024;

/**
 * The fixes of a Problem of a reading, the likeliest first, silencing it last. Each was tried: it
 * removes its Problem and makes no error, except errors in a value that was not read before.
 */
export function fixesFor(reading: TopologyReading, problem: Problem): readonly Fix[] {
  if (reading.text.length > longest) return [];
  const topology = machineAt(reading, problem.place.span.start);
  if (!topology) return [];
  const subject: Subject = { reading, text: reading.text, problem, topology };
  const offered = [
    ...fixesOfYaml(subject),
    ...fixesOfShape(subject),
    ...fixesOfDomains(subject),
    ...fixesOfRanges(subject),
  ];
  const ignore = ignoreFix(reading.text, problem.code, problem.place.span.start);
  const distinct = new Map<string, Fix>();
  for (const fix of ignore ? [...offered, ignore] : offered) {
    const result = applyEdits(reading.text, fix.edits);
    if (!distinct.has(result) && isSound(subject, fix.edits, result)) distinct.set(result, fix);
  }
  return [...distinct.values()];
}

/**
 * All safe fixes of a reading at once, of those that do not touch each other. What a fix brings to
 * light is for the next time.
 */
export function safeFixes(reading: TopologyReading): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  for (const problem of reading.problems) {
    if (!mayBeSafe.has(problem.code)) continue;
    const fix = fixesFor(reading, problem).find((each) => each.safe);
    if (fix?.edits.every((edit) => edits.every((other) => areApart(edit, other)))) edits.push(...fix.edits);
  }
  return edits;
}

const mayBeSafe: ReadonlySet<string> = new Set([
  'yaml/octal-trap',
  'yaml/sexagesimal-trap',
  'yaml/comma-trap',
  'yaml/unknown-tag',
  'shape/not-an-integer',
  'shape/unit',
  'shape/malformed-bdf',
  'shape/malformed-device-id',
]);

function areApart(a: TextEdit, b: TextEdit): boolean {
  return a.span.end < b.span.start || b.span.end < a.span.start;
}

function machineAt({ documents }: TopologyReading, offset: number): Topology | null {
  const inside = documents.find(({ place }) => contains(place.span, offset));
  return inside ?? documents.findLast(({ place }) => place.span.start <= offset) ?? documents[0] ?? null;
}

/** Problems whose value counts as absent: once it is read, the rules have more to say. */
const unread: ReadonlySet<string> = new Set([
  'yaml/comma-trap',
  'yaml/sexagesimal-trap',
  'shape/unknown-key',
  'shape/missing-key',
  'shape/not-an-integer',
  'shape/unit',
  'shape/malformed-bdf',
  'shape/unknown-platform',
  'shape/unsupported-page-size',
]);

function isSound({ reading, problem }: Subject, edits: readonly TextEdit[], result: string): boolean {
  if (result === reading.text) return false;
  const after = readTopology(reading.path, result);
  const { code, place } = problem;
  const count = (problems: readonly Problem[], start: number): number =>
    problems.filter((each) => each.code === code && each.place.span.start === start).length;
  const { start } = place.span;
  // Of a machine of several files this file alone is tried: a Problem between files is not in it.
  const alone = reading.files.length > 1 ? readTopology(reading.path, reading.text) : reading;
  const number = count(alone.problems, start);
  if (number > 0 && count(after.problems, movedBy(edits, start)) >= number) return false;
  const scope = code === 'yaml/syntax' ? /^yaml\// : unread.has(code) ? /^(?:yaml|shape)\// : /./;
  const errors = (problems: readonly Problem[]) => countedErrors(problems, scope);
  const before = errors(alone.problems);
  return [...errors(after.problems)].every(([each, number]) => number <= (before.get(each) ?? 0));
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
