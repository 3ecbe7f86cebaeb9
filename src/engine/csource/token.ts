import type { Site } from './ast.ts';

/**
 * `stray` is what no C token starts with, and a quote left open. `poison` stands where preprocessing gave
 * up: its text is the reason, and nothing that contains it can be parsed. `placemarker` lives only inside
 * the substitution of one macro.
 */
export type TokenKind =
  | 'name'
  | 'number'
  | 'string'
  | 'character'
  | 'punctuator'
  | 'header'
  | 'stray'
  | 'poison'
  | 'placemarker'
  | 'end';

/** A preprocessing token. Immutable: one lexing of a header serves every unit that includes it. */
export interface Token {
  readonly kind: TokenKind;
  /** As spelt, quotes included, so that the text of a string never equals a punctuator. */
  readonly text: string;
  readonly site: Site;
  /** White space, a comment or a line's start stands before it. */
  readonly spaced: boolean;
  /** The first of its line: a `#` here starts a directive. */
  readonly first: boolean;
  /** The name of a macro met inside its own expansion: never expanded again. */
  readonly frozen: boolean;
}

/** A token that was not lexed from a file. */
export function madeToken(kind: TokenKind, text: string, site: Site, spaced: boolean): Token {
  return { kind, text, site, spaced, first: false, frozen: false };
}

/** The same token with other white space before it; never the first of a line. */
export function respaced(token: Token, spaced: boolean): Token {
  if (token.spaced === spaced && !token.first) return token;
  return { kind: token.kind, text: token.text, site: token.site, spaced, first: false, frozen: token.frozen };
}

export function poison(reason: string, site: Site): Token {
  return madeToken('poison', reason, site, true);
}
