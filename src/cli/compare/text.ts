import {
  type Comparison,
  type ComparisonCell,
  type ComparisonRow,
  comparisonSummary,
  comparisonTitle,
  machineName,
  type Topology,
} from '../../engine/index.ts';
import { assumedLines } from '../explored/text.ts';
import { type Style, visible } from '../style.ts';
import type { ComparedDriver } from './compare.ts';

/** A comparison as a person reads it: what is the same in a line, what differs with who comes to it. */
export function comparisonText(
  path: string,
  machine: Topology,
  compared: readonly ComparedDriver[],
  comparison: Comparison,
  style: Style,
): string {
  const lines = [
    `${style.bold(visible(path))}: ${visible(machineName(machine))}`,
    `  ${comparison.drivers.map(visible).join(', ')}: ${comparisonSummary(comparison)}`,
    ...compared.flatMap((each) => remarkLines(each)),
    '',
    ...comparison.rows.flatMap((row) => rowLines(row, comparison.drivers, style)),
  ];
  return `${lines.join('\n')}\n`;
}

function remarkLines({ driver, uncovered }: ComparedDriver): string[] {
  return [
    ...assumedLines(driver),
    ...uncovered.map((text) => `  ${visible(driver.name)}: not looked at: ${visible(text)}`),
  ];
}

function rowLines(row: ComparisonRow, drivers: readonly string[], style: Style): string[] {
  const title = visible(comparisonTitle(row));
  const groups = row.alike.map((columns) => ({
    names: columns.map((column) => visible(drivers[column]!)).join(', '),
    cells: columns.map((column) => row.cells[column]!),
  }));
  if (groups.length === 1) {
    const { cells } = groups[0]!;
    return [`  ${title}: ${shown(cells[0]!, style)}, under all`, ...detailLines(cells)];
  }
  return [
    `  ${title}: differs`,
    ...groups.flatMap(({ names, cells }) => [
      `    ${names}: ${shown(cells[0]!, style)}`,
      ...detailLines(cells),
    ]),
  ];
}

function shown({ text, state }: ComparisonCell, style: Style): string {
  return state === 'bad' ? style.error(visible(text)) : visible(text);
}

/** Of cells that say the same, each sentence once, at each driver's line. */
function detailLines(cells: readonly ComparisonCell[]): string[] {
  return cells[0]!.details.flatMap(({ text }, index) => {
    const places = cells.flatMap(({ details }) => details[index]?.place ?? []);
    if (places.length === 0) return [`      ${visible(text)}`];
    return places.map(
      ({ file, line }, at) => `      ${visible(`${file}:${line}: ${at === 0 ? text : 'the same'}`)}`,
    );
  });
}
