import {
  type Limits as ExploreLimits,
  type Progress,
  type Resting,
  resting,
} from '../explore/exploration.ts';
import { allOrders, type Orders } from '../explore/orders.ts';
import { withoutConsequences } from '../interleave/consequences.ts';
import { type Candidate, fewestSteps, type Shortened } from '../interleave/fewest.ts';
import { showing } from '../interleave/showing.ts';
import { distinctSwallowed } from '../interleave/swallowed.ts';
import { type MachineViolation, stuckIn } from '../interleave/violations.ts';
import type { Topology } from '../topology/topology.ts';
import type { CompiledDriver } from './compile.ts';
import type { Explored } from './explored.ts';
import { Exploring, type ExploringOptions } from './exploring.ts';
import { someLacksInit } from './lacking-init.ts';
import type { Finding } from './outcome.ts';
import { filesUsed, nodesOpened, type Plan, tasksOf } from './plan.ts';
import { type Rounds, searchRounds } from './rounds.ts';
import { Traces } from './traces.ts';
import { fewestWorkers, type Lack, lackInLoop, moreWorkers, withWorkers, workersIn } from './workers.ts';

export interface ExplorationOptions extends Omit<ExploreLimits, 'depth'>, ExploringOptions {
  /** States stored to look for the shortest traces: with so many calls that fail, and with each fewer. */
  readonly fewest?: number;
  /** Schedules that are tried to make a trace shorter of which it is not known that it is the shortest. */
  readonly tries?: number;
  /**
   * Leaves out no order of whole actions. Otherwise services of the kernel are taken to do the same in whatever
   * order they come: true of binds and unbinds of different GPUs, and not of all that a user may do at once.
   */
  readonly everyOrder?: boolean;
  /**
   * Takes no two states for one that differ only in which of like tasks is which. Not given, that is so with FEW tasks at
   * once: whether they are alike has to be seen, which takes as long as it saves there.
   */
  readonly everyTask?: boolean;
  /** All if not given. Where one thing follows another there is but one order. */
  readonly orders?: Orders;
  /** Causes to which shorter ways are known: told again only where everything is looked at. */
  readonly told?: ReadonlySet<string>;
  /** The search ends with the first of which this is true: what else there is, is not looked for. */
  readonly until?: (violation: MachineViolation) => boolean;
}

/** States that a search stores, unless told otherwise. */
export const usualStates = 200_000;

const defaults = {
  states: usualStates,
  bytes: 1024 ** 3,
  fewest: 20_000,
  tries: 60,
  orders: allOrders,
  everyOrder: false,
};

/**
 * Looks at every order of a plan's lists of actions, and at every place where its faults can fall. Yields
 * how far it is, between states; sent 'stop', it ends with what it has. Same topology, driver and plan, same result.
 */
export function* exploreKernel(
  topology: Topology,
  driver: CompiledDriver,
  users: Plan,
  options: ExplorationOptions = {},
): Generator<Progress, Explored, 'stop' | undefined> {
  const { kernel, plan, limits, found } = yield* searched(topology, driver, users, options);
  // What is not proved is no end; of what was met there is what is met again.
  if (!found.isProved) kernel.forget();
  // Where one may wait for what follows, an order may end there, and says nothing of what was answered.
  const isPatient = (plan.patient ?? []).length > 0;
  const limit = limitOf(found, isPatient || kernel.ends.size > 0);
  const { states, transitions, deepest, bytes } = found.last;
  const progress = { states, transitions, depth: deepest, frontier: 0 };
  const short = yield* resting(shortest(kernel, found, limit, options), progress);
  const told = withoutConsequences(short, ({ violation }) => stuckIn(violation));
  const traces = new Traces(plan, kernel, found.stopped ? 0 : limits.tries);
  const { findings, races, ends } = yield* traces.of(told, progress);
  const isBroken = races.length > 0 || findings.some(({ finding }) => !isOurs(finding));
  const limited = limit ?? (someLacksInit(driver) ? 'no-init' : null);
  const isWhole = limited === null && findings.length === 0;
  return {
    driver: driver.name,
    outcome: isBroken ? 'violated' : isWhole ? 'holds' : 'gave-up',
    limit: limited,
    orders: limits.orders,
    states,
    statesAtLimit: states,
    wholeParts: [],
    transitions,
    rounds: found.rounds,
    bytes,
    findings,
    races,
    swallowed: distinctSwallowed(found.swallowed),
    opened: nodesOpened(plan),
    unopened: [],
    files: filesUsed(plan),
    unread: [],
    cutShort: kernel.cutShort,
    ends: [...kernel.ends.values()],
    refused: kernel.answers.refused(),
    opens: kernel.answers.asked('open '),
    unmapped: isPatient ? [] : kernel.answers.neverDone('mmap '),
    wrongEnds: ends.flatMap(({ cause, ...way }) => {
      const end = kernel.wrongEnds.get(cause);
      return end ? [{ end, ...way }] : [];
    }),
  };
}

/** With as many workers as are needed: where there are too few, it is begun anew. */
function* searched(topology: Topology, driver: CompiledDriver, users: Plan, options: ExplorationOptions) {
  const given = { ...defaults, ...options };
  for (let workers = fewestWorkers; ; ) {
    const plan = withWorkers(users, driver, workers);
    const kernel = new Exploring(topology, driver, plan, options);
    const limits = tasksOf(plan) > 1 ? given : { ...given, orders: allOrders };
    kernel.world.pauses = limits.everyOrder;
    const apart = limits.everyOrder || options.wrongEnd !== undefined ? { everyTask: true } : {};
    const more = (lack: string) => moreWorkers(users, workers, lack as Lack);
    const hasMore = (lack: string): boolean => more(lack) !== null;
    const found = yield* searchRounds(kernel, plan, { ...limits, ...apart, hasMore });
    const lack = 'lacking' in found ? found.lacking : lackOf(found, plan);
    const next = lack === null ? null : more(lack);
    if (next !== null) workers = next;
    else if (!('lacking' in found)) return { kernel, plan, limits, found };
  }
}

/** Where an order never comes to its end. */
function lackOf({ last, refined, wereAllWaiting }: Rounds, plan: Plan): Lack | null {
  const isEndless = !refined && last.limit === null && last.violations.length === 0 && last.endless;
  return isEndless ? lackInLoop(workersIn(plan), wereAllWaiting) : null;
}

/** What was met, with as few steps as it was looked for in; of what is not proved, that which is met again. */
function* shortest(
  kernel: Exploring,
  { candidates, cuts, stopped, isProved }: Rounds,
  limit: Explored['limit'],
  options: ExplorationOptions,
): Resting<readonly Shortened[]> {
  const { fewest, bytes } = { ...defaults, ...options };
  // Who looks for one thing is not to wait for others.
  const isEnough = stopped || (limit === 'found' && options.fewest === undefined);
  const most = { states: isEnough ? 0 : fewest, bytes: bytes ?? Number.POSITIVE_INFINITY };
  const { world, workload, afterPhase } = kernel;
  const isTold = ({ violation }: Candidate): boolean =>
    limit !== null && !!options.told?.has(violation.cause);
  const met = [...candidates.values()].filter((each) => !isTold(each));
  const short = yield* fewestSteps(met, kernel.systems(cuts), limit === null, most, workload.phases);
  if (isProved) return short;
  return short.filter((each) => showing(world, workload, afterPhase, each)(each.schedule) !== null);
}

/**
 * What was learnt in a round counts only once a whole round has known it. And where nothing is wrong, and yet an
 * order never comes to an end, tasks go round in circles, waiting for what none of them does.
 */
function limitOf({ last, refined, stopped, lack }: Rounds, hasEnd: boolean): Explored['limit'] {
  if (refined) return stopped ? 'stopped' : 'rounds';
  const { limit, violations, endless } = last;
  if (limit === null && lack !== null) return 'workers';
  return limit === null && violations.length === 0 && (endless || !hasEnd) ? 'endless' : limit;
}

/** Where a task comes to what is not modelled, or to a limit of ours, nothing is wrong with the driver, and what follows is not known. */
function isOurs({ kind, detail }: Finding): boolean {
  return kind === 'opaque-reached' || (kind === 'out-of-fuel' && detail === 'objects');
}
