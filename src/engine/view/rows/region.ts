import type { Region } from '../../topology/topology.ts';
import { hex, hexSize, listed } from '../format.ts';
import { gpuName } from '../gpus.ts';
import type { OutlineNode } from '../outline.ts';
import type { RegionState } from '../region-state.ts';
import { decodedPxm } from './property.ts';
import { type Machine, row } from './row.ts';

/** An EGM region: what the firmware says of it, and the device that the driver made for it. */
export function regionRow(region: Region, id: string, machine: Machine): OutlineNode {
  const state = machine.states.get(region)!;
  const gpus = region.gpus.map(gpuName);
  return row({
    id,
    kind: 'region',
    label: `EGM region, PXM ${decodedPxm(region.pxm)}`,
    parts: [
      stateWords(state, machine.outcome),
      state.conflicting.length > 0 ? `conflicting: ${listed(state.conflicting)}` : '',
      region.base === null ? 'no base' : `base ${hex(region.base)}`,
      region.size === null ? 'no size' : `size ${hexSize(region.size)}`,
      state.device ? state.device.name : (state.node ?? ''),
      state.device ? `owned by ${state.device.parent}` : '',
    ],
    tooltip: [
      '**EGM region**: memory of the socket that its GPUs may use as their own.',
      `Named by ${listed(gpus)}. Base and size are those of ${gpus[0]}.`,
      state.conflicting.length > 0
        ? `${listed(state.conflicting)}: another base or size for the same domain.`
        : '',
    ],
    icon: 'region',
    place:
      region.gpus[0]?.properties.find((property) => property.key === 'nvidia,egm-pxm')?.value.place ?? null,
    copy: copied(region, state),
  });
}

function stateWords(state: RegionState, outcome: Machine['outcome']): string {
  if (state.state === 'present') return 'present';
  if (state.state === 'absent') return 'absent, without a device';
  return outcome === 'running' ? 'running…' : 'not run';
}

function copied(region: Region, state: RegionState): Readonly<Record<string, string>> {
  return {
    pxm: `${region.pxm}`,
    ...(region.base === null ? {} : { address: hex(region.base) }),
    ...(region.size === null ? {} : { size: hex(region.size) }),
    ...(state.device
      ? { device: state.device.name, path: `/sys/bus/auxiliary/devices/${state.device.name}` }
      : {}),
    ...(state.node ? { path: state.node } : {}),
  };
}
