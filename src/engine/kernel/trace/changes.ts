import type { Topology } from '../../topology/topology.ts';
import type { DriverSource } from '../driver.ts';
import { driverPrint, topologyPrint } from './fingerprint.ts';
import type { Trace, TraceChange } from './trace.ts';

/** What has changed since a trace was found; empty where it can be followed as it was. */
export function changesSince(trace: Trace, topology: Topology, source: DriverSource): TraceChange[] {
  const print = driverPrint(source);
  const before = new Map(trace.driver.files.map(({ path, hash }) => [path, hash]));
  const now = new Map(print.files.map(({ path, hash }) => [path, hash]));
  const changes: TraceChange[] = [];
  if (topologyPrint(topology).hash !== trace.topology.hash)
    changes.push({ kind: 'topology', path: topology.path });
  for (const [path, hash] of before) {
    const same = now.get(path);
    if (same === undefined) changes.push({ kind: 'gone', file: source.place(path) });
    else if (same !== hash) changes.push({ kind: 'changed', file: source.place(path) });
  }
  for (const path of now.keys())
    if (!before.has(path)) changes.push({ kind: 'new', file: source.place(path) });
  if (JSON.stringify(print.modules) !== JSON.stringify(trace.driver.modules))
    changes.push({ kind: 'modules' });
  return changes;
}

/**
 * A cause with the driver's files by their path in it: `double-free egm.c:19 egm.c:14`. What they are called
 * outside depends on where the driver was taken from.
 */
export function causeWithin({ files, place }: DriverSource, cause: string): string {
  const paths = new Map([...files.keys()].map((path) => [place(path), path]));
  const places = [...paths.keys()].sort((a, b) => b.length - a.length).map(literally);
  if (places.length === 0) return cause;
  const pattern = new RegExp(`(?<=^|\\s)(${places.join('|')})(?=:\\d)`, 'g');
  return cause.replace(pattern, (file) => paths.get(file) ?? file);
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
