import { env, window } from 'vscode';
import { findingReport, type OutlineNode, traceReport } from '../../engine/index.ts';
import type { Findings, Found } from './findings.ts';

/** Copies a finding, or all that is shown where the row is none, in Markdown for a review mail. */
export async function copyFindings({ found }: Findings, row: OutlineNode | undefined): Promise<void> {
  if (!found) return;
  const one = row && findingOf(found, row);
  await env.clipboard.writeText(one ? findingReport(one) : found.report);
  window.setStatusBarMessage(one ? '$(check) Finding copied' : '$(check) Findings copied', 3000);
}

/** Copies the steps that lead to a finding. */
export async function copyTrace({ found }: Findings, row: OutlineNode | undefined): Promise<void> {
  const one = found && row && findingOf(found, row);
  if (!one) return;
  await env.clipboard.writeText(traceReport(one));
  window.setStatusBarMessage('$(check) Trace copied', 3000);
}

/** Rows of findings follow the first one, in the order of the findings. */
export function findingOf({ rows, wrong }: Found, row: OutlineNode) {
  return row.kind === 'finding' ? wrong.explored.findings[rows.indexOf(row) - 1] : undefined;
}
