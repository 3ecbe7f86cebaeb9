import { expect, it } from 'vitest';
import { seeded } from '../../../src/engine/base/random.ts';
import { explore } from '../../../src/engine/explore/breadth.ts';
import type { Printed } from '../../../src/engine/explore/reducible.ts';
import type { Violation } from '../../../src/engine/explore/system.ts';
import { finish } from './graph.ts';
import { programSystem, randomProgram } from './programs.ts';
import { replay } from './replay.ts';

/** What a search sees: causes, and the states in which every task has come to its end. */
function seen(system: Printed<Violation>, isReduced: boolean) {
  const ends = new Set<string>();
  const told: Printed<Violation> = {
    ...system,
    expand: (words, start, length, steps) => {
      let some = false;
      system.expand(words, start, length, {
        step: (label, row, width) => {
          some = true;
          steps.step(label, row, width);
        },
        violation: (label, violation) => {
          some = true;
          steps.violation(label, violation);
        },
        stuck: (violation) => steps.stuck(violation),
      });
      if (!some) ends.add(words.slice(start, start + length).join());
    },
  };
  const found = finish(explore(told, isReduced ? { reduce: told } : {}));
  const causes = found.violations.map(({ violation }) => violation.cause).sort();
  return { found, causes, ends: [...ends].sort() };
}

it('random programs: the same causes, deadlocks and ends, whatever orders were left out', () => {
  let full = 0;
  let reduced = 0;
  for (let seed = 1; seed <= 4000; seed++) {
    const system = programSystem(randomProgram(seeded(seed)));
    const all = seen(system, false);
    const some = seen(system, true);
    expect(some.causes, `seed ${seed}`).toEqual(all.causes);
    expect(some.ends, `seed ${seed}`).toEqual(all.ends);
    for (const { violation, trace } of some.found.violations)
      expect(replay(system, trace), `seed ${seed}`).toMatchObject({ violation });
    full += all.found.states;
    reduced += some.found.states;
  }
  expect(reduced).toBeLessThan(full * 0.9);
});

it('stopped at any rest before its end, a search that put something off has not seen everything', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const system = programSystem(randomProgram(seeded(seed)));
    const search = () => explore(system, { reduce: system, slice: 1 });
    let rests = 0;
    for (const whole = search(); !whole.next().done; ) rests++;
    for (let stop = 1; stop <= rests; stop++) {
      const stopped = search();
      for (let rest = 0; rest < stop; rest++) stopped.next();
      const { value } = stopped.next('stop');
      // Between the last rest and the end nothing may be left to do.
      if (stop < rests) expect(value, `seed ${seed}`).toMatchObject({ complete: false, limit: 'stopped' });
    }
  }
});

it('what is put off counts as memory', () => {
  const system = programSystem({
    variables: 2,
    locks: 1,
    tasks: [0, 1, 2].map(() =>
      Array.from({ length: 40 }, () => ({ does: 'set', variable: 0, value: 1 }) as const),
    ),
  });
  const { limit, bytes } = finish(explore(system, { reduce: system, bytes: 400_000 }));
  expect(limit).toBe('memory');
  expect(bytes).toBeGreaterThan(0);
});
