import type { Site } from '../../csource/ast.ts';
import type { ExploredFault, TraceStep } from '../../kernel/explored.ts';
import { markdown } from '../format.ts';
import type { OutlineNode } from '../outline.ts';
import { faultText } from '../words/exploration.ts';
import { faultSpoken, stepWay } from '../words/explored.ts';
import { siteText } from '../words/site.ts';
import { row } from './row.ts';

/**
 * The steps of a trace in their order, each call that was made to fail after the step that made it. A step that
 * nobody interrupted opens what failed in it; the last one else `end`, the line where the trace ends.
 */
export function traceRows(
  trace: readonly TraceStep[],
  faults: readonly ExploredFault[],
  id: string,
  end: Site | null = null,
): readonly OutlineNode[] {
  return trace.flatMap((step, number) => {
    const failing = faults.filter((fault) => fault.step === number);
    const within = failing[0]?.source ?? (number === trace.length - 1 ? end : null);
    return [
      stepRow(step, number, { within, isLast: number === trace.length - 1 }, `${id}/step:${number}`),
      ...failing.map((fault, at) => faultRow(fault, `${id}/step:${number}/fault:${at}`)),
    ];
  });
}

function stepRow(
  step: TraceStep,
  number: number,
  { within, isLast }: { readonly within: Site | null; readonly isLast: boolean },
  id: string,
): OutlineNode {
  const { task, from, to, log } = step;
  const way = stepWay(step, isLast);
  return row({
    id,
    kind: 'step',
    label: `${number + 1}. ${task}`,
    parts: [way],
    tooltip: [markdown(`${task}: ${way}.`)],
    icon: 'step',
    place: null,
    ...opened(from ?? to ?? within),
    children: log.length === 0 ? null : () => logRows(log, `${id}/log`),
  });
}

function faultRow(fault: ExploredFault, id: string): OutlineNode {
  const where = fault.source ? siteText(fault.source) : '';
  return row({
    id,
    kind: 'fault',
    label: faultText(fault),
    parts: [where],
    spoken: [`Fault: ${faultSpoken(fault)}`, where].filter(Boolean).join(', '),
    tooltip: [markdown(`${faultText(fault)}: made to fail, as it may on a real machine.`)],
    icon: 'fault',
    place: null,
    ...opened(fault.source),
  });
}

/** Lines of the kernel log. */
export function logRows(log: readonly string[], id: string): readonly OutlineNode[] {
  return log.map((line, at) => logRow(line, `${id}:${at}`));
}

function logRow(line: string, id: string): OutlineNode {
  return row({
    id,
    kind: 'log',
    label: line,
    parts: [],
    spoken: `Kernel log: ${line}`,
    tooltip: [markdown(line)],
    icon: 'log',
    place: null,
    copy: { line },
  });
}

/** What a click opens: nothing for a site that is in no file. */
export function opened(site: Site | null): Pick<OutlineNode, 'source' | 'copy'> {
  if (site === null || site.file === '') return { source: null, copy: {} };
  const { file, line, column } = site;
  return {
    source: { file, position: { line: line - 1, character: Math.max(0, column - 1) } },
    copy: { path: `${file}:${line}` },
  };
}
