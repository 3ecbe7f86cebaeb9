import type { TranslationUnit } from '../ast.ts';
import { type BuiltProgram, link } from './link.ts';
import { lowerUnit } from './lower-unit.ts';

/**
 * Lowers and links. Never throws: what is outside the subset is opaque or left out, and `untranslated`.
 * A caller that builds with the same units again keeps `lowerUnit`'s results and links those.
 */
export function buildProgram(
  units: readonly { readonly unit: TranslationUnit; readonly module: string; readonly library: boolean }[],
  intrinsics: ReadonlySet<string>,
): BuiltProgram {
  const lowered = units.map(({ unit, module, library }) => ({ unit: lowerUnit(unit), module, library }));
  return link(lowered, intrinsics);
}
