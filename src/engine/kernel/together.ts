import type { Progress } from '../explore/exploration.ts';
import { withoutConsequences } from '../interleave/consequences.ts';
import { FAULT_STEPS } from '../interleave/fewest.ts';
import { distinctSwallowed } from '../interleave/swallowed.ts';
import { raceCause } from '../interleave/violations.ts';
import { distinctCuts } from './cut-short.ts';
import type { End, Explored, ExploredFinding, ExploredRace, WholePart } from './explored.ts';
import { gpusOf, type Plan } from './plan.ts';
import { askedInBoth } from './refused.ts';
import { toldFirst } from './told-first.ts';

/* Several searches, told as one. */

export type Search = Generator<Progress, Explored, 'stop' | undefined>;

/** Of plans that were looked at whole, those that are not part of another, as what they are of all. */
export function partsOf(all: Plan, whole: readonly Plan[]): WholePart[] {
  const most = new Map(whole.map((plan) => [gpusOf(plan).join(), plan]));
  return [...most.values()].map((plan) => ({
    gpus: gpusOf(plan).length < gpusOf(all).length ? gpusOf(plan) : null,
    faults: plan.faults < all.faults ? plan.faults : null,
  }));
}

/** A search that says how far it is together with what was searched before. */
export function* beyond(before: Explored | null, search: Search): Search {
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

export function together(one: Explored, two: Explored): Explored {
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
    findings: withoutConsequences(
      shortestOf([...one.findings, ...two.findings], ({ cause }: ExploredFinding) => cause),
      ({ stuck }) => stuck,
    ).sort(toldFirst),
    races: shortestOf([...one.races, ...two.races], causeOfRace),
    swallowed: distinctSwallowed([...one.swallowed, ...two.swallowed]),
    opened: [...new Set([...one.opened, ...two.opened])],
    unopened: [],
    files: [...new Set([...one.files, ...two.files])],
    unread: [],
    cutShort: distinctCuts([...one.cutShort, ...two.cutShort]),
    ends: distinct([...one.ends, ...two.ends]),
    refused: one.refused.length > 0 && two.refused.length > 0 ? one.refused : [],
    opens: askedInBoth(one.opens, two.opens),
    unmapped: [...one.unmapped, ...two.unmapped],
    wrongEnds: [...one.wrongEnds, ...two.wrongEnds],
  };
}

/** The first of those that are equal: what is said of it goes by it. */
function distinct(ends: readonly End[]): End[] {
  return [...new Map(ends.toReversed().map((end) => [JSON.stringify(end), end])).values()].reverse();
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

export function causeOfRace({ field, accesses }: ExploredRace): string {
  return raceCause(
    field,
    accesses.map(({ write, source: site }) => ({ write, site })),
  );
}
