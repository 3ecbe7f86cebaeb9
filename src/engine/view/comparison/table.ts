import { grouped } from '../../base/grouped.ts';
import type { Site } from '../../csource/ast.ts';
import type { ExploredFinding, ExploredRace } from '../../kernel/explored.ts';

/** One machine under several drivers: a table with a column for each of them. */
export interface Comparison {
  readonly drivers: readonly string[];
  /** Those that were to be put beside them, where it was stopped before. */
  readonly notRun: readonly string[];
  /** Grouped by kind, in the order of `ComparisonKind`. */
  readonly rows: readonly ComparisonRow[];
}

/**
 * `run` is a run that did not reach its end, `finding` is of the run. The others are there where every driver
 * was explored: `verdict`, `order` for what some order of steps leads to, `race` for a field that needs a lock.
 */
export type ComparisonKind = 'gpu' | 'device' | 'node' | 'run' | 'finding' | 'verdict' | 'order' | 'race';

export interface ComparisonRow {
  readonly kind: ComparisonKind;
  /** BDF, name of the device or node, title of the finding, field; '' for `run` and `verdict`. */
  readonly subject: string;
  /** One for each driver. */
  readonly cells: readonly ComparisonCell[];
  /** Columns whose cells come to the same, together; more than one group is a difference. */
  readonly alike: readonly (readonly number[])[];
}

export interface ComparisonCell {
  /** Never empty: what is not there is `absent` or `none`. */
  readonly text: string;
  readonly state: 'good' | 'bad' | 'plain' | 'absent';
  readonly details: readonly ComparisonDetail[];
}

/** What a cell rests on. */
export interface ComparisonDetail {
  readonly text: string;
  /** The driver's line; null where there is none. */
  readonly place: Site | null;
  /** What has a trace that can be followed; null where nothing has. */
  readonly found: ExploredFinding | ExploredRace | null;
}

export function isDifference({ alike }: ComparisonRow): boolean {
  return alike.length > 1;
}

/** What differs, and what is the same under each driver. */
export function parted(rows: readonly ComparisonRow[]): {
  readonly differing: readonly ComparisonRow[];
  readonly same: readonly ComparisonRow[];
} {
  return { differing: rows.filter(isDifference), same: rows.filter((each) => !isDifference(each)) };
}

export function row(kind: ComparisonKind, subject: string, cells: readonly ComparisonCell[]): ComparisonRow {
  // The lines of C differ between any two drivers: what is said at them is what counts.
  const meaning = (column: number): string =>
    JSON.stringify([cells[column]!.text, cells[column]!.details.map(({ text }) => text)]);
  const columns = cells.map((_, column) => column);
  return { kind, subject, cells, alike: [...grouped(columns, meaning).values()] };
}

export function detail(
  text: string,
  place: Site | null,
  found: ComparisonDetail['found'] = null,
): ComparisonDetail {
  return { text, place: place?.file ? place : null, found };
}

export function absent(text: string): ComparisonCell {
  return { text, state: 'absent', details: [] };
}
