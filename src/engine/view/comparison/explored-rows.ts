import type { Explored, ExploredRace } from '../../kernel/explored.ts';
import { accessText, raceState, verdictText } from '../words/comparison.ts';
import { exploredMessage, uncoveredTexts } from '../words/exploration.ts';
import { findingTitle, shownSite } from '../words/finding.ts';
import {
  absent,
  type ComparisonCell,
  type ComparisonDetail,
  type ComparisonRow,
  detail,
  row,
} from './table.ts';
import { titledRows } from './titled-rows.ts';

/** What came of exploring a driver; `left` are GPUs that the plan left out. */
export interface ComparedExploration {
  readonly explored: Explored;
  readonly left: readonly string[];
}

/** What came of exploring several drivers on one machine: one exploration for each driver. */
export function exploredRows(explorations: readonly ComparedExploration[]): ComparisonRow[] {
  const told = explorations.map(({ explored }) =>
    explored.findings.map((found) => ({
      title: findingTitle(found.finding),
      detail: detail(exploredMessage(found), shownSite(found.finding), found),
    })),
  );
  return [
    row('verdict', '', explorations.map(verdictCell)),
    ...titledRows('order', told, (column) => isWhole(explorations[column]!)),
    ...raceRows(explorations),
  ];
}

function isWhole({ explored }: ComparedExploration): boolean {
  return explored.limit === null;
}

const states = { holds: 'good', violated: 'bad', 'gave-up': 'plain' } as const;

function verdictCell({ explored, left }: ComparedExploration): ComparisonCell {
  const details = uncoveredTexts(explored, left).map((text) => detail(text, null));
  return { text: verdictText(explored), state: states[explored.outcome], details };
}

function raceRows(explorations: readonly ComparedExploration[]): ComparisonRow[] {
  const fields = new Set(explorations.flatMap(({ explored }) => explored.races.map(({ field }) => field)));
  return [...fields].map((field) =>
    row(
      'race',
      field,
      explorations.map((each) =>
        raceCell(
          each.explored.races.filter((race) => race.field === field),
          isWhole(each),
        ),
      ),
    ),
  );
}

/** Each access once, however many others it meets. */
function raceCell(races: readonly ExploredRace[], all: boolean): ComparisonCell {
  if (races.length === 0) return absent(raceState(false, all));
  const details = new Map<string, ComparisonDetail>();
  for (const race of races) {
    for (const access of race.accesses) {
      const text = accessText(access);
      const key = `${text} ${access.source.file}:${access.source.line}`;
      if (!details.has(key)) details.set(key, detail(text, access.source, race));
    }
  }
  return { text: raceState(true), state: 'bad', details: [...details.values()] };
}
