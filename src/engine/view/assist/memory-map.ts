import type { Located, Place } from '../../base/span.ts';
import type { MemoryKind, OwnedRange } from '../../topology/catalogue.ts';
import { integerProperty, regionsOf } from '../../topology/region.ts';
import type { Gpu, Socket, Topology } from '../../topology/topology.ts';

/** Memory of a machine that has an owner. */
export interface OwnedMemory {
  readonly kind: MemoryKind;
  readonly range: OwnedRange;
  readonly socket: Socket;
  /** Where its base and its size stand; those of every GPU of an EGM region. */
  readonly places: readonly Place[];
}

/** Every complete range, in the order of their addresses. */
export function memoryMap(topology: Topology): readonly OwnedMemory[] {
  const map = [...hostMemory(topology), ...gpuMemory(topology), ...egmMemory(topology)];
  return map.sort((a, b) => compare(a.range.base, b.range.base));
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function hostMemory({ sockets }: Topology): OwnedMemory[] {
  return sockets.flatMap((socket) =>
    socket.memory.flatMap(({ base, size }) => memory('host', base, size, null, null, socket) ?? []),
  );
}

function gpuMemory({ sockets }: Topology): OwnedMemory[] {
  return sockets.flatMap((socket) =>
    socket.gpus.flatMap((gpu) => {
      const [base, size] = [
        integerProperty(gpu, 'nvidia,gpu-mem-base-pa'),
        integerProperty(gpu, 'nvidia,gpu-mem-size'),
      ];
      return memory('gpu', base, size, gpu, null, socket) ?? [];
    }),
  );
}

function egmMemory(topology: Topology): OwnedMemory[] {
  return regionsOf(topology).flatMap(({ gpus, pxm, socket }) => {
    const pairs = gpus.map((gpu) => egmPair(gpu));
    const lead = memory('egm', pairs[0]?.[0] ?? null, pairs[0]?.[1] ?? null, gpus[0] ?? null, pxm, socket);
    const places = pairs.flat().flatMap((value) => (value ? [value.place] : []));
    return lead ? [{ ...lead, places }] : [];
  });
}

type Value = Located<bigint> | null;

function egmPair(gpu: Gpu): readonly [Value, Value] {
  return [integerProperty(gpu, 'nvidia,egm-base-pa'), integerProperty(gpu, 'nvidia,egm-size')];
}

/** Null for what is incomplete, empty or passes 2^64. */
function memory(
  kind: MemoryKind,
  base: Value,
  size: Value,
  gpu: Gpu | null,
  pxm: bigint | null,
  socket: Socket,
): OwnedMemory | null {
  if (!base || !size || size.value === 0n || base.value + size.value > 1n << 64n) return null;
  const name = gpu ? (gpu.bdf?.value ?? gpu.written) : null;
  const owner = { gpu: name, socket: socket.socket?.value ?? null, pxm };
  const range = { ...owner, base: base.value, size: size.value };
  return { kind, range, socket, places: [base.place, size.place] };
}

/** What lies around a range. */
export interface Neighbours {
  readonly overlapping: readonly OwnedMemory[];
  readonly before: OwnedMemory | null;
  readonly after: OwnedMemory | null;
}

export function neighboursOf(own: OwnedMemory, map: readonly OwnedMemory[]): Neighbours {
  const end = ({ range }: OwnedMemory): bigint => range.base + range.size;
  const others = map.filter((other) => other !== own);
  const before = others.filter((other) => end(other) <= own.range.base);
  const after = others.filter(({ range }) => range.base >= end(own));
  return {
    overlapping: others.filter((other) => !before.includes(other) && !after.includes(other)),
    before: before.reduce<OwnedMemory | null>(
      (last, other) => (last && end(last) >= end(other) ? last : other),
      null,
    ),
    after: after[0] ?? null,
  };
}
