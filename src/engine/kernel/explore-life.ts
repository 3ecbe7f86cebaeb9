import { Bug } from '../base/bug.ts';
import type { Progress } from '../explore/exploration.ts';
import { allOrders } from '../explore/orders.ts';
import { FAULT_STEPS } from '../interleave/fewest.ts';
import { raceCause } from '../interleave/violations.ts';
import type { Topology } from '../topology/topology.ts';
import type { CompiledDriver } from './compile.ts';
import { type ExplorationOptions, exploreKernel, usualStates } from './exploration.ts';
import type { Explored, ExploredFinding, ExploredRace } from './explored.ts';
import { gpusOf, meetInKernel, type Plan } from './plan.ts';
import type { Life } from './whole-life.ts';

type Search = Generator<Progress, Explored, 'stop' | undefined>;

/**
 * Explores the plans of a life one after another, and tells what came of all as of one. Limits are those of each. Pairs of
 * GPUs come before all of them at once, which often are too many: where something is wrong with two already, the search of
 * all has what is left of the limit, or half of it.
 */
export function* exploreLife(
  topology: Topology,
  driver: CompiledDriver,
  { plans: [first, ...more], pairs, mustBind, withRegion, nodes }: Life,
  limits: ExplorationOptions = {},
): Search {
  const search = (plan: Plan, most: ExplorationOptions = limits): Search =>
    exploreKernel(topology, driver, plan, {
      ...most,
      mustBind,
      withRegion,
      everyOrder: meetInKernel(plan),
    });
  const isAll = (limits.orders ?? allOrders).kind === 'all';
  const ofPairs = isAll && pairs.length > 0 ? yield* inTurn(null, pairs, search) : null;
  const ofAll = yield* inTurn(ofPairs, [first], (plan) => search(plan, rest(ofPairs, limits)));
  const isPairsOnly = ofPairs?.limit === null && ofAll.limit !== null;
  const all = yield* inTurn(ofAll, more, search);
  return {
    ...all,
    wholePairs: isPairsOnly ? pairs.map(gpusOf) : [],
    unopened: nodes.filter((node) => !all.opened.includes(node)),
  };
}

/** One search after another, and what came of all of them, and of those before. */
function* inTurn(before: Explored | null, plans: readonly Plan[], search: (plan: Plan) => Search): Search {
  let all = before;
  for (const plan of plans) {
    if (all?.limit === 'stopped') break;
    all = all === null ? yield* search(plan) : together(all, yield* beyond(all, search(plan)));
  }
  if (all === null) throw new Bug('nothing to explore');
  return all;
}

/** What is asked of the search of all, after those of pairs. */
function rest(pairs: Explored | null, limits: ExplorationOptions): ExplorationOptions {
  if (pairs?.outcome !== 'violated') return limits;
  const states = limits.states ?? usualStates;
  const told = new Set([...pairs.findings.map(({ cause }) => cause), ...pairs.races.map(causeOfRace)]);
  return { ...limits, told, states: Math.max(states - pairs.states, Math.ceil(states / 2)) };
}

/** A search that says how far it is together with what was searched before. */
function* beyond({ states, transitions }: Explored, search: Search): Search {
  let next = search.next();
  while (!next.done) {
    const { value } = next;
    next = search.next(
      yield { ...value, states: states + value.states, transitions: transitions + value.transitions },
    );
  }
  return next.value;
}

function together(one: Explored, two: Explored): Explored {
  const limited = one.limit === null ? two : one;
  return {
    driver: one.driver,
    outcome: [one, two].map(({ outcome }) => outcome).sort((a, b) => weights[b] - weights[a])[0]!,
    limit: limited.limit,
    // Where one thing follows another there is but one order.
    orders: one.orders.kind === 'all' ? two.orders : one.orders,
    statesAtLimit: limited.statesAtLimit,
    wholePairs: [],
    states: one.states + two.states,
    transitions: one.transitions + two.transitions,
    rounds: one.rounds + two.rounds,
    bytes: Math.max(one.bytes, two.bytes),
    findings: shortestOf([...one.findings, ...two.findings], ({ cause }: ExploredFinding) => cause),
    races: shortestOf([...one.races, ...two.races], causeOfRace),
    opened: [...new Set([...one.opened, ...two.opened])],
    unopened: [],
    ends: [...new Map([...one.ends, ...two.ends].map((end) => [JSON.stringify(end), end])).values()],
    refused: one.refused.length > 0 && two.refused.length > 0 ? one.refused : [],
    unmapped: [...one.unmapped, ...two.unmapped],
    wrongEnds: [...one.wrongEnds, ...two.wrongEnds],
  };
}

const weights = { holds: 0, 'gave-up': 1, violated: 2 } as const;

/**
 * One of each key, that with the shortest trace, a call that fails taken for some steps; of those that in which the fewest
 * tasks are interrupted, and the first of these. Shortest first.
 */
function shortestOf<T extends Pick<ExploredFinding, 'trace' | 'faults'>>(
  found: readonly T[],
  keyOf: (each: T) => string,
): T[] {
  const weight = ({ trace, faults }: T): number => trace.length + faults.length * FAULT_STEPS;
  const interrupted = ({ trace }: T): number => trace.filter(({ ended }) => !ended).length;
  const best = found.toSorted(
    (a, b) => weight(a) - weight(b) || a.faults.length - b.faults.length || interrupted(a) - interrupted(b),
  );
  const first = new Map(best.toReversed().map((each) => [keyOf(each), each]));
  return best
    .filter((each) => first.get(keyOf(each)) === each)
    .sort((a, b) => a.trace.length - b.trace.length || a.faults.length - b.faults.length);
}

function causeOfRace({ field, accesses }: ExploredRace): string {
  return raceCause(
    field,
    accesses.map(({ write, source: site }) => ({ write, site })),
  );
}
