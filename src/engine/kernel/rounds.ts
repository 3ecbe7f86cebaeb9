import type { Exploration, Limits, Progress, Search } from '../explore/exploration.ts';
import type { Orders } from '../explore/orders.ts';
import { MOST_TASKS } from '../explore/relations.ts';
import { walk } from '../explore/walk.ts';
import type { Candidate } from '../interleave/fewest.ts';
import type { Swallowed } from '../interleave/swallowed.ts';
import type { MachineSystem } from '../interleave/system.ts';
import type { MachineViolation } from '../interleave/violations.ts';
import type { Exploring } from './exploring.ts';
import { LONGEST_WALK, searchOf } from './order-search.ts';
import { type Plan, tasksOf, usersOf } from './plan.ts';

/** States expanded between two looks at whether to begin anew: more is learnt in a stretch than at each place. */
const STRETCH = 128;

/** With so many tasks at once, or fewer, no two are taken for each other. */
const FEW = 4;

/** Walks that teach nothing, in a row, before the search begins; and walks at most. */
const IDLE = 12;
const MOST_WALKS = 200;

/** Steps of a walk between two rests. */
const SLICE = 8;

/** Rounds end by themselves, as there are only so many instructions; this is in case of a fault of ours. */
const MOST_ROUNDS = 100;

export interface RoundOptions extends Omit<Limits, 'depth'> {
  readonly everyOrder: boolean;
  readonly orders: Orders;
  /** A round ends with the first of which this is true. */
  readonly until?: ((violation: MachineViolation) => boolean) | undefined;
  /** Of what there is too little it may be begun anew with more: it ends at once. */
  readonly hasMore?: (lack: string) => boolean;
  /** No two states are taken for one; not given, that is so with FEW tasks at once. */
  readonly everyTask?: boolean;
}

/** It is to be begun anew, with more of what there was too little of. */
export interface Lacking {
  readonly lacking: string;
}

/** What the rounds of an exploration came to: the last, and what was met in all. */
export interface Rounds {
  readonly last: Exploration<MachineViolation>;
  readonly rounds: number;
  readonly stopped: boolean;
  /** There was more to know than the last round knew. */
  readonly refined: boolean;
  /** What there was too little of, so that not all was looked at. */
  readonly lack: string | null;
  /** In some state all workers were at a work and had to wait. */
  readonly wereAllWaiting: boolean;
  /** All that was met can be met: no task was taken for another of which it is not known that they are alike. */
  readonly isProved: boolean;
  /** By cause. */
  readonly candidates: ReadonlyMap<string, Candidate>;
  /** Calls that failed in actions that succeeded all the same. */
  readonly swallowed: readonly Swallowed[];
  /** Instructions at which tasks were interrupted. */
  readonly cuts: ReadonlySet<number>;
}

/**
 * Searches again and again, until a round has known all that was learnt of where to switch. Yields how far it is,
 * between states; sent 'stop', it ends with what it has.
 */
export function* searchRounds(
  kernel: Exploring,
  plan: Plan,
  options: RoundOptions,
): Generator<Progress, Rounds | Lacking, 'stop' | undefined> {
  const isReduced = tasksOf(plan) <= MOST_TASKS && !options.everyOrder && options.orders.kind === 'all';
  const isApart = options.everyTask ?? usersOf(plan) <= FEW;
  const candidates = new Map<string, Candidate>();
  // Sure, since no task of a walk is taken for another; but a search comes there by fewer steps.
  const walked: Met = { candidates: new Map(), swallowed: new Map() };
  const swallowed = new Map<string, Swallowed>();
  const lackOf: LackOf = ({ lack }) => (lack !== null && options.hasMore?.(lack) ? { lacking: lack } : null);
  let stopped = (yield nowhere) === 'stop';
  // Who looks for one thing has it before a search that learns late begins anew; one task alone has nobody to switch to.
  if (!stopped && options.until === undefined && tasksOf(plan) > 1) {
    const scouted = yield* scout(kernel.scouts(plan.faults, isReduced && !isApart), walked, lackOf);
    if (typeof scouted === 'object') return scouted;
    stopped = scouted;
  }
  for (let rounds = 1; ; rounds++) {
    const system = kernel.system(plan.faults, isReduced && !isApart);
    const search = searchOf(system, { ...options, isReduced });
    const round = yield* searchRound(system, search, stopped, lackOf);
    const lacking = lackOf(system);
    if (lacking) return lacking;
    const { last } = round;
    stopped = round.stopped;
    const isAgain = system.refined && last.violations.length === 0;
    const isSure = isAgain ? !system.isMistaken : system.areAlike();
    if (!isSure) {
      kernel.forget();
      candidates.clear();
    } else keepShortest(candidates, last, system);
    // Tasks that are taken for each other are known to be alike once all was looked at.
    if (!isSure || kernel.isExchanging) swallowed.clear();
    if (isSure) keepSwallowed(swallowed, system);
    const { refined, cuts } = system;
    const isFound = isSure && last.limit === 'found';
    if (refined && !stopped && !isFound && rounds < MOST_ROUNDS) continue;
    // Of a round that did not come to its end, not all was looked at; nor of those before it.
    const isProved = !kernel.isExchanging || (!refined && last.limit === null);
    return {
      last,
      rounds,
      stopped,
      refined: refined && !isFound,
      lack: system.lack,
      wereAllWaiting: system.wereAllWaiting,
      isProved,
      candidates: new Map([...walked.candidates, ...candidates]),
      swallowed: [...new Map([...walked.swallowed, ...(isProved ? swallowed : [])]).values()],
      cuts,
    };
  }
}

/**
 * Walks at random until nothing more is learnt: what a search learns late makes it begin anew, and a walk comes soon to
 * what a search comes to late. What they meet counts. True where it was stopped.
 */
function* scout(
  systemOf: () => MachineSystem,
  { candidates, swallowed }: Met,
  lackOf: LackOf,
): Generator<Progress, boolean | Lacking, 'stop' | undefined> {
  let stopped = false;
  for (let walks = 0, idle = 0; walks < MOST_WALKS && idle < IDLE && !stopped; walks++) {
    const system = systemOf();
    const search = walk(system, { seed: walks, walks: 1, depth: LONGEST_WALK, slice: SLICE });
    let next = search.next();
    while (!next.done) {
      stopped ||= (yield nowhere) === 'stop';
      next = search.next(stopped ? 'stop' : undefined);
    }
    const lacking = lackOf(system);
    if (lacking) return lacking;
    if (!system.isMistaken) {
      keepShortest(candidates, next.value, system);
      keepSwallowed(swallowed, system);
    }
    idle = system.refined ? 0 : idle + 1;
  }
  return stopped;
}

/** What was met, by what tells each from all others. */
interface Met {
  readonly candidates: Map<string, Candidate>;
  readonly swallowed: Map<string, Swallowed>;
}

/** What there was too little of in a system, and there is more of. */
type LackOf = (system: MachineSystem) => Lacking | null;

const nowhere: Progress = { states: 0, transitions: 0, depth: 0, frontier: 0 };

/** One round, which is stopped early where there is more to know than it knows. */
function* searchRound(
  system: MachineSystem,
  search: Search<MachineViolation>,
  isStopped: boolean,
  lackOf: LackOf,
): Generator<Progress, Pick<Rounds, 'last' | 'stopped'>, 'stop' | undefined> {
  let stopped = isStopped;
  let next = search.next();
  for (let expanded = 1; !next.done; expanded++) {
    stopped ||= (yield next.value) === 'stop';
    // What was learnt is worth more than the rest of a search that does not know it.
    const again = (system.refined && expanded % STRETCH === 0) || lackOf(system) !== null;
    next = search.next(stopped || again ? 'stop' : undefined);
  }
  return { last: next.value, stopped };
}

function keepShortest(
  candidates: Map<string, Candidate>,
  { violations }: Exploration<MachineViolation>,
  { labels }: MachineSystem,
): void {
  for (const { violation, trace } of violations) {
    const schedule = trace.map((label) => labels.step(label));
    const known = candidates.get(violation.cause);
    // The more places are known, the nearer to its accesses is a race met.
    if (!known || violation.kind === 'race' || schedule.length < known.schedule.length)
      candidates.set(violation.cause, { violation, schedule });
  }
}

function keepSwallowed(swallowed: Map<string, Swallowed>, system: MachineSystem): void {
  for (const [key, each] of system.swallowed) swallowed.set(key, each);
}
