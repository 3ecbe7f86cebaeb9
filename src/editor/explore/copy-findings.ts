import { env, window } from 'vscode';
import { exploredReport, findingReport, type OutlineNode, traceReport } from '../../engine/index.ts';
import type { Findings, Found } from './findings.ts';

/** Copies a finding, or all that is shown where the row is none, in Markdown for a review mail. */
export async function copyFindings(findings: Findings, row: OutlineNode | undefined): Promise<void> {
  const { found } = findings;
  if (!found) return;
  const one = row && findingOf(found, row);
  await env.clipboard.writeText(one ? findingReport(one) : exploredReport(found.machine));
  window.setStatusBarMessage(one ? '$(check) Finding copied' : '$(check) Findings copied', 3000);
}

/** Copies the steps that lead to a finding. */
export async function copyTrace(findings: Findings, row: OutlineNode | undefined): Promise<void> {
  const one = findings.found && row && findingOf(findings.found, row);
  if (!one) return;
  await env.clipboard.writeText(traceReport(one));
  window.setStatusBarMessage('$(check) Trace copied', 3000);
}

/** Rows of findings follow the verdict, in the order of the findings. */
function findingOf({ rows, machine }: Found, row: OutlineNode) {
  return row.kind === 'finding' ? machine.explored.findings[rows.indexOf(row) - 1] : undefined;
}
