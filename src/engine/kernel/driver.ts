import type { Opaque } from '../csource/ast.ts';

/**
 * The source of a driver: embedded, or a user's folder already read. Paths are relative to the
 * driver, with `/`. `place` turns one into what messages and editors open it by.
 */
export interface DriverSource {
  /** `reviewed`, or the folder as given. */
  readonly name: string;
  /** Every .c and .h of it (and driver.yaml, Kbuild, Makefile when it is a folder). */
  readonly files: ReadonlyMap<string, string>;
  /** What a file is called in sites: `driver-model:/reviewed/egm_dev.c`, or a path or URI of the user's. */
  readonly place: (file: string) => string;
  /** Overrides the module's name when the folder says nothing (CLI --module). */
  readonly module?: string;
  /** Its modules where they are known beforehand: an embedded driver's. */
  readonly modules?: readonly ModuleSource[];
}

/** A module of a driver: its KBUILD_MODNAME and its sources, in link order. */
export interface ModuleSource {
  readonly name: string;
  readonly sources: readonly string[];
}

/** What reading a driver's C came to. Problems of C are `c/*`. */
export interface DriverNotes {
  readonly modules: readonly ModuleSource[];
  /** How the modules were decided: from driver.yaml, Kbuild lines, or assumed. */
  readonly assumed: 'driver.yaml' | 'kbuild' | 'single-module' | 'embedded';
  /** Sources that driver.yaml names and that are not in the folder. */
  readonly missingSources: readonly string[];
  /** There is a driver.yaml, and no module with a name and sources that exist is in it. */
  readonly emptyDescription: boolean;
  /** C that is not translated, with the reason, at its line; a finding only where it is reached. */
  readonly untranslated: readonly Opaque[];
  readonly missingHeaders: readonly { readonly header: string; readonly site: Opaque['site'] }[];
}
