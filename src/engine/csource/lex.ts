import { splice } from './splice.ts';
import type { Token, TokenKind } from './token.ts';

/** The tokens of one text; `file` is what their sites name. Keyed by file, and valid for that text alone. */
export interface LexedFile {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Tokens of headers kept by the caller between units, by file. */
export type TokenCache = Map<string, LexedFile>;

/** The preprocessing tokens of a text, from the cache where it holds this very text. */
export function lexCached(file: string, text: string, cache: TokenCache | undefined): readonly Token[] {
  const known = cache?.get(file);
  if (known !== undefined && known.text === text) return known.tokens;
  const tokens = lex(file, text);
  cache?.set(file, { text, tokens });
  return tokens;
}

/** Every text has tokens: what is not C becomes `stray`, a comment left open `poison`. */
export function lex(file: string, text: string): readonly Token[] {
  return new Lexer(file, text).run();
}

const newline = 10;
const dot = 46;
const slash = 47;
const star = 42;
const less = 60;
const quote = 34;
const apostrophe = 39;
const backslash = 92;

/**
 * By UTF-16 unit: 1 starts a name, 2 is a digit, both continue a name. Beyond ASCII all is letters but for
 * the byte order mark and the hard space. A table of all units, as looking up past the end gives none.
 */
const letters = new Uint8Array(65_536).fill(1, 128);
letters[0xfeff] = 0;
letters[0xa0] = 0;
for (const letter of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$')
  letters[letter.charCodeAt(0)] = 1;
for (const digit of '0123456789') letters[digit.charCodeAt(0)] = 2;

/** The punctuators by their first character, longest first. */
const punctuators: readonly (readonly string[])[] = (() => {
  const table: string[][] = Array.from({ length: 128 }, () => []);
  const all = '... <<= >>= -> ++ -- << >> <= >= == != && || += -= *= /= %= &= ^= |= ##'.split(' ');
  for (const text of [...all, ...'()[]{};,~?:+-*/%^!=&|<>#.']) table[text.charCodeAt(0)]!.push(text);
  return table;
})();

const stringPrefixes: ReadonlySet<string> = new Set(['L', 'u', 'U', 'u8']);

class Lexer {
  readonly #file: string;
  readonly #text: string;
  readonly #joints: readonly number[];
  readonly #tokens: Token[] = [];
  readonly #names = new Map<string, string>();
  #joint = 0;
  #nextJoint: number;
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #first = true;
  #spaced = true;

  constructor(file: string, text: string) {
    const spliced = splice(text);
    this.#file = file;
    this.#text = spliced.text;
    this.#joints = spliced.joints;
    this.#nextJoint = spliced.joints[0] ?? Number.POSITIVE_INFINITY;
  }

  run(): readonly Token[] {
    const text = this.#text;
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at);
      if (code === newline) {
        this.#countLine(this.#at++);
        this.#first = true;
        this.#spaced = true;
      } else if (code <= 32 || code === 0xfeff || code === 0xa0) this.#blanks();
      else if (code !== slash || !this.#comment()) this.#token(code);
    }
    return this.#tokens;
  }

  #blanks(): void {
    let at = this.#at + 1;
    for (
      let code = this.#text.charCodeAt(at);
      code <= 32 && code !== newline;
      code = this.#text.charCodeAt(at)
    )
      at++;
    this.#at = at;
    this.#spaced = true;
  }

  /** Accounts for the line end at an offset of the spliced text. */
  #countLine(at: number): void {
    this.#countJoints(at);
    this.#line++;
    this.#lineStart = at + 1;
  }

  #countJoints(upTo: number): void {
    while (this.#nextJoint <= upTo) {
      this.#line++;
      this.#lineStart = this.#nextJoint;
      this.#nextJoint = this.#joints[++this.#joint] ?? Number.POSITIVE_INFINITY;
    }
  }

  #comment(): boolean {
    const text = this.#text;
    const next = text.charCodeAt(this.#at + 1);
    if (next === slash) {
      const end = text.indexOf('\n', this.#at);
      this.#at = end < 0 ? text.length : end;
    } else if (next === star) this.#blockComment();
    else return false;
    this.#spaced = true;
    return true;
  }

  #blockComment(): void {
    const start = this.#at;
    const close = this.#text.indexOf('*/', start + 2);
    const end = close < 0 ? this.#text.length : close + 2;
    if (close < 0) {
      this.#push('poison', 'the comment that starts here is never closed', start);
    }
    // A slice, as a search in the whole text would run past the end of the comment.
    const comment = this.#text.slice(start, end);
    for (let at = comment.indexOf('\n'); at >= 0; at = comment.indexOf('\n', at + 1))
      this.#countLine(start + at);
    this.#at = end;
  }

  #push(kind: TokenKind, text: string, start: number): void {
    this.#countJoints(start);
    const site = { file: this.#file, line: this.#line, column: start - this.#lineStart + 1 };
    this.#tokens.push({ kind, text, site, spaced: this.#spaced, first: this.#first, frozen: false });
    this.#first = false;
    this.#spaced = false;
  }

  #token(code: number): void {
    const start = this.#at;
    const kind = this.#scan(code, start);
    if (kind === null) this.#punctuator(code, start);
    else if (kind === 'name') this.#push(kind, this.#interned(this.#text.slice(start, this.#at)), start);
    else this.#push(kind, this.#text.slice(start, this.#at), start);
  }

  /** One string for all uses of a name: it is hashed once, and compared by identity. */
  #interned(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    this.#names.set(name, name);
    return name;
  }

  /** Moves past one token and says what it is; null, without moving, where it can only be a punctuator. */
  #scan(code: number, start: number): TokenKind | null {
    const text = this.#text;
    if (letters[code] === 1) return this.#word(start);
    if (letters[code] === 2) return this.#number();
    if (code === dot && letters[text.charCodeAt(start + 1)] === 2) return this.#number();
    if (code === quote || code === apostrophe) return this.#quoted(code);
    if (code === less && this.#namesHeader() && this.#header()) return 'header';
    return null;
  }

  #punctuator(code: number, start: number): void {
    const candidates = punctuators[code]!;
    for (const candidate of candidates) {
      if (candidate.length > 1 && !this.#text.startsWith(candidate, start)) continue;
      this.#at += candidate.length;
      this.#push('punctuator', candidate, start);
      return;
    }
    this.#at++;
    this.#push('stray', this.#text.slice(start, this.#at), start);
  }

  #word(start: number): TokenKind {
    const text = this.#text;
    let at = start + 1;
    while (letters[text.charCodeAt(at)]) at++;
    this.#at = at;
    const next = text.charCodeAt(at);
    if (at - start > 2 || (next !== quote && next !== apostrophe)) return 'name';
    return stringPrefixes.has(text.slice(start, at)) ? this.#quoted(next) : 'name';
  }

  /** A preprocessing number: more than the numbers of C, as pasting needs. */
  #number(): TokenKind {
    const text = this.#text;
    let at = this.#at + 1;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === dot || letters[code]) continue;
      const sign = code === 43 || code === 45;
      const before = text.charCodeAt(at - 1) | 32;
      if (!sign || (before !== 101 && before !== 112)) break;
    }
    this.#at = at;
    return 'number';
  }

  #quoted(end: number): TokenKind {
    const text = this.#text;
    for (let at = this.#at + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === newline) {
        this.#at = at;
        return 'stray';
      }
      if (code === backslash && text.charCodeAt(at + 1) !== newline) at++;
      else if (code === end) {
        this.#at = at + 1;
        return end === quote ? 'string' : 'character';
      }
    }
    this.#at = text.length;
    return 'stray';
  }

  #namesHeader(): boolean {
    const count = this.#tokens.length;
    const directive = this.#tokens[count - 1];
    const start = this.#tokens[count - 2];
    if (directive?.kind !== 'name' || !directive.text.startsWith('include')) return false;
    return start?.first === true && start.text === '#';
  }

  #header(): boolean {
    for (let at = this.#at + 1; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === newline) return false;
      if (code !== 62) continue;
      this.#at = at + 1;
      return true;
    }
    return false;
  }
}
