import { foundText } from '../words/comparison.ts';
import {
  absent,
  type ComparisonCell,
  type ComparisonDetail,
  type ComparisonKind,
  type ComparisonRow,
  row,
} from './table.ts';

/** A finding below the title that drivers are compared by. */
export interface Titled {
  readonly title: string;
  readonly detail: ComparisonDetail;
}

/**
 * A row for each title that some driver has a finding of; `told` has a list for each driver, and `isWhole` whether all was
 * looked at there.
 */
export function titledRows(
  kind: ComparisonKind,
  told: readonly (readonly Titled[])[],
  isWhole: (column: number) => boolean = () => true,
): ComparisonRow[] {
  const titles = new Set(told.flat().map(({ title }) => title));
  return [...titles].map((title) =>
    row(
      kind,
      title,
      told.map((each, column) =>
        foundCell(
          each.filter((one) => one.title === title),
          isWhole(column),
        ),
      ),
    ),
  );
}

function foundCell(found: readonly Titled[], isWhole: boolean): ComparisonCell {
  const text = foundText(found.length, isWhole);
  if (found.length === 0) return absent(text);
  return { text, state: 'bad', details: found.map((one) => one.detail) };
}
