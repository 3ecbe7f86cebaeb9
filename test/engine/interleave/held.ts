import { expect } from 'vitest';
import { everySchedule, reduced, type Searched, seen, unreduced, withoutRaces } from './gate.ts';
import { type small, start } from './small.ts';

type Small = ReturnType<typeof small>;

/** What is found in a small system, held to a search that leaves out no order. */
export function heldToUnreduced(system: Small): Searched {
  const found = reduced(start(system));
  expect(seen(found)).toEqual(seen(unreduced(start(system))));
  return found;
}

/**
 * The same, held as well to every schedule followed by itself: it has to have no more than `most` of them, unless it
 * `mayHaveMore`.
 */
export function heldToEverySchedule(system: Small, most = 20_000, mayHaveMore = false): Searched {
  const found = heldToUnreduced(system);
  const followed = everySchedule(start(system), most);
  if (followed !== null || !mayHaveMore) expect(followed).toEqual(withoutRaces(found));
  return found;
}

/** Kinds of what was found. */
export function kindsOf({ causes }: Searched): string[] {
  return [...new Set(causes.map((cause) => cause.split(' ')[0]!))].sort();
}
