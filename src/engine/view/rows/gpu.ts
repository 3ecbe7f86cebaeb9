import type { Place } from '../../base/span.ts';
import type { GpuOutcome } from '../../kernel/outcome.ts';
import type { Gpu } from '../../topology/topology.ts';
import { markdown } from '../format.ts';
import { gpuName } from '../gpus.ts';
import type { OutlineIcon, OutlineNode } from '../outline.ts';
import { gpuState, gpuStateSpoken, probeFailed } from '../words/outcome.ts';
import { propertyRow } from './property.ts';
import { type Machine, problemCount, row, uniqueId } from './row.ts';

/** A GPU: what its driver's probe came to, and its properties below. */
export function gpuRow(gpu: Gpu, id: string, machine: Machine): OutlineNode {
  const result = machine.results.get(gpu) ?? null;
  const name = gpuName(gpu);
  const device = gpu.device?.value ?? '';
  const problems = problemCount(machine.faults.within(extent(gpu)));
  return row({
    id,
    kind: 'gpu',
    label: `GPU ${name}`,
    parts: [result ? gpuState(result) : waiting(machine), device, problems],
    tooltip: [`**GPU ${markdown(name)}** ${markdown(device)}`, result ? tooltipState(name, result) : ''],
    icon: icon(result, machine),
    place: gpu.bdf?.place ?? gpu.place,
    copy: copied(gpu, result),
    ...(result
      ? { spoken: [`GPU ${name}`, gpuStateSpoken(result), device, problems].filter(Boolean).join(', ') }
      : {}),
    children: gpu.properties.length > 0 ? () => propertyRows(gpu, id, machine) : null,
  });
}

function propertyRows(gpu: Gpu, id: string, machine: Machine): readonly OutlineNode[] {
  const ids = new Set<string>();
  return gpu.properties.map((property) =>
    propertyRow(property, uniqueId(`${id}/${property.key}`, ids), machine),
  );
}

/** From the first to the last of what was read of the GPU. */
function extent(gpu: Gpu): Place {
  const { path } = gpu.place;
  const places = [gpu.place, gpu.bdf?.place, gpu.device?.place, gpu.properties.at(-1)?.value.place];
  const spans = places.flatMap((place) => (place?.path === path ? [place.span] : []));
  const start = Math.min(...spans.map((span) => span.start));
  return { path, span: { start, end: Math.max(...spans.map((span) => span.end)) } };
}

function waiting(machine: Machine): string {
  return machine.outcome === 'running' ? 'running…' : 'not run';
}

function icon(result: GpuOutcome | null, machine: Machine): OutlineIcon {
  return result?.state ?? (machine.outcome === 'running' ? 'waiting' : 'gpu');
}

function tooltipState(name: string, result: GpuOutcome): string {
  return markdown(result.state === 'failed' ? probeFailed(name, result) : `${gpuState(result)}.`);
}

function copied(gpu: Gpu, result: GpuOutcome | null): Readonly<Record<string, string>> {
  return {
    ...(gpu.bdf ? { bdf: gpu.bdf.value, path: `/sys/bus/pci/devices/${gpu.bdf.value}` } : {}),
    ...(result?.device ? { device: result.device } : {}),
  };
}
