import { type Comparison, comparisonTitle, type Topology } from '../../engine/index.ts';
import { exploredEntry } from '../explored/json.ts';
import { findingEntry, gpuEntry, type Json, written } from '../json.ts';
import type { ComparedDriver } from './compare.ts';

/** A comparison for programs. The shape is fixed by its `version`: keys are only ever added. */
export function comparisonJson(
  path: string,
  { document }: Topology,
  compared: readonly ComparedDriver[],
  { drivers, rows }: Comparison,
): string {
  const differences = rows
    .filter(({ alike }) => alike.length > 1)
    .map((row) => ({
      kind: row.kind,
      subject: row.subject,
      title: comparisonTitle(row),
      groups: row.alike.map((columns) => ({
        drivers: columns.map((column) => drivers[column]!),
        text: row.cells[columns[0]!]!.text,
      })),
    }));
  return `${written({ version: 1, path, document, drivers: compared.map(driverEntry), differences }, '')}\n`;
}

function driverEntry({ outcome, search, uncovered }: ComparedDriver): Json {
  return {
    driver: outcome.driver,
    stopped: outcome.stopped,
    gpus: outcome.gpus.map((result) => gpuEntry(result.gpu, result)),
    auxiliaryDevices: outcome.auxiliaryDevices.map(({ name, parent, gpus }) => ({ name, parent, gpus })),
    nodes: outcome.nodes,
    findings: outcome.findings.map(findingEntry),
    uncovered,
    explored: search && exploredEntry(search),
  };
}
