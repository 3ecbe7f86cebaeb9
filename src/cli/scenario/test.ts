import type { TestRequest } from '../arguments.ts';
import { complaint, type Result, unreadable } from '../check.ts';
import { findInputs, isScenarioFile, isTopologyFile } from '../inputs.ts';
import { type Progress, silent } from '../progress.ts';
import type { Style } from '../style.ts';
import { junitText } from './junit.ts';
import { Runner } from './ran.ts';
import { readScenarioSource, type ScenarioSource } from './read.ts';
import { type RanFile, reportText } from './report.ts';
import { resultsText } from './results.ts';

/** Times, in milliseconds: how long a scenario took, and when the tests began. */
export interface Clock {
  readonly now: () => number;
  readonly date: () => Date;
}

/** Runs the scenarios of all files. An input that cannot be read does not keep the others from being run. */
export function test(request: TestRequest, style: Style, clock: Clock, progress: Progress = silent): Result {
  const began = clock.date();
  const isWanted = (name: string) => isScenarioFile(name) || isTopologyFile(name);
  const inputs = findInputs(request.paths, isWanted);
  const complaints = [...inputs.failures];
  const files: RanFile[] = [];
  try {
    const runner = new Runner(request, clock.now, progress);
    for (const [at, path] of inputs.files.entries()) {
      progress.show('Running', at, inputs.files.length);
      try {
        const source = readScenarioSource(path);
        if (hasSomething(source) || inputs.named.has(path)) files.push(ran(source, runner));
      } catch (error) {
        complaints.push(unreadable(error));
      }
    }
  } catch (error) {
    complaints.push(unreadable(error));
  }
  progress.clear();
  const empty = inputs.empty.map((path) => `${path}: no *.scenario.yaml or *.topology.yaml here`);
  const nothing = inputs.files.length > 0 && files.length + complaints.length === 0;
  const without = files
    .filter(({ scenarios, problems }) => scenarios.length + problems.length === 0)
    .map(({ source }) => `${source.path}: no scenario here`);
  return {
    output: written(request.format, files, began, style),
    errors: complaint([
      ...complaints,
      ...empty,
      ...without,
      ...(nothing ? [`${request.paths.join(', ')}: no scenario here`] : []),
    ]),
    status: complaints.length > 0 ? 2 : statusOf(files),
  };
}

/** A topology that was met in a directory need not have any. */
function hasSomething({ path, scenarios, problems }: ScenarioSource): boolean {
  return scenarios.length + problems.length > 0 || isScenarioFile(path);
}

export function ran(source: ScenarioSource, runner: Runner): RanFile {
  const scenarios = source.scenarios.map((scenario) => runner.run(source, scenario));
  const told = new Set(scenarios.flatMap(({ problems }) => problems));
  return { source, scenarios, problems: source.problems.filter((problem) => !told.has(problem)) };
}

/** 1 when something failed, 3 when something gave up and nothing failed. */
export function statusOf(files: readonly RanFile[]): 0 | 1 | 3 {
  const verdicts = files.flatMap(({ scenarios }) => scenarios.map(({ verdict }) => verdict));
  const errors = files.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error'));
  if (verdicts.includes('failed') || errors.length > 0) return 1;
  return verdicts.includes('gave-up') ? 3 : 0;
}

function written(
  format: TestRequest['format'],
  files: readonly RanFile[],
  began: Date,
  style: Style,
): string {
  switch (format) {
    case 'json':
      return resultsText(files);
    case 'junit':
      return junitText(files, began);
    case 'text':
      return reportText(files, style);
  }
}
