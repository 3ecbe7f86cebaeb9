import type { FailableCall, Injected } from '../../kernel/inject.ts';
import type { Topology } from '../../topology/topology.ts';
import { markdown } from '../format.ts';
import { gpusOf, registeredGpus } from '../gpus.ts';
import { machineName } from '../machine-name.ts';
import type { OutlineNode } from '../outline.ts';
import { faultText } from '../words/exploration.ts';
import { bindText, injectedText } from '../words/injected.ts';
import { causeRow, coverageRow } from './explored.ts';
import { row, uniqueId } from './row.ts';
import { opened, traceRows } from './trace.ts';

/** What comes of one call that fails: the call first, then what is wrong, then the whole run. */
export function injectedRows(
  topology: Topology,
  call: FailableCall,
  injected: Injected,
): readonly OutlineNode[] {
  const registered = registeredGpus(gpusOf(topology));
  const ids = new Set<string>();
  return [
    callRow(topology, call, injected),
    ...injected.findings.map((found) => causeRow(found, uniqueId(`cause:${found.cause}`, ids), registered)),
    runRow(injected),
  ];
}

function callRow(topology: Topology, call: FailableCall, injected: Injected): OutlineNode {
  const binds = injected.binds.map(bindText);
  const label = faultText(call);
  return row({
    id: 'verdict',
    kind: 'verdict',
    label,
    parts: [`during ${call.during}`, injectedText(injected), injected.driver, machineName(topology)],
    tooltip: [`${label} during ${call.during}`, ...binds].map(markdown),
    icon: injected.findings.length > 0 ? 'violated' : 'holds',
    place: null,
    ...opened(call.source),
    children: () => binds.map((text, at) => coverageRow(text, `verdict/bind:${at}`, 'coverage')),
  });
}

function runRow({ trace, faults }: Injected): OutlineNode {
  return row({
    id: 'run',
    kind: 'coverage',
    label: 'The run',
    parts: ['loaded, bound, unbound and unloaded, one after another'],
    tooltip: ['Every step of the run, with what it added to the kernel log.'],
    icon: 'log',
    place: null,
    children: () => traceRows(trace, faults, 'run'),
  });
}
