import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/engine/explore/breadth.ts';
import type { Violation } from '../../../src/engine/explore/system.ts';
import { walk } from '../../../src/engine/explore/walk.ts';
import { assemble, drivers } from './egm/program.ts';
import { egmSystem } from './egm/system.ts';
import { finish, graphSystem } from './graph.ts';
import { replay } from './replay.ts';

const posted = egmSystem({ lines: assemble(drivers.posted), gpus: 2, sockets: 1 });

describe('random walks', () => {
  const options = { seed: 5, walks: 20_000, depth: 100 };

  it('find what an exhaustive search finds, with traces that show it', () => {
    const found = finish(walk(posted, options));
    const all = finish(explore(posted)).violations.map(({ violation }) => violation.cause);
    expect(found).toMatchObject({ outcome: 'violated', complete: false, limit: 'walks' });
    expect(found.violations.map(({ violation }) => violation.cause).toSorted()).toEqual(all.toSorted());
    for (const { violation, trace } of found.violations)
      expect(replay(posted, trace)).toEqual({ end: 'violation', violation });
  });

  it('are the same for a seed, and others for another', () => {
    const few = (seed: number) => finish(walk(posted, { seed, walks: 20, depth: 30, slice: 7 }));
    expect(few(1)).toEqual(few(1));
    expect(few(1)).not.toEqual(few(2));
  });

  it('never say that a system holds', () => {
    const ring = graphSystem({ first: 0, edges: [[1], [0, 1]] }, 1);
    expect(finish(walk(ring, { seed: 1, walks: 3, depth: 10 }))).toMatchObject({
      outcome: 'gave-up',
      complete: false,
      limit: 'walks',
      states: 2,
      transitions: 30,
      deepest: 10,
    });
  });

  it('end where there is no step, and at their depth', () => {
    const line = graphSystem({ first: 0, edges: [[1], [2], [3], ['end']] }, null);
    expect(finish(walk(line, { seed: 1, walks: 1, depth: 10 }))).toMatchObject({
      transitions: 3,
      violations: [{ trace: [0, 0, 0, 0] }],
    });
    expect(finish(walk(line, { seed: 1, walks: 2, depth: 3 }))).toMatchObject({
      transitions: 6,
      violations: [],
    });
    expect(finish(walk(line, { seed: 1, walks: 2, depth: 0 }))).toMatchObject({ transitions: 0, states: 1 });
  });

  it('take a rare step now and then, and always where there is no other', () => {
    // Out of the first state one step in two leads away for good.
    const fork = graphSystem({ first: 0, edges: [[0, 1], [1]] }, 1);
    const left = (isRare?: (label: number) => boolean) => {
      let count = 0;
      for (let seed = 0; seed < 200; seed++)
        count += finish(walk(fork, { seed, walks: 1, depth: 4, isRare })).states - 1;
      return count;
    };
    expect(left()).toBeGreaterThan(160);
    expect(left((label) => label === 1)).toBeLessThan(80);
    expect(left((label) => label === 1)).toBeGreaterThan(10);
    expect(left(() => true)).toBe(left());
  });

  it('end with what is looked for', () => {
    const until = ({ cause }: Violation) => cause === 'end';
    const line = graphSystem({ first: 0, edges: [[1], ['other', 2], ['end', 3], [0]] }, null);
    const found = finish(walk(line, { seed: 1, walks: 50, depth: 50, until }));
    expect(found).toMatchObject({ outcome: 'violated', complete: false, limit: 'found' });
    expect(found.violations.map(({ violation }) => violation.cause).toSorted()).toEqual(['end', 'other']);
  });

  it('stop at a limit of states and of memory, and when told', () => {
    expect(finish(walk(posted, { ...options, states: 10 }))).toMatchObject({ limit: 'states', states: 10 });
    expect(finish(walk(posted, { ...options, bytes: 5000 }))).toMatchObject({ limit: 'memory', states: 0 });
    const search = walk(posted, { ...options, slice: 10 });
    expect(search.next().value).toMatchObject({ frontier: 0 });
    expect(search.next('stop')).toMatchObject({ done: true, value: { limit: 'stopped', complete: false } });
  });
});
