import { grouped } from '../base/grouped.ts';
import type { Steps } from '../base/in-steps.ts';
import { finished } from '../base/steps.ts';
import { allOrders, type Orders } from '../explore/orders.ts';
import { integerProperty, regionsAgree } from '../topology/region.ts';
import type { Topology } from '../topology/topology.ts';
import type { UserAction } from './actions.ts';
import { attributePlans, kindOfFile, moduleAttributePlans } from './attribute-plans.ts';
import { between, loads, unloads } from './between.ts';
import type { MustBind } from './bind-answers.ts';
import type { CompiledDriver } from './compile.ts';
import { type Appeared, type AppearedFile, type BoundInTurn, boundAlone, boundInTurn } from './in-turn.ts';
import { pairsOf } from './pairs.ts';
import type { Plan } from './plan.ts';
import { registeredGpus } from './registration.ts';
import type { WithRegion } from './system-rules.ts';
import { userPlans, type Visited } from './user-plans.ts';

/** GPUs that are bound and unbound at once, unless more are asked for: each multiplies the orders there are. */
const usualGpus = 4;

/** Nodes that are opened: each takes searches of its own. */
const usualNodes = 4;

/** What is explored where no scenario says otherwise. */
export interface Life {
  /**
   * All GPUs at once; where several may meet, one after another; then what a user does with each node, and with files of
   * sysfs; then modules that come late, and go early.
   */
  readonly plans: readonly [Plan, ...Plan[]];
  /**
   * Before the first: less of it, from the least. Two GPUs of more, and no calls that fail, are enough to meet most of what
   * goes wrong, and few enough to be looked at whole.
   */
  readonly smaller: readonly Plan[];
  /** What is known of every bind, so that it is to succeed in whatever order; null where nothing is. */
  readonly mustBind: MustBind | null;
  /** The GPUs that are to have a region once they are bound. */
  readonly withRegion: readonly WithRegion[];
  /** Nodes that appear: `/dev/egm4`. Not more than the usual number are opened. */
  readonly nodes: readonly string[];
  /** Files of sysfs with something of a driver's, one of each name and functions, by their paths. Not all are read beside others. */
  readonly files: readonly string[];
}

/** The life of a machine's GPUs. `left` are those beyond the usual number; none where only some orders are looked at. */
export function wholeLife(
  topology: Topology,
  driver: CompiledDriver,
  faults: number,
  { kind }: Orders = allOrders,
): Life & { readonly left: readonly string[] } {
  const bdfs = registeredGpus(topology).map(({ bdf }) => bdf);
  const most = kind === 'all' ? usualGpus : bdfs.length;
  return { ...lifeOf(topology, driver, bdfs.slice(0, most), faults), left: bdfs.slice(most) };
}

/** The same of the GPUs of these BDFs. */
export function lifeOf(
  topology: Topology,
  driver: CompiledDriver,
  bdfs: readonly string[],
  faults: number,
): Life {
  return finished(lifeSteps(topology, driver, bdfs, faults));
}

/** How far looking at what there is to open is: GPUs are bound for it, one after another, and each alone. */
export interface Looking {
  readonly bound: number;
  readonly toBind: number;
}

/** The same in steps, a bind each. Sent 'stop', it gives what can be said without any. */
export function* lifeSteps(
  topology: Topology,
  driver: CompiledDriver,
  bdfs: readonly string[],
  faults: number,
): Generator<Looking, Life, 'stop' | undefined> {
  const isOne = bdfs.length < 2;
  const toBind = bdfs.length * (isOne ? 1 : 2);
  const first = lifePlan(driver, bdfs, faults);
  const bound = yield* looking(boundInTurn(topology, driver, bdfs), { bound: -1, toBind });
  const alone =
    bound && !isOne
      ? yield* looking(boundAlone(topology, driver, bdfs), { bound: bdfs.length, toBind })
      : bound;
  if (!bound || !alone)
    return { plans: [first], smaller: [], mustBind: null, withRegion: [], nodes: [], files: [] };
  const { nodes } = bound;
  const files = oneOfEach(bound);
  const visits = (['unbind', 'unplug'] as const).map((leave) => visitsPlan(driver, bdfs, leave, faults));
  const users = nodes.slice(0, usualNodes).flatMap((node) => {
    const gpu = node.bdf ?? bdfs[0] ?? null;
    const earlier = othersFor(node, bdfs, alone.nodes);
    return userPlans(driver, { ...node, node: node.name, gpu, earlier, ...memoryOf(topology, gpu) }, faults);
  });
  return {
    plans: [
      first,
      ...visits,
      ...users,
      ...filesPlans(driver, bdfs, faults, files, alone),
      modulesPlan(driver, binder(topology, driver, bdfs), bdfs.slice(0, 2), faults),
    ],
    smaller: smallerPlans(topology, driver, bdfs, first),
    ...expected(topology, bdfs, bound, alone),
    nodes: nodes.map(({ name }) => `/dev/${name}`),
    files: files.map(({ path }) => path),
  };
}

/** Null where it is stopped. */
function* looking<T>(
  work: Steps<T>,
  { bound, toBind }: Looking,
): Generator<Looking, T | null, 'stop' | undefined> {
  let step = work.next();
  for (let done = bound + 1; !step.done; done++) {
    if ((yield { bound: done, toBind }) === 'stop') return null;
    step = work.next();
  }
  return step.value;
}

/**
 * The GPUs that were bound before that with which a node, or a file, appeared, if it does not appear with that alone, as
 * those of `alone` do.
 */
function othersFor(
  { name, bdf }: Appeared,
  bdfs: readonly string[],
  alone: readonly Appeared[],
): readonly string[] {
  const isSame = (other: Appeared): boolean => other.name === name && (other.bdf ?? bdf) === bdf;
  return bdf === null || alone.some(isSame) ? [] : bdfs.slice(0, bdfs.indexOf(bdf));
}

/** Of files of sysfs the first of each kind: as those of one GPU are, so are those of another. */
function oneOfEach({ files }: BoundInTurn): readonly AppearedFile[] {
  return [...grouped(files, kindOfFile).values()].map(([first]) => first!);
}

function filesPlans(
  driver: CompiledDriver,
  bdfs: readonly string[],
  faults: number,
  files: readonly AppearedFile[],
  alone: BoundInTurn,
): Plan[] {
  return [...grouped(files, ({ bdf }) => bdf)].flatMap(([bdf, some]) =>
    bdf === null
      ? moduleAttributePlans(driver, some, faults)
      : attributePlans(driver, some, bdf, faults, othersFor(some[0]!, bdfs, alone.files)),
  );
}

/** Where the region of a GPU begins, and how long it is. */
function memoryOf(topology: Topology, bdf: string | null): Pick<Visited, 'memory' | 'size'> {
  const gpu = registeredGpus(topology).find((each) => each.bdf === bdf)?.gpu;
  const read = (key: string): bigint | null => (gpu && integerProperty(gpu, key)?.value) ?? null;
  const size = read('nvidia,egm-size');
  const pages = (size ?? 0n) / topology.pageSize + ((size ?? 0n) % topology.pageSize > 0n ? 1n : 0n);
  // An offset that is no number of a file is nothing a user can ask for.
  const isSize = pages > 0n && pages * topology.pageSize < 1n << 62n;
  return { memory: read('nvidia,egm-base-pa'), size: isSize ? pages * topology.pageSize : null };
}

/** What each bind is to come to, by what it comes to in turn and alone. */
function expected(
  topology: Topology,
  bdfs: readonly string[],
  { succeed }: BoundInTurn,
  alone: BoundInTurn,
): Pick<Life, 'mustBind' | 'withRegion'> {
  // GPUs whose tables agree have nothing to do with each other, but for what the driver makes of them.
  if (!regionsAgree(topology)) return { mustBind: null, withRegion: [] };
  const mustBind = succeed ? 'in-turn' : alone.succeed ? 'alone' : null;
  return { mustBind: bdfs.length > 1 ? mustBind : null, withRegion: alone.withRegion };
}

function smallerPlans(
  topology: Topology,
  driver: CompiledDriver,
  bdfs: readonly string[],
  { faults }: Plan,
): Plan[] {
  const some = bdfs.length > 2 ? pairsOf(topology, bdfs) : [bdfs];
  const plans = (most: number): Plan[] => some.map((each) => lifePlan(driver, each, most));
  const faultless = faults > 0 && bdfs.length > 1 ? plans(0) : [];
  return bdfs.length > 2 ? [...faultless, ...plans(faults)] : faultless;
}

/** Every module is loaded, the GPUs are bound and unbound at once, every module is taken out again. */
export function lifePlan(driver: CompiledDriver, bdfs: readonly string[], faults: number): Plan {
  const lives = bdfs.map((bdf) => [{ kind: 'bind', bdf } as const, { kind: 'unbind', bdf } as const]);
  return between(driver, [lives], faults);
}

/**
 * The GPUs are bound one after another, and leave in that order, the driver alone or the machine as well: there are times
 * when nothing runs, and one has left what others made, or use, with it. One that is still in the machine comes back before
 * the others leave.
 */
function visitsPlan(
  driver: CompiledDriver,
  bdfs: readonly string[],
  leave: 'unbind' | 'unplug',
  faults: number,
): Plan {
  const each = (kind: 'bind' | typeof leave, some: readonly string[]) => some.map((bdf) => [[{ kind, bdf }]]);
  const [first, others] = [bdfs.slice(0, 1), bdfs.slice(1)];
  const rest =
    leave === 'unbind'
      ? [...each('bind', first), ...each(leave, others), ...each(leave, first)]
      : each(leave, others);
  return between(driver, [...each('bind', bdfs), ...each(leave, first), ...rest], faults);
}

/** The module that binds GPUs with no other loaded; null where none does, or there is no other. */
function binder(topology: Topology, driver: CompiledDriver, [bdf]: readonly string[]): string | null {
  const { modules } = driver;
  if (bdf === undefined || modules.length < 2) return null;
  const found = modules.find(
    ({ needs, name: module }) =>
      needs.length === 0 &&
      finished(boundInTurn(topology, driver, [bdf], [{ kind: 'load', module }])).succeed,
  );
  return found?.name ?? null;
}

/**
 * GPUs are bound before other modules than `first`, which binds them, are loaded, and still are when those go, and when it
 * goes itself. Without a first all are loaded before, and go in the opposite order.
 */
function modulesPlan(
  driver: CompiledDriver,
  first: string | null,
  bdfs: readonly string[],
  faults: number,
): Plan {
  const isFirst = (action: UserAction): boolean =>
    first === null || ('module' in action && action.module === first);
  const early = loads(driver).filter(isFirst);
  const late = loads(driver).filter((each) => !isFirst(each));
  const gone = [...unloads(driver).filter((each) => !isFirst(each)), ...unloads(driver).filter(isFirst)];
  const phases = [[early], ...bdfs.map((bdf) => [[{ kind: 'bind', bdf } as const]]), [late], [gone]];
  return { phases: phases.filter((lists) => lists.some(({ length }) => length > 0)), faults };
}

/**
 * Two GPUs that share a socket, the first such: enough to meet most of what goes wrong between GPUs, in the
 * least time. Where no two share one, the first two there are.
 */
export function pairOfGpus(topology: Topology): readonly string[] {
  const all = registeredGpus(topology);
  const shared = topology.sockets
    .map(({ gpus }) => all.filter(({ gpu }) => gpus.includes(gpu)))
    .find((together) => together.length > 1);
  return (shared ?? all).slice(0, 2).map(({ bdf }) => bdf);
}
