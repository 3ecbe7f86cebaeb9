/** A module of a driver, translated. */
export interface CompiledModule {
  readonly name: string;
  /** Function indices of module_init and module_exit; null where the module has none. */
  readonly init: number | null;
  readonly exit: number | null;
}
