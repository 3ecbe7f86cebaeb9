import type { Gpu, Topology } from '../topology/topology.ts';

/** A GPU that becomes a PCI device: its place in the machine, as the hardware numbers it. */
export interface RegisteredGpu {
  readonly gpu: Gpu;
  readonly bdf: string;
  readonly domain: number;
  readonly bus: number;
  /** Device and function as PCI packs them. */
  readonly devfn: number;
  /** 0xffff, what reading an absent device gives, when the topology names none. */
  readonly vendor: number;
  readonly device: number;
}

/** PCI devices the virtual kernel has room for (library/model.c). */
export const mostDevices = 512;

const nobody = 0xffff;

/** The GPUs that are registered, in document order: the first of each BDF. */
export function registeredGpus(topology: Topology): RegisteredGpu[] {
  const seen = new Set<string>();
  const found: RegisteredGpu[] = [];
  for (const gpu of topology.sockets.flatMap((socket) => socket.gpus)) {
    const bdf = gpu.bdf?.value;
    if (bdf === undefined || seen.has(bdf)) continue;
    seen.add(bdf);
    const [domain = 0, bus = 0, slot = 0, pciFunction = 0] = bdf
      .split(/[:.]/)
      .map((part) => Number.parseInt(part, 16));
    const [vendor = nobody, device = nobody] =
      gpu.device?.value.split(':').map((part) => Number.parseInt(part, 16)) ?? [];
    found.push({ gpu, bdf, domain, bus, devfn: slot * 8 + pciFunction, vendor, device });
  }
  return found.slice(0, mostDevices);
}
