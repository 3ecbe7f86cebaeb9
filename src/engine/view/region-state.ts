import { grouped } from '../base/grouped.ts';
import type { AuxiliaryDevice, Outcome } from '../kernel/outcome.ts';
import { integerProperty } from '../topology/region.ts';
import type { Gpu, Region } from '../topology/topology.ts';
import { auxiliaryId } from './format.ts';
import { gpuName } from './gpus.ts';

/** What became of an EGM region under the driver. `unknown`: the driver has not run, or runs. */
export interface RegionState {
  readonly state: 'present' | 'absent' | 'unknown';
  /** The auxiliary device that stands for it; null for none. */
  readonly device: AuxiliaryDevice | null;
  /** Its node where no device stands for it, `/dev/egm4`; null for none. */
  readonly node: string | null;
  /** BDFs of GPUs whose own base or size differ from the region's. */
  readonly conflicting: readonly string[];
}

/**
 * The state of each region. Two regions may claim one device, since an auxiliary id has 32 bits
 * and a proximity domain 64: the device is that of the region whose GPU is its parent or uses it.
 */
export function regionStates(
  regions: readonly Region[],
  outcome: Outcome | 'running' | null,
): ReadonlyMap<Region, RegionState> {
  if (outcome === null || outcome === 'running')
    return new Map(regions.map((region) => [region, unknown(region)]));
  const { nodes } = outcome;
  const devices = grouped(outcome.auxiliaryDevices, (device) => device.region);
  return new Map(regions.map((region) => [region, stateOf(region, devices, nodes)]));
}

function unknown(region: Region): RegionState {
  return { state: 'unknown', device: null, node: null, conflicting: conflictsOf(region) };
}

function stateOf(
  region: Region,
  devices: ReadonlyMap<number, readonly AuxiliaryDevice[]>,
  nodes: readonly string[],
): RegionState {
  const names = new Set(region.gpus.flatMap((gpu) => (gpu.bdf ? [gpu.bdf.value] : [])));
  const isOfGpus = ({ parent, gpus }: AuxiliaryDevice): boolean =>
    names.has(parent) || gpus.some((bdf) => names.has(bdf));
  const found = devices.get(Number(BigInt.asUintN(32, region.pxm)))?.filter(isOfGpus) ?? [];
  const number = `${auxiliaryId(region.pxm)}`;
  const device = found.find(({ name }) => idOf(name) === number) ?? found[0] ?? null;
  const node = device ? null : (nodes.find((name) => name === `/dev/egm${region.pxm}`) ?? null);
  const state = device || node ? 'present' : 'absent';
  return { state, device, node, conflicting: conflictsOf(region) };
}

function conflictsOf(region: Region): readonly string[] {
  return region.gpus.filter((gpu) => differs(gpu, region)).map(gpuName);
}

/** Devices by the last part of their name, which is the auxiliary id. */
export function devicesById(
  devices: readonly AuxiliaryDevice[],
): ReadonlyMap<string, readonly AuxiliaryDevice[]> {
  return grouped(devices, ({ name }) => idOf(name));
}

function idOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function differs(gpu: Gpu, region: Region): boolean {
  const base = integerProperty(gpu, 'nvidia,egm-base-pa')?.value ?? null;
  const size = integerProperty(gpu, 'nvidia,egm-size')?.value ?? null;
  return (
    (base !== null && region.base !== null && base !== region.base) ||
    (size !== null && region.size !== null && size !== region.size)
  );
}
