import type { UserAction } from './actions.ts';
import type { CompiledDriver } from './compile.ts';
import type { Plan } from './plan.ts';

/** A plan in which every module is loaded before, and taken out after, in the opposite order. */
export function between(driver: CompiledDriver, phases: Plan['phases'], faults: number): Plan {
  return { phases: [[loads(driver)], ...phases, [unloads(driver)]], faults };
}

export function loads({ modules }: CompiledDriver): UserAction[] {
  return modules.map(({ name: module }) => ({ kind: 'load', module }));
}

export function unloads({ modules }: CompiledDriver): UserAction[] {
  return modules.map(({ name: module }) => ({ kind: 'unload', module }) as const).reverse();
}
