import type { Block, Expression, Statement } from './ast.ts';
import { noAttributes, parseAttributes } from './attribute.ts';
import type { Cursor } from './cursor.ts';
import { parseLocalDeclaration } from './declaration.ts';
import { parseConditional, parseExpression } from './expression.ts';
import { isAssembler, isFreeName, isStaticAssertion } from './keyword.ts';
import { startsType } from './type-specifier.ts';

/** `{ … }`, with a scope of its own. */
export function parseBlock(cursor: Cursor): Block {
  cursor.names.enter();
  const block = parseStatements(cursor);
  cursor.names.leave();
  return block;
}

/** `{ … }` in the scope at hand: the body of a function, whose parameters are in it. */
export function parseStatements(cursor: Cursor): Block {
  cursor.expect('{');
  const statements: Statement[] = [];
  while (!cursor.is('}')) {
    if (cursor.token.kind === 'end') cursor.unexpected('"}"');
    statements.push(parseStatement(cursor));
  }
  cursor.advance();
  return { kind: 'block', statements };
}

/** The statement that an `if` or a loop governs: labels are statements of their own, so it may be several. */
function parseGoverned(cursor: Cursor): Statement {
  const { site } = cursor.token;
  const first = parseStatement(cursor);
  if (!isLabel(first)) return first;
  const statements = [first];
  for (let last = first; isLabel(last) && !cursor.is('}'); ) {
    last = parseStatement(cursor);
    statements.push(last);
  }
  return { kind: 'block', statements, site };
}

function isLabel(statement: Statement): boolean {
  return statement.kind === 'label' || statement.kind === 'case' || statement.kind === 'default';
}

function parseStatement(cursor: Cursor): Statement {
  cursor.enter();
  const { kind, text, site } = cursor.token;
  let statement: Statement | null = null;
  if (text === '{') statement = { ...parseBlock(cursor), site };
  else if (text === ';') {
    cursor.advance();
    statement = { kind: 'empty', site };
  } else if (kind === 'name') statement = (keywords.get(text) ?? parseWorded)(cursor);
  statement ??= parseExpressionStatement(cursor);
  cursor.leave();
  return statement;
}

/** The statements that start with a keyword. */
const keywords: ReadonlyMap<string, (cursor: Cursor) => Statement> = new Map([
  ['if', parseIf],
  ['for', parseFor],
  ['while', parseHeaded],
  ['switch', parseHeaded],
  ['do', parseDo],
  ['return', parseJump],
  ['goto', parseJump],
  ['break', parseJump],
  ['continue', parseJump],
  ['case', parseCase],
  ['default', parseCase],
]);

function parseCondition(cursor: Cursor): Expression {
  cursor.expect('(');
  const test = parseExpression(cursor);
  cursor.expect(')');
  return test;
}

function parseIf(cursor: Cursor): Statement {
  const { site } = cursor.advance();
  const test = parseCondition(cursor);
  const then = parseGoverned(cursor);
  const otherwise = cursor.accept('else') ? parseGoverned(cursor) : null;
  return { kind: 'if', test, then, otherwise, site };
}

function parseHeaded(cursor: Cursor): Statement {
  const { text, site } = cursor.advance();
  const test = parseCondition(cursor);
  const body = parseGoverned(cursor);
  return text === 'while' ? { kind: 'while', test, body, site } : { kind: 'switch', value: test, body, site };
}

function parseDo(cursor: Cursor): Statement {
  const { site } = cursor.advance();
  const body = parseGoverned(cursor);
  cursor.expect('while');
  const test = parseCondition(cursor);
  cursor.expect(';');
  return { kind: 'do', test, body, site };
}

function parseFor(cursor: Cursor): Statement {
  const { site } = cursor.advance();
  cursor.names.enter();
  cursor.expect('(');
  const start = parseForStart(cursor);
  const test = cursor.is(';') ? null : parseExpression(cursor);
  cursor.expect(';');
  const step = cursor.is(')') ? null : parseExpression(cursor);
  cursor.expect(')');
  const body = parseGoverned(cursor);
  cursor.names.leave();
  return { kind: 'for', start, test, step, body, site };
}

function parseForStart(cursor: Cursor): Statement | null {
  const { site } = cursor.token;
  if (cursor.accept(';')) return null;
  if (startsType(cursor)) return { kind: 'declaration', declaration: parseLocalDeclaration(cursor), site };
  const expression = parseExpression(cursor);
  cursor.expect(';');
  return { kind: 'expression', expression, site };
}

function parseJump(cursor: Cursor): Statement {
  const { text, site } = cursor.advance();
  let statement: Statement;
  if (text === 'return') {
    statement = { kind: 'return', value: cursor.is(';') ? null : parseExpression(cursor), site };
  } else if (text === 'goto') {
    if (cursor.is('*')) cursor.refuse('a computed goto is outside the subset', site);
    statement = { kind: 'goto', label: cursor.expectName().text, site };
  } else statement = { kind: text === 'break' ? 'break' : 'continue', site };
  cursor.expect(';');
  return statement;
}

function parseCase(cursor: Cursor): Statement {
  const { text, site } = cursor.advance();
  if (text === 'default') {
    cursor.expect(':');
    return { kind: 'default', site };
  }
  const value = parseConditional(cursor);
  const last = cursor.accept('...') ? parseConditional(cursor) : null;
  cursor.expect(':');
  return { kind: 'case', value, last, site };
}

/** A statement that starts with a word that is no statement's keyword; null for an expression. */
function parseWorded(cursor: Cursor): Statement | null {
  const { token } = cursor;
  const { text, site } = token;
  if (cursor.peek().text === ':' && isFreeName(token)) {
    cursor.advance();
    cursor.advance();
    if (!attributesStartDeclaration(cursor)) parseAttributes(cursor, noAttributes());
    return { kind: 'label', name: text, site };
  }
  if (isAssembler(token)) cursor.refuse('inline assembly is outside the subset');
  if (text === '__label__') cursor.refuse('local labels are outside the subset');
  if (isStaticAssertion(token)) return parseStaticAssertion(cursor);
  if (text.startsWith('__attribute') && !attributesStartDeclaration(cursor)) {
    parseAttributes(cursor, noAttributes());
    cursor.expect(';');
    return { kind: 'empty', site };
  }
  if (startsType(cursor)) return { kind: 'declaration', declaration: parseLocalDeclaration(cursor), site };
  refuseUnknownType(cursor);
  return null;
}

function parseStaticAssertion(cursor: Cursor): Statement {
  const { site } = cursor.advance();
  cursor.skipParentheses();
  cursor.expect(';');
  return { kind: 'empty', site };
}

/** Whether what follows the attributes at hand is a declaration, rather than the `;` of `fallthrough`. */
function attributesStartDeclaration(cursor: Cursor): boolean {
  if (!cursor.token.text.startsWith('__attribute')) return false;
  let depth = 0;
  for (let distance = 1; ; distance++) {
    const token = cursor.peek(distance);
    if (token.text === '(') depth++;
    else if (token.text === ')') depth--;
    if (token.kind === 'end') return false;
    if (depth > 0 || token.text === ')') continue;
    if (!token.text.startsWith('__attribute')) return startsType(cursor, distance);
  }
}

/** `unknown x` and `unknown *x =` at the start of a statement can only be declarations. */
function refuseUnknownType(cursor: Cursor): void {
  const { token } = cursor;
  if (!isFreeName(token) || cursor.names.isHidden(token.text)) return;
  let distance = 1;
  while (cursor.peek(distance).text === '*' && distance < 8) distance++;
  if (!isFreeName(cursor.peek(distance))) return;
  const after = cursor.peek(distance + 1).text;
  if (distance === 1 || after === '=' || after === ';' || after === ',')
    cursor.refuse(`unknown type ${token.text}`);
}

function parseExpressionStatement(cursor: Cursor): Statement {
  const { site } = cursor.token;
  const expression = parseExpression(cursor);
  if (!cursor.is(';') && expression.kind === 'call' && expression.callee.kind === 'name') {
    const { name } = expression.callee;
    if (cursor.is('{') || cursor.token.kind === 'name') {
      cursor.refuse(`${name} heads a statement, so it is a macro, and no header defines it`, site);
    }
  }
  cursor.expect(';');
  return { kind: 'expression', expression, site };
}
