import { env, window } from 'vscode';
import {
  type ExploredFinding,
  type ExploredRace,
  findingReport,
  type OutlineNode,
  raceOfRow,
  traceReport,
} from '../../engine/index.ts';
import type { Findings } from './findings.ts';
import type { Found } from './found.ts';
import { staleText } from './stale.ts';

/** Copies a finding or a race, or all that is shown where the row is none, in Markdown for a review mail. */
export async function copyFindings({ held }: Findings, row: OutlineNode | undefined): Promise<void> {
  if (!held) return;
  const { found, stale } = held;
  const one = row && foundOf(found, row);
  const report = one ? findingReport(one) : found.report;
  // Who reads the mail is to know what the view says.
  await env.clipboard.writeText(stale ? report.replace('\n', `\n\n${staleText(stale)}\n`) : report);
  window.setStatusBarMessage(one ? '$(check) Finding copied' : '$(check) Findings copied', 3000);
}

/** Copies the steps that lead to a finding or a race. */
export async function copyTrace({ held }: Findings, row: OutlineNode | undefined): Promise<void> {
  const one = held && row && foundOf(held.found, row);
  if (!one) return;
  await env.clipboard.writeText(traceReport(one));
  window.setStatusBarMessage('$(check) Trace copied', 3000);
}

function isWithin({ id }: OutlineNode, top: string): boolean {
  return id === top || id.startsWith(`${top}/`);
}

/**
 * What a row, or a row above it, is of. Rows of findings follow the first one, in the order of the findings; those of races
 * are below.
 */
export function foundOf(
  { rows, wrong }: Pick<Found, 'rows' | 'wrong'>,
  row: OutlineNode,
): ExploredFinding | ExploredRace | undefined {
  const { findings, races } = wrong.explored;
  const top = rows.findIndex(({ id, kind }) => kind === 'finding' && isWithin(row, id));
  return top > 0 ? findings[top - 1] : raceOfRow(races, row);
}
