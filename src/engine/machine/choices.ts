import { noteGoingOn } from './errors.ts';
import { noteInjected } from './injected.ts';
import { STRIDE } from './program.ts';
import type { Run } from './run.ts';

/** Fuel that a choice costs: each is kept. */
const COST = 50;

/**
 * 0, or what the state's list of choices says. A choice that is not 0 is a fault: a NULL that the library returns after
 * it counts as a failed call.
 */
export function choose(run: Run, what: string, ways: number): number {
  const { state, task } = run;
  const wanted = state.choices[state.chosen.length] ?? 0;
  const taken = wanted >= 0 && wanted < ways ? wanted : 0;
  state.chosen.push({ what, ways, taken, task: task.id, failure: null, instruction: task.pc / STRIDE });
  if (taken !== 0) {
    task.starved = true;
    noteInjected(run);
  }
  noteGoingOn(run);
  run.cost += COST;
  return taken;
}
