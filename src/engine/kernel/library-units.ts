import { finished } from '../base/steps.ts';
import type { TokenCache } from '../csource/lex.ts';
import type { LinkUnit } from '../csource/lower/link.ts';
import type { LoweredUnit } from '../csource/lower/lowered.ts';
import { restoreUnit } from '../csource/lower/stored.ts';
import { translate } from '../csource/translate.ts';
import { predefined } from './configuration.ts';
import { libraryInclude } from './include.ts';
import { libraryPlace, librarySource, libraryUnit } from './library.ts';
import { storedUnits } from './stored-units.ts';

/** The library compiled for a page size, and the tokens of its headers. */
export interface CompiledLibrary {
  readonly unit: LinkUnit;
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
  const tokens: TokenCache = new Map();
  const stored = storedUnits('kernel', pageSize)?.[0];
  const unit = stored ? restoreUnit(stored) : translateLibrary(pageSize, tokens);
  return { unit: { unit, module: '', library: true }, tokens };
}

/** Translates the library from its C; its headers' tokens are left in `tokens`. */
export function translateLibrary(pageSize: bigint, tokens: TokenCache): LoweredUnit {
  const file = libraryPlace(libraryUnit);
  const text = librarySource(file) ?? '';
  const defines = predefined(pageSize, null);
  return finished(translate({ file, text, defines, include: libraryInclude, tokens })).unit;
}
