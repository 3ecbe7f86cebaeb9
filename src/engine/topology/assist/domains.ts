import type { Located } from '../../base/span.ts';
import { integerProperty } from '../region.ts';
import type { Gpu, Socket, Topology } from '../topology.ts';

/** Domains of a machine that are taken: by CPUs, by EGM regions, by GPU memory. */
export function takenDomains(topology: Topology): readonly DomainRange[] {
  const taken: DomainRange[] = [];
  for (const socket of topology.sockets) {
    if (socket.pxm) taken.push(single(socket.pxm.value));
    for (const gpu of socket.gpus) {
      const egm = integerProperty(gpu, 'nvidia,egm-pxm');
      if (egm) taken.push(single(egm.value));
      const start = integerProperty(gpu, 'nvidia,gpu-mem-pxm-start');
      const count = integerProperty(gpu, 'nvidia,gpu-mem-pxm-count');
      if (start && count) taken.push({ from: start.value, end: start.value + count.value });
    }
  }
  return taken;
}

/** `end` is one past the last. */
export interface DomainRange {
  readonly from: bigint;
  readonly end: bigint;
}

function single(value: bigint): DomainRange {
  return { from: value, end: value + 1n };
}

/** The lowest run of `count` domains from `lowest` up that nothing takes. */
export function freeDomains(taken: readonly DomainRange[], lowest: bigint, count = 1n): bigint {
  const sorted = [...taken].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  let candidate = lowest;
  for (const { from, end } of sorted) {
    if (end <= candidate || from === end) continue;
    if (from >= candidate + count) break;
    candidate = end;
  }
  return candidate;
}

/** Grace firmware begins the domains of EGM at 4: none of a machine's four CPUs can have them. */
const firstEgmDomain = 4n;

/** A domain for the EGM region of a socket: 4 plus the socket as Grace has it, else the next that is free. */
export function freeEgmDomain(topology: Topology, socket: Socket | null): bigint {
  const taken = takenDomains(topology);
  const usual = socket?.socket ? firstEgmDomain + socket.socket.value : null;
  if (usual !== null && usual < 0x8000_0000n && freeDomains(taken, usual) === usual) return usual;
  return freeDomains(taken, firstEgmDomain);
}

/** The lowest number that no socket of the machine has. */
export function freeSocketNumber(topology: Topology): bigint {
  const taken = topology.sockets.flatMap(({ socket }) => (socket ? [single(socket.value)] : []));
  return freeDomains(taken, 0n);
}

/** A GPU with the socket it stands under. */
export interface Housed {
  readonly gpu: Gpu;
  readonly socket: Socket;
}

export function housedGpus(topology: Topology): readonly Housed[] {
  return topology.sockets.flatMap((socket) => socket.gpus.map((gpu) => ({ gpu, socket })));
}

/** The GPUs of the machine's own file that name a domain for their EGM region, with where they do. */
export function egmMembers(
  topology: Topology,
  pxm: bigint,
): readonly (Housed & { readonly at: Located<bigint> })[] {
  return housedGpus(topology).flatMap((housed) => {
    const at = integerProperty(housed.gpu, 'nvidia,egm-pxm');
    return at?.value === pxm && at.place.path === topology.path ? [{ ...housed, at }] : [];
  });
}

/** The GPU one of whose properties stands at an offset of the machine's own file. */
export function gpuWithPropertyAt(topology: Topology, offset: number): Housed | null {
  const has = ({ gpu }: Housed): boolean =>
    gpu.place.path === topology.path &&
    gpu.properties.some(
      ({ keyPlace, value }) => keyPlace.span.start === offset || value.place.span.start === offset,
    );
  return housedGpus(topology).find(has) ?? null;
}
