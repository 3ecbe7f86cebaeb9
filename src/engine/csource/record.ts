import type { EnumSyntax, FieldSyntax, RecordSyntax, TypeSyntax } from './ast.ts';
import { noAttributes, parseAttributes } from './attribute.ts';
import { type Cursor, Refusal } from './cursor.ts';
import { attributesOf, parseDeclarator } from './declarator.ts';
import { parseConditional } from './expression.ts';
import { isFreeName, isStaticAssertion } from './keyword.ts';
import { parseSpecifiers } from './type-specifier.ts';

/** `struct` or `union`, a mention or a definition. */
export function parseRecord(cursor: Cursor): RecordSyntax {
  cursor.enter();
  const record = cursor.advance().text === 'union' ? 'union' : 'struct';
  const attributes = noAttributes();
  const tag = parseTag(cursor, attributes);
  const site = tag?.site ?? cursor.token.site;
  let fields: readonly FieldSyntax[] | null = null;
  if (cursor.is('{')) {
    fields = parseFields(cursor);
    parseAttributes(cursor, attributes);
  } else if (tag === null) cursor.unexpected(`the name of a ${record}`);
  cursor.leave();
  const { packed, aligned } = attributes;
  return { kind: 'record', record, tag: tag?.text ?? null, fields, packed, aligned, site };
}

/** The tag, past attributes and past unknown names that can only be such. */
function parseTag(cursor: Cursor, attributes: ReturnType<typeof noAttributes>): Cursor['token'] | null {
  parseAttributes(cursor, attributes);
  if (!isFreeName(cursor.token)) return null;
  if (isFreeName(cursor.peek()) && cursor.peek(2).text === '{') {
    const { text, site } = cursor.advance();
    cursor.assume(text, `${text} is not defined; it is taken for an empty macro`, site);
  }
  const tag = cursor.advance();
  parseAttributes(cursor, attributes);
  return tag;
}

function parseFields(cursor: Cursor): readonly FieldSyntax[] {
  cursor.expect('{');
  const fields: FieldSyntax[] = [];
  while (!cursor.accept('}')) {
    if (cursor.accept(';')) continue;
    if (isStaticAssertion(cursor.token)) {
      cursor.advance();
      cursor.skipParentheses();
    } else attemptFieldGroup(cursor, fields);
    if (!cursor.is('}')) cursor.expect(';');
  }
  return fields;
}

/** A member that cannot be read is one of a type that is outside the subset: the record is there all the same. */
function attemptFieldGroup(cursor: Cursor, into: FieldSyntax[]): void {
  const { at, depth } = cursor;
  const scopes = cursor.names.depth;
  try {
    parseFieldGroup(cursor, into);
  } catch (error) {
    if (!(error instanceof Refusal) || cursor.token.kind === 'poison') throw error;
    cursor.names.leaveTo(scopes);
    if (!cursor.recover(at, depth)) throw error;
    const { reason, site } = error.opaque;
    cursor.note(reason, site);
    const type = { kind: 'unsupported', reason, site } as const;
    into.push({ name: null, type, bits: null, aligned: null, site });
  }
}

/** The members of one declaration within a record. */
function parseFieldGroup(cursor: Cursor, into: FieldSyntax[]): void {
  const { base, attributes: shared, site } = parseSpecifiers(cursor, true);
  if (cursor.is(';')) {
    if (base.kind !== 'record' || base.fields === null) return;
    // With a tag it is a member under -fms-extensions only.
    if (base.tag !== null)
      cursor.refuse('a record with a tag and without a name cannot be a member', base.site);
    into.push({ name: null, type: base, bits: null, aligned: shared.aligned, site });
    return;
  }
  do {
    const attributes = attributesOf(shared);
    const unnamed = cursor.is(':');
    const named = unnamed
      ? { name: null, type: base, site: cursor.token.site }
      : parseDeclarator(cursor, base, attributes);
    const bits = cursor.accept(':') ? parseConditional(cursor) : null;
    parseAttributes(cursor, attributes);
    if (named.name === null && bits === null) cursor.unexpected('the name of a member');
    if (base.kind === 'unsupported' && isWhole(named.type)) cursor.note(base.reason, base.site);
    into.push({ name: named.name, type: named.type, bits, aligned: attributes.aligned, site: named.site });
  } while (cursor.accept(','));
}

/** Whether the layout depends on what is outside the subset, and not on a pointer to it. */
function isWhole(type: TypeSyntax): boolean {
  return type.kind === 'array' ? isWhole(type.of) : type.kind === 'unsupported';
}

/** `enum`, a mention or a definition. */
export function parseEnum(cursor: Cursor): EnumSyntax {
  cursor.enter();
  cursor.advance();
  const attributes = noAttributes();
  const tag = parseTag(cursor, attributes);
  const site = tag?.site ?? cursor.token.site;
  if (cursor.is(':') && tag !== null && cursor.peek(2).text === '{')
    cursor.refuse('an enum with a type of its own is outside the subset');
  let constants: EnumSyntax['constants'] = null;
  if (cursor.is('{')) {
    constants = parseConstants(cursor);
    parseAttributes(cursor, attributes);
  } else if (tag === null) cursor.unexpected('the name of an enum');
  if (attributes.packed) cursor.refuse('a packed enum is outside the subset', site);
  cursor.leave();
  return { kind: 'enum', tag: tag?.text ?? null, constants, site };
}

function parseConstants(cursor: Cursor): NonNullable<EnumSyntax['constants']> {
  cursor.expect('{');
  const constants: NonNullable<EnumSyntax['constants']>[number][] = [];
  while (!cursor.is('}')) {
    if (!isFreeName(cursor.token)) cursor.unexpected('the name of a constant');
    const { text: name, site } = cursor.advance();
    parseAttributes(cursor, noAttributes());
    const value = cursor.accept('=') ? parseConditional(cursor) : null;
    cursor.names.declare(name, false);
    constants.push({ name, value, site });
    if (!cursor.accept(',')) break;
  }
  cursor.expect('}');
  return constants;
}
