import { expect, test } from 'vitest';
import { seeded } from '../../../src/engine/base/random.ts';
import { everySchedule, reduced, seen, unreduced, withoutRaces } from './gate.ts';
import { randomSystem } from './random-c.ts';
import { start } from './small.ts';

const [from = 1, howMany = 40] = (process.env['RANDOM_SEEDS'] ?? '').split(',').filter(Boolean).map(Number);
const seeds = Array.from({ length: howMany }, (_, index) => from + index);

test.each(seeds)('seed %i', (seed) => {
  const system = randomSystem(seeded(seed));
  const found = reduced(start(system));
  expect(seen(found), system.text.slice(-900)).toEqual(seen(unreduced(start(system))));
  const all = everySchedule(start(system), 400);
  if (all !== null) expect(all, system.text.slice(-900)).toEqual(withoutRaces(found));
});
