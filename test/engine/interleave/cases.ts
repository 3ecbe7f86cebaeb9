import { expect } from 'vitest';
import { heldToEverySchedule, heldToUnreduced, kindsOf } from './held.ts';
import { small } from './small.ts';

/** A small system, what is found in some order of it, and how many ends there are. */
export interface Case {
  readonly text: string;
  readonly kinds: readonly string[];
  readonly ends?: number;
  readonly tasks?: readonly string[];
  readonly faults?: number;
  /** Of too many operations for every schedule to be followed. */
  readonly isLong?: boolean;
}

/** `before` is the C that its text goes on from. */
export function holdCase(before: string, { text, kinds, ends, tasks, faults, isLong = false }: Case): void {
  const system = small(before + text, tasks, faults);
  const found = isLong ? heldToUnreduced(system) : heldToEverySchedule(system);
  expect(kindsOf(found)).toEqual(kinds);
  if (ends !== undefined) expect(found.ends.length, found.ends.join()).toBe(ends);
}
