import type { Topology } from '../topology/topology.ts';
import type { CompiledDriver } from './compile.ts';
import type { Plan } from './plan.ts';
import { registeredGpus } from './registration.ts';

/** GPUs that are bound and unbound at once, unless more are asked for: each multiplies the orders there are. */
export const usualGpus = 4;

/**
 * The life that is explored where no scenario says otherwise: every module is loaded, the GPUs are bound
 * and unbound at once, every module is taken out again. `left` are the GPUs beyond `most`.
 */
export function wholeLifePlan(
  topology: Topology,
  driver: CompiledDriver,
  faults: number,
  most: number = usualGpus,
): { readonly plan: Plan; readonly left: readonly string[] } {
  const bdfs = registeredGpus(topology).map(({ bdf }) => bdf);
  return { plan: lifePlan(driver, bdfs.slice(0, most), faults), left: bdfs.slice(most) };
}

/** The same life of the GPUs of these BDFs. */
export function lifePlan(driver: CompiledDriver, bdfs: readonly string[], faults: number): Plan {
  const modules = driver.modules.map(({ name }) => name);
  const load = modules.map((module) => ({ kind: 'load', module }) as const);
  const unload = modules.toReversed().map((module) => ({ kind: 'unload', module }) as const);
  const lives = bdfs.map((bdf) => [{ kind: 'bind', bdf } as const, { kind: 'unbind', bdf } as const]);
  return { phases: [[load], lives, [unload]], faults };
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
