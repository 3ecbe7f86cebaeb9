import type { CompiledDriver } from './compile.ts';

/**
 * Whether a module may do more than is run of it: it has no module_init, and its C is not all translated, or no module of
 * the driver has one. A module that is there for others to call has none either.
 */
export function lacksInit({ modules, source, notes }: CompiledDriver, name: string): boolean {
  if (modules.some((module) => module.name === name && module.init !== null)) return false;
  if (modules.every(({ init }) => init === null)) return true;
  const untranslated = new Set(notes.untranslated.map(({ site }) => site.file));
  return notes.modules.some(
    (module) => module.name === name && module.sources.some((file) => untranslated.has(source.place(file))),
  );
}

export function someLacksInit(driver: CompiledDriver): boolean {
  return driver.modules.some(({ name }) => lacksInit(driver, name)) || driver.modules.length === 0;
}
