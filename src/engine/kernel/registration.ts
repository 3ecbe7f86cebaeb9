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
  /** Its socket's proximity domain, as an int of C; -1 for none. */
  readonly pxm: number;
}

/** PCI devices the virtual kernel has room for (library/model.c). */
export const mostDevices = 512;

const nobody = 0xffff;

/** The GPUs that are registered, in document order: the first of each BDF. */
export function registeredGpus(topology: Topology): RegisteredGpu[] {
  const seen = new Set<string>();
  const found: RegisteredGpu[] = [];
  const housed = topology.sockets.flatMap(({ gpus, pxm }) => gpus.map((gpu) => ({ gpu, pxm })));
  for (const { gpu, pxm: domainOfSocket } of housed) {
    const bdf = gpu.bdf?.value;
    if (bdf === undefined || seen.has(bdf)) continue;
    seen.add(bdf);
    const [domain = 0, bus = 0, slot = 0, pciFunction = 0] = bdf
      .split(/[:.]/)
      .map((part) => Number.parseInt(part, 16));
    const [vendor = nobody, device = nobody] =
      gpu.device?.value.split(':').map((part) => Number.parseInt(part, 16)) ?? [];
    const pxm = Number(BigInt.asIntN(32, domainOfSocket?.value ?? -1n));
    found.push({ gpu, bdf, domain, bus, devfn: slot * 8 + pciFunction, vendor, device, pxm });
  }
  return found.slice(0, mostDevices);
}
