import type { Topology } from '../topology/topology.ts';

/** What the machine's physical memory holds, as far as a driver may come across it. */
export interface Firmware {
  /** What the host kernel is given. */
  readonly hostMemory: readonly { readonly base: bigint; readonly end: bigint }[];
  /** The words of the retired-page tables: a count, then addresses, by their address. */
  readonly tables: readonly { readonly base: bigint; readonly words: readonly bigint[] }[];
}

export const noFirmware: Firmware = { hostMemory: [], tables: [] };

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
  return { hostMemory, tables };
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
