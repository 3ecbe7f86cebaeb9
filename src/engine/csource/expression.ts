import type { ArithmeticOperator, BinaryOperator, Expression, UnaryOperator } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseTypeName } from './declarator.ts';
import { parseInitializerList } from './initializer.ts';
import { parsePostfix, parseSuffixesOf } from './postfix.ts';
import { startsType } from './type-specifier.ts';

const precedences: ReadonlyMap<string, number> = new Map(
  [
    ['||'],
    ['&&'],
    ['|'],
    ['^'],
    ['&'],
    ['==', '!='],
    ['<', '>', '<=', '>='],
    ['<<', '>>'],
    ['+', '-'],
    ['*', '/', '%'],
  ].flatMap((operators, level) => operators.map((operator) => [operator, level + 1] as const)),
);

const assignments: ReadonlyMap<string, ArithmeticOperator | null> = new Map([
  ['=', null],
  ...(['+', '-', '*', '/', '%', '<<', '>>', '&', '|', '^'] as const).map((one) => [`${one}=`, one] as const),
]);

const unaryOperators: ReadonlySet<string> = new Set(['-', '+', '~', '!', '*', '&']);

/** An expression with commas. */
export function parseExpression(cursor: Cursor): Expression {
  const outer = cursor.isolate();
  let left = parseAssignment(cursor);
  while (cursor.is(',')) {
    const { site } = cursor.advance();
    const before = cursor.isolate();
    const right = parseAssignment(cursor);
    cursor.rejoin(before);
    cursor.raise();
    left = { kind: 'comma', left, right, site };
  }
  cursor.rejoin(outer);
  return left;
}

/** An expression without commas: an argument, an initializer. */
export function parseAssignment(cursor: Cursor): Expression {
  cursor.enter();
  let left = parseConditional(cursor);
  const operator = cursor.token.kind === 'punctuator' ? assignments.get(cursor.token.text) : undefined;
  if (operator !== undefined) {
    const { site } = cursor.advance();
    const right = parseAssignment(cursor);
    left = { kind: 'assign', operator, left, right, site };
  }
  cursor.leave();
  return left;
}

/** An expression without assignment, as constants are written. */
export function parseConditional(cursor: Cursor): Expression {
  const test = parseBinary(cursor, 1);
  if (!cursor.is('?')) return test;
  cursor.enter();
  const { site } = cursor.advance();
  const then = cursor.is(':') ? null : parseExpression(cursor);
  cursor.expect(':');
  const otherwise = parseConditional(cursor);
  cursor.leave();
  return { kind: 'conditional', test, then, otherwise, site };
}

function parseBinary(cursor: Cursor, least: number): Expression {
  const outer = cursor.isolate();
  let left = parseUnary(cursor);
  for (;;) {
    const precedence = cursor.token.kind === 'punctuator' ? precedences.get(cursor.token.text) : undefined;
    if (precedence === undefined || precedence < least) break;
    const { text, site } = cursor.advance();
    const before = cursor.isolate();
    cursor.enter();
    const right = parseBinary(cursor, precedence + 1);
    cursor.leave();
    cursor.rejoin(before);
    cursor.raise();
    left = { kind: 'binary', operator: text as BinaryOperator, left, right, site };
  }
  cursor.rejoin(outer);
  return left;
}

/** An operand with its prefix operators and casts. */
export function parseUnary(cursor: Cursor): Expression {
  const { kind, text } = cursor.token;
  if (kind === 'punctuator') {
    if (text === '(' && startsType(cursor, 1)) return parseCast(cursor);
    if (unaryOperators.has(text) || text === '++' || text === '--') return parsePrefix(cursor);
    if (text === '&&') cursor.refuse('the address of a label is outside the subset');
  } else if (kind === 'name') {
    if (text === 'sizeof') return parseSizeof(cursor);
    if (text === '_Alignof' || text === '__alignof__' || text === '__alignof') return parseAlignof(cursor);
    if (text === '__extension__') {
      cursor.advance();
      cursor.enter();
      const operand = parseUnary(cursor);
      cursor.leave();
      return operand;
    }
  }
  return parsePostfix(cursor);
}

function parsePrefix(cursor: Cursor): Expression {
  cursor.enter();
  const { text, site } = cursor.advance();
  const operand = parseUnary(cursor);
  cursor.leave();
  if (text === '++' || text === '--') {
    return { kind: 'step', by: text === '++' ? 1 : -1, prefix: true, operand, site };
  }
  return { kind: 'unary', operator: text as UnaryOperator, operand, site };
}

/** `(type) operand`, or the compound literal `(type) { … }`. */
function parseCast(cursor: Cursor): Expression {
  cursor.enter();
  const { site } = cursor.expect('(');
  const type = parseTypeName(cursor);
  cursor.expect(')');
  let result: Expression;
  if (cursor.is('{')) {
    const initializer = parseInitializerList(cursor);
    result = parseSuffixesOf(cursor, { kind: 'compound', type, initializer, site });
  } else result = { kind: 'cast', type, operand: parseUnary(cursor), site };
  cursor.leave();
  return result;
}

function parseSizeof(cursor: Cursor): Expression {
  cursor.enter();
  const { site } = cursor.advance();
  const result = parseOperand(cursor, site);
  cursor.leave();
  return result;
}

/** What stands after `sizeof`: a type in parentheses, or an expression. */
function parseOperand(cursor: Cursor, site: Expression['site']): Expression {
  if (!cursor.is('(') || !startsType(cursor, 1)) {
    return { kind: 'sizeof', of: parseUnary(cursor), isType: false, site };
  }
  const open = cursor.advance();
  const type = parseTypeName(cursor);
  cursor.expect(')');
  if (!cursor.is('{')) {
    cursor.touch();
    return { kind: 'sizeof', of: type, isType: true, site };
  }
  const initializer = parseInitializerList(cursor);
  const of = parseSuffixesOf(cursor, { kind: 'compound', type, initializer, site: open.site });
  return { kind: 'sizeof', of, isType: false, site };
}

function parseAlignof(cursor: Cursor): Expression {
  cursor.enter();
  const { site } = cursor.advance();
  const operand = parseOperand(cursor, site);
  cursor.leave();
  if (operand.kind !== 'sizeof') return cursor.refuse('this alignment is outside the subset', site);
  if (operand.isType) return { kind: 'alignof', type: operand.of as never, site };
  return { kind: 'alignof', type: { kind: 'typeof', of: operand.of, isType: false }, site };
}
