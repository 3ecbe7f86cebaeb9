import type { Dependency } from './dependencies.ts';

/** A module of a driver, translated. */
export interface CompiledModule {
  readonly name: string;
  /** The modules whose symbols it uses: they must be loaded before it, and stay. */
  readonly needs: readonly Dependency[];
  /** Function indices of module_init and module_exit; null where the module has none. */
  readonly init: number | null;
  readonly exit: number | null;
}
