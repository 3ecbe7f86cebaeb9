import { Bug } from '../base/bug.ts';
import { allOrders } from '../explore/orders.ts';
import type { Topology } from '../topology/topology.ts';
import type { CompiledDriver } from './compile.ts';
import { type ExplorationOptions, exploreKernel, usualStates } from './exploration.ts';
import type { Explored } from './explored.ts';
import { meetInKernel, type Plan } from './plan.ts';
import { beyond, causeOfRace, partsOf, type Search, together } from './together.ts';
import type { Life } from './whole-life.ts';

/**
 * Explores the plans of a life one after another, and tells what came of all as of one. Limits are those of each, but that
 * where something is wrong with less already, all at once has what is left of the limit, or half of it.
 */
export function* exploreLife(
  topology: Topology,
  driver: CompiledDriver,
  { plans: [first, ...more], smaller, mustBind, withRegion, nodes, files }: Life,
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
  const { opened, files: used } = all;
  return {
    ...all,
    wholeParts: parts,
    unopened: nodes.filter((node) => !opened.includes(node)),
    unread: files.filter((file) => !used.includes(file)),
  };
}

/** What is asked of a search, after those of less; `isLast`: of all. */
function rest(less: Explored | null, limits: ExplorationOptions, isLast: boolean): ExplorationOptions {
  if (less?.outcome !== 'violated') return limits;
  const told = new Set([...less.findings.map(({ cause }) => cause), ...less.races.map(causeOfRace)]);
  const states = limits.states ?? usualStates;
  return { ...limits, told, states: isLast ? Math.max(states - less.states, Math.ceil(states / 2)) : states };
}
