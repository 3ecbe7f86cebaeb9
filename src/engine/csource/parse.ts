import type { Opaque, TranslationUnit } from './ast.ts';
import { matchBrackets } from './brackets.ts';
import { Cursor, Refusal } from './cursor.ts';
import { type Item, parseItem, type Recovered, recoverItem } from './item.ts';
import { preprocess, type UnitRequest } from './preprocess.ts';

const mostSkipped = 2_000;

/**
 * Reads one .c file with all it includes. Never throws and always ends: what is outside the subset is left
 * out item by item with a reason, a function with such a body stays as one that cannot be entered.
 */
export function parseUnit(request: UnitRequest): TranslationUnit {
  const { tokens, notes, missingHeaders } = preprocess(request);
  let partners: Int32Array | null = null;
  const recover = (start: number, opaque: Opaque): Recovered => {
    partners ??= matchBrackets(tokens);
    return recoverItem(tokens, partners, start, opaque);
  };
  const cursor = new Cursor(tokens);
  const items: Item[] = [];
  const skipped: Opaque[] = [...notes];
  while (cursor.token.kind !== 'end') {
    const start = cursor.at;
    const scopes = cursor.names.depth;
    try {
      const item = parseItem(cursor);
      if (item !== null) items.push(item);
      if (item?.kind === 'function' && item.body === null) {
        cursor.restart(recover(start, item.opaque!).end);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      cursor.names.leaveTo(scopes);
      const { end, definition } = recover(start, error.opaque);
      if (definition !== null) items.push(definition);
      else if (skipped.length < mostSkipped && !isNoted(notes, error.opaque)) skipped.push(error.opaque);
      cursor.restart(Math.max(end, start + 1));
    }
  }
  return { file: request.file, items, skipped: [...skipped, ...cursor.notes], missingHeaders };
}

/** What preprocessing gave up is noted there, and met again by the parser. */
function isNoted(notes: readonly Opaque[], opaque: Opaque): boolean {
  return notes.some(({ reason, site }) => reason === opaque.reason && site === opaque.site);
}
