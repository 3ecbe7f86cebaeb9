import type { Site, TranslationUnit } from './ast.ts';
import { headerIndex, wordsOf } from './implied.ts';
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
 * Reads and lowers one source, in steps. Never throws for any text. The shipped product loads this, and all of the
 * front end behind it, only when C of the user's is translated (esbuild.mjs): embedded C it has translated.
 *
 * Headers of Linux include more of each other than those of the library do: where a name is declared nowhere and one
 * of `headers` has it, the source is read again behind that one.
 */
export function* translate(request: UnitRequest): Generator<undefined, Translation, undefined> {
  const implied: string[] = [];
  for (;;) {
    const included = new Set<string>();
    const include: UnitRequest['include'] = (...asked) => {
      const found = request.include(...asked);
      if (found) included.add(found.file);
      return found;
    };
    const parsed = parseUnit({ ...request, include, implied });
    yield;
    const unit = lowerUnit(parsed);
    const more = lacking(request, parsed, unit, included);
    if (more.length === 0) return { unit, missingHeaders: parsed.missingHeaders };
    implied.push(...more);
    yield;
  }
}

/** Headers that have what the unit was in want of, and that it has not included. */
function lacking(
  { headers, text, include }: UnitRequest,
  { skipped }: TranslationUnit,
  { undeclared }: LoweredUnit,
  included: ReadonlySet<string>,
): string[] {
  if (!headers || (skipped.length === 0 && undeclared.length === 0)) return [];
  const index = headerIndex(headers);
  // What is no C for want of a type's name, or of a macro, is not told by a name.
  const wanted = skipped.length > 0 ? [...undeclared, ...wordsOf(text)] : undeclared;
  const found = wanted.flatMap((name) => index.get(name) ?? []);
  return [...new Set(found)].filter((header) => {
    const file = include(header, false, '')?.file;
    return file !== undefined && !included.has(file);
  });
}
