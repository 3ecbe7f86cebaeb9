import { Bug } from '../base/bug.ts';
import type { Progress } from '../explore/exploration.ts';
import { allOrders } from '../explore/orders.ts';
import { FAULT_STEPS } from '../interleave/fewest.ts';
import { raceCause } from '../interleave/violations.ts';
import type { Topology } from '../topology/topology.ts';
import type { CompiledDriver } from './compile.ts';
import { type ExplorationOptions, exploreKernel, usualStates } from './exploration.ts';
import type { Explored, ExploredFinding, ExploredRace, WholePart } from './explored.ts';
import { gpusOf, meetInKernel, type Plan } from './plan.ts';
import type { Life } from './whole-life.ts';

type Search = Generator<Progress, Explored, 'stop' | undefined>;

/**
 * Explores the plans of a life one after another, and tells what came of all as of one. Limits are those of each, but that
 * where something is wrong with less already, all at once has what is left of the limit, or half of it.
 */
export function* exploreLife(
  topology: Topology,
  driver: CompiledDriver,
  { plans: [first, ...more], smaller, mustBind, withRegion, nodes }: Life,
  limits: ExplorationOptions = {},
): Search {
  const search = (plan: Plan, most: ExplorationOptions): Search =>
    exploreKernel(topology, driver, plan, {
      ...most,
      mustBind,
      withRegion,
      everyOrder: meetInKernel(plan),
    });
  const isAll = (limits.orders ?? allOrders).kind === 'all';
  const whole: Plan[] = [];
  let all: Explored | null = null;
  for (const plan of isAll ? [...smaller, first] : [first]) {
    const one: Explored = yield* beyond(all, search(plan, rest(all, limits, plan === first)));
    if (one.limit === null && plan !== first) whole.push(plan);
    all = all ? together(all, one) : one;
    if (all.limit === 'stopped') break;
  }
  if (all === null) throw new Bug('nothing to explore');
  const parts = all.limit === null ? [] : partsOf(first, whole);
  for (const plan of more) {
    if (all.limit === 'stopped') break;
    all = together(all, yield* beyond(all, search(plan, limits)));
  }
  const { opened } = all;
  return { ...all, wholeParts: parts, unopened: nodes.filter((node) => !opened.includes(node)) };
}

/** What is asked of a search, after those of less; `isLast`: of all. */
function rest(less: Explored | null, limits: ExplorationOptions, isLast: boolean): ExplorationOptions {
  if (less?.outcome !== 'violated') return limits;
  const told = new Set([...less.findings.map(({ cause }) => cause), ...less.races.map(causeOfRace)]);
  const states = limits.states ?? usualStates;
  return { ...limits, told, states: isLast ? Math.max(states - less.states, Math.ceil(states / 2)) : states };
}

/** Of plans that were looked at whole, those that are not part of another, as what they are of all. */
function partsOf(all: Plan, whole: readonly Plan[]): WholePart[] {
  const most = new Map(whole.map((plan) => [gpusOf(plan).join(), plan]));
  return [...most.values()].map((plan) => ({
    gpus: gpusOf(plan).length < gpusOf(all).length ? gpusOf(plan) : null,
    faults: plan.faults < all.faults ? plan.faults : null,
  }));
}

/** A search that says how far it is together with what was searched before. */
function* beyond(before: Explored | null, search: Search): Search {
  const { states, transitions } = before ?? { states: 0, transitions: 0 };
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
    wholeParts: [],
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
