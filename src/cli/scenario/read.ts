import { posix } from 'node:path';
import {
  LineIndex,
  readScenarioFile,
  readTopology,
  type Scenario,
  type ShownProblem,
  showProblem,
  type Topologies,
  type TopologyReading,
} from '../../engine/index.ts';
import type { Lines } from '../checked.ts';
import { includedFile } from '../included-file.ts';
import { isTopologyFile } from '../inputs.ts';
import { topologyRemarks } from '../one-machine.ts';
import { readText, Unreadable } from '../read-text.ts';

/** The scenarios of a scenario file or of a topology, with what is wrong with them. */
export interface ScenarioSource {
  readonly path: string;
  readonly text: string;
  readonly scenarios: readonly Scenario[];
  /** Of scenarios only: those of a topology are told by check. */
  readonly problems: readonly ShownProblem[];
  /** Of this file, and of every file that a machine is joined from. */
  readonly lines: Lines;
  /** Of the topology of that path: that it has errors, in a sentence. */
  readonly remarks: (topology: string) => readonly string[];
}

/** Reads a file for its scenarios. One that is called neither is taken for a scenario file. */
export function readScenarioSource(path: string): ScenarioSource {
  const text = readText(path);
  return isTopologyFile(path) ? ofTopology(path, text) : ofScenarioFile(path, text);
}

function ofScenarioFile(path: string, text: string): ScenarioSource {
  const { scenarios, problems, topologies } = readScenarioFile(path, text, namedTopologies());
  const files = [{ path, text }, ...topologies.flatMap((each) => each.files)];
  const remarks = remarksOf(topologies);
  return { path, text, scenarios, problems: problems.map(showProblem), lines: linesOf(files), remarks };
}

/** A topology's own faults keep no scenario from running, unless the text cannot be read. */
function ofTopology(path: string, text: string): ScenarioSource {
  const reading = readTopology(path, text, includedFile);
  const { scenarios, files, syntaxError } = reading;
  const problems = reading.problems.filter(({ code, place }) => {
    if (syntaxError && code === 'yaml/syntax') return true;
    return scenarios.some(
      ({ whole }) => whole.span.start <= place.span.start && place.span.start <= whole.span.end,
    );
  });
  const remarks = remarksOf([reading]);
  return { path, text, scenarios, problems: problems.map(showProblem), lines: linesOf(files), remarks };
}

function remarksOf(readings: readonly TopologyReading[]): ScenarioSource['remarks'] {
  return (path) => readings.filter((reading) => reading.path === path).flatMap(topologyRemarks);
}

/** Finds the topologies that scenario files name, each read once. */
function namedTopologies(): Topologies {
  const read = new Map<string, TopologyReading | null>();
  return (from, path) => {
    const joined = posix.join(posix.dirname(from), path);
    const target = from.startsWith('./') ? `./${joined}` : joined;
    if (!read.has(target)) read.set(target, topologyAt(target));
    return read.get(target) ?? null;
  };
}

function topologyAt(path: string): TopologyReading | null {
  try {
    return readTopology(path, readText(path), includedFile);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function linesOf(files: readonly { readonly path: string; readonly text: string }[]): Lines {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const made = new Map<string, LineIndex>();
  return (path) => {
    const lines = made.get(path) ?? new LineIndex(texts.get(path) ?? '');
    made.set(path, lines);
    return lines;
  };
}
