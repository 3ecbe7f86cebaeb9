import type { TokenCache } from '../csource/lex.ts';
import type { LinkUnit } from '../csource/lower/link.ts';
import { lowerUnit } from '../csource/lower/lower-unit.ts';
import { parseUnit } from '../csource/parse.ts';
import { predefined } from './configuration.ts';
import { libraryInclude } from './include.ts';
import { libraryPlace, libraryUnits } from './library.ts';

/** The library compiled for a page size, and the tokens of its headers. */
export interface CompiledLibrary {
  readonly units: readonly LinkUnit[];
  readonly tokens: TokenCache;
}

/** Page sizes kept: a kernel has 4, 16 or 64 KiB. */
const kept = 3;

/** A cache of what depends on the page size alone, bounded by `kept`: the library takes longer than most drivers. */
const compiled = new Map<bigint, CompiledLibrary>();

export function compiledLibrary(pageSize: bigint): CompiledLibrary {
  const known = compiled.get(pageSize);
  if (known) return known;
  const fresh = compileLibrary(pageSize);
  const [oldest] = compiled.keys();
  if (compiled.size >= kept && oldest !== undefined) compiled.delete(oldest);
  compiled.set(pageSize, fresh);
  return fresh;
}

function compileLibrary(pageSize: bigint): CompiledLibrary {
  const defines = predefined(pageSize, null);
  const tokens: TokenCache = new Map();
  const units = libraryUnits().map(({ path, text }) => {
    const unit = parseUnit({ file: libraryPlace(path), text, defines, include: libraryInclude, tokens });
    return { unit: lowerUnit(unit), module: '', library: true };
  });
  return { units, tokens };
}
