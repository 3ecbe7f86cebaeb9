import type { Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseAssignment, parseExpression } from './expression.ts';
import { parsePrimary } from './primary.ts';
import { startsType } from './type-specifier.ts';

/** A primary expression with its calls, indices, members and steps. */
export function parsePostfix(cursor: Cursor): Expression {
  const outer = cursor.isolate();
  const result = suffixed(cursor, parsePrimary(cursor));
  cursor.rejoin(outer);
  return result;
}

/** The same for an operand that was read already. */
export function parseSuffixesOf(cursor: Cursor, operand: Expression): Expression {
  return suffixed(cursor, operand);
}

function suffixed(cursor: Cursor, operand: Expression): Expression {
  let result = operand;
  for (;;) {
    const { token } = cursor;
    if (token.kind !== 'punctuator') return result;
    const next = suffix(cursor, result, token.text);
    if (next === null) return result;
    cursor.raise();
    result = next;
  }
}

function suffix(cursor: Cursor, operand: Expression, text: string): Expression | null {
  switch (text) {
    case '(':
      return parseCall(cursor, operand);
    case '[': {
      const { site } = cursor.advance();
      const before = cursor.isolate();
      const index = parseExpression(cursor);
      cursor.rejoin(before);
      cursor.expect(']');
      return { kind: 'index', object: operand, index, site };
    }
    case '.':
    case '->': {
      const { site } = cursor.advance();
      const name = cursor.expectName().text;
      return { kind: 'member', object: operand, name, arrow: text === '->', site };
    }
    case '++':
    case '--': {
      const { site } = cursor.advance();
      return { kind: 'step', by: text === '++' ? 1 : -1, prefix: false, operand, site };
    }
  }
  return null;
}

function parseCall(cursor: Cursor, callee: Expression): Expression {
  cursor.expect('(');
  const args: Expression[] = [];
  if (!cursor.is(')')) {
    do {
      if (startsType(cursor)) refuseTypeArgument(cursor, callee);
      const before = cursor.isolate();
      args.push(parseAssignment(cursor));
      cursor.rejoin(before);
    } while (cursor.accept(','));
  }
  cursor.expect(')');
  return { kind: 'call', callee, args, site: callee.site };
}

/** Only a macro takes a type: one that is defined would not be seen here. */
function refuseTypeArgument(cursor: Cursor, callee: Expression): never {
  const name = callee.kind === 'name' ? callee.name : 'this call';
  cursor.refuse(`${name} is given a type, so it is a macro, and no header defines it`, callee.site);
}
