import type { Designator, Initializer, InitializerList } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseAssignment, parseConditional } from './expression.ts';

/** `{ … }` with or without designators. */
export function parseInitializerList(cursor: Cursor): InitializerList {
  cursor.enter();
  const { site } = cursor.expect('{');
  const items: InitializerList['items'][number][] = [];
  while (!cursor.is('}')) {
    const path = parsePath(cursor);
    items.push({ path, value: parseInitializer(cursor) });
    if (!cursor.accept(',')) break;
  }
  cursor.expect('}');
  cursor.touch();
  cursor.leave();
  return { kind: 'list', site, items };
}

export function parseInitializer(cursor: Cursor): Initializer {
  return cursor.is('{') ? parseInitializerList(cursor) : { kind: 'value', value: parseAssignment(cursor) };
}

/** `.a.b[1] =`, `[first ... last] =`, and the old GNU `a:`. */
function parsePath(cursor: Cursor): readonly Designator[] {
  if (cursor.token.kind === 'name' && cursor.peek().text === ':') {
    const name = cursor.advance().text;
    cursor.advance();
    return [{ kind: 'field', name }];
  }
  const path = parseDesignators(cursor);
  // GNU allows `[1] value`.
  if (path.length > 0 && !cursor.accept('=') && path[0]!.kind === 'field') cursor.unexpected('"="');
  return path;
}

/** Designators as in initializers and `__builtin_offsetof`; none where none stand here. */
export function parseDesignators(cursor: Cursor): Designator[] {
  const path: Designator[] = [];
  for (;;) {
    if (cursor.accept('.')) path.push({ kind: 'field', name: cursor.expectName().text });
    else if (cursor.is('[')) path.push(parseIndex(cursor));
    else return path;
    if (path.length > 64) cursor.refuse('a path of more than 64 designators is outside the subset');
  }
}

function parseIndex(cursor: Cursor): Designator {
  cursor.expect('[');
  const first = parseConditional(cursor);
  const last = cursor.accept('...') ? parseConditional(cursor) : null;
  cursor.expect(']');
  return last === null ? { kind: 'index', index: first } : { kind: 'range', first, last };
}
