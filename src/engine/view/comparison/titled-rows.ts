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

/** A row for each title that some driver has a finding of; `told` has a list for each driver. */
export function titledRows(kind: ComparisonKind, told: readonly (readonly Titled[])[]): ComparisonRow[] {
  const titles = new Set(told.flat().map(({ title }) => title));
  return [...titles].map((title) =>
    row(
      kind,
      title,
      told.map((each) => foundCell(each.filter((one) => one.title === title))),
    ),
  );
}

function foundCell(found: readonly Titled[]): ComparisonCell {
  const text = foundText(found.length);
  if (found.length === 0) return absent(text);
  return { text, state: 'bad', details: found.map((one) => one.detail) };
}
