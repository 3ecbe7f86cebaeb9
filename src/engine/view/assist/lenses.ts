import type { Span } from '../../base/span.ts';
import type { GpuOutcome } from '../../kernel/outcome.ts';
import type { TopologyReading } from '../../topology/reading.ts';
import { regionsOf } from '../../topology/region.ts';
import type { Gpu, Region, Socket, Topology } from '../../topology/topology.ts';
import { gpusOf, resultsByGpu } from '../gpus.ts';
import { regionLens, socketLens } from '../words/assist-lens.ts';
import { gpuState } from '../words/outcome.ts';
import type { Outcomes } from './hover.ts';

/** A line of words above a socket or GPU. */
export interface Lens {
  readonly at: Span;
  readonly title: string;
}

/** What the driver made of each socket and GPU of a file, above it. */
export function lensesOf(reading: TopologyReading, outcomes: Outcomes): readonly Lens[] {
  return reading.documents.flatMap((topology, at) => machineLenses(topology, outcomes[at] ?? null));
}

function machineLenses(topology: Topology, outcome: Outcomes[number]): readonly Lens[] {
  const ran = outcome && outcome !== 'running' ? outcome : null;
  const results = resultsByGpu(gpusOf(topology), ran?.gpus ?? []);
  const waiting = outcome === 'running' ? 'running…' : 'not run';
  const regions = regionsOf(topology);
  return topology.sockets.flatMap((socket) => {
    if (socket.place.path !== topology.path) return [];
    const gpus = socket.gpus.map((gpu) => gpuLens(gpu, results.get(gpu), waiting));
    return [{ at: socket.place.span, title: socketTitle(socket, regions, results, waiting) }, ...gpus];
  });
}

function gpuLens(gpu: Gpu, result: GpuOutcome | undefined, waiting: string): Lens {
  // Of one that is not bound it is another GPU's.
  const device = result?.state === 'bound' && result.device ? ` · ${result.device}` : '';
  return { at: gpu.place.span, title: result ? `${gpuState(result)}${device}` : waiting };
}

function socketTitle(
  socket: Socket,
  regions: readonly Region[],
  results: ReadonlyMap<Gpu, GpuOutcome>,
  waiting: string,
): string {
  const states = socket.gpus.flatMap((gpu) => results.get(gpu)?.state ?? []);
  const own = regions.filter((region) => region.socket === socket);
  const gpus = states.length < socket.gpus.length ? waiting : socketLens(states);
  return [gpus, ...own.map(({ pxm, size }) => regionLens(pxm, size))].join(' · ');
}
