import { grouped } from '../base/grouped.ts';
import type { AuxiliaryDevice, Outcome } from '../kernel/outcome.ts';
import { integerProperty } from '../topology/region.ts';
import type { Gpu, Region } from '../topology/topology.ts';
import { auxiliaryId } from './format.ts';
import { gpuName } from './gpus.ts';

/** What became of an EGM region under the driver. `unknown`: the driver has not run, or runs. */
export interface RegionState {
  readonly state: 'present' | 'absent' | 'unknown';
  /** The auxiliary device that stands for it; null unless present. */
  readonly device: AuxiliaryDevice | null;
  /** BDFs of GPUs whose own base or size differ from the region's. */
  readonly conflicting: readonly string[];
}

/**
 * The state of each region. Two regions may claim one device name, since an auxiliary id has 32 bits
 * and a proximity domain 64: the device is that of the region whose GPU is its parent or uses it.
 */
export function regionStates(
  regions: readonly Region[],
  outcome: Outcome | 'running' | null,
): ReadonlyMap<Region, RegionState> {
  const ran = outcome === null || outcome === 'running' ? null : devicesById(outcome.auxiliaryDevices);
  return new Map(regions.map((region) => [region, stateOf(region, ran)]));
}

function stateOf(
  region: Region,
  devices: ReadonlyMap<string, readonly AuxiliaryDevice[]> | null,
): RegionState {
  const conflicting = region.gpus.filter((gpu) => differs(gpu, region)).map(gpuName);
  if (!devices) return { state: 'unknown', device: null, conflicting };
  const names = new Set(region.gpus.flatMap((gpu) => (gpu.bdf ? [gpu.bdf.value] : [])));
  const device = devices
    .get(`${auxiliaryId(region.pxm)}`)
    ?.find((found) => names.has(found.parent) || found.gpus.some((bdf) => names.has(bdf)));
  return { state: device ? 'present' : 'absent', device: device ?? null, conflicting };
}

/** Devices by the last part of their name, which is the auxiliary id. */
export function devicesById(
  devices: readonly AuxiliaryDevice[],
): ReadonlyMap<string, readonly AuxiliaryDevice[]> {
  return grouped(devices, ({ name }) => name.slice(name.lastIndexOf('.') + 1));
}

function differs(gpu: Gpu, region: Region): boolean {
  const base = integerProperty(gpu, 'nvidia,egm-base-pa')?.value ?? null;
  const size = integerProperty(gpu, 'nvidia,egm-size')?.value ?? null;
  return (
    (base !== null && region.base !== null && base !== region.base) ||
    (size !== null && region.size !== null && size !== region.size)
  );
}
