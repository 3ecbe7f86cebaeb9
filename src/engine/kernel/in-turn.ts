import type { Step } from '../interleave/labels.ts';
import { follow } from '../interleave/schedule.ts';
import type { Topology } from '../topology/topology.ts';
import type { CompiledDriver } from './compile.ts';
import { Exploring } from './exploring.ts';
import { bindAnswers, type Plan } from './plan.ts';

/** The schedule of a plan in which one thing follows another: each phase is one step, to its end, and no call fails. */
export function inTurn({ phases }: Plan): Step[] {
  return phases.map((_, phase) => ({
    phase,
    task: 0,
    answers: [],
    operations: Number.POSITIVE_INFINITY,
    choices: 0,
  }));
}

/** Whether every bind succeeds when no call fails, by a plan in which one thing follows another. */
export function allBindInTurn(topology: Topology, driver: CompiledDriver, plan: Plan): boolean {
  const { world, workload, afterPhase } = new Exploring(topology, driver, plan);
  const { results } = follow(world, workload, inTurn(plan), afterPhase);
  const binds = plan.phases.flat(2).filter(({ kind }) => kind === 'bind');
  const answers = [...bindAnswers(plan, results).values()];
  return answers.length === binds.length && answers.every((errno) => errno === 0);
}
