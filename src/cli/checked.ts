import type { LineIndex, Outcome, ShownProblem, Topology } from '../engine/index.ts';

/** One machine of a file, with everything that is known of it. */
export interface CheckedDocument {
  readonly topology: Topology;
  /** Of the text and of the driver's run, in the order of the text. */
  readonly problems: readonly ShownProblem[];
  readonly outcome: Outcome | null;
}

/** The lines of a file that a place names: the topology file, or one that it includes. */
export type Lines = (path: string) => LineIndex;

export interface CheckedFile {
  readonly path: string;
  readonly lines: Lines;
  readonly documents: readonly CheckedDocument[];
}

/** Deals the Problems of a file out to its documents: each belongs to the last that begins before it. */
export function byDocument(
  documents: readonly Topology[],
  problems: readonly ShownProblem[],
): readonly (readonly ShownProblem[])[] {
  const dealt: ShownProblem[][] = documents.map(() => []);
  for (const problem of problems) {
    const { path, span } = problem.place;
    // What stands in an included file is told with the first machine.
    const start = path === documents[0]?.path ? span.start : 0;
    const after = documents.findIndex((document) => document.place.span.start > start);
    dealt[Math.max(0, (after < 0 ? documents.length : after) - 1)]?.push(problem);
  }
  return dealt;
}

/** Those of the file itself first, in the order of its text; then those of included files. */
export function inTextOrder(problems: readonly ShownProblem[], path: string): readonly ShownProblem[] {
  return problems.toSorted(
    (a, b) => order(a.place.path, b.place.path, path) || a.place.span.start - b.place.span.start,
  );
}

function order(a: string, b: string, first: string): number {
  if (a === b) return 0;
  return a === first || (b !== first && a < b) ? -1 : 1;
}
