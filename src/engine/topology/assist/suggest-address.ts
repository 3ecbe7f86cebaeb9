import { integerProperty } from '../region.ts';
import type { Gpu, Socket, Topology } from '../topology.ts';
import { housedGpus } from './domains.ts';
import type { Suggestion, Wanted } from './suggest.ts';

const gibibyte = 1n << 30n;
/** Where the DRAM of a socket begins on Grace, from the start of its window. */
const firstDram = 0x8000_0000n;
/** Tables of retired pages are placed one 64 KiB block apart. */
const tableStep = 0x10000n;
/** Bases of GPU memory in examples are this far apart. */
const gpuStep = 1n << 40n;
const firstGpuMemory = 0x4200_0000_0000n;

const hex = (value: bigint): string => `0x${value.toString(16)}`;

/** Bases and sizes of memory: after what is there. */
export function baseSuggestions(wanted: Wanted): readonly Suggestion[] {
  const { key, within, topology, socket } = wanted;
  const window = (socket?.socket?.value ?? 0n) << 44n;
  if (key === 'nvidia,egm-base-pa') return [{ text: hex(window + firstDram), why: 'window' }];
  if (key === 'nvidia,egm-size') return [{ text: '447 GiB', why: 'usual' }];
  if (key === 'nvidia,gpu-mem-base-pa')
    return [{ text: hex(freeGpuMemory(topology, window)), why: 'after-last' }];
  if (within !== 'memory') return [];
  if (key === 'size') return [{ text: '32 GiB', why: 'usual' }];
  const end = endOfDram(socket);
  return [
    end === 0n ? { text: hex(window + firstDram), why: 'window' } : { text: hex(end), why: 'after-last' },
  ];
}

/** One past the last address of the EGM and host memory of a socket; 0 without any. */
export function endOfDram(socket: Socket | null): bigint {
  let end = 0n;
  const reach = (base: bigint | undefined, size: bigint | undefined): void => {
    if (base !== undefined && size !== undefined && base + size > end) end = base + size;
  };
  for (const { base, size } of socket?.memory ?? []) reach(base?.value, size?.value);
  for (const gpu of socket?.gpus ?? []) {
    reach(integerOf(gpu, 'nvidia,egm-base-pa'), integerOf(gpu, 'nvidia,egm-size'));
  }
  return end;
}

/** An example base beyond all others of the socket: real ones are not public. */
export function freeGpuMemory(topology: Topology, window: bigint): bigint {
  const ends = housedGpus(topology).flatMap(({ gpu }) => {
    const base = integerOf(gpu, 'nvidia,gpu-mem-base-pa');
    return base === undefined ? [] : [base + (integerOf(gpu, 'nvidia,gpu-mem-size') ?? gibibyte)];
  });
  const last = largest(ends);
  const first = firstGpuMemory + window;
  if (last <= first) return first;
  return ((last + gpuStep - 1n) / gpuStep) * gpuStep;
}

/** Tables that GPUs name and nothing lists, or that are listed and no GPU names; else the next block. */
export function tableSuggestions({ key, topology }: Wanted): readonly Suggestion[] {
  const named = housedGpus(topology).flatMap(
    ({ gpu }) => integerOf(gpu, 'nvidia,egm-retired-pages-data-base') || [],
  );
  const listed = topology.retiredPages.flatMap(({ table }) => table?.value ?? []);
  if (key === 'table') {
    const open = named.filter((table) => !listed.includes(table));
    return open.map((table) => ({ text: hex(table), why: 'named-by-gpu' }));
  }
  const last = largest([...named, ...listed]);
  const unused = listed.filter((table) => !named.includes(table));
  return [
    ...unused.map((table): Suggestion => ({ text: hex(table), why: 'next-free' })),
    ...(last > 0n ? [{ text: hex((last / tableStep + 1n) * tableStep), why: 'after-last' } as const] : []),
  ];
}

function integerOf(gpu: Gpu, key: string): bigint | undefined {
  return integerProperty(gpu, key)?.value;
}

function largest(values: readonly bigint[]): bigint {
  let most = 0n;
  for (const value of values) if (value > most) most = value;
  return most;
}
