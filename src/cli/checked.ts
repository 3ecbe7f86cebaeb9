import type { LineIndex, Outcome, ShownProblem, Topology } from '../engine/index.ts';

/** One machine of a file, with everything that is known of it. */
export interface CheckedDocument {
  readonly topology: Topology;
  /** Of the text and of the driver's run, in the order of the text. */
  readonly problems: readonly ShownProblem[];
  readonly outcome: Outcome | null;
}

export interface CheckedFile {
  readonly path: string;
  readonly lines: LineIndex;
  readonly documents: readonly CheckedDocument[];
}

/** Deals the Problems of a file out to its documents: each belongs to the last that begins before it. */
export function byDocument(
  documents: readonly Topology[],
  problems: readonly ShownProblem[],
): readonly (readonly ShownProblem[])[] {
  const dealt: ShownProblem[][] = documents.map(() => []);
  for (const problem of problems) {
    const { start } = problem.place.span;
    const after = documents.findIndex((document) => document.place.span.start > start);
    dealt[Math.max(0, (after < 0 ? documents.length : after) - 1)]?.push(problem);
  }
  return dealt;
}

export function inTextOrder(problems: readonly ShownProblem[]): readonly ShownProblem[] {
  return problems.toSorted((a, b) => a.place.span.start - b.place.span.start);
}
