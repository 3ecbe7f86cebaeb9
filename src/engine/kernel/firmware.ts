import type { Gpu, Topology } from '../topology/topology.ts';
import { nodesOf } from './nodes.ts';

interface Range {
  readonly base: bigint;
  readonly end: bigint;
}

/** What the machine's physical memory holds, as far as a driver may come across it, and its nodes. */
export interface Firmware {
  /** What the host kernel is given. */
  readonly hostMemory: readonly Range[];
  /** Memory of other owners that drivers hand to users: of regions, of GPUs. A range may be told more than once. */
  readonly ranges: readonly Range[];
  /** The words of the retired-page tables: a count, then addresses, by their address. */
  readonly tables: readonly { readonly base: bigint; readonly words: readonly bigint[] }[];
  /** The proximity domain of each node. */
  readonly nodes: readonly bigint[];
}

export const noFirmware: Firmware = { hostMemory: [], ranges: [], tables: [], nodes: [] };

/** The memory of a topology: of tables of one address the first counts. */
export function firmwareOf(topology: Topology): Firmware {
  const hostMemory = topology.sockets.flatMap(({ memory }) =>
    memory.flatMap(({ base, size }) =>
      base && size && size.value > 0n ? [{ base: base.value, end: base.value + size.value }] : [],
    ),
  );
  const tables = topology.retiredPages.flatMap(({ table, pages }) => {
    const addresses = pages.map(({ value }) => value);
    return table ? [{ base: table.value, words: [BigInt(addresses.length), ...addresses] }] : [];
  });
  const gpus = topology.sockets.flatMap((socket) => socket.gpus);
  const ranges = gpus.flatMap((gpu) => rangesOf(gpu));
  return { hostMemory, ranges, tables, nodes: nodesOf(topology) };
}

/** The properties that tell where memory is, and how much. */
const memoryProperties = [
  ['nvidia,egm-base-pa', 'nvidia,egm-size'],
  ['nvidia,gpu-mem-base-pa', 'nvidia,gpu-mem-size'],
] as const;

function rangesOf({ properties }: Gpu): Range[] {
  const read = (key: string) => properties.find((property) => property.key === key)?.value.value;
  return memoryProperties.flatMap(([baseKey, sizeKey]) => {
    const [base, size] = [read(baseKey), read(sizeKey)];
    return typeof base === 'bigint' && typeof size === 'bigint' && size > 0n
      ? [{ base, end: base + size }]
      : [];
  });
}

/**
 * What is wrong with handing a range to a user: 1, some of it is the host's memory; 2, it begins or ends outside
 * of memory that it has a part of; 0, nothing that is known here.
 */
export function handingOut(firmware: Firmware, base: bigint, size: bigint): 0 | 1 | 2 {
  if (hostMemoryOf(firmware, base, size) !== 0) return 1;
  const end = base + size;
  const met = firmware.ranges.filter((range) => range.base < end && base < range.end);
  return met.length === 0 || met.some((range) => range.base <= base && end <= range.end) ? 0 : 2;
}

/** How much memory begins at an address; 0 where none does. */
export function memoryFrom({ ranges }: Firmware, base: bigint): bigint {
  return ranges.reduce((most, range) => (range.base === base ? later(most, range.end - base) : most), 0n);
}

/** Whether a range is the host's memory: 0 not at all, 1 wholly, 2 partly. */
export function hostMemoryOf({ hostMemory }: Firmware, base: bigint, size: bigint): 0 | 1 | 2 {
  const end = base + size;
  let covered = 0n;
  for (const range of hostMemory) {
    const low = later(range.base, base);
    const high = -later(-range.end, -end);
    if (high > low) covered += high - low;
  }
  if (covered === 0n) return 0;
  return covered >= size ? 1 : 2;
}

/** Bytes of physical memory that tables have there: offset from `base`, and the bytes; little-endian words. */
export function tableBytes(
  { tables }: Firmware,
  base: bigint,
  size: bigint,
): { readonly offset: number; readonly bytes: Uint8Array }[] {
  return tables.flatMap((table) => {
    const all = new Uint8Array(table.words.length * 8);
    const view = new DataView(all.buffer);
    for (const [index, word] of table.words.entries()) view.setBigUint64(index * 8, word, true);
    const from = later(table.base, base);
    const to = -later(-(table.base + BigInt(all.length)), -(base + size));
    if (to <= from) return [];
    const bytes = all.subarray(Number(from - table.base), Number(to - table.base));
    return [{ offset: Number(from - base), bytes }];
  });
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
