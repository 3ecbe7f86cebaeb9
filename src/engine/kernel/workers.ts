import { Bug } from '../base/bug.ts';
import { MOST_TASKS } from '../explore/relations.ts';
import { globalAddress, readInteger } from '../machine/observe.ts';
import type { MachineState } from '../machine/state.ts';
import type { UserAction } from './actions.ts';
import type { CompiledDriver } from './compile.ts';
import { everCalls } from './ever-calls.ts';
import { type Plan, usersOf } from './plan.ts';

/*
 * Workers of the work queues, and timers, as tasks beside those of users (library/workqueue_worker.c): only where orders
 * are explored, and only for drivers that queue something.
 */

/** Tasks that are workers of the work queues. */
export interface Workers {
  readonly count: number;
  /** They run what queues itself as often as it does. */
  readonly again: boolean;
}

/** What there is too little of, where all else waits: workers, as all are at a work, or turns of what queues itself. */
export type Lack = 'workers' | 'turns';

/** What is explored first, since it is less. */
export const fewestWorkers: Workers = { count: 2, again: false };

/** As many as the library has. */
const MOST_WORKERS = 8;

/**
 * What to explore with once there was a lack; null where there are no more. With more tasks than some no order is left out,
 * and too many are looked at.
 */
export function moreWorkers(plan: Plan, { count, again }: Workers, lack: Lack): Workers | null {
  if (lack === 'turns') return { count, again: true };
  return count < Math.min(MOST_WORKERS, MOST_TASKS - usersOf(plan)) ? { count: count + 1, again } : null;
}

/** What a task may wait for that goes round in a loop: for a work that none of them runs. */
export function lackInLoop({ count, again }: Workers, wereAllWaiting: boolean): Lack | null {
  if (count === 0) return null;
  if (!again) return 'turns';
  return wereAllWaiting ? 'workers' : null;
}

export function isWorkers([action]: readonly UserAction[]): boolean {
  return action?.kind === 'worker';
}

export function workersIn({ phases }: Plan): Workers {
  const count = Math.max(0, ...phases.map((lists) => lists.filter(isWorkers).length));
  return { count, again: phases.flat(2).some((action) => action.kind === 'worker' && action.again === true) };
}

/** The plan with workers in each of its phases, as the same tasks in all; as it is, where nothing is ever queued. */
export function withWorkers(
  plan: Plan,
  driver: CompiledDriver,
  { count, again }: Workers = fewestWorkers,
): Plan {
  if (workersIn(plan).count > 0 || !leavesWorks(driver)) return plan;
  const workers = Array.from({ length: count }, (_, at): UserAction[] => [
    { kind: 'worker', number: BigInt(at), ...(again && { again }) },
  ]);
  const most = Math.max(0, ...plan.phases.map(({ length }) => length));
  const phases = plan.phases.map((lists) => [
    ...lists,
    ...Array.from({ length: most - lists.length }, () => []),
    ...workers,
  ]);
  return { ...plan, phases };
}

/** Whether there is a work that has not queued itself and that could begin, in a state. */
export function workFor(driver: CompiledDriver): (state: MachineState) => boolean {
  const nothing = wordsOf(driver, 'nothing_new');
  return (state) => nothing(state, 0) === 0n;
}

/** Whether there is one that has. */
export function againFor(driver: CompiledDriver): (state: MachineState) => boolean {
  const nothing = wordsOf(driver, 'nothing_again');
  return (state) => nothing(state, 0) === 0n;
}

/** What there is too little of in a state in which no task can go on. */
export function lackOf(
  driver: CompiledDriver,
  { count, again }: Workers,
): (state: MachineState) => Lack | null {
  const [nothingFor, nothingAgain] = [wordsOf(driver, 'nothing_for'), wordsOf(driver, 'nothing_again')];
  return (state) => {
    if (!again && nothingAgain(state, 0) === 0n && workFor(driver)(state) === false) return 'turns';
    return count <= MOST_WORKERS && nothingFor(state, count) === 0n ? 'workers' : null;
  };
}

/** 32-bit words of the library, by its name for them. */
function wordsOf(
  { built }: CompiledDriver,
  name: string,
): (state: MachineState, at: number) => bigint | null {
  const index = built.globals.get(name);
  if (index === undefined) throw new Bug(`the library has no ${name}`);
  const address = globalAddress(index);
  return (state, at) => readInteger(state, address + BigInt(at * 4), 4);
}

/** Functions of the library that leave something to workers: works, timers, and what is called after a grace period. */
const leaving: ReadonlySet<string> = new Set(['insert_work', 'call_rcu', 'call_srcu']);

/** Whether the driver ever leaves something to workers. */
export function leavesWorks(driver: CompiledDriver): boolean {
  return everCalls(driver, leaving);
}
