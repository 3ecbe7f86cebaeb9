import type { Designator, Expression, Site } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseTypeName } from './declarator.ts';
import { parseExpression } from './expression.ts';
import { parseDesignators } from './initializer.ts';
import { isFreeName } from './keyword.ts';
import { characterValue, literalBytes, readInteger } from './literal.ts';
import { parseBlock } from './statement.ts';

/** Longer strings come from macro bombs only. */
const longestString = 1_000_000;

/** A name, a constant, or an expression in parentheses. */
export function parsePrimary(cursor: Cursor): Expression {
  cursor.touch();
  const { kind, text } = cursor.token;
  switch (kind) {
    case 'number':
      return parseNumber(cursor);
    case 'string':
      return parseStrings(cursor);
    case 'character':
      return parseCharacter(cursor);
    case 'name':
      return parseName(cursor);
  }
  if (text === '(')
    return cursor.peek().text === '{' ? parseBlockExpression(cursor) : parseParenthesised(cursor);
  return cursor.unexpected('an expression');
}

function parseNumber(cursor: Cursor): Expression {
  const { text, site } = cursor.token;
  const integer = readInteger(text);
  if (typeof integer === 'string') return cursor.refuse(integer);
  cursor.advance();
  return { kind: 'integer', ...integer, site };
}

/** Adjacent pieces are one string. */
function parseStrings(cursor: Cursor): Expression {
  const { site } = cursor.token;
  const pieces: string[] = [];
  let length = 0;
  while (cursor.token.kind === 'string') {
    const bytes = literalBytes(cursor.token.text);
    if (bytes === null) return cursor.refuse('wide strings are outside the subset');
    length += bytes.length;
    if (length > longestString) return cursor.refuse(`the string has more than ${longestString} bytes`, site);
    pieces.push(bytes);
    cursor.advance();
  }
  return { kind: 'string', text: pieces.length === 1 ? pieces[0]! : pieces.join(''), site };
}

function parseCharacter(cursor: Cursor): Expression {
  const { text, site } = cursor.token;
  const value = characterValue(text);
  if (value === null) return cursor.refuse(`the character constant ${text} is outside the subset`);
  cursor.advance();
  const integer = integerAt(value < 0n ? -value : value, site);
  return value < 0n ? { kind: 'unary', operator: '-', operand: integer, site } : integer;
}

function integerAt(value: bigint, site: Site): Expression {
  return { kind: 'integer', value, unsigned: false, long: false, decimal: true, site };
}

function parseName(cursor: Cursor): Expression {
  const { text, site } = cursor.token;
  switch (text) {
    case '__func__':
    case '__FUNCTION__':
    case '__PRETTY_FUNCTION__':
      cursor.advance();
      return { kind: 'string', text: cursor.functionName ?? '', site };
    case '__builtin_offsetof':
      return parseOffsetof(cursor);
    case '__builtin_types_compatible_p':
      return parseCompatible(cursor);
    case '__builtin_va_arg':
    case '__builtin_va_start':
      return cursor.refuse('reading variable arguments is outside the subset');
    case '_Generic':
      return cursor.refuse('_Generic is outside the subset');
  }
  if (!isFreeName(cursor.token)) return cursor.unexpected('an expression');
  if (cursor.names.isType(text))
    return cursor.refuse(`the type ${text} stands where an expression is expected`);
  cursor.advance();
  return { kind: 'name', name: text, site };
}

function parseOffsetof(cursor: Cursor): Expression {
  const { site } = cursor.advance();
  cursor.expect('(');
  const type = parseTypeName(cursor);
  cursor.expect(',');
  const first: Designator = { kind: 'field', name: cursor.expectName().text };
  const path = [first, ...parseDesignators(cursor)];
  cursor.expect(')');
  return { kind: 'offsetof', type, path, site };
}

function parseCompatible(cursor: Cursor): Expression {
  const { site } = cursor.advance();
  cursor.expect('(');
  const left = parseTypeName(cursor);
  cursor.expect(',');
  const right = parseTypeName(cursor);
  cursor.expect(')');
  return { kind: 'compatible', left, right, site };
}

/** GNU `({ … })`. */
function parseBlockExpression(cursor: Cursor): Expression {
  const { site } = cursor.expect('(');
  if (cursor.functionName === null)
    return cursor.refuse('a block stands in an expression outside any function', site);
  cursor.enter();
  const body = parseBlock(cursor);
  cursor.leave();
  cursor.expect(')');
  return { kind: 'block', body, site };
}

function parseParenthesised(cursor: Cursor): Expression {
  refuseUnknownCast(cursor);
  cursor.expect('(');
  const inner = parseExpression(cursor);
  cursor.expect(')');
  return inner;
}

/** `(unknown *)` and `(unknown)name` can only be casts to a type that is not known. */
function refuseUnknownCast(cursor: Cursor): void {
  const name = cursor.peek(1);
  if (!isFreeName(name)) return;
  let distance = 2;
  while (cursor.peek(distance).text === '*' && distance < 8) distance++;
  if (cursor.peek(distance).text !== ')') return;
  const { kind } = cursor.peek(distance + 1);
  const operand = kind === 'name' || kind === 'number' || kind === 'string';
  if (distance > 2 || operand) cursor.refuse(`unknown type ${name.text}`, name.site);
}
