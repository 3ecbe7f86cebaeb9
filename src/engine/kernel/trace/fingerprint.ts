import { sha256 } from '../../base/sha256.ts';
import type { Topology } from '../../topology/topology.ts';
import type { DriverSource } from '../driver.ts';
import { includeFor } from '../include.ts';
import { libraryTable } from '../library-table.ts';
import { modulesOf } from '../modules.ts';
import type { DriverPrint, TopologyPrint } from './trace.ts';

/** What makes the machine what it is to a driver: the order of its GPUs is that of their registration. */
export function topologyPrint(topology: Topology): TopologyPrint {
  const { path, document, pageSize, sockets, retiredPages } = topology;
  const meaning = [
    pageSize,
    sockets.map(({ socket, pxm, memory, gpus }) => [
      socket?.value,
      pxm?.value,
      memory.map(({ base, size }) => [base?.value, size?.value]),
      gpus.map(({ bdf, device, properties }) => [
        bdf?.value,
        device?.value,
        properties.map(({ key, value }) => [key, value.value]),
      ]),
    ]),
    retiredPages.map(({ table, pages }) => [table?.value, pages.map(({ value }) => value)]),
  ];
  return { path, document, hash: sha256(JSON.stringify(meaning, integersApart)) };
}

/** An integer is not the string of its digits. */
function integersApart(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? { integer: `${value}` } : value;
}

/** A driver's modules, and the files that they are made of. */
export function driverPrint(source: DriverSource): DriverPrint {
  const { modules } = modulesOf(source);
  const files = filesOf(
    source,
    modules.flatMap(({ sources }) => sources),
  );
  const hashed = files.map((path) => ({ path, hash: sha256(source.files.get(path) ?? '') }));
  return { name: source.name, modules, files: hashed };
}

/** Of the whole virtual kernel's C. */
export function kernelPrint(): string {
  return sha256(JSON.stringify([...libraryTable]));
}

/** Sources, and what they include of the driver's own, in order of their paths. */
function filesOf(source: DriverSource, sources: readonly string[]): string[] {
  const include = includeFor(source);
  const paths = new Map([...source.files.keys()].map((path) => [source.place(path), path]));
  const found = new Set(sources.filter((path) => source.files.has(path)));
  // A set gives what is added to it while it is gone through.
  for (const path of found) {
    for (const { header, quoted } of includesIn(source.files.get(path) ?? '')) {
      const included = include(header, quoted, source.place(path));
      const own = included && paths.get(included.file);
      if (own !== null && own !== undefined) found.add(own);
    }
  }
  return [...found].sort();
}

/** Each `#include` of a text, whether or not a condition leaves it out. */
function includesIn(text: string): { header: string; quoted: boolean }[] {
  return [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)/gm)].map(
    ([, quoted, angled]) => ({ header: quoted ?? angled ?? '', quoted: quoted !== undefined }),
  );
}
