import { mapInSteps, type Steps } from '../../base/in-steps.ts';
import { finished } from '../../base/steps.ts';
import type { Problem } from '../catalogue.ts';
import { clip, type Fields, foundOf, readFields } from '../fields.ts';
import { ignoredCodes } from '../ignore.ts';
import { includeFault } from '../include.ts';
import { nearest } from '../nearest.ts';
import { headOf, isNothing, type Node } from '../node.ts';
import type { TopologyReading } from '../reading.ts';
import { Report } from '../report.ts';
import type { MappingShape } from '../shape.ts';
import { parseSteps } from '../source.ts';
import type { Topology } from '../topology.ts';
import { scenariosOf } from './items.ts';
import type { Scenario } from './scenario.ts';
import { scenarioShape } from './shape.ts';

/** A scenario file by itself: no topology has been looked for. */
export interface ScenarioFile {
  readonly path: string;
  readonly text: string;
  /** One for each YAML document that is a scenario. */
  readonly documents: readonly Fields[];
  /** Of the families `yaml` and `shape`, and what is no scenario. */
  readonly problems: readonly Problem[];
  readonly syntaxError: boolean;
}

/** What a scenario file comes to. */
export interface ScenarioReading {
  readonly path: string;
  readonly text: string;
  readonly shape: MappingShape;
  readonly scenarios: readonly Scenario[];
  /** In the order of the text; without those that the file itself silences. */
  readonly problems: readonly Problem[];
  /** The topologies that were found, each once: places name their files too. */
  readonly topologies: readonly TopologyReading[];
  readonly syntaxError: boolean;
}

/**
 * Gives the topology that `path`, as written in the scenario file named `from`, stands for: null when there
 * is none, or none that may be read.
 */
export type Topologies = (from: string, path: string) => TopologyReading | null;

/** Reads one scenario file, in steps. Never throws, whatever the text. */
export function* readScenarioFileSteps(path: string, text: string): Steps<ScenarioFile> {
  const report = new Report(path);
  const sources = yield* parseSteps(text, report);
  yield;
  const documents: Fields[] = [];
  for (const { root, broken, oldYaml } of sources) {
    if (!root || isNothing(root)) continue;
    if (root.kind === 'mapping' && isScenario(root)) {
      documents.push(yield* readFields(root, scenarioShape, { report, oldYaml }));
    } else if (!broken) report.add('scenario/not-a-scenario', headOf(root), { found: foundOf(root) });
  }
  return { path, text, documents, problems: report.problems(), syntaxError: report.has('yaml/syntax') };
}

function isScenario(root: Node): boolean {
  const known = ['scenario', 'steps', 'expect', 'topology'];
  return root.kind === 'mapping' && root.entries.some(({ key }) => nearest(key.text, known) !== null);
}

/** The paths of topologies as the file has them: what a host must find before it can join them. */
export function topologyPaths({ documents }: ScenarioFile): readonly string[] {
  const written = documents.flatMap(({ values }) => {
    const value = values.get('topology');
    return value?.kind === 'text' && includeFault(value.value) === null ? [value.value] : [];
  });
  return [...new Set(written)];
}

/** Makes the scenarios of a file that has been read, on the machines that they name; in steps. */
export function* joinScenarioSteps(file: ScenarioFile, topologies: Topologies): Steps<ScenarioReading> {
  const report = new Report(file.path);
  const found = new Map<string, TopologyReading>();
  const items = yield* mapInSteps(file.documents, (fields) => {
    return { fields, machine: machineOf(fields, file, topologies, found, report) };
  });
  const scenarios = scenariosOf(items, file, report);
  const isIgnored = ignoredCodes(file.text);
  const problems = [...file.problems, ...report.problems()].filter(
    ({ code, place }) => !isIgnored(code, place.span.start),
  );
  return {
    path: file.path,
    text: file.text,
    shape: scenarioShape,
    scenarios,
    problems: problems.sort((a, b) => a.place.span.start - b.place.span.start),
    topologies: [...found.values()],
    syntaxError: file.syntaxError,
  };
}

/** The machine that a scenario names; null, with a Problem, where it cannot be had. */
function machineOf(
  { values }: Fields,
  file: ScenarioFile,
  topologies: Topologies,
  found: Map<string, TopologyReading>,
  report: Report,
): Topology | null {
  const written = values.get('topology');
  if (written?.kind !== 'text') return null;
  const path = clip(written.value);
  const fault = includeFault(written.value);
  const reading = fault === null ? topologies(file.path, written.value) : null;
  if (!reading) {
    report.add('scenario/topology-missing', written.span, { path, why: fault ?? 'absent' });
    return null;
  }
  found.set(reading.path, reading);
  const machine = reading.documents[0];
  const noGpus = machine?.sockets.every(({ gpus }) => gpus.length === 0) ?? true;
  if (reading.syntaxError || noGpus || !machine) {
    const first = reading.problems.find(({ severity }) => severity === 'error');
    const related = first ? [report.related('first', first.place)] : [];
    const why = reading.syntaxError ? 'syntax' : 'no-gpus';
    report.add('scenario/topology-broken', written.span, { path, why }, related);
    return reading.syntaxError ? null : (machine ?? null);
  }
  if (reading.documents.length > 1) {
    const data = { path, machines: reading.documents.length };
    report.add('scenario/several-machines', written.span, data);
  }
  return machine;
}

/** Reads a scenario file with the topologies that it names, at once. Never throws, whatever the text. */
export function readScenarioFile(path: string, text: string, topologies: Topologies): ScenarioReading {
  return finished(joinScenarioSteps(finished(readScenarioFileSteps(path, text)), topologies));
}
