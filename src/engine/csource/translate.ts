import type { Site } from './ast.ts';
import { lowerUnit } from './lower/lower-unit.ts';
import type { LoweredUnit } from './lower/lowered.ts';
import { parseUnit } from './parse.ts';
import type { UnitRequest } from './preprocess.ts';

/** A translation unit from text to what can be linked, with what its headers were missing. */
export interface Translation {
  readonly unit: LoweredUnit;
  readonly missingHeaders: readonly { readonly header: string; readonly site: Site }[];
}

/**
 * Reads and lowers one source, in two steps. Never throws for any text. The shipped product loads this, and all of the
 * front end behind it, only when C of the user's is translated (esbuild.mjs): embedded C it has translated.
 */
export function* translate(request: UnitRequest): Generator<undefined, Translation, undefined> {
  const parsed = parseUnit(request);
  yield;
  return { unit: lowerUnit(parsed), missingHeaders: parsed.missingHeaders };
}
