import { describe, expect, it } from 'vitest';
import { finished } from '../../../src/engine/base/steps.ts';
import { explore } from '../../../src/engine/explore/breadth.ts';
import { replay } from '../../../src/engine/explore/replay.ts';
import { shorten } from '../../../src/engine/explore/shorten.ts';
import { walk } from '../../../src/engine/explore/walk.ts';
import { assemble, type DriverName, drivers } from './egm/program.ts';
import { egmSystem } from './egm/system.ts';
import { finish, graphSystem } from './graph.ts';

const taskOf = (label: number) => label;
const machine = (driver: DriverName, gpus: number, sockets: number) =>
  egmSystem({ lines: assemble(drivers[driver]), gpus, sockets });

describe('the trace of a walk', () => {
  it.each(['posted', 'lookup'] as const)('becomes as short as any (%s)', (driver) => {
    const system = machine(driver, 3, 1);
    const shortest = new Map(
      finish(explore(system)).violations.map((one) => [one.violation.cause, one.trace.length]),
    );
    const walked = finish(walk(system, { seed: 3, walks: 3000, depth: 100 })).violations;
    expect(walked.length).toBeGreaterThan(3);
    for (const { violation, trace } of walked) {
      const short = finished(shorten(system, trace, violation.cause, { taskOf, states: 100_000 }));
      expect(replay(system, short)).toEqual({ end: 'violation', violation });
      expect(short.length).toBe(shortest.get(violation.cause));
    }
  });

  it('loses the tasks that play no part, without a search', () => {
    const system = machine('posted', 4, 1);
    const cause = 'double free of a device';
    const walks = Array.from({ length: 60 }, (_, seed) =>
      finish(walk(system, { seed, walks: 1, depth: 100 })),
    );
    const trace = walks
      .flatMap(({ violations }) => violations)
      .find((one) => one.violation.cause === cause && new Set(one.trace).size === 4)!.trace;
    const short = finished(shorten(system, trace, cause, { taskOf, states: 0 }));
    expect(replay(system, short)).toMatchObject({ end: 'violation', violation: { cause } });
    expect(new Set(short).size).toBe(2);
    expect(short.length).toBeLessThan(trace.length);
  });
});

describe('a trace', () => {
  // Label 0 is a task that counts, label 1 one that breaks things from count 2 on.
  const counting = graphSystem(
    { first: 0, edges: [[1, 0], [2, 1], [3, 'broken'], [4, 'broken'], [5, 'broken'], []] },
    1,
  );

  it('loses steps behind those that matter', () => {
    expect(finished(shorten(counting, [1, 1, 0, 1, 0, 0, 0, 1], 'broken', { taskOf, states: 0 }))).toEqual([
      0, 0, 1,
    ]);
  });

  it('that does not show the cause is given back', () => {
    expect(finished(shorten(counting, [0, 0, 1], 'other', { taskOf }))).toEqual([0, 0, 1]);
    expect(finished(shorten(counting, [0, 9], 'broken', { taskOf }))).toEqual([0, 9]);
  });

  it('to a state that is wrong itself is cut there', () => {
    const edges = [[1, 0, 3], [2], [], [2]];
    const wedged = graphSystem({ first: 0, edges, stuck: new Map([[2, 'wedged']]) }, 1);
    expect(finished(shorten(wedged, [1, 1, 0, 0], 'wedged', { taskOf }))).toEqual([0, 0]);
  });
});
