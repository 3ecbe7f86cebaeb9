import { finished } from '../base/steps.ts';
import { explore } from '../explore/breadth.ts';
import {
  type Exploration,
  type Limits as ExploreLimits,
  type Progress,
  resting,
} from '../explore/exploration.ts';
import { MOST_TASKS } from '../explore/relations.ts';
import { type Candidate, fewestSteps, showCuts } from '../interleave/fewest.ts';
import type { Action, Workload } from '../interleave/program.ts';
import { Segments } from '../interleave/segments.ts';
import { type AfterPhase, MachineSystem, type Results } from '../interleave/system.ts';
import { type MachineViolation, ofEnd, ofFinding } from '../interleave/violations.ts';
import { World } from '../interleave/world.ts';
import type { MachineState } from '../machine/state.ts';
import type { Topology } from '../topology/topology.ts';
import { actionCall, type UserAction } from './actions.ts';
import type { CompiledDriver } from './compile.ts';
import type { End, Explored } from './explored.ts';
import { firmwareOf } from './firmware.ts';
import { leftBehind } from './leak.ts';
import type { Observation } from './observation.ts';
import { bindAnswers, modulesLeft, type Plan, tasksOf } from './plan.ts';
import { fuelFor } from './probe.ts';
import { type RegisteredGpu, registeredGpus } from './registration.ts';
import { rolesOf } from './roles.ts';
import { KernelRun } from './run.ts';
import { errnoLost, standingFindings } from './system-rules.ts';
import { Traces } from './traces.ts';

export interface ExplorationOptions extends ExploreLimits {
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
  /** The search ends with the first of which this is true: what else there is, is not looked for. */
  readonly until?: (violation: MachineViolation) => boolean;
  /** What is not as it should be in an end, told apart from all else by its text; null where all is. */
  readonly wrongEnd?: (end: End) => string | null;
}

const defaults = { states: 200_000, bytes: 1024 ** 3, fewest: 20_000, tries: 60 };

/** States expanded between two looks at whether to begin anew: more is learnt in a stretch than at each place. */
const STRETCH = 128;

/** With so many tasks at once, or fewer, no two are taken for each other. */
const FEW = 4;

const nowhere: Progress = { states: 0, transitions: 0, depth: 0, frontier: 0 };

/** Rounds end by themselves, as there are only so many instructions; this is in case of a fault of ours. */
const MOST_ROUNDS = 100;

/**
 * Looks at every order of a plan's lists of actions, and at every place where its faults can fall. Yields
 * how far it is, between states; sent 'stop', it ends with what it has. Same topology, driver and plan, same result.
 */
export function* exploreKernel(
  topology: Topology,
  driver: CompiledDriver,
  plan: Plan,
  options: ExplorationOptions = {},
): Generator<Progress, Explored, 'stop' | undefined> {
  const kernel = new Exploring(topology, driver, plan, options.wrongEnd);
  const { everyOrder = false } = options;
  const isApart = everyOrder || options.wrongEnd !== undefined || (options.everyTask ?? tasksOf(plan) <= FEW);
  kernel.world.pauses = everyOrder;
  let stopped = (yield nowhere) === 'stop';
  const limits = { ...defaults, ...options };
  const candidates = new Map<string, Candidate>();
  let rounds = 0;
  let last: Exploration<MachineViolation>;
  let refined: boolean;
  let isFound: boolean;
  let cuts: ReadonlySet<number>;
  do {
    const isReduced = tasksOf(plan) <= MOST_TASKS && !everyOrder;
    const system = kernel.system(plan.faults, isReduced && !isApart);
    const reduce = isReduced ? system : undefined;
    const search = explore(system, { ...limits, reduce, slice: 1 });
    let next = search.next();
    for (let expanded = 1; !next.done; expanded++) {
      stopped ||= (yield next.value) === 'stop';
      // What was learnt is worth more than the rest of a search that does not know it.
      const again = system.refined && expanded % STRETCH === 0;
      next = search.next(stopped || again ? 'stop' : undefined);
    }
    last = next.value;
    rounds++;
    const isAgain = system.refined && last.violations.length === 0;
    const isSure = isAgain ? !system.isMistaken : system.areAlike();
    if (!isSure) {
      kernel.forget();
      candidates.clear();
    }
    for (const { violation, trace } of isSure ? last.violations : []) {
      const schedule = trace.map((label) => system.labels.step(label));
      const known = candidates.get(violation.cause);
      // The more places are known, the nearer to its accesses is a race met.
      if (!known || violation.kind === 'race' || schedule.length < known.schedule.length)
        candidates.set(violation.cause, { violation, schedule });
    }
    refined = system.refined;
    cuts = system.cuts;
    isFound = isSure && last.limit === 'found';
  } while (refined && !stopped && !isFound && rounds < MOST_ROUNDS);
  // What tasks were taken for each other in was not proved to its end.
  if (refined && !isFound && kernel.isExchanging) candidates.clear();
  const limit = limitOf(last, refined && !isFound, stopped, kernel.ends.size > 0);
  const { states, transitions, deepest } = last;
  // Who looks for one thing is not to wait for others.
  const fewest = limit === 'found' ? (options.fewest ?? 0) : limits.fewest;
  const progress = { states, transitions, depth: deepest, frontier: 0 };
  const short = fewestSteps(
    [...candidates.values()],
    kernel.systems(cuts),
    limit === null,
    { states: stopped ? 0 : fewest, bytes: limits.bytes ?? Number.POSITIVE_INFINITY },
    kernel.workload.phases,
  );
  const traces = new Traces(kernel.world, kernel.workload, kernel.afterPhase, stopped ? 0 : limits.tries);
  const { findings, races, ends } = yield* traces.of(yield* resting(short, progress), progress);
  const isBroken = findings.length + races.length > 0;
  return {
    driver: driver.name,
    outcome: isBroken ? 'violated' : limit === null ? 'holds' : 'gave-up',
    limit,
    states,
    transitions,
    rounds,
    bytes: last.bytes,
    findings,
    races,
    ends: [...kernel.ends.values()],
    wrongEnds: ends.flatMap(({ cause, ...way }) => {
      const end = kernel.wrongEnds.get(cause);
      return end ? [{ end, ...way }] : [];
    }),
  };
}

/**
 * What was learnt in a round counts only once a whole round has known it. And where nothing is wrong, and yet an
 * order never comes to an end, tasks go round in circles, waiting for what none of them does.
 */
function limitOf(
  { limit, violations, endless }: Exploration<MachineViolation>,
  refined: boolean,
  stopped: boolean,
  hasEnd: boolean,
): Explored['limit'] {
  if (refined) return stopped ? 'stopped' : 'rounds';
  return limit === null && violations.length === 0 && (endless || !hasEnd) ? 'endless' : limit;
}

/** What there is to be said of a state in which nothing runs, whatever led to it. */
interface Seen {
  readonly observation: Observation;
  readonly standing: readonly MachineViolation[];
  /** What a driver leaves behind there, once it was asked. */
  left: readonly MachineViolation[] | null;
}

/** The virtual kernel, booted, and the workload that a plan is on it. */
export class Exploring {
  readonly world: World;
  readonly workload: Workload;
  /** Distinct ends met so far. */
  readonly ends = new Map<string, End>();
  /** One for each way of being wrong, by the cause of its violation. */
  readonly wrongEnds = new Map<string, End>();
  /** By the name of the state. */
  readonly #seen = new Map<string, Seen>();
  readonly #segments: Segments;
  readonly #run: KernelRun;
  readonly #devices: readonly RegisteredGpu[];
  readonly #sockets: Topology['sockets'];
  readonly #plan: Plan;
  readonly #wrongEnd: (end: End) => string | null;

  constructor(
    topology: Topology,
    driver: CompiledDriver,
    plan: Plan,
    wrongEnd: (end: End) => string | null = () => null,
  ) {
    this.#devices = registeredGpus(topology);
    this.#sockets = topology.sockets;
    this.#plan = plan;
    this.#wrongEnd = wrongEnd;
    const limits = { fuel: fuelFor(this.#devices.length) };
    this.#run = new KernelRun(driver, this.#devices, limits, firmwareOf(topology));
    const { machine, state } = this.#run;
    finished(this.#run.boot());
    const phases = plan.phases.map((phase) =>
      phase.map((actions) => actions.map((action) => this.#action(action, driver))),
    );
    this.workload = { faults: plan.faults, phases };
    const most = Math.max(1, ...plan.phases.map((phase) => phase.length));
    this.world = new World(machine, state, rolesOf(machine.program), most);
    this.#segments = new Segments(this.world, this.workload);
  }

  system(faults = this.workload.faults, exchanges = false): MachineSystem {
    const workload = { ...this.workload, faults };
    return new MachineSystem(this.world, workload, this.afterPhase, this.#segments, exchanges);
  }

  /** States are taken for one that differ in which of some tasks is which. */
  get isExchanging(): boolean {
    return this.#segments.twins.exchanges.length > 0;
  }

  /** What was met is not to count. */
  forget(): void {
    this.ends.clear();
    this.wrongEnds.clear();
  }

  /** With no call that may fail, with one, and so on: ways with fewer are the easier to understand. */
  *systems(cuts: Iterable<number>): Generator<MachineSystem> {
    showCuts(this.#segments, cuts);
    for (let faults = 0; faults <= this.workload.faults; faults++) yield this.system(faults);
  }

  #action(action: UserAction, driver: CompiledDriver): Action {
    const { index, args, task } = actionCall(action, driver, this.#devices, this.#run.numbers);
    const call = { function: index, args, name: task, ...this.#kinOf(action) };
    if (action.kind !== 'bind') return call;
    const { bdf } = action;
    return { ...call, answered: ({ lastFailure, resultLow }) => errnoLost(bdf, lastFailure, resultLow) };
  }

  /** GPUs of one socket may well be alike. */
  #kinOf(action: UserAction): { kin?: string } {
    if (!('bdf' in action)) return {};
    const device = this.#devices.find(({ bdf }) => bdf === action.bdf);
    return { kin: `socket ${this.#sockets.findIndex(({ gpus }) => device && gpus.includes(device.gpu))}` };
  }

  /** What stands wrong; and what is left when all is done: memory is lost when the last module is gone. */
  readonly afterPhase: AfterPhase = ({ state }, results, name) => {
    const seen = this.#look(state, name);
    if (results.length < this.#plan.phases.length) return seen.standing;
    const lost = modulesLeft(this.#plan, results) === 0 ? this.#left(state, seen) : [];
    return [...lost, ...seen.standing, ...this.#keepEnd(seen.observation, results)];
  };

  #look(state: MachineState, name?: string): Seen {
    const known = name === undefined ? undefined : this.#seen.get(name);
    if (known) return known;
    const observation = finished(this.#run.observeState(state));
    const standing = finished(standingFindings(this.#run, state, observation)).map(ofFinding);
    const seen: Seen = { observation, standing, left: null };
    if (name !== undefined) this.#seen.set(name, seen);
    return seen;
  }

  #left(state: MachineState, seen: Seen): readonly MachineViolation[] {
    seen.left ??= leftBehind(this.#run.machine, state).map(ofFinding);
    return seen.left;
  }

  #keepEnd({ auxiliary, nodes, devices }: Observation, results: Results): readonly MachineViolation[] {
    const answers = bindAnswers(this.#plan, results);
    const end: End = {
      gpus: this.#devices.map(({ bdf }, number) => {
        const { bound = false, error = 0 } = devices.get(number) ?? {};
        return { bdf, bound, errno: answers.get(bdf) ?? (bound ? 0 : error ? -error : null) };
      }),
      devices: auxiliary.map(({ name }) => name).sort(),
      nodes: nodes.map(({ name }) => `/dev/${name}`).sort(),
    };
    const key = JSON.stringify(end);
    const known = this.ends.get(key) ?? end;
    this.ends.set(key, known);
    const wrong = this.#wrongEnd(known);
    if (wrong === null) return [];
    const violation = ofEnd(wrong);
    if (!this.wrongEnds.has(violation.cause)) this.wrongEnds.set(violation.cause, known);
    return [violation];
  }
}
