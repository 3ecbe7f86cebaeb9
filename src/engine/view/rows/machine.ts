import { grouped } from '../../base/grouped.ts';
import type { ShownProblem } from '../../base/problem.ts';
import type { Outcome } from '../../kernel/outcome.ts';
import { regionsOf } from '../../topology/region.ts';
import type { Topology } from '../../topology/topology.ts';
import { FaultIndex } from '../fault-index.ts';
import { markdown } from '../format.ts';
import { gpusOf, registeredGpus, resultsByGpu } from '../gpus.ts';
import { machineName } from '../machine-name.ts';
import type { OutlineNode } from '../outline.ts';
import { regionStates } from '../region-state.ts';
import { severitySummary, statusText } from '../status.ts';
import { cutShortTexts } from '../words/cut-short.ts';
import { type Machine, row, uniqueId } from './row.ts';
import { findingRows, type NewId, socketRow } from './socket.ts';

/**
 * The tree of one machine. `problems` are all that are shown for its file, the driver's included; rows
 * count those that begin inside them. `outcome` null: the driver has not run. Ids are unique within the
 * machine and stay while the thing they name does.
 */
export function outline(
  topology: Topology,
  problems: readonly ShownProblem[],
  outcome: Outcome | 'running' | null,
): OutlineNode {
  const machine = machineOf(topology, problems, outcome);
  const name = machineName(topology);
  const ran = outcome !== null && outcome !== 'running';
  return row({
    id: 'machine',
    kind: 'machine',
    label: name,
    parts: [
      ran ? statusText(outcome.driver, outcome, false) : outcome === 'running' ? 'running…' : 'not run',
      problems.length > 0 ? severitySummary(problems) : '',
    ],
    tooltip: [
      `**${markdown(name)}**`,
      topology.platform ? `Platform: ${markdown(topology.platform.value)}.` : '',
      ran && outcome.stopped !== null ? markdown(`The run is not whole: ${outcome.stopped}`) : '',
      ...(ran ? cutShortTexts(outcome.cutShort).map((text) => markdown(`Not looked at: ${text}.`)) : []),
    ],
    icon: 'machine',
    place: topology.place,
    copy: { path: topology.path },
    children: () => machineChildren(topology, machine),
  });
}

function machineChildren(topology: Topology, machine: Machine): readonly OutlineNode[] {
  const ids = new Set<string>();
  const child: NewId = (name) => uniqueId(name, ids);
  return [
    ...topology.sockets.map((socket) =>
      socketRow(socket, child(`socket:${socket.socket === null ? '?' : socket.socket.value}`), machine),
    ),
    ...findingRows([undefined], machine, child),
  ];
}

function machineOf(
  topology: Topology,
  problems: readonly ShownProblem[],
  outcome: Outcome | 'running' | null,
): Machine {
  const gpus = gpusOf(topology);
  const registered = registeredGpus(gpus);
  const regions = regionsOf(topology);
  const ran = outcome === null || outcome === 'running' ? null : outcome;
  return {
    outcome,
    results: resultsByGpu(gpus, ran?.gpus ?? []),
    regions: grouped(regions, (region) => region.socket),
    states: regionStates(regions, outcome),
    registered,
    devices: grouped(ran?.auxiliaryDevices ?? [], (device) => registered.get(device.parent)),
    findings: grouped(ran?.findings ?? [], ({ gpu }) => (gpu === null ? undefined : registered.get(gpu))),
    faults: new FaultIndex(problems),
  };
}
