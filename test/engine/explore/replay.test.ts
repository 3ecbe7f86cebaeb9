import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/engine/explore/breadth.ts';
import { assemble, drivers } from './egm/program.ts';
import { egmSystem } from './egm/system.ts';
import { finish, type Graph, graphSystem, randomGraph, rowOf } from './graph.ts';
import { replay } from './replay.ts';

const graph: Graph = {
  first: 0,
  edges: [[1], [2, 'broken'], [0], []],
  stuck: new Map([[2, 'wedged']]),
};

describe.each([{ width: 2 }, { width: null }])('a trace, rows of width $width', ({ width }) => {
  const system = graphSystem(graph, width);

  it('shows what it was found with', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = graphSystem(randomGraph(seed, 50), width);
      for (const { violation, trace } of finish(explore(random)).violations)
        expect(replay(random, trace), `seed ${seed}`).toEqual({ end: 'violation', violation });
    }
  });

  it('passes through the states that it tells', () => {
    const seen: unknown[] = [];
    const end = replay(system, [0, 0], (words, length, steps) =>
      seen.push([steps, [...words.slice(0, length)]]),
    );
    expect(end).toEqual({ end: 'violation', violation: { cause: 'wedged' } });
    expect(seen).toEqual([0, 1, 2].map((node) => [node, [...rowOf(node, width)]]));
  });

  it('may end in a state with nothing wrong', () => {
    expect(replay(system, [])).toEqual({ end: 'state' });
    expect(replay(system, [0])).toEqual({ end: 'state' });
  });

  it('is refused where a step does not exist', () => {
    expect(replay(system, [0, 7, 0])).toEqual({ end: 'refused', at: 1, why: 'no-such-step' });
    expect(replay(system, [-1])).toEqual({ end: 'refused', at: 0, why: 'no-such-step' });
  });

  it('is refused behind a violation', () => {
    expect(replay(system, [0, 1, 0])).toEqual({ end: 'refused', at: 2, why: 'ended-before' });
    expect(replay(system, [0, 0, 0])).toEqual({ end: 'refused', at: 2, why: 'ended-before' });
  });
});

it('every finding of the posted driver is seen again', () => {
  const system = egmSystem({ lines: assemble(drivers.posted), gpus: 3, sockets: 2 });
  const { violations } = finish(explore(system));
  expect(violations.length).toBeGreaterThan(3);
  for (const { violation, trace } of violations)
    expect(replay(system, trace)).toEqual({ end: 'violation', violation });
});
