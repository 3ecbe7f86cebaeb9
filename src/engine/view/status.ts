import type { Severity } from '../base/problem.ts';
import type { Outcome } from '../kernel/outcome.ts';
import { count } from './format.ts';

/** `4 of 4 GPUs bound`; `2 of 4 GPUs bound, 2 failed, 1 unbound, 3 findings` */
export function outcomeSummary(outcome: Outcome): string {
  const of = (state: string): number => outcome.gpus.filter((gpu) => gpu.state === state).length;
  const total = outcome.gpus.length;
  const parts = [total === 0 ? 'no GPUs' : `${of('bound')} of ${count(total, 'GPU')} bound`];
  if (of('failed') > 0) parts.push(`${of('failed')} failed`);
  if (of('unbound') > 0) parts.push(`${of('unbound')} unbound`);
  if (outcome.findings.length > 0) parts.push(count(outcome.findings.length, 'finding'));
  if (outcome.stopped !== null) parts.push('run not whole');
  return parts.join(', ');
}

/** `reviewed: 4 of 4 GPUs bound`, for a status bar. `stale`: the text has changed since and cannot be read. */
export function statusText(driver: string, outcome: Outcome | 'running' | null, stale: boolean): string {
  const state = outcome === null ? 'not run' : outcome === 'running' ? 'running…' : outcomeSummary(outcome);
  return `${driver}: ${state}${stale ? ' (stale)' : ''}`;
}

/** `2 errors, 1 warning`; `no problems` */
export function severitySummary(problems: readonly { readonly severity: Severity }[]): string {
  const of = (severity: Severity): number =>
    problems.filter((problem) => problem.severity === severity).length;
  const parts: string[] = [];
  if (of('error') > 0) parts.push(count(of('error'), 'error'));
  if (of('warning') > 0) parts.push(count(of('warning'), 'warning'));
  if (of('information') > 0) parts.push(count(of('information'), 'remark'));
  return parts.join(', ') || 'no problems';
}
