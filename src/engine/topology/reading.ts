import { mapNested, type Steps } from '../base/in-steps.ts';
import { finished } from '../base/steps.ts';
import { worthTelling } from './broken-text.ts';
import type { Problem } from './catalogue.ts';
import { type FileReading, readFile } from './file-reading.ts';
import { ignoredCodes } from './ignore.ts';
import { type Includes, joinBudget, joinMachine } from './include.ts';
import { Report } from './report.ts';
import { checkRules } from './rules/rules.ts';
import { type ScenarioItem, scenariosOf } from './scenario/items.ts';
import type { Scenario } from './scenario/scenario.ts';
import { type MappingShape, topologyShape } from './shape.ts';
import type { Topology } from './topology.ts';

/** What a topology file comes to. */
export interface TopologyReading {
  readonly path: string;
  readonly text: string;
  readonly shape: MappingShape;
  /** One per YAML document, joined with what it includes; one without sockets where the document gives none. */
  readonly documents: readonly Topology[];
  /** Of all documents, each on the machine of its own. */
  readonly scenarios: readonly Scenario[];
  /** In the order of the text; without those that the file itself silences. */
  readonly problems: readonly Problem[];
  /** Those that stand in included files, file by file, in the order of the text. */
  readonly elsewhere: readonly Problem[];
  /** Every file that was read for the machines: this one first, each once. */
  readonly files: readonly FileReading[];
  /** The text is not well-formed YAML: the documents are what could still be read. */
  readonly syntaxError: boolean;
}

/**
 * Reads a topology file. Never throws, whatever the text; the work is n log n in its length.
 * `path` is what places name the file by. Without `includes` no included file is found.
 */
export function readTopology(path: string, text: string, includes: Includes = nothing): TopologyReading {
  return finished(joinTopologySteps(readFile(path, text), includes));
}

/** Makes the machines of a file that has been read, with what it includes; in steps. */
export function* joinTopologySteps(file: FileReading, includes: Includes): Steps<TopologyReading> {
  const report = new Report(file.path);
  const budget = joinBudget();
  const files = new Map([[file.path, file]]);
  const items: ScenarioItem[] = [];
  const documents = yield* mapNested(file.documents, function* (document) {
    const machine = joinMachine(file, document, includes, budget, report);
    for (const each of machine.files) files.set(each.path, each);
    yield* checkRules(machine.read, report);
    const { topology, scenarios } = machine.read;
    items.push(...scenarios.map((fields) => ({ fields, machine: topology })));
    return topology;
  });
  const scenarios = scenariosOf(items, file, report);
  const found = byFile(report.problems());
  const isBroken = [...files.values()].some(({ syntaxError }) => syntaxError);
  const problemsOf = (each: FileReading): readonly Problem[] => {
    const own = each === file ? each.problems : each.problems.filter(isOfPart);
    const all = [...own, ...(found.get(each.path) ?? [])].filter(worthTelling(each, isBroken));
    return heard(each.text, inOrder(all));
  };
  return {
    path: file.path,
    text: file.text,
    shape: topologyShape,
    documents,
    scenarios,
    problems: problemsOf(file),
    elsewhere: [...files.values()].slice(1).flatMap(problemsOf),
    files: [...files.values()],
    syntaxError: file.syntaxError,
  };
}

const nothing: Includes = () => null;

/** A part of a machine may be all retired pages: that it has no sockets of its own is no fault there. */
function isOfPart(problem: Problem): boolean {
  return !(problem.code === 'shape/missing-key' && problem.data.key === 'sockets');
}

function byFile(problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
  const found = new Map<string, Problem[]>();
  for (const problem of problems) {
    const there = found.get(problem.place.path);
    if (there) there.push(problem);
    else found.set(problem.place.path, [problem]);
  }
  return found;
}

function inOrder(problems: Problem[]): readonly Problem[] {
  return problems.sort(
    (a, b) => a.place.span.start - b.place.span.start || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
}

/** Without what the text silences. */
function heard(text: string, problems: readonly Problem[]): readonly Problem[] {
  if (problems.length === 0) return problems;
  const isIgnored = ignoredCodes(text);
  return problems.filter(({ code, place }) => !isIgnored(code, place.span.start));
}
