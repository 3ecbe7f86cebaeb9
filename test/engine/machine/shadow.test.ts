import { expect, it } from 'vitest';
import { seeded } from '../../../src/engine/base/random.ts';
import {
  allInitialised,
  firstUninitialised,
  initialise,
  moveInitialised,
} from '../../../src/engine/machine/shadow.ts';

it('agrees with a flag per byte, whatever is initialised and moved', () => {
  const SEED = 5;
  const BYTES = 64;
  const random = seeded(SEED);
  for (let round = 0; round < 300; round++) {
    const shadow = new Uint8Array(BYTES / 8);
    const flags = new Array<boolean>(BYTES).fill(false);
    for (let step = 0; step < 12; step++) {
      const size = random.below(20);
      const at = random.below(BYTES - size);
      const from = random.below(BYTES - size);
      if (random.below(2) === 0) {
        initialise(shadow, at, size);
        flags.fill(true, at, at + size);
      } else {
        moveInitialised(shadow, at, from, size);
        flags.copyWithin(at, from, from + size);
      }
      const seen = flags.map((_, index) => allInitialised(shadow, index, 1));
      expect(seen, `seed ${SEED}, round ${round}`).toEqual(flags);
      const missing = flags.slice(from, from + size).indexOf(false);
      expect(firstUninitialised(shadow, from, size)).toBe(missing < 0 ? size : missing);
      expect(allInitialised(shadow, from, size)).toBe(missing < 0);
    }
  }
});
