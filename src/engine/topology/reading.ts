import type { Problem } from './catalogue.ts';
import { ignoredCodes } from './ignore.ts';
import { readDocument } from './read.ts';
import { Report } from './report.ts';
import { checkRules } from './rules/rules.ts';
import { parseSource } from './source.ts';
import type { Topology } from './topology.ts';

/** What a topology file comes to. */
export interface TopologyReading {
  readonly path: string;
  readonly text: string;
  /** One per YAML document; one without sockets where the document gives none. */
  readonly documents: readonly Topology[];
  /** In the order of the text; without those that the file itself silences. */
  readonly problems: readonly Problem[];
  /** The text is not well-formed YAML: the documents are what could still be read. */
  readonly syntaxError: boolean;
}

/**
 * Reads a topology file. Never throws, whatever the text; the work is n log n in its length.
 * `path` is what places name the file by.
 */
export function readTopology(path: string, text: string): TopologyReading {
  const report = new Report(path);
  const documents = parseSource(text, report).map((source, index) => {
    const read = readDocument(source, index, report);
    checkRules(read, report);
    return read.topology;
  });
  const isIgnored = ignoredCodes(text);
  const problems = report.problems().filter(({ code, place }) => !isIgnored(code, place.span.start));
  return { path, text, documents, problems, syntaxError: report.has('yaml/syntax') };
}
