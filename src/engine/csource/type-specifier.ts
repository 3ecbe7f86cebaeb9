import type { Declaration, IntegerName, Site, TypeSyntax } from './ast.ts';
import { type Attributes, noAttributes, parseAttributes } from './attribute.ts';
import type { Cursor } from './cursor.ts';
import { assumeEmpty, parseTypeName } from './declarator.ts';
import { parseConditional, parseExpression } from './expression.ts';
import { isFreeName, type SpecifierRole, specifierRole } from './keyword.ts';
import { parseEnum, parseRecord } from './record.ts';
import type { Token } from './token.ts';

/** What stands before the declarators of a declaration. */
export interface Specifiers {
  readonly storage: Declaration['storage'];
  readonly constant: boolean;
  readonly base: TypeSyntax;
  readonly attributes: Attributes;
  readonly site: Site;
}

/** Whether a declaration or a type starts with the token `distance` ahead. */
export function startsType(cursor: Cursor, distance = 0): boolean {
  const token = distance === 0 ? cursor.token : cursor.peek(distance);
  // It stands before expressions as well.
  if (token.text === '__extension__' && distance < 8) return startsType(cursor, distance + 1);
  if (token.kind !== 'name') return false;
  if (specifierRole(token) !== undefined || cursor.names.isType(token.text)) return true;
  return isUnknownPrefix(token) && distance < 8 && startsType(cursor, distance + 1);
}

/** A name of the implementation before a type can only be a macro without a definition: `__force`. */
function isUnknownPrefix(token: Token): boolean {
  return token.text.startsWith('__') && isFreeName(token);
}

/** Reads specifiers; a name that is no type is refused where a type must be, unless it `mayBeUnknown`. */
export function parseSpecifiers(cursor: Cursor, mayBeUnknown = false): Specifiers {
  const reading = new SpecifierReading(cursor);
  while (reading.word());
  return reading.result(mayBeUnknown);
}

class SpecifierReading {
  readonly #cursor: Cursor;
  readonly #site: Site;
  readonly #attributes = noAttributes();
  readonly #words: string[] = [];
  #storage: Declaration['storage'] = 'none';
  #constant = false;
  #base: TypeSyntax | null = null;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    this.#site = cursor.token.site;
  }

  /** Reads one specifier; false where there is none. */
  word(): boolean {
    const { token, names } = this.#cursor;
    if (token.kind !== 'name') return false;
    const role = specifierRole(token);
    if (role !== undefined) {
      this.#take(role);
      return true;
    }
    if (this.#base !== null || this.#words.length > 0) return false;
    if (isUnknownPrefix(token) && !names.isType(token.text) && startsType(this.#cursor, 1)) {
      assumeEmpty(this.#cursor);
      return true;
    }
    if (!names.isType(token.text)) return false;
    this.#base = { kind: 'named', name: token.text, site: token.site };
    this.#cursor.advance();
    return true;
  }

  #take(role: SpecifierRole): void {
    const cursor = this.#cursor;
    switch (role) {
      case 'attribute':
        parseAttributes(cursor, this.#attributes);
        return;
      case 'record':
        this.#setBase(parseRecord(cursor));
        return;
      case 'enum':
        this.#setBase(parseEnum(cursor));
        return;
      case 'typeof':
        this.#setBase(parseTypeof(cursor));
        return;
      case 'alignas':
        this.#attributes.aligned = parseAlignas(cursor);
        return;
      case 'thread':
        cursor.refuse('thread-local storage is outside the subset');
    }
    const { text, site } = cursor.advance();
    if (role === 'typedef' || role === 'static' || role === 'extern') this.#storage = role;
    else if (role === 'const') this.#constant = true;
    else if (role === 'arithmetic') this.#addWord(text);
    else if (role === 'auto') this.#setBase({ kind: 'auto' });
    else if (role === 'unsupported') {
      this.#base = { kind: 'unsupported', reason: `the type ${text} is outside the subset`, site };
    } else if (role === 'atomic' && cursor.is('(')) cursor.refuse('_Atomic(…) is outside the subset');
  }

  #addWord(word: string): void {
    if (this.#words.length > 4) this.#cursor.refuse('these words make no type');
    this.#words.push(word.startsWith('__signed') ? 'signed' : word);
  }

  #setBase(base: TypeSyntax): void {
    if (this.#base !== null) this.#cursor.refuse('two types in one declaration');
    this.#base = base;
  }

  result(mayBeUnknown: boolean): Specifiers {
    const base = this.#base ?? (this.#words.length > 0 ? this.#arithmetic() : this.#unknown(mayBeUnknown));
    const { kind } = base;
    if (this.#words.length > 0 && this.#base !== null && kind !== 'unsupported') {
      this.#cursor.refuse('two types in one declaration');
    }
    return {
      storage: this.#storage,
      constant: this.#constant,
      base,
      attributes: this.#attributes,
      site: this.#site,
    };
  }

  #arithmetic(): TypeSyntax {
    const words = this.#words;
    if (words.includes('void'))
      return words.length === 1 ? { kind: 'void' } : this.#cursor.refuse('these words make no type');
    return { kind: 'integer', name: integerName(words) };
  }

  #unknown(mayBeUnknown: boolean): TypeSyntax {
    const { token } = this.#cursor;
    if (!isFreeName(token)) this.#cursor.unexpected('a type');
    const next = this.#cursor.peek();
    if (mayBeUnknown && (next.text === '*' || isFreeName(next))) {
      this.#cursor.advance();
      return { kind: 'unsupported', reason: `unknown type ${token.text}`, site: token.site };
    }
    const what = next.text === '(' ? 'macro or type' : 'type';
    return this.#cursor.refuse(`unknown ${what} ${token.text}`);
  }
}

function integerName(words: readonly string[]): IntegerName {
  const unsigned = words.includes('unsigned');
  if (words.includes('_Bool')) return '_Bool';
  if (words.includes('char'))
    return unsigned ? 'unsigned char' : words.includes('signed') ? 'signed char' : 'char';
  if (words.includes('short')) return unsigned ? 'unsigned short' : 'short';
  if (words.includes('long')) return unsigned ? 'unsigned long' : 'long';
  return unsigned ? 'unsigned int' : 'int';
}

function parseTypeof(cursor: Cursor): TypeSyntax {
  cursor.advance();
  cursor.enter();
  cursor.expect('(');
  const isType = startsType(cursor);
  const of = isType ? parseTypeName(cursor) : parseExpression(cursor);
  cursor.expect(')');
  cursor.leave();
  return { kind: 'typeof', of, isType };
}

function parseAlignas(cursor: Cursor): Attributes['aligned'] {
  const { site } = cursor.advance();
  cursor.expect('(');
  const aligned: Attributes['aligned'] = startsType(cursor)
    ? { kind: 'alignof', type: parseTypeName(cursor), site }
    : parseConditional(cursor);
  cursor.expect(')');
  return aligned;
}
