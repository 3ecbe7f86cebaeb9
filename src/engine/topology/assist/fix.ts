import type { Steps } from '../../base/in-steps.ts';
import { finished } from '../../base/steps.ts';
import type { Problem } from '../catalogue.ts';
import type { TopologyReading } from '../reading.ts';
import type { Topology } from '../topology.ts';
import { applyEdits, type TextEdit } from './edit.ts';
import type { Fix } from './fix-action.ts';
import { fixesOfGpus } from './fix-gpu.ts';
import { ignoreFix } from './fix-ignore.ts';
import { fixesOfDomains } from './fix-pxm.ts';
import { fixesOfPlacing } from './fix-range.ts';
import { fixesOfScenario } from './fix-scenario.ts';
import { fixesOfShape } from './fix-shape.ts';
import { fixesOfRanges } from './fix-spa.ts';
import { isSound, makesNoFault } from './fix-trial.ts';
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
  return finished(fixSteps(reading, problem));
}

/** As `fixesFor`, in steps. */
export function* fixSteps(reading: TopologyReading, problem: Problem): Steps<readonly Fix[]> {
  const distinct = new Map<string, Fix>();
  const ignore = ignoreFix(reading.text, problem.code, problem.place.span.start);
  for (const fix of [...offersFor(reading, problem), ...(ignore ? [ignore] : [])]) {
    const result = applyEdits(reading.text, fix.edits);
    if (!distinct.has(result) && (yield* isSound(reading, problem, fix.edits, result)))
      distinct.set(result, fix);
  }
  return [...distinct.values()];
}

/** What could mend a Problem, untried. */
function offersFor(reading: TopologyReading, problem: Problem): readonly Fix[] {
  const topology = machineAt(reading, problem.place.span.start);
  if (!topology || reading.text.length > longest) return [];
  const subject: Subject = { reading, text: reading.text, problem, topology };
  return [
    ...fixesOfYaml(subject),
    ...fixesOfShape(subject),
    ...fixesOfDomains(subject),
    ...fixesOfRanges(subject),
    ...fixesOfScenario(problem),
    ...fixesOfPlacing(subject),
    ...fixesOfGpus(subject),
  ];
}

/**
 * All safe fixes of a reading at once, of those that do not touch each other; they are tried together.
 * What a fix brings to light is for the next time.
 */
export function safeFixes(reading: TopologyReading): readonly TextEdit[] {
  return finished(safeSteps(reading));
}

/** As `safeFixes`, in steps. */
export function* safeSteps(reading: TopologyReading): Steps<readonly TextEdit[]> {
  const edits: TextEdit[] = [];
  let end = -1;
  for (const problem of reading.problems) {
    if (!mayBeSafe.has(problem.code)) continue;
    yield;
    const fix = offersFor(reading, problem).find((each) => each.safe);
    // Problems are in the order of the text, and a safe fix is one edit at its Problem.
    const [edit] = fix?.edits ?? [];
    if (!edit || fix?.edits.length !== 1 || edit.span.start <= end) continue;
    edits.push(edit);
    end = edit.span.end;
  }
  if (edits.length === 0) return edits;
  return (yield* makesNoFault(reading, applyEdits(reading.text, edits))) ? edits : [];
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
  'scenario/malformed-operand',
]);

function machineAt({ documents }: TopologyReading, offset: number): Topology | null {
  const inside = documents.find(({ place }) => contains(place.span, offset));
  return inside ?? documents.findLast(({ place }) => place.span.start <= offset) ?? documents[0] ?? null;
}
