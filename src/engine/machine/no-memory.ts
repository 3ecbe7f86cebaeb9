import type { FindingKind } from './finding.ts';
import type { MachineState } from './state.ts';

/** What is told of a task for which no object of `size` bytes could be made: of all memory, or of the numbers that a task has. */
export function noMemory(
  { limits, watch, memoryEnd }: MachineState,
  size: number,
): [FindingKind, string, Readonly<Record<string, string>>] {
  const isOutOfNumbers = watch !== null && memoryEnd + size + 16 <= limits.memory;
  return isOutOfNumbers
    ? ['out-of-fuel', 'objects', { limit: String(watch.arena.size) }]
    : ['out-of-fuel', 'memory', { size: String(size), limit: String(limits.memory) }];
}
