import { Bug } from '../base/bug.ts';
import { globalAddress, readInteger } from '../machine/observe.ts';
import { Op, type Program, STRIDE } from '../machine/program.ts';
import type { MachineState } from '../machine/state.ts';
import type { UserAction } from './actions.ts';
import type { CompiledDriver } from './compile.ts';
import type { Plan } from './plan.ts';

/*
 * Workers of the work queues, and timers, as tasks beside those of users (library/workqueue_worker.c): only where orders
 * are explored, and only for drivers that queue something.
 */

const workers: readonly (readonly UserAction[])[] = [0n, 1n].map((number) => [{ kind: 'worker', number }]);

export function isWorkers([action]: readonly UserAction[]): boolean {
  return action?.kind === 'worker';
}

/** The plan with workers in each of its phases, as the same tasks in all; as it is, where nothing is ever queued. */
export function withWorkers(plan: Plan, driver: CompiledDriver): Plan {
  if (plan.phases.some((lists) => lists.some(isWorkers)) || !queuesWork(driver)) return plan;
  const most = Math.max(0, ...plan.phases.map(({ length }) => length));
  const phases = plan.phases.map((lists) => [
    ...lists,
    ...Array.from({ length: most - lists.length }, () => []),
    ...workers,
  ]);
  return { ...plan, phases };
}

/** Whether there is a work that a worker may run, in a state. */
export function workFor({ built }: CompiledDriver, number: bigint): (state: MachineState) => boolean {
  const index = built.globals.get('nothing_for');
  if (index === undefined) throw new Bug('the library has no nothing_for');
  const address = globalAddress(index) + number * 4n;
  return (state) => readInteger(state, address, 4) === 0n;
}

/** Functions of the library that leave something to workers: works, timers, and what is called after a grace period. */
const leaving: ReadonlySet<string> = new Set(['insert_work', 'call_rcu', 'call_srcu']);

/** Whether a module calls one of them, through however many functions. */
function queuesWork({ built: { program } }: CompiledDriver): boolean {
  const met = new Set<number>();
  const pending = program.functions.flatMap(({ library }, index) => (library ? [] : [index]));
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    const { name, library } = program.functions[index]!;
    if (library && leaving.has(name)) return true;
    if (met.has(index)) continue;
    met.add(index);
    pending.push(...calledBy(program, index));
  }
  return false;
}

function calledBy({ functions }: Program, index: number): number[] {
  const { code } = functions[index]!;
  const called: number[] = [];
  for (let at = 0; at < code.length; at += STRIDE) if (code[at] === Op.CALL) called.push(code[at + 2]!);
  return called;
}
