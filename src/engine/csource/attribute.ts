import type { Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseConditional } from './expression.ts';
import { isAssembler } from './keyword.ts';

/** The attributes that change what code does or how records are laid out. */
export interface Attributes {
  packed: boolean;
  aligned: Expression | null;
  cleanup: string | null;
}

/** What a bare `aligned` asks for: the largest alignment of the machine. */
const largestAlignment = 16n;

export function noAttributes(): Attributes {
  return { packed: false, aligned: null, cleanup: null };
}

/** Reads `__attribute__((…))` as often as it stands here; attributes without meaning here are passed over. */
export function parseAttributes(cursor: Cursor, into: Attributes): void {
  for (;;) {
    if (cursor.is('__attribute__') || cursor.is('__attribute')) {
      cursor.advance();
      cursor.expect('(');
      cursor.expect('(');
      while (!cursor.is(')')) {
        if (!cursor.accept(',')) parseAttribute(cursor, into);
      }
      cursor.expect(')');
      cursor.expect(')');
    } else if (isAssembler(cursor.token)) {
      // On a declaration of a file it is a name for the linker; on a variable it names a register.
      if (cursor.functionName !== null) cursor.refuse('an assembler name is outside the subset');
      cursor.advance();
      cursor.skipParentheses();
    } else return;
  }
}

function parseAttribute(cursor: Cursor, into: Attributes): void {
  // Even keywords (`const`) name attributes.
  const name = cursor.expectName();
  const bare = name.text.replace(/^__(.*)__$/, '$1');
  if (bare === 'packed') into.packed = true;
  else if (bare === 'aligned') parseAlignment(cursor, into);
  else if (bare === 'cleanup') {
    cursor.expect('(');
    into.cleanup = cursor.expectName().text;
    cursor.expect(')');
  } else if (cursor.is('(')) cursor.skipParentheses();
}

function parseAlignment(cursor: Cursor, into: Attributes): void {
  const site = cursor.token.site;
  if (!cursor.accept('(')) {
    const flags = { unsigned: false, long: false, decimal: true };
    into.aligned = { kind: 'integer', value: largestAlignment, ...flags, site };
    return;
  }
  into.aligned = parseConditional(cursor);
  cursor.expect(')');
}
