import { env, window } from 'vscode';
import { report } from '../engine/index.ts';
import type { Drivers } from './drivers.ts';
import { Positions } from './positions.ts';
import type { TopologyFile } from './topology-file.ts';

/** Copies a report of all machines of a file, in Markdown, for a review mail. */
export async function copyReport(file: TopologyFile, drivers: Drivers): Promise<void> {
  await env.clipboard.writeText(reportOf(file, drivers));
  window.setStatusBarMessage('$(check) Report copied', 3000);
}

function reportOf(file: TopologyFile, drivers: Drivers): string {
  const positions = new Positions(file, file.shown);
  const { source, name } = file.driver;
  const reports = file.machines.map(({ topology, problems, outcome }) =>
    report({
      topology,
      problems,
      driver: name,
      notes: source && outcome ? drivers.notes(source, topology.pageSize) : null,
      outcome: outcome === 'running' ? null : outcome,
      position: (place) => positions.range(place).start,
    }),
  );
  return reports.join('\n');
}
