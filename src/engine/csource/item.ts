import type { Declaration, FunctionDefinition, FunctionSyntax, Opaque } from './ast.ts';
import { type Cursor, Refusal } from './cursor.ts';
import { declarationOf, parseDeclarators } from './declaration.ts';
import { attributesOf, type NamedType, parseNamed } from './declarator.ts';
import { isAssembler, isFreeName, isStaticAssertion } from './keyword.ts';
import { parseStatements } from './statement.ts';
import type { Token } from './token.ts';
import { parseSpecifiers, type Specifiers } from './type-specifier.ts';

export type Item = FunctionDefinition | Declaration;

/** A top-level item; null where one was passed over on purpose. */
export function parseItem(cursor: Cursor): Item | null {
  if (cursor.accept(';')) return null;
  if (isStaticAssertion(cursor.token)) {
    cursor.advance();
    cursor.skipParentheses();
    cursor.expect(';');
    return null;
  }
  if (isAssembler(cursor.token)) cursor.refuse('assembly is outside the subset');
  const specifiers = parseSpecifiers(cursor);
  if (cursor.accept(';')) return declarationOf(specifiers, []);
  const attributes = attributesOf(specifiers.attributes);
  const first = parseNamed(cursor, specifiers.base, attributes);
  if (!cursor.is('{')) return parseDeclarators(cursor, specifiers, first, attributes.cleanup);
  if (first.type.kind !== 'function') cursor.unexpected('";"');
  if (specifiers.storage === 'typedef') cursor.refuse('a typedef has no body', first.site);
  return parseFunction(cursor, specifiers, first, first.type);
}

function parseFunction(
  cursor: Cursor,
  specifiers: Specifiers,
  named: NamedType & { readonly name: string },
  type: FunctionSyntax,
): FunctionDefinition {
  const { names } = cursor;
  const { name, site } = named;
  const storage = specifiers.storage === 'typedef' ? 'none' : specifiers.storage;
  names.declare(name, false);
  const start = cursor.at;
  const depth = names.depth;
  names.enter();
  cursor.functionName = name;
  try {
    for (const parameter of type.parameters)
      if (parameter.name !== null) names.declare(parameter.name, false);
    const body = parseStatements(cursor);
    return { kind: 'function', name, type, storage, body, opaque: null, site };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    cursor.restart(start);
    return { kind: 'function', name, type, storage, body: null, opaque: error.opaque, site };
  } finally {
    cursor.functionName = null;
    names.leaveTo(depth);
  }
}

/** Where an item that could not be parsed ends, and the function it looks like. */
export interface Recovered {
  readonly end: number;
  readonly definition: FunctionDefinition | null;
}

/** Finds the end of the item that starts at `start`. Always goes on by a token at least. */
export function recoverItem(
  tokens: readonly Token[],
  partners: Int32Array,
  start: number,
  opaque: Opaque,
): Recovered {
  let name: Token | null = null;
  let assigned = false;
  let at = start;
  while (at < tokens.length - 1) {
    const token = tokens[at]!;
    if (token.text === ';') return { end: at + 1, definition: null };
    if (token.text === '=') assigned = true;
    if (token.text === '{') {
      const end = endOfBraces(tokens, partners, at, assigned);
      const isBody = name !== null && !assigned && closesHead(tokens, start, at);
      if (isBody) return { end, definition: opaqueFunction(name!, isStatic(tokens, start, at), opaque) };
      if (endsItem(tokens, start, at, end)) return { end, definition: null };
      at = end;
      continue;
    }
    if (token.text === '(' && name === null && at > start + 1 && isFreeName(tokens[at - 1]!))
      name = tokens[at - 1]!;
    if (endsMacro(tokens, partners, start, at)) return { end: partners[at]! + 1, definition: null };
    at = token.text === '(' || token.text === '[' ? Math.max(partners[at]!, at) + 1 : at + 1;
    if (token.text === '}') return { end: at, definition: null };
  }
  return { end: tokens.length - 1, definition: null };
}

/** `UNKNOWN(…)` without `;`: what follows is an item of its own unless it is a body. */
function endsMacro(tokens: readonly Token[], partners: Int32Array, start: number, at: number): boolean {
  if (at !== start + 1 || tokens[at]!.text !== '(' || partners[at]! < 0) return false;
  const after = tokens[partners[at]! + 1];
  return after !== undefined && (after.kind === 'name' || after.kind === 'end') && isFreeName(tokens[start]!);
}

/** The brace that closes an item; where none does, one at the start of a line, as bodies end in the kernel. */
function endOfBraces(
  tokens: readonly Token[],
  partners: Int32Array,
  open: number,
  assigned: boolean,
): number {
  if (partners[open]! >= 0) return partners[open]! + 1;
  for (let at = open + 1; at < tokens.length - 1; at++) {
    const { text, first, site } = tokens[at]!;
    if (text === '}' && first && site.column === 1) return at + 1;
    if (text === ';' && assigned) return at;
  }
  return tokens.length - 1;
}

/** A body follows a parenthesis, or what may stand between it and a body. */
function closesHead(tokens: readonly Token[], start: number, open: number): boolean {
  for (let at = open - 1; at > start; at--) {
    const token = tokens[at]!;
    if (token.text === ')') return true;
    if (token.kind !== 'name') return false;
  }
  return false;
}

/** Whether nothing of the item follows its braces: neither a declarator nor a `;`. */
function endsItem(tokens: readonly Token[], start: number, open: number, end: number): boolean {
  const after = tokens[end];
  if (after === undefined || after.kind === 'end') return true;
  if (tokens[start + 1]?.text === '(' && closesHead(tokens, start, open)) return true;
  const goesOn = after.text === ';' || after.text === ',' || after.text === '*' || after.text === '[';
  return !goesOn && !isFreeName(after) && !after.text.startsWith('__attribute');
}

function isStatic(tokens: readonly Token[], start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (tokens[at]!.text === 'static') return true;
  return false;
}

/** A function of which only the name could be read. */
function opaqueFunction(name: Token, isStaticFunction: boolean, opaque: Opaque): FunctionDefinition {
  const { site, text } = name;
  const result = { kind: 'unsupported', reason: opaque.reason, site: opaque.site } as const;
  const type: FunctionSyntax = { kind: 'function', result, parameters: [], variadic: true };
  return {
    kind: 'function',
    name: text,
    type,
    storage: isStaticFunction ? 'static' : 'none',
    body: null,
    opaque,
    site,
  };
}
