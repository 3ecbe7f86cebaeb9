import { seeded } from '../../../src/engine/base/random.ts';
import type { Exploration, Search } from '../../../src/engine/explore/exploration.ts';
import type { System, Violation } from '../../../src/engine/explore/system.ts';

/** Where an edge goes: a node, or the cause of a violation. */
export type Target = number | string;

/** A directed graph as a system: its nodes are the states, and a node's edges are labelled by their order. */
export interface Graph {
  readonly first: number;
  readonly edges: readonly (readonly Target[])[];
  /** What is wrong with a node itself. */
  readonly stuck?: ReadonlyMap<number, string>;
}

/** The row of a node: a function of it, injective, `width` words, or some number that depends on the node. */
export function rowOf(node: number, width: number | null): Int32Array {
  const length = width ?? 1 + (node % 7);
  return Int32Array.from({ length }, (_, at) => (at === 0 ? node : (node >> at) | 0x40000000));
}

export function graphSystem(graph: Graph, width: number | null): System<Violation> {
  return {
    width,
    initial: (steps) => {
      const row = rowOf(graph.first, width);
      steps.step(0, row, row.length);
    },
    expand: (words, start, length, steps) => {
      const node = words[start]!;
      const row = rowOf(node, width);
      if (row.length !== length || row.some((word, at) => words[start + at] !== word))
        throw new Error('the row of a node was changed');
      const wrong = graph.stuck?.get(node);
      if (wrong !== undefined) {
        steps.stuck({ cause: wrong });
        return;
      }
      graph.edges[node]!.forEach((target, label) => {
        if (typeof target === 'string') steps.violation(label, { cause: target });
        else {
          const next = rowOf(target, width);
          steps.step(label, next, next.length);
          next.fill(-1);
        }
      });
    },
  };
}

/** A graph of `size` nodes with some causes in it. */
export function randomGraph(seed: number, size: number): Graph {
  const random = seeded(seed);
  const target = (): Target => (random.below(size) === 0 ? `cause ${random.below(5)}` : random.below(size));
  const edges = Array.from({ length: size }, () => Array.from({ length: random.below(4) }, target));
  const stuck = new Map(
    Array.from({ length: random.below(3) }, () => [random.below(size), `cause ${random.below(5)}`] as const),
  );
  return { first: random.below(size), edges, stuck };
}

export interface Distances {
  readonly states: number;
  readonly transitions: number;
  readonly deepest: number;
  /** Steps of a shortest path to each cause. */
  readonly causes: ReadonlyMap<string, number>;
}

/** The same by the plainest means: a queue and a map. */
export function distances({ first, edges, stuck }: Graph): Distances {
  const depth = new Map([[first, 0]]);
  const causes = new Map<string, number>();
  const cause = (name: string, length: number) =>
    causes.set(name, Math.min(length, causes.get(name) ?? length));
  let transitions = 0;
  for (const [node, at] of depth) {
    const wrong = stuck?.get(node);
    if (wrong !== undefined) cause(wrong, at);
    else
      for (const target of edges[node]!) {
        transitions++;
        if (typeof target === 'string') cause(target, at + 1);
        else if (!depth.has(target)) depth.set(target, at + 1);
      }
  }
  return { states: depth.size, transitions, deepest: Math.max(...depth.values()), causes };
}

/** Where a trace ends: the cause at its end, or what is wrong with the trace. */
export function follow({ first, edges, stuck }: Graph, trace: readonly number[]): string {
  let at: Target = first;
  for (const label of trace) {
    if (typeof at === 'string') return 'a step behind a violation';
    const next: Target | undefined = edges[at]![label];
    if (next === undefined) return `no edge ${label}`;
    at = next;
  }
  return typeof at === 'string' ? at : (stuck?.get(at) ?? 'nothing wrong');
}

export function finish(search: Search<Violation>): Exploration<Violation> {
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}
