import type { UserAction } from './actions.ts';
import type { CompiledDriver } from './compile.ts';
import type { Plan } from './plan.ts';

/**
 * A plan in which every module is loaded before, and taken out after, in the opposite order. Lists and phases in which
 * nothing is done are left out.
 */
export function between(driver: CompiledDriver, phases: Plan['phases'], faults: number): Plan {
  const done = phases.map((lists) => lists.filter((list) => list.length > 0));
  const some = done.filter((lists) => lists.length > 0);
  return { phases: [[loads(driver)], ...some, [unloads(driver)]], faults };
}

export function loads({ modules }: CompiledDriver): UserAction[] {
  return modules.map(({ name: module }) => ({ kind: 'load', module }));
}

export function unloads({ modules }: CompiledDriver): UserAction[] {
  return modules.map(({ name: module }) => ({ kind: 'unload', module }) as const).reverse();
}
