import { grouped } from '../../base/grouped.ts';
import {
  type Comparison,
  type ComparisonCell,
  type ComparisonDetail,
  type ComparisonRow,
  isDifference,
  parted,
} from '../comparison/table.ts';
import { count, listed, markdown } from '../format.ts';
import type { OutlineIcon, OutlineNode } from '../outline.ts';
import { comparisonSummary, comparisonTitle, inOtherWays, sameHead } from '../words/comparison.ts';
import { lengthText } from '../words/exploration.ts';
import { siteText } from '../words/site.ts';
import { row, uniqueId } from './row.ts';
import { opened, traceRows } from './trace.ts';

/** Drivers beside each other: what differs first, each with what every driver makes of it, then what is the same. */
export function comparedRows(comparison: Comparison): readonly OutlineNode[] {
  const { drivers, rows } = comparison;
  const ids = new Set<string>();
  const made = (each: ComparisonRow): OutlineNode =>
    subjectRow(each, drivers, uniqueId(`compared:${each.kind}:${each.subject}`, ids));
  const { differing, same } = parted(rows);
  const verdict = row({
    id: 'verdict',
    kind: 'verdict',
    label: listed(drivers),
    parts: [comparisonSummary(comparison)],
    tooltip: [markdown(comparisonSummary(comparison))],
    icon: differing.length > 0 ? 'differs' : 'same',
    place: null,
  });
  return [
    verdict,
    ...differing.map(made),
    ...(same.length > 0 ? [sameRow(sameHead(comparison), same, made)] : []),
  ];
}

/**
 * Of the rows that `comparedRows` gives, those from the root to a cell; `number` counts what differs first, then what is
 * the same, as the table does.
 */
export function comparedCell(
  rows: readonly OutlineNode[],
  number: number,
  column: number,
): readonly OutlineNode[] {
  const differing = rows.filter(({ kind }) => kind === 'compared').map((subject) => [subject]);
  const same = rows.filter(({ id }) => id === 'same');
  const within = same.flatMap((parent) => parent.children.map((subject) => [parent, subject]));
  const path = [...differing, ...within][number] ?? [];
  return [...path, ...(path.at(-1)?.children.slice(column, column + 1) ?? [])];
}

function sameRow(
  label: string,
  same: readonly ComparisonRow[],
  made: (row: ComparisonRow) => OutlineNode,
): OutlineNode {
  return row({
    id: 'same',
    kind: 'coverage',
    label,
    parts: [count(same.length, 'row')],
    tooltip: [],
    icon: 'same',
    place: null,
    children: () => same.map(made),
  });
}

/** Who comes to what; what is said in one word may differ in what it rests on. */
function saidOf(of: ComparisonRow, drivers: readonly string[]): readonly string[] {
  const columns = [...grouped([...drivers.keys()], (at) => of.cells[at]!.text)];
  if (columns.length > 1)
    return columns.map(([text, those]) => `${listed(those.map((at) => drivers[at]!))}: ${text}`);
  const text = of.cells[0]?.text ?? '';
  return [isDifference(of) ? inOtherWays(text) : text];
}

function subjectRow(of: ComparisonRow, drivers: readonly string[], id: string): OutlineNode {
  const said = saidOf(of, drivers);
  return row({
    id,
    kind: 'compared',
    label: comparisonTitle(of),
    parts: said,
    tooltip: said.map(markdown),
    icon: isDifference(of) ? 'differs' : 'same',
    place: null,
    children: () => drivers.map((driver, at) => cellRow(driver, of.cells[at]!, `${id}/${at}`)),
  });
}

const icons: Readonly<Record<ComparisonCell['state'], OutlineIcon>> = {
  good: 'holds',
  bad: 'violated',
  plain: 'coverage',
  absent: 'left-out',
};

function cellRow(driver: string, { text, state, details }: ComparisonCell, id: string): OutlineNode {
  return row({
    id,
    kind: 'compared',
    label: driver,
    parts: [text],
    tooltip: [],
    icon: icons[state],
    place: null,
    ...opened(details[0]?.place ?? null),
    children: details.length > 0 ? () => details.map((each, at) => detailRow(each, `${id}/${at}`)) : null,
  });
}

/** What has a trace has its steps below. */
function detailRow({ text, place, found }: ComparisonDetail, id: string): OutlineNode {
  const faults = found && 'faults' in found ? found.faults : [];
  return row({
    id,
    kind: 'compared',
    label: text,
    parts: [place ? siteText(place) : '', found ? lengthText(found) : ''],
    tooltip: [],
    icon: found ? 'finding' : 'site',
    place: null,
    ...opened(place),
    children: found ? () => traceRows(found.trace, faults, id) : null,
  });
}
