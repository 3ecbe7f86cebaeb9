import { integerProperty } from '../topology/region.ts';
import type { Topology } from '../topology/topology.ts';

/** MAX_PXM_DOMAINS: a domain beyond it has no node. */
const mostDomains = 1024n;

/**
 * The proximity domain of each node, in the order in which Linux numbers what an SRAT of a Grace's firmware tells: the
 * sockets', those of the GPUs' memory, those of the EGM regions.
 */
export function nodesOf({ sockets }: Topology): readonly bigint[] {
  const gpus = sockets.flatMap((socket) => socket.gpus);
  const domains = new Set<bigint>();
  const add = (domain: bigint): boolean => domain < mostDomains && domains.add(domain) !== undefined;
  for (const { pxm } of sockets) if (pxm) add(pxm.value);
  for (const gpu of gpus) {
    const start = integerProperty(gpu, 'nvidia,gpu-mem-pxm-start')?.value;
    const count = integerProperty(gpu, 'nvidia,gpu-mem-pxm-count')?.value;
    if (start === undefined || count === undefined) continue;
    for (let domain = start; domain < start + count && add(domain); domain++);
  }
  for (const gpu of gpus) {
    const domain = integerProperty(gpu, 'nvidia,egm-pxm')?.value;
    if (domain !== undefined) add(domain);
  }
  return [...domains];
}
