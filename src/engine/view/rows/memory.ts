import type { MemoryRange } from '../../topology/topology.ts';
import { addressRange, hex, hexSize } from '../format.ts';
import type { OutlineNode } from '../outline.ts';
import { type Machine, problemCount, row } from './row.ts';

/** A range of memory that the host's kernel is given. */
export function memoryRow(memory: MemoryRange, id: string, machine: Machine): OutlineNode {
  const base = memory.base?.value ?? null;
  const size = memory.size?.value ?? null;
  const copy: Record<string, string> = {};
  if (base !== null) copy['address'] = hex(base);
  if (size !== null) copy['size'] = hex(size);
  return row({
    id,
    kind: 'memory',
    label: 'Host memory',
    parts: [
      base === null ? 'no base' : size === null ? hex(base) : addressRange(base, size),
      size === null ? 'no size' : hexSize(size),
      problemCount(machine.faults.within(memory.place)),
    ],
    tooltip: ['**Host memory**: what the host kernel is given.'],
    icon: 'memory',
    place: memory.place,
    copy,
  });
}
