import type { Outcome } from '../../kernel/outcome.ts';
import { type ComparedExploration, exploredRows } from './explored-rows.ts';
import { runRows } from './run-rows.ts';
import type { Comparison } from './table.ts';

/** What one driver made of the machine. */
export interface Compared {
  readonly outcome: Outcome;
  /** What came of exploring it; null where it was only run. */
  readonly exploration: ComparedExploration | null;
}

/** Puts drivers beside each other that ran on one and the same topology, a column for each; `notRun` are told of only. */
export function compareDrivers(compared: readonly Compared[], notRun: readonly string[] = []): Comparison {
  const explorations = compared.flatMap(({ exploration }) => exploration ?? []);
  const outcomes = compared.map(({ outcome }) => outcome);
  return {
    drivers: outcomes.map(({ driver }) => driver),
    notRun,
    rows: [
      ...runRows(outcomes),
      ...(explorations.length > 0 && explorations.length === compared.length
        ? exploredRows(explorations)
        : []),
    ],
  };
}
