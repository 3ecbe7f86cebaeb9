import { allOrders, type Orders } from '../explore/orders.ts';
import type { Topology } from '../topology/topology.ts';
import type { CompiledDriver } from './compile.ts';
import type { Plan } from './plan.ts';
import { registeredGpus } from './registration.ts';

/** GPUs that are bound and unbound at once, unless more are asked for: each multiplies the orders there are. */
const usualGpus = 4;

type Plans = readonly [Plan, ...Plan[]];

/**
 * What is explored where no scenario says otherwise. `left` are the GPUs beyond the usual number; none where only some
 * orders are looked at.
 */
export function wholeLife(
  topology: Topology,
  driver: CompiledDriver,
  faults: number,
  { kind }: Orders = allOrders,
): { readonly plans: Plans; readonly left: readonly string[] } {
  const bdfs = registeredGpus(topology).map(({ bdf }) => bdf);
  const most = kind === 'all' ? usualGpus : bdfs.length;
  return { plans: lifePlans(driver, bdfs.slice(0, most), faults), left: bdfs.slice(most) };
}

/** The same of the GPUs of these BDFs: at once, and where several may meet, one after another. */
export function lifePlans(driver: CompiledDriver, bdfs: readonly string[], faults: number): Plans {
  const atOnce = lifePlan(driver, bdfs, faults);
  return bdfs.length > 1 ? [atOnce, visitsPlan(driver, bdfs, faults)] : [atOnce];
}

/** Every module is loaded, the GPUs are bound and unbound at once, every module is taken out again. */
export function lifePlan(driver: CompiledDriver, bdfs: readonly string[], faults: number): Plan {
  const lives = bdfs.map((bdf) => [{ kind: 'bind', bdf } as const, { kind: 'unbind', bdf } as const]);
  return between(driver, [lives], faults);
}

/**
 * The GPUs are bound one after another, and unbound in that order: there are times when nothing runs, and one has left
 * what others made, or use, with it.
 */
function visitsPlan(driver: CompiledDriver, bdfs: readonly string[], faults: number): Plan {
  const visits = (['bind', 'unbind'] as const).flatMap((kind) => bdfs.map((bdf) => [[{ kind, bdf }]]));
  return between(driver, visits, faults);
}

/** Every module is loaded before, and taken out after, in the opposite order. */
function between(driver: CompiledDriver, phases: Plan['phases'], faults: number): Plan {
  const modules = driver.modules.map(({ name }) => name);
  const load = modules.map((module) => ({ kind: 'load', module }) as const);
  const unload = modules.toReversed().map((module) => ({ kind: 'unload', module }) as const);
  return { phases: [[load], ...phases, [unload]], faults };
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
