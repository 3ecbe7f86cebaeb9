import type { Steps } from '../base/in-steps.ts';
import { finished } from '../base/steps.ts';
import type { Problem } from './catalogue.ts';
import { type ReadTopology, readDocument } from './read.ts';
import { Report } from './report.ts';
import { parseSteps } from './source.ts';

/** One file by itself: nothing is joined, and no rule has looked at a machine yet. */
export interface FileReading {
  readonly path: string;
  readonly text: string;
  /** One per YAML document. */
  readonly documents: readonly ReadTopology[];
  /** Of the families `yaml` and `shape`, in the order of the text. */
  readonly problems: readonly Problem[];
  readonly syntaxError: boolean;
}

/** Reads one file. Never throws, whatever the text. `path` is what places name the file by. */
export function readFile(path: string, text: string): FileReading {
  return finished(readFileSteps(path, text));
}

/** As `readFile`, in steps. */
export function* readFileSteps(path: string, text: string): Steps<FileReading> {
  const report = new Report(path);
  const sources = yield* parseSteps(text, report);
  yield;
  const documents: ReadTopology[] = [];
  for (const [index, source] of sources.entries()) documents.push(yield* readDocument(source, index, report));
  return { path, text, documents, problems: report.problems(), syntaxError: report.has('yaml/syntax') };
}
