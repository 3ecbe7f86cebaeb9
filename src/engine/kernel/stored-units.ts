import type { StoredUnit } from '../csource/lower/stored.ts';

/**
 * The units of the kernel's library or of an embedded driver, translated when the product was built, in
 * the order of its sources. Null where there are none: then they are translated now. This file is the
 * place where the build puts its own (esbuild.mjs); tests run on the C itself.
 */
export function storedUnits(_name: string, _pageSize: bigint): readonly StoredUnit[] | null {
  return null;
}
