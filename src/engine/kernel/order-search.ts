import { exploreBounded } from '../explore/bounded.ts';
import { explore } from '../explore/breadth.ts';
import type { Limits, Search } from '../explore/exploration.ts';
import type { Orders } from '../explore/orders.ts';
import { walk } from '../explore/walk.ts';
import type { MachineSystem } from '../interleave/system.ts';
import type { MachineViolation } from '../interleave/violations.ts';

/** Steps of a walk at most: a life of many GPUs has some hundred. */
export const LONGEST_WALK = 1000;

/** Tasks of a phase that are told apart. */
const TASKS = 0x1000;

export interface OrderSearch extends Omit<Limits, 'depth'> {
  readonly orders: Orders;
  /** Orders that differ in nothing are left out; of all. */
  readonly isReduced: boolean;
  readonly until?: ((violation: MachineViolation) => boolean) | undefined;
}

/** A search of the orders that are asked for, which rests after each step. */
export function searchOf(
  system: MachineSystem,
  { orders, isReduced, ...limits }: OrderSearch,
): Search<MachineViolation> {
  const options = { ...limits, slice: 1 };
  if (orders.kind === 'all') return explore(system, { ...options, reduce: isReduced ? system : undefined });
  if (orders.kind === 'few-preemptions')
    return exploreBounded(system, { ...options, preemptions: orders.preemptions, taskOf: taskIn(system) });
  return walk(system, { ...options, ...orders, depth: LONGEST_WALK, isRare: failsIn(system) });
}

/** Whose a step is. Nobody is interrupted where a phase ends. */
function taskIn({ labels }: MachineSystem): (label: number) => number {
  return (label) => {
    const { phase, task } = labels.step(label);
    return phase * TASKS + task;
  };
}

/** A call is made to fail in a step: there are many such steps beside the one in which none is. */
function failsIn({ labels }: MachineSystem): (label: number) => boolean {
  return (label) => labels.step(label).answers.some((answer) => answer !== 0);
}
