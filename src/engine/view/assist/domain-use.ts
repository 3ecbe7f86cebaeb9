import type { DomainRange } from '../../topology/assist/domains.ts';
import type { Owner } from '../../topology/catalogue.ts';
import { integerProperty } from '../../topology/region.ts';
import type { Topology } from '../../topology/topology.ts';

/** Who uses a proximity domain, and as what. */
export interface DomainUse {
  readonly as: 'cpu' | 'egm' | 'gpu-memory';
  readonly owner: Owner;
  readonly range: DomainRange;
}

/** Every use of a domain, in document order. */
export function usesOf(topology: Topology, pxm: bigint): readonly DomainUse[] {
  const uses: DomainUse[] = [];
  for (const socket of topology.sockets) {
    const number = socket.socket?.value ?? null;
    const add = (as: DomainUse['as'], gpu: string | null, from: bigint, count = 1n) => {
      const range = { from, end: from + count };
      if (from <= pxm && pxm < range.end) uses.push({ as, owner: { gpu, socket: number }, range });
    };
    if (socket.pxm) add('cpu', null, socket.pxm.value);
    for (const gpu of socket.gpus) {
      const name = gpu.bdf?.value ?? gpu.written;
      const egm = integerProperty(gpu, 'nvidia,egm-pxm');
      const start = integerProperty(gpu, 'nvidia,gpu-mem-pxm-start');
      const count = integerProperty(gpu, 'nvidia,gpu-mem-pxm-count');
      if (egm) add('egm', name, egm.value);
      if (start) add('gpu-memory', name, start.value, count?.value ?? 1n);
    }
  }
  return uses;
}
