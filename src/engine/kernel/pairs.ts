import type { Gpu, Topology } from '../topology/topology.ts';
import { type RegisteredGpu, registeredGpus } from './registration.ts';

/** Pairs that are looked at, at most: each takes a search of its own. */
const most = 3;

/**
 * Of these GPUs, by their BDFs, two at a time: the first pair of each kind. Pairs are of one kind where both share a
 * socket, or neither, with properties of the same names and types, of which the same are equal.
 */
export function pairsOf(topology: Topology, bdfs: readonly string[]): (readonly [string, string])[] {
  const all = registeredGpus(topology).filter(({ bdf }) => bdfs.includes(bdf));
  const pairs = new Map<string, readonly [string, string]>();
  all.forEach((one, at) => {
    for (const other of all.slice(at + 1)) {
      const kind = kindOf(topology, one, other);
      if (!pairs.has(kind)) pairs.set(kind, [one.bdf, other.bdf]);
    }
  });
  return [...pairs.values()].slice(0, most);
}

function kindOf({ sockets }: Topology, one: RegisteredGpu, other: RegisteredGpu): string {
  const isShared = sockets.some(({ gpus }) => gpus.includes(one.gpu) && gpus.includes(other.gpu));
  const valueIn = ({ properties }: Gpu, name: string) =>
    properties.find(({ key }) => key === name)?.value.value;
  const equal = one.gpu.properties.filter(({ key, value }) => value.value === valueIn(other.gpu, key));
  const names = [one, other].map(({ gpu }) => namesOf(gpu)).sort();
  return JSON.stringify([isShared, equal.map(({ key }) => key).sort(), names]);
}

function namesOf({ properties, device }: Gpu): string {
  const names = properties.map(({ key, value }) => `${key} ${typeof value.value}`);
  return [device?.value ?? '', ...names.sort()].join();
}
