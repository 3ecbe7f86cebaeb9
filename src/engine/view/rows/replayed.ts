import type { Replayed } from '../../kernel/trace/replay.ts';
import type { Trace } from '../../kernel/trace/trace.ts';
import type { Topology } from '../../topology/topology.ts';
import { count, markdown } from '../format.ts';
import { gpusOf, registeredGpus } from '../gpus.ts';
import type { OutlineIcon, OutlineNode } from '../outline.ts';
import { siteText } from '../words/site.ts';
import { replayText, replayTitle } from '../words/trace.ts';
import { causeRow } from './explored.ts';
import { locksRow } from './locks.ts';
import { row } from './row.ts';
import { traceRows } from './trace.ts';

/** What a trace shows when it is followed: in a word first, then what was found, then its steps. */
export function replayedRows(topology: Topology, trace: Trace, replayed: Replayed): readonly OutlineNode[] {
  const { end, steps, faults } = replayed;
  const text = replayText(replayed, trace, siteText);
  const registered = registeredGpus(gpusOf(topology));
  const verdict = row({
    id: 'verdict',
    kind: 'verdict',
    label: replayTitle(end),
    parts: [text],
    tooltip: [markdown(text)],
    icon: icons[end.kind],
    place: null,
  });
  if (end.kind === 'finding') return [verdict, causeRow(end.found, `cause:${end.found.cause}`, registered)];
  if (end.kind === 'race') return [verdict, locksRow([end.found])];
  const taken = row({
    id: 'run',
    kind: 'coverage',
    label: 'The steps',
    parts: [count(steps.length, 'step')],
    tooltip: ['As far as the trace was followed.'],
    icon: 'log',
    place: null,
    children: () => traceRows(steps, faults, 'run'),
  });
  return steps.length > 0 ? [verdict, taken] : [verdict];
}

const icons: Readonly<Record<Replayed['end']['kind'], OutlineIcon>> = {
  finding: 'violated',
  race: 'violated',
  nothing: 'holds',
  refused: 'gave-up',
  changed: 'gave-up',
};
