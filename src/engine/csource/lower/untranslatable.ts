import type { Site } from '../ast.ts';

/**
 * Leaves the lowering of one function, variable or type that is outside the subset. Always caught
 * inside lowering, where it becomes an `Opaque`; never seen by callers of buildProgram.
 */
export class Untranslatable extends Error {
  override readonly name = 'Untranslatable';
  /** null: the place being lowered. */
  readonly site: Site | null;

  constructor(reason: string, site: Site | null = null) {
    super(reason);
    this.site = site;
  }
}
