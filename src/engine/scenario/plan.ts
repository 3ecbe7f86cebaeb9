import type { Plan } from '../kernel/plan.ts';
import type { Action, Scenario } from '../topology/scenario/scenario.ts';
import { userAction } from './act.ts';

/** Calls that may fail in one exploration: each of them multiplies the ways there are by the calls there are. */
export const mostFaults = 3n;

/**
 * What a scenario does, as it is explored: each step a phase, so that the rules on the system are looked at
 * between any two of them, and so that each step of a trace is one of the scenario's.
 */
export function planOf({ steps, faults }: Pick<Scenario, 'steps' | 'faults'>): Plan {
  const phases = steps.map((step) =>
    step.kind === 'parallel'
      ? step.lists.filter((list) => list.length > 0).map((list) => list.map(userAction))
      : [[userAction(step)]],
  );
  const most = faults < mostFaults ? faults : mostFaults;
  return { phases: phases.filter((lists) => lists.length > 0), faults: Number(most) };
}

/** The action that a step of a trace of the scenario is in. */
export function actionAt(
  { steps }: Pick<Scenario, 'steps'>,
  { phase, number, action }: { readonly phase: number; readonly number: number; readonly action: number },
): Action | undefined {
  const step = steps[phase];
  return step?.kind === 'parallel' ? step.lists[number]?.[action] : step;
}

/** All actions of a scenario, in the order of its text. */
export function actionsOf({ steps }: Pick<Scenario, 'steps'>): readonly Action[] {
  return steps.flatMap((step) => (step.kind === 'parallel' ? step.lists.flat() : [step]));
}
