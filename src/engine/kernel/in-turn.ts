import { follow } from '../interleave/schedule.ts';
import type { Topology } from '../topology/topology.ts';
import type { CompiledDriver } from './compile.ts';
import { Exploring } from './exploring.ts';
import { bindAnswers, type Plan } from './plan.ts';

/** Whether every bind succeeds when no call fails, by a plan in which one thing follows another. */
export function allBindInTurn(topology: Topology, driver: CompiledDriver, plan: Plan): boolean {
  const { world, workload, afterPhase } = new Exploring(topology, driver, plan);
  const wholePhases = plan.phases.map((_, phase) => ({
    phase,
    task: 0,
    answers: [],
    operations: Number.POSITIVE_INFINITY,
    choices: 0,
  }));
  const { results } = follow(world, workload, wholePhases, afterPhase);
  const binds = plan.phases.flat(2).filter(({ kind }) => kind === 'bind');
  const answers = [...bindAnswers(plan, results).values()];
  return answers.length === binds.length && answers.every((errno) => errno === 0);
}
