import type { GpuOutcome } from '../kernel/outcome.ts';
import type { Gpu, Topology } from '../topology/topology.ts';

/** The BDF, or what is written in its place, or words for its absence. */
export function gpuName(gpu: Gpu): string {
  return gpu.bdf?.value ?? gpu.written ?? 'without a BDF';
}

/** The GPUs of the machine, in document order. */
export function gpusOf(topology: Topology): readonly Gpu[] {
  return topology.sockets.flatMap((socket) => socket.gpus);
}

/** Of GPUs with one BDF the first: Linux knows no other. */
export function registeredGpus(gpus: readonly Gpu[]): ReadonlyMap<string, Gpu> {
  const registered = new Map<string, Gpu>();
  for (const gpu of gpus) if (gpu.bdf && !registered.has(gpu.bdf.value)) registered.set(gpu.bdf.value, gpu);
  return registered;
}

/** By position, not identity: an outcome may have come from another thread. */
export function resultsByGpu(
  gpus: readonly Gpu[],
  results: readonly GpuOutcome[],
): ReadonlyMap<Gpu, GpuOutcome> {
  return new Map(results.flatMap((result, index) => (gpus[index] ? [[gpus[index], result] as const] : [])));
}
