import { expect, it } from 'vitest';
import { seeded } from '../../../src/engine/base/random.ts';
import { finished } from '../../../src/engine/base/steps.ts';
import { type Fewest, fewestTurns } from '../../../src/engine/explore/fewest-turns.ts';
import type { System, Violation } from '../../../src/engine/explore/system.ts';
import { programSystem, randomProgram } from './programs.ts';
import { replay } from './replay.ts';

/** Of a random program the label of a step tells its task. */
const turnOf = (label: number) => label;

function fewest(system: System<Violation>, causes: Iterable<string>, states: number): Fewest<Violation> {
  const known = new Map([...causes].map((cause) => [cause, Number.POSITIVE_INFINITY]));
  return finished(
    fewestTurns(system, { turnOf, isApart: () => false, known, states, bytes: Number.POSITIVE_INFINITY }),
  );
}

/** The same by the plainest means: every state with whose turn it is, from the fewest turns on. */
function plainly(system: System<Violation>): Map<string, number> {
  const causes = new Map<string, number>();
  const seen = new Set<string>();
  const levels: { readonly row: Int32Array; readonly turn: number }[][] = [[]];
  const first = (row: Int32Array, length: number) => levels[0]!.push({ row: row.slice(0, length), turn: -1 });
  const met = (cause: string, turns: number) =>
    causes.set(cause, Math.min(turns, causes.get(cause) ?? turns));
  system.initial({
    step: (_, row, length) => first(row, length),
    violation: (_, { cause }) => met(cause, 0),
    stuck: ({ cause }) => met(cause, 0),
  });
  for (const [level, nodes] of levels.entries())
    for (const { row, turn } of nodes) {
      const key = `${turn}: ${row}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const turns = (label: number) => (turnOf(label) === turn ? level : level + 1);
      system.expand(row, 0, row.length, {
        step: (label, next, length) => {
          levels[turns(label)] ??= [];
          levels[turns(label)]!.push({ row: next.slice(0, length), turn: turnOf(label) });
        },
        violation: (label, { cause }) => met(cause, turns(label)),
        stuck: ({ cause }) => met(cause, level),
      });
    }
  return causes;
}

const programs = Array.from({ length: 300 }, (_, seed) => programSystem(randomProgram(seeded(seed))));

it('random programs: each cause in the fewest turns there are, by a trace that shows it', () => {
  let several = 0;
  for (const [seed, system] of programs.entries()) {
    const least = plainly(system);
    const { found } = fewest(system, least.keys(), Number.POSITIVE_INFINITY);
    expect(new Map([...found].map(([cause, { turns }]) => [cause, turns])), `seed ${seed}`).toEqual(least);
    for (const { violation, trace, turns } of found.values()) {
      expect(replay(system, trace)).toEqual({ end: 'violation', violation });
      expect(trace.filter((label, at) => turnOf(label) !== turnOf(trace[at - 1] ?? -1)).length).toBe(turns);
      if (turns > 2) several++;
    }
  }
  expect(several).toBeGreaterThan(20);
});

it('with room for few states, what it says to have looked at it has', () => {
  let cut = 0;
  for (const [seed, system] of programs.entries()) {
    const least = plainly(system);
    const { found, turns } = fewest(system, least.keys(), 12);
    for (const [cause, most] of least) {
      const met = found.get(cause)?.turns ?? Number.POSITIVE_INFINITY;
      expect(met, `seed ${seed}`).toBeGreaterThanOrEqual(most);
      if (most <= turns) expect(met, `seed ${seed}`).toBe(most);
      else if (met > most) cut++;
    }
  }
  expect(cut).toBeGreaterThan(10);
});

it('looks no further than what is known can be bettered', () => {
  const system = programs.find((each) => Math.max(...plainly(each).values()) > 3)!;
  const least = plainly(system);
  const whole = fewest(system, least.keys(), Number.POSITIVE_INFINITY);
  const endless = { states: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };
  const options = { turnOf, isApart: () => false, known: least, ...endless };
  const { found, turns, states } = finished(fewestTurns(system, options));
  expect(states).toBeLessThanOrEqual(whole.states);
  expect(turns).toBe(Math.max(...least.values()) - 1);
  for (const [cause, met] of found) expect(met.turns).toBeGreaterThanOrEqual(least.get(cause)!);
});
