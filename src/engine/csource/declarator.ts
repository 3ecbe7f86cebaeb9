import type { Expression, FunctionSyntax, Site, TypeSyntax } from './ast.ts';
import { type Attributes, noAttributes, parseAttributes } from './attribute.ts';
import type { Cursor } from './cursor.ts';
import { parseConditional } from './expression.ts';
import { isFreeName, isQualifier, specifierRole } from './keyword.ts';
import { parseSpecifiers, startsType } from './type-specifier.ts';

/** One step from the type that a declaration starts with to that of the name. */
type Step =
  | { readonly kind: 'pointer' }
  | { readonly kind: 'array'; readonly length: Expression | null }
  | Omit<FunctionSyntax, 'result'>;

/** A declarator apart from its base type. */
interface Shape {
  readonly name: string | null;
  readonly site: Site;
  readonly steps: readonly Step[];
}

/** A name (null where there is none) and its whole type. */
export interface NamedType {
  readonly name: string | null;
  readonly type: TypeSyntax;
  readonly site: Site;
}

const mostSteps = 64;

/** Reads a declarator with or without a name, and the attributes after it. */
export function parseDeclarator(cursor: Cursor, base: TypeSyntax, attributes: Attributes): NamedType {
  const shape = parseShape(cursor, attributes);
  skipUnknownAfter(cursor, attributes);
  let type = base;
  for (const step of shape.steps) type = derived(step, type);
  return { name: shape.name, type, site: shape.site };
}

/** A type without a name, as in a cast. */
export function parseTypeName(cursor: Cursor): TypeSyntax {
  cursor.enter();
  const { base, attributes } = parseSpecifiers(cursor);
  const named = parseDeclarator(cursor, base, attributes);
  if (named.name !== null) cursor.refuse(`"${named.name}" stands in a type that has no name`, named.site);
  cursor.leave();
  return named.type;
}

function derived(step: Step, type: TypeSyntax): TypeSyntax {
  switch (step.kind) {
    case 'pointer':
      return { kind: 'pointer', to: type };
    case 'array':
      return { kind: 'array', of: type, length: step.length };
    case 'function':
      return { kind: 'function', result: type, parameters: step.parameters, variadic: step.variadic };
  }
}

function parseShape(cursor: Cursor, attributes: Attributes): Shape {
  cursor.enter();
  const pointers = parsePointers(cursor, attributes);
  let inner: Shape | null = null;
  let name: string | null = null;
  let site = cursor.token.site;
  if (cursor.is('(') && opensGroup(cursor)) {
    cursor.advance();
    inner = parseShape(cursor, attributes);
    cursor.expect(')');
    name = inner.name;
    site = inner.site;
  } else if (isFreeName(cursor.token)) name = cursor.advance().text;
  const steps = [...pointers, ...parseSuffixes(cursor).reverse(), ...(inner?.steps ?? [])];
  if (steps.length > mostSteps)
    cursor.refuse(`a type of more than ${mostSteps} steps is outside the subset`, site);
  cursor.leave();
  return { name, site, steps };
}

/** `(` groups a declarator unless it opens parameters. */
function opensGroup(cursor: Cursor): boolean {
  const next = cursor.peek();
  if (next.text === '*' || next.text === '(' || next.text === '[') return true;
  if (next.text === '__attribute__') return true;
  return isFreeName(next) && !cursor.names.isType(next.text);
}

function parsePointers(cursor: Cursor, attributes: Attributes): readonly Step[] {
  const steps: Step[] = [];
  for (;;) {
    parseAttributes(cursor, attributes);
    if (cursor.is('*')) {
      steps.push({ kind: 'pointer' });
      if (steps.length > mostSteps)
        cursor.refuse(`a pointer of more than ${mostSteps} levels is outside the subset`);
    } else if (cursor.token.kind !== 'name' || !isQualifier(specifierRole(cursor.token))) {
      if (!isUnknownQualifier(cursor)) return steps;
      assumeEmpty(cursor);
      continue;
    }
    cursor.advance();
  }
}

/**
 * A name before the declared name, or before a `*`, can only be a macro without a definition. Of two names
 * in a row the first is taken for it, unless only the second looks like a name of the implementation.
 */
function isUnknownQualifier(cursor: Cursor): boolean {
  if (!isFreeName(cursor.token)) return false;
  const next = cursor.peek();
  if (isFreeName(next)) return cursor.token.text.startsWith('_') || !next.text.startsWith('_');
  return next.text === '*' || (next.kind === 'name' && isQualifier(specifierRole(next)));
}

/** Passes over a name that is taken for an empty macro, and says so. */
export function assumeEmpty(cursor: Cursor): void {
  const { text, site } = cursor.token;
  cursor.assume(text, `${text} is not defined; it is taken for an empty macro`, site);
  cursor.advance();
}

/** Attributes after a declarator, and names that can only be such attributes without a definition. */
function skipUnknownAfter(cursor: Cursor, attributes: Attributes): void {
  for (;;) {
    parseAttributes(cursor, attributes);
    if (!isFreeName(cursor.token)) return;
    assumeEmpty(cursor);
    if (cursor.is('(')) cursor.skipParentheses();
  }
}

function parseSuffixes(cursor: Cursor): Step[] {
  const steps: Step[] = [];
  for (;;) {
    if (steps.length > mostSteps)
      cursor.refuse(`a type of more than ${mostSteps} steps is outside the subset`);
    if (cursor.is('[')) steps.push(parseLength(cursor));
    else if (cursor.is('(')) steps.push(parseParameters(cursor));
    else return steps;
  }
}

function parseLength(cursor: Cursor): Step {
  cursor.expect('[');
  // `static` and qualifiers stand in the arrays of parameters.
  while (cursor.is('static') || (cursor.token.kind === 'name' && isQualifier(specifierRole(cursor.token)))) {
    cursor.advance();
  }
  const length = cursor.is(']') ? null : parseConditional(cursor);
  cursor.expect(']');
  return { kind: 'array', length };
}

function parseParameters(cursor: Cursor): Step {
  cursor.expect('(');
  const parameters: FunctionSyntax['parameters'][number][] = [];
  let variadic = false;
  if (!cursor.is(')')) {
    do {
      if (cursor.accept('...')) {
        variadic = true;
        break;
      }
      parameters.push(parseParameter(cursor));
    } while (cursor.accept(','));
  }
  cursor.expect(')');
  const alone = parameters.length === 1 && !variadic ? parameters[0]! : null;
  if (alone !== null && alone.name === null && alone.type.kind === 'void') parameters.pop();
  return { kind: 'function', parameters, variadic };
}

/** An array is passed as a pointer to its first element, a function as a pointer to it. */
function parseParameter(cursor: Cursor): FunctionSyntax['parameters'][number] {
  const { base, attributes } = parseSpecifiers(cursor);
  const { name, type, site } = parseDeclarator(cursor, base, attributes);
  if (type.kind === 'array') return { name, type: { kind: 'pointer', to: type.of }, site };
  if (type.kind === 'function') return { name, type: { kind: 'pointer', to: type }, site };
  return { name, type, site };
}

/** Reads a declarator that must have a name. */
export function parseNamed(
  cursor: Cursor,
  base: TypeSyntax,
  attributes: Attributes,
): NamedType & { readonly name: string } {
  const { name, type, site } = parseDeclarator(cursor, base, attributes);
  if (name === null) {
    if (startsType(cursor)) cursor.refuse(`"${cursor.token.text}" stands where a name is expected`);
    cursor.unexpected('a name');
  }
  return { name, type, site };
}

/** A copy, for one declarator of several: its own attributes are not its neighbour's. */
export function attributesOf(shared: Attributes): Attributes {
  return { ...noAttributes(), ...shared };
}
