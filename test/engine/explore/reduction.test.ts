import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/engine/explore/breadth.ts';
import type { Exploration } from '../../../src/engine/explore/exploration.ts';
import type { ExploreOptions } from '../../../src/engine/explore/options.ts';
import type { Printed } from '../../../src/engine/explore/reducible.ts';
import type { Violation } from '../../../src/engine/explore/system.ts';
import { changes, mutant } from './egm/mutants.ts';
import { assemble, type DriverName, drivers } from './egm/program.ts';
import { egmSystem, type Machine } from './egm/system.ts';
import { finish } from './graph.ts';
import { replay } from './replay.ts';

type Egm = ReturnType<typeof egmSystem>;

const ways = [
  {
    way: 'footprints',
    most: 0.95,
    options: (system: Egm): ExploreOptions<Violation> => ({ reduce: system }),
  },
  { way: 'symmetry', most: 0.8, options: (system: Egm): ExploreOptions<Violation> => ({ symmetry: system }) },
  {
    way: 'footprints and symmetry',
    most: 0.7,
    isExchanging: true,
    options: (system: Egm): ExploreOptions<Violation> => ({ reduce: system }),
  },
];

const names = Object.keys(drivers) as DriverName[];
const plain: { name: string; machine: Machine }[] = names.flatMap((driver) =>
  [
    [2, 1],
    [3, 1],
    [3, 2],
  ].map(([gpus, sockets]) => ({
    name: `${driver}, ${gpus} GPUs, ${sockets} sockets`,
    machine: { lines: assemble(drivers[driver]), gpus: gpus!, sockets: sockets! },
  })),
);
const faulty = Object.keys(changes).flatMap((change) =>
  Array.from({ length: 10 }, (_, index) => ({
    name: `${change} (seed ${700 + index})`,
    machine: mutant(change, 700 + index, index % 5 === 0 ? 3 : 2),
  })),
);

const causesOf = ({ violations }: Exploration<Violation>) =>
  violations.map(({ violation }) => violation.cause).toSorted();
const lengthsOf = ({ violations }: Exploration<Violation>) =>
  new Map(violations.map(({ violation, trace }) => [violation.cause, trace.length]));

describe.each(ways)('reduced by $way', ({ way, most, options, isExchanging }) => {
  it.each([
    ['the drivers', plain],
    ['drivers with a seeded fault', faulty],
  ] as const)('%s have the same verdicts and causes', (_, machines) => {
    let full = 0;
    let reduced = 0;
    for (const { name, machine } of machines) {
      const system = egmSystem(machine, isExchanging);
      const all = finish(explore(system));
      const some = finish(explore(system, options(system)));
      expect(some.outcome, name).toBe(all.outcome);
      expect(causesOf(some), name).toEqual(causesOf(all));
      for (const { violation, trace } of some.violations)
        expect(replay(system, trace), name).toEqual({ end: 'violation', violation });
      if (way === 'symmetry') expect(lengthsOf(some), name).toEqual(lengthsOf(all));
      full += all.states;
      reduced += some.states;
    }
    expect(reduced).toBeLessThan(full * most);
  });
});

it('a system that tells too little is seen to lose causes', () => {
  const losses = faulty.filter(({ machine }) => {
    const system = egmSystem(machine);
    const silent: Egm = { ...system, conflict: () => false };
    const [all, some] = [finish(explore(system)), finish(explore(silent, { reduce: silent }))];
    return causesOf(all).length > causesOf(some).length;
  });
  expect(losses.length).toBeGreaterThan(0);
});

/** Task 0 goes round on its own; task 1 breaks a rule in its second step. */
const spinning: Printed<Violation> = {
  width: 2,
  tasks: 2,
  bytes: 0,
  initial: (steps) => steps.step(0, new Int32Array(2), 2),
  expand: (words, start, length, steps) => {
    for (const task of [0, 1]) spinning.expandTask(words, start, length, task, steps);
  },
  expandTask: (words, start, _length, task, steps) => {
    const [turn, steady] = [words[start]!, words[start + 1]!];
    if (task === 0) steps.step(0, Int32Array.of((turn + 1) % 3, steady), 2);
    else if (steady === 1) steps.violation(1, { cause: 'late' });
    else steps.step(1, Int32Array.of(turn, 1), 2);
  },
  prints: (_words, _start, _length, prints, ready) => {
    prints.set([1, 2]);
    ready.fill(1);
    return 0;
  },
  conflict: () => false,
  ordered: () => false,
};

it('a task that goes round for ever does not keep the others from being seen', () => {
  expect(finish(explore(spinning, { reduce: spinning }))).toMatchObject({
    outcome: 'violated',
    violations: [{ violation: { cause: 'late' } }],
  });
});
