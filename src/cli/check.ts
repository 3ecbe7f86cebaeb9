import {
  ignoredCodes,
  LineIndex,
  outcomeProblems,
  type RuleLevels,
  readTopology,
  type ShownProblem,
  type SourceProblem,
  severitySummary,
  showProblem,
  type TopologyReading,
  withLevels,
} from '../engine/index.ts';
import type { CheckRequest } from './arguments.ts';
import { byDocument, type CheckedDocument, type CheckedFile, inTextOrder } from './checked.ts';
import { type ChosenDriver, checkModule, chooseDriver } from './driver.ts';
import { githubText } from './github.ts';
import { includedFile } from './included-file.ts';
import { findInputs, isTopologyFile } from './inputs.ts';
import { jsonText } from './json.ts';
import { type Progress, silent } from './progress.ts';
import { readText, Unreadable } from './read-text.ts';
import { sarifText } from './sarif.ts';
import { type Style, visible } from './style.ts';
import { fileText, problemLines } from './text.ts';

/** What a command comes to: text for the two streams and the exit status. */
export interface Result {
  readonly output: string;
  readonly errors: string;
  readonly status: 0 | 1 | 2 | 3;
}

/** Checks what the request names. An input that cannot be read does not keep the others from being checked. */
export function check(request: CheckRequest, style: Style, progress: Progress = silent): Result {
  const inputs = findInputs(request.paths, isTopologyFile);
  const complaints = [...inputs.failures];
  let driver: ChosenDriver;
  try {
    checkModule(request.driver, request.module);
    driver = chooseDriver(request.driver, request.module);
  } catch (error) {
    return { output: '', errors: complaint([unreadable(error)]), status: 2 };
  }
  const readings: TopologyReading[] = [];
  for (const [at, path] of inputs.files.entries()) {
    progress.show('Reading', at, inputs.files.length);
    try {
      readings.push(readTopology(path, readText(path), includedFile));
    } catch (error) {
      complaints.push(unreadable(error));
    }
  }
  const wholes = wholesAmong(readings, inputs.named);
  const files = wholes.map((reading, at) => {
    progress.show('Checking', at, wholes.length);
    return checkFile(reading, driver, request.levels);
  });
  progress.clear();
  const remarks = inputs.empty.map((path) => `${path}: no *.topology.yaml or *.topology.yml here`);
  const unused = driver.unusedName();
  if (unused !== null) remarks.push(unused);
  return {
    output: written(request.format, files, driver, withLevels(driver.problems(), request.levels), style),
    errors: complaint([...complaints, ...remarks]),
    status:
      complaints.length > 0 ? 2 : allProblems(files).some(({ severity }) => severity === 'error') ? 1 : 0,
  };
}

/**
 * Without the files that others of them include: they are checked as parts of those. What was named on the
 * command line stays.
 */
function wholesAmong(
  readings: readonly TopologyReading[],
  named: ReadonlySet<string>,
): readonly TopologyReading[] {
  const joined = new Map(readings.map((reading) => [reading.path, new Set<string>()]));
  for (const { path, files } of readings) {
    for (const file of files.slice(1)) joined.get(file.path)?.add(path);
  }
  // Files that include each other in a circle are all wholes.
  return readings.filter(
    ({ path }) => named.has(path) || [...joined.get(path)!].every((other) => joined.get(other)?.has(path)),
  );
}

function written(
  format: CheckRequest['format'],
  files: readonly CheckedFile[],
  driver: ChosenDriver,
  ofSource: readonly SourceProblem[],
  style: Style,
): string {
  switch (format) {
    case 'json':
      return jsonText(files, { name: driver.name, problems: ofSource });
    case 'sarif':
      return sarifText(files, ofSource);
    case 'github':
      return githubText(files, ofSource);
    case 'text':
      return text(files, driver, ofSource, style);
  }
}

function checkFile(reading: TopologyReading, driver: ChosenDriver, levels: RuleLevels): CheckedFile {
  const shown = [...reading.problems, ...reading.elsewhere].map(showProblem);
  const written = byDocument(reading.documents, shown);
  const texts = new Map(reading.files.map((file) => [file.path, file.text]));
  const isIgnored = byPath((each) => ignoredCodes(texts.get(each) ?? ''));
  const lines = byPath((each) => new LineIndex(texts.get(each) ?? ''));
  const documents = reading.documents.map((topology, index): CheckedDocument => {
    const outcome = driver.run(topology);
    const driven = outcomeProblems(topology, outcome, (code, place) =>
      isIgnored(place.path)(code, place.span.start),
    );
    const problems = withLevels([...(written[index] ?? []), ...driven], levels);
    return { topology, problems: inTextOrder(problems, reading.path), outcome };
  });
  return { path: reading.path, lines, documents };
}

/** What is made of a file once, when it is first asked for. */
function byPath<T>(make: (path: string) => T): (path: string) => T {
  const made = new Map<string, T>();
  return (path) => {
    const known = made.get(path) ?? make(path);
    made.set(path, known);
    return known;
  };
}

function text(
  files: readonly CheckedFile[],
  driver: ChosenDriver,
  ofSource: readonly SourceProblem[],
  style: Style,
): string {
  if (files.length === 0) return '';
  const assumed = driver.assumption();
  const head = assumed === null ? [] : [`${visible(driver.name)}: ${visible(assumed)}`];
  const none = (): LineIndex => new LineIndex('');
  const source = ofSource.flatMap((problem) => problemLines(problem, none, style));
  const opening = [...head, ...source].map((line) => `${line}\n`).join('');
  return [
    ...(opening ? [opening] : []),
    ...files.map((file) => fileText(file, style)),
    summary(files, driver, ofSource),
  ].join('\n');
}

function summary(
  files: readonly CheckedFile[],
  driver: ChosenDriver,
  ofSource: readonly SourceProblem[],
): string {
  const machines = files.reduce((sum, file) => sum + file.documents.length, 0);
  const where = `${machines} ${machines === 1 ? 'machine' : 'machines'} in ${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  return `${where} under ${visible(driver.name)}: ${severitySummary([...allProblems(files), ...ofSource])}\n`;
}

function allProblems(files: readonly CheckedFile[]): readonly ShownProblem[] {
  return files.flatMap((file) => file.documents.flatMap((document) => document.problems));
}

/** What could not be read, in a sentence; a fault of ours is thrown on. */
export function unreadable(error: unknown): string {
  if (error instanceof Unreadable) return error.message;
  throw error;
}

/** Sentences for the stream of errors. */
export function complaint(messages: readonly string[]): string {
  return messages.map((message) => `driver-model: ${visible(message)}\n`).join('');
}
