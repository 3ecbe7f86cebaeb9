import type { Topology } from '../topology/topology.ts';
import { type RegisteredGpu, registeredGpus } from './registration.ts';

/** Pairs that are looked at, at most: each takes a search of its own. */
const most = 3;

/** A GPU as it is compared with others. */
interface Described {
  readonly bdf: string;
  /** Index of its socket. */
  readonly socket: number;
  readonly values: ReadonlyMap<string, bigint | string>;
  /** Its device, and the names and types of its properties. */
  readonly names: string;
}

/**
 * Of these GPUs, by their BDFs, two at a time: the first pair of each kind. Pairs are of one kind where both share a
 * socket, or neither, with properties of the same names and types, of which the same are equal.
 */
export function pairsOf(topology: Topology, bdfs: readonly string[]): (readonly [string, string])[] {
  const wanted = new Set(bdfs);
  const all = registeredGpus(topology)
    .filter(({ bdf }) => wanted.has(bdf))
    .map((gpu) => described(topology, gpu));
  const pairs = new Map<string, readonly [string, string]>();
  all.forEach((one, at) => {
    for (const other of all.slice(at + 1)) {
      const kind = kindOf(one, other);
      if (!pairs.has(kind)) pairs.set(kind, [one.bdf, other.bdf]);
    }
  });
  return [...pairs.values()].slice(0, most);
}

function described({ sockets }: Topology, { gpu, bdf }: RegisteredGpu): Described {
  const { properties, device } = gpu;
  const names = properties.map(({ key, value }) => `${key} ${typeof value.value}`);
  return {
    bdf,
    socket: sockets.findIndex(({ gpus }) => gpus.includes(gpu)),
    values: new Map(properties.map(({ key, value }) => [key, value.value])),
    names: [device?.value ?? '', ...names.sort()].join(),
  };
}

function kindOf(one: Described, other: Described): string {
  const equal = [...one.values].filter(([key, value]) => value === other.values.get(key));
  return JSON.stringify([
    one.socket === other.socket,
    equal.map(([key]) => key).sort(),
    [one.names, other.names].sort(),
  ]);
}
