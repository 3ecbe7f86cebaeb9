import { describe, expect, it } from 'vitest';
import { exploreBounded } from '../../../src/engine/explore/bounded.ts';
import { explore } from '../../../src/engine/explore/breadth.ts';
import type { System, Violation } from '../../../src/engine/explore/system.ts';
import { changes, mutant } from './egm/mutants.ts';
import { assemble, type DriverName, drivers } from './egm/program.ts';
import { egmSystem } from './egm/system.ts';
import { finish, graphSystem } from './graph.ts';
import { replay } from './replay.ts';

const taskOf = (label: number) => label;
const machine = (driver: DriverName, gpus: number) =>
  egmSystem({ lines: assemble(drivers[driver]), gpus, sockets: 1 });

interface Told {
  readonly steps: readonly { readonly label: number; readonly row: readonly number[] }[];
  readonly broken: readonly { readonly label: number | null; readonly cause: string }[];
}

function told(system: System<Violation>, row: readonly number[]): Told {
  const steps: { label: number; row: number[] }[] = [];
  const broken: { label: number | null; cause: string }[] = [];
  system.expand(Int32Array.from(row), 0, row.length, {
    step: (label, next, length) => steps.push({ label, row: [...next.subarray(0, length)] }),
    violation: (label, { cause }) => broken.push({ label, cause }),
    stuck: ({ cause }) => broken.push({ label: null, cause }),
  });
  return { steps, broken };
}

/** The fewest preemptions that each cause needs, by the plainest means: all states of one number after another. */
function fewest(system: System<Violation>, first: readonly number[]): Map<string, number> {
  const causes = new Map<string, number>();
  const seen = new Set<string>();
  let now: { row: readonly number[]; last: number }[] = [{ row: first, last: -1 }];
  for (let used = 0; now.length > 0; used++) {
    const later: typeof now = [];
    for (let at = 0; at < now.length; at++) {
      const { row, last } = now[at]!;
      const key = `${last}:${row}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const { steps, broken } = told(system, row);
      const goesOn = [...steps, ...broken].some(({ label }) => label === last);
      const cost = (label: number | null) => (label !== null && label !== last && goesOn ? 1 : 0);
      for (const { label, cause } of broken)
        causes.set(cause, Math.min(causes.get(cause) ?? Number.POSITIVE_INFINITY, used + cost(label)));
      for (const step of steps)
        (cost(step.label) === 0 ? now : later).push({ row: step.row, last: step.label });
    }
    now = later;
  }
  return causes;
}

describe('schedules of few preemptions', () => {
  const systems = [
    ...(['posted', 'lookup', 'mutex', 'correct'] as const).map((driver) => ({
      name: driver as string,
      system: machine(driver, 2),
    })),
    ...Object.keys(changes).flatMap((change) =>
      [31, 32].map((seed) => ({ name: `${change} (seed ${seed})`, system: egmSystem(mutant(change, seed)) })),
    ),
  ];

  it.each(systems)('find the causes that need no more: $name', ({ system }) => {
    const needed = fewest(system, new Array<number>(system.width ?? 0).fill(0));
    for (const preemptions of [0, 1, 2, 3]) {
      const found = finish(exploreBounded(system, { preemptions, taskOf }));
      const expected = [...needed].filter(([, count]) => count <= preemptions).map(([cause]) => cause);
      expect(found.violations.map(({ violation }) => violation.cause).toSorted()).toEqual(
        expected.toSorted(),
      );
      expect(found.outcome).toBe(expected.length > 0 ? 'violated' : 'gave-up');
      for (const { violation, trace } of found.violations)
        expect(replay(system, trace)).toEqual({ end: 'violation', violation });
    }
  });

  it('find a use after free among five GPUs in a tenth of the states', () => {
    const system = machine('posted', 5);
    const until = ({ cause }: Violation) => cause === 'a scan reads what is not live';
    const few = finish(exploreBounded(system, { preemptions: 1, taskOf, until }));
    expect(few).toMatchObject({ outcome: 'violated', complete: false, limit: 'found' });
    expect(few.states * 10).toBeLessThan(finish(explore(system, { until })).states);
  });

  it('are all there are where the bound is never met', () => {
    const system = machine('correct', 2);
    expect(finish(exploreBounded(system, { preemptions: 100, taskOf }))).toMatchObject({
      outcome: 'holds',
      complete: true,
      limit: null,
    });
    expect(finish(exploreBounded(system, { preemptions: 2, taskOf }))).toMatchObject({
      outcome: 'gave-up',
      complete: false,
      limit: 'preemptions',
    });
  });

  it('take rows of any length', () => {
    const edges = Array.from({ length: 300 }, (_, node) => [(node + 1) % 300, node === 299 ? 'end' : 0]);
    const system = graphSystem({ first: 0, edges }, null);
    expect(finish(exploreBounded(system, { preemptions: 0, taskOf }))).toMatchObject({
      limit: 'preemptions',
    });
    expect(finish(exploreBounded(system, { preemptions: 1, taskOf }))).toMatchObject({
      violations: [{ violation: { cause: 'end' }, trace: { length: 300 } }],
    });
  });
});
