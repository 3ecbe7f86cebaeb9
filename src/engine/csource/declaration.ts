import type { Declaration, Declarator } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { attributesOf, type NamedType, parseNamed } from './declarator.ts';
import { parseInitializer } from './initializer.ts';
import { parseSpecifiers, type Specifiers } from './type-specifier.ts';

/** A declaration within a function. */
export function parseLocalDeclaration(cursor: Cursor): Declaration {
  const specifiers = parseSpecifiers(cursor);
  if (cursor.accept(';')) return declarationOf(specifiers, []);
  const attributes = attributesOf(specifiers.attributes);
  const first = parseNamed(cursor, specifiers.base, attributes);
  if (cursor.is('{')) {
    cursor.refuse(
      'a function starts within another: they cannot be nested, or a "}" is missing before it',
      first.site,
    );
  }
  return parseDeclarators(cursor, specifiers, first, attributes.cleanup);
}

/** The rest of a declaration whose first declarator has been read, up to its `;`. */
export function parseDeclarators(
  cursor: Cursor,
  specifiers: Specifiers,
  first: NamedType & { readonly name: string },
  firstCleanup: string | null,
): Declaration {
  const declarators: Declarator[] = [];
  let named = first;
  let cleanup = firstCleanup;
  for (;;) {
    // In scope from here on, its own initializer included.
    cursor.names.declare(named.name, specifiers.storage === 'typedef');
    const initializer = cursor.accept('=') ? parseInitializer(cursor) : null;
    declarators.push({ name: named.name, type: named.type, initializer, cleanup, site: named.site });
    if (!cursor.accept(',')) break;
    const attributes = attributesOf(specifiers.attributes);
    named = parseNamed(cursor, specifiers.base, attributes);
    cleanup = attributes.cleanup;
  }
  cursor.expect(';');
  return declarationOf(specifiers, declarators);
}

export function declarationOf(specifiers: Specifiers, declarators: readonly Declarator[]): Declaration {
  const { storage, constant, base, site } = specifiers;
  return { kind: 'declaration', storage, constant, base, declarators, site };
}
