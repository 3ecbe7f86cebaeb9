import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/engine/explore/breadth.ts';
import { distances, finish, follow, type Graph, graphSystem, randomGraph } from './graph.ts';

const chain = (length: number, end: string): Graph => ({
  first: 0,
  edges: Array.from({ length }, (_, at) => [at + 1 < length ? at + 1 : end]),
});
const ring: Graph = { first: 2, edges: [[1], [2], [0, 1]] };
const seeds = Array.from({ length: 120 }, (_, index) => 1000 + index);

describe.each([{ width: 3 }, { width: 1 }, { width: null }])(
  'breadth first, rows of width $width',
  ({ width }) => {
    it('agrees with a queue and a map on random graphs', () => {
      for (const seed of seeds) agrees(seed);
    });

    function agrees(seed: number) {
      const graph = randomGraph(seed, 2 + (seed % 9) * 40);
      const expected = distances(graph);
      const found = finish(explore(graphSystem(graph, width), { slice: 7 }));
      expect(found, `seed ${seed}`).toMatchObject({
        outcome: expected.causes.size > 0 ? 'violated' : 'holds',
        complete: true,
        limit: null,
        states: expected.states,
        transitions: expected.transitions,
        deepest: expected.deepest,
        frontier: 0,
      });
      expect(
        new Map(found.violations.map((one) => [one.violation.cause, one.trace.length])),
        `seed ${seed}`,
      ).toEqual(expected.causes);
      for (const { violation, trace } of found.violations)
        expect(follow(graph, trace), `seed ${seed}`).toBe(violation.cause);
      const lengths = found.violations.map(({ trace }) => trace.length);
      expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    }

    it('holds where nothing is wrong', () => {
      expect(finish(explore(graphSystem(ring, width)))).toMatchObject({
        outcome: 'holds',
        states: 3,
        transitions: 4,
      });
    });

    it('stores many states, and each once', () => {
      const size = 60_000;
      const edges = Array.from({ length: size }, (_, at) => [
        (at * 2) % size,
        (at * 2 + 1) % size,
        (at + 1) % size,
      ]);
      const found = finish(explore(graphSystem({ first: 0, edges }, width)));
      expect(found).toMatchObject({ outcome: 'holds', states: size, transitions: 3 * size });
    });
  },
);

describe('limits', () => {
  const long = graphSystem(chain(5000, 'end'), 2);

  it('gives up at a number of states, with what was covered', () => {
    expect(finish(explore(long, { states: 100 }))).toMatchObject({
      outcome: 'gave-up',
      complete: false,
      limit: 'states',
      states: 100,
      deepest: 99,
      frontier: 1,
      violations: [],
    });
  });

  it('is complete when the states just fit', () => {
    expect(finish(explore(long, { states: 5000 }))).toMatchObject({
      outcome: 'violated',
      complete: true,
      limit: null,
    });
    expect(finish(explore(graphSystem(ring, 1), { states: 3 }))).toMatchObject({
      outcome: 'holds',
      limit: null,
    });
  });

  it('expands nothing at the limit of depth', () => {
    const found = finish(explore(long, { depth: 10 }));
    expect(found).toMatchObject({ outcome: 'gave-up', limit: 'depth', states: 11, deepest: 10, frontier: 1 });
    expect(finish(explore(long, { depth: 4999 })).limit).toBe('depth');
    expect(finish(explore(long, { depth: 5000 }))).toMatchObject({ outcome: 'violated', complete: true });
    expect(finish(explore(long, { depth: 0 }))).toMatchObject({ limit: 'depth', states: 1, transitions: 0 });
  });

  it.each([1, 3, null])('never takes more memory than it may (width %s)', (width) => {
    const system = graphSystem(chain(300_000, 'end'), width);
    for (const bytes of [0, 5000, 300_000, 1_000_000, 3_000_000]) {
      const found = finish(explore(system, { bytes }));
      expect(found).toMatchObject({ outcome: 'gave-up', complete: false, limit: 'memory' });
      expect(found.bytes).toBeLessThanOrEqual(bytes);
      expect(found.states > 0).toBe(bytes >= 300_000);
    }
  });

  it('is violated, and incomplete, when it found something before', () => {
    const edges = [[1, 'early'], ...chain(50, 'late').edges.slice(1)];
    expect(finish(explore(graphSystem({ first: 0, edges }, 1), { states: 20 }))).toMatchObject({
      outcome: 'violated',
      complete: false,
      limit: 'states',
      violations: [{ violation: { cause: 'early' }, trace: [1] }],
    });
  });

  it('still hears of violations in the expansion that met the limit', () => {
    const graph: Graph = { first: 0, edges: [[1, 2, 'beside'], [], []] };
    expect(finish(explore(graphSystem(graph, 1), { states: 2 })).violations).toMatchObject([{ trace: [2] }]);
  });
});

describe('a search', () => {
  const system = graphSystem(chain(1000, 'end'), 1);

  it('rests after every slice and says how far it is', () => {
    const search = explore(system, { slice: 10 });
    expect(search.next().value).toEqual({ states: 11, transitions: 10, depth: 9, frontier: 1 });
    expect(search.next().value).toEqual({ states: 21, transitions: 20, depth: 19, frontier: 1 });
  });

  it('says what was covered when it is stopped', () => {
    const search = explore(system, { slice: 10 });
    search.next();
    expect(search.next('stop')).toMatchObject({
      done: true,
      value: { outcome: 'gave-up', complete: false, limit: 'stopped', states: 11, frontier: 1 },
    });
  });

  it('tells a violation of the first state by an empty trace', () => {
    const found = { violations: [{ violation: { cause: 'wrong' }, trace: [] }] };
    const stuck: Graph = { first: 0, edges: [[]], stuck: new Map([[0, 'wrong']]) };
    expect(finish(explore(graphSystem(stuck, 1)))).toMatchObject({
      outcome: 'violated',
      states: 1,
      ...found,
    });
    const broken = {
      ...system,
      initial: (steps: Parameters<typeof system.initial>[0]) => steps.stuck({ cause: 'wrong' }),
    };
    expect(finish(explore(broken))).toMatchObject({
      outcome: 'violated',
      complete: true,
      states: 0,
      ...found,
    });
  });

  it('keeps rows that are longer than a chunk', () => {
    const lengths = [0, 5, 70_000, 65_532, 131_068, 200_000, 65_528, 4, 3];
    const rows = lengths.map((length, node) => Int32Array.from({ length }, (_, at) => node * 7 + at));
    const nodeAt = (words: Int32Array, start: number, length: number) =>
      rows.findIndex((row) => row.length === length && row.every((word, at) => words[start + at] === word));
    const seen: number[] = [];
    const found = finish(
      explore({
        width: null,
        initial: (steps) => steps.step(0, rows[0]!, 0),
        expand: (words, start, length, steps) => {
          const node = nodeAt(words, start, length);
          seen.push(node);
          for (const row of rows.slice(0, node + 2)) steps.step(0, row, row.length);
        },
      }),
    );
    expect(found).toMatchObject({ outcome: 'holds', states: rows.length });
    expect(seen).toEqual(rows.map((_, node) => node));
  });
});
