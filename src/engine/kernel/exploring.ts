import { finished } from '../base/steps.ts';
import { showCuts } from '../interleave/fewest.ts';
import { type Action, listsToDo, type Workload } from '../interleave/program.ts';
import { Segments } from '../interleave/segments.ts';
import { type AfterPhase, MachineSystem, type Results } from '../interleave/system.ts';
import { type MachineViolation, ofEnd, ofFinding } from '../interleave/violations.ts';
import { World } from '../interleave/world.ts';
import type { MachineState } from '../machine/state.ts';
import type { Topology } from '../topology/topology.ts';
import { type ActionKind, actionCall, type UserAction } from './actions.ts';
import { bindAnswered, type MustBind } from './bind-answers.ts';
import type { CompiledDriver } from './compile.ts';
import type { CutShort } from './cut-short.ts';
import type { End } from './explored.ts';
import { firmwareOf } from './firmware.ts';
import { leftBehind } from './leak.ts';
import type { Observation } from './observation.ts';
import { bindAnswers, listsOfUsers, modulesLeft, type Plan } from './plan.ts';
import { fuelFor } from './probe.ts';
import { Answers } from './refused.ts';
import { type RegisteredGpu, registeredGpus } from './registration.ts';
import { rolesOf } from './roles.ts';
import { KernelRun } from './run.ts';
import { standingFindings, type WithRegion } from './system-rules.ts';
import { lackOf, workersIn, workFor } from './workers.ts';

/** Actions whose answer is the driver's: no one is told what comes of a remove, or of a release. */
const asked: ReadonlySet<string> = new Set<ActionKind>([
  'load',
  'bind',
  'async-probe',
  'open',
  'mmap',
  'ioctl',
  'read-at',
  'write-at',
  'read',
  'write',
]);

/** What there is to be said of a state in which nothing runs, whatever led to it. */
interface Seen {
  readonly observation: Observation;
  readonly standing: readonly MachineViolation[];
  /** What a driver leaves behind there, once it was asked. */
  left: readonly MachineViolation[] | null;
}

export interface ExploringOptions {
  /** What is not as it should be in an end, told apart from all else by its text; null where all is. */
  readonly wrongEnd?: ((end: End) => string | null) | undefined;
  /** Of binds it is known that they succeed in turn, or alone: one that fails all the same is wrong. */
  readonly mustBind?: MustBind | null | undefined;
  /** BDFs of GPUs that have a region once they are bound, if they are alone and no call fails. */
  readonly withRegion?: readonly WithRegion[] | undefined;
}

/** The virtual kernel, booted, and the workload that a plan is on it. */
export class Exploring {
  readonly world: World;
  readonly workload: Workload;
  /** Distinct ends met so far. */
  readonly ends = new Map<string, End>();
  /** One for each way of being wrong, by the cause of its violation. */
  readonly wrongEnds = new Map<string, End>();
  readonly answers: Answers;
  /** By the name of the state. */
  readonly #seen = new Map<string, Seen>();
  #segments: Segments;
  readonly #run: KernelRun;
  readonly #devices: readonly RegisteredGpu[];
  readonly #sockets: Topology['sockets'];
  readonly #plan: Plan;
  readonly #wrongEnd: (end: End) => string | null;
  readonly #mustBind: MustBind | null;
  readonly #withRegion: readonly WithRegion[];

  constructor(
    topology: Topology,
    driver: CompiledDriver,
    plan: Plan,
    { wrongEnd = () => null, mustBind = null, withRegion = [] }: ExploringOptions = {},
  ) {
    this.#devices = registeredGpus(topology);
    this.#sockets = topology.sockets;
    this.#plan = plan;
    this.#wrongEnd = wrongEnd;
    this.#mustBind = mustBind;
    this.#withRegion = withRegion;
    const limits = { fuel: fuelFor(topology) };
    this.#run = new KernelRun(driver, this.#devices, limits, firmwareOf(topology));
    const { machine, state } = this.#run;
    const workers = workersIn(plan);
    finished(this.#run.boot(workers));
    const phases = plan.phases.map((phase) =>
      phase.map((actions) =>
        actions.map((action) => this.#action(action, driver, listsOfUsers(phase).length === 1)),
      ),
    );
    this.answers = new Answers(phases.flatMap(listsToDo).flatMap((list) => list.map(({ name }) => name)));
    const { faults, faultless = 0, patient = [] } = plan;
    const lacking = workers.count > 0 ? { lackIn: lackOf(driver, workers) } : {};
    this.workload = { faults, faultless, patient, phases, ...lacking };
    const most = Math.max(1, ...plan.phases.map((phase) => phase.length));
    this.world = new World(machine, state, rolesOf(machine.program), most);
    this.#segments = new Segments(this.world, this.workload);
  }

  system(faults = this.workload.faults, exchanges = false): MachineSystem {
    const workload = { ...this.workload, faults };
    return new MachineSystem(this.world, workload, this.afterPhase, this.#known(), exchanges);
  }

  /**
   * Gives, each time, a system to learn from where to switch; nothing is said of its ends. `exchanges`: what it executes
   * is not kept, since a search that takes tasks for each other has to have seen all that it knows.
   */
  scouts(faults: number, exchanges: boolean): () => MachineSystem {
    const workload = { ...this.workload, faults };
    let apart: Segments | null = null;
    const known = (): Segments => {
      if (!exchanges) return this.#known();
      if (apart === null || apart.lacksOrder) apart = new Segments(this.world, this.workload);
      return apart;
    };
    return () => new MachineSystem(this.world, workload, () => [], known());
  }

  /** What was executed, unless it has to be executed anew. */
  #known(): Segments {
    if (this.#segments.lacksOrder) this.#segments = new Segments(this.world, this.workload);
    return this.#segments;
  }

  /** States are taken for one that differ in which of some tasks is which. */
  get isExchanging(): boolean {
    return this.#segments.twins.exchanges.length > 0;
  }

  /** What was met is not to count. */
  forget(): void {
    this.ends.clear();
    this.wrongEnds.clear();
    this.answers.forget();
  }

  /** With no call that may fail, with one, and so on: ways with fewer are the easier to understand. */
  *systems(cuts: Iterable<number>): Generator<MachineSystem> {
    showCuts(this.#known(), cuts);
    for (let faults = 0; faults <= this.workload.faults; faults++) yield this.system(faults);
  }

  #action(action: UserAction, driver: CompiledDriver, isAlone: boolean): Action {
    const { index, args, task } = actionCall(action, driver, this.#devices, this.#run.numbers);
    const isAsked = asked.has(action.kind);
    const call = { function: index, args, name: task, isAsked, ...this.#kinOf(action) };
    if (action.kind === 'worker') return { ...call, hasWork: workFor(driver) };
    if (action.kind !== 'bind') return call;
    const { bdf } = action;
    const mustBind = isAlone && this.#mustBind === 'in-turn' ? null : this.#mustBind;
    return { ...call, answered: bindAnswered(bdf, mustBind) };
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
    const wrong = this.#wrongIn(state, results, seen);
    if (results.length < this.#plan.phases.length) return wrong;
    return [...wrong, ...this.#keepEnd(seen.observation, results)];
  };

  /** The same where only a part of the plan is done: what is then at the end is no end of the plan's. */
  readonly afterPart: AfterPhase = ({ state }, results) => this.#wrongIn(state, results, this.#look(state));

  /** What was tried where nothing runs, and not to its end. */
  get cutShort(): readonly CutShort[] {
    return this.#run.cutShort;
  }

  bdfOf(device: number): string {
    return this.#run.bdfOf(device);
  }

  /** What exists in a state in which nothing runs. */
  observe(state: MachineState): Generator<undefined, Observation> {
    return this.#run.observeState(state);
  }

  #wrongIn(state: MachineState, results: Results, seen: Seen): readonly MachineViolation[] {
    const isLast = results.length === this.#plan.phases.length;
    const lost = isLast && modulesLeft(this.#plan, results) === 0 ? this.#left(state, seen) : [];
    return [...lost, ...seen.standing];
  }

  #look(state: MachineState, name?: string): Seen {
    const known = name === undefined ? undefined : this.#seen.get(name);
    if (known) return known;
    const observation = finished(this.observe(state));
    const standing = finished(standingFindings(this.#run, state, observation, this.#withRegion)).map(
      ofFinding,
    );
    if (observation.callable.includes('model_debugfs')) this.#run.cut({ kind: 'debugfs' });
    const seen: Seen = { observation, standing, left: null };
    if (name !== undefined) this.#seen.set(name, seen);
    return seen;
  }

  #left(state: MachineState, seen: Seen): readonly MachineViolation[] {
    seen.left ??= leftBehind(this.#run.machine, state).map(ofFinding);
    return seen.left;
  }

  #keepEnd({ auxiliary, nodes, devices }: Observation, results: Results): readonly MachineViolation[] {
    this.answers.note(results);
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
