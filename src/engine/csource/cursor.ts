import type { Opaque, Site } from './ast.ts';
import { TypeNames } from './names.ts';
import type { Token } from './token.ts';

/** Thrown by the parser to the item it is in, and never further: that item is outside the subset. */
export class Refusal {
  readonly opaque: Opaque;

  constructor(reason: string, site: Site) {
    this.opaque = { reason, site };
  }
}

/** Most levels of syntax within each other, and of the tree that comes out of it. */
const deepestNesting = 256;
const tallestTree = 600;
const mostNotes = 500;

/** Where the parser stands in the tokens of a unit. */
export class Cursor {
  token: Token;
  /** The name of the function whose body is being read: `__func__`. */
  functionName: string | null = null;
  readonly names = new TypeNames();
  readonly notes: Opaque[] = [];
  /** The depth of the deepest leaf read since the last `isolate`. */
  reach = 0;
  readonly #tokens: readonly Token[];
  readonly #assumed = new Set<string>();
  #at = 0;
  #depth = 0;

  /** The last token must be an `end`. */
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
    this.token = tokens[0]!;
  }

  get at(): number {
    return this.#at;
  }

  /** Goes to a token, at no depth: to recover. */
  restart(at: number): void {
    this.#at = Math.min(at, this.#tokens.length - 1);
    this.token = this.#tokens[this.#at]!;
    this.#depth = 0;
    this.reach = 0;
  }

  get depth(): number {
    return this.#depth;
  }

  /** Skips past what a declaration within braces has left, to its `;`; false where it has none. */
  recover(from: number, depth: number): boolean {
    this.restart(from);
    this.#depth = depth;
    for (let open = 0; open >= 0; this.advance()) {
      const { kind, text } = this.token;
      if (kind === 'end' || kind === 'poison') return false;
      if (text === ';' && open === 0) return true;
      if (text === '(' || text === '[' || text === '{') open++;
      else if (text === ')' || text === ']' || text === '}') open--;
    }
    return false;
  }

  peek(distance = 1): Token {
    return this.#tokens[Math.min(this.#at + distance, this.#tokens.length - 1)]!;
  }

  is(text: string): boolean {
    return this.token.text === text;
  }

  advance(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.token = this.#tokens[++this.#at]!;
    return token;
  }

  accept(text: string): boolean {
    if (this.token.text !== text) return false;
    this.advance();
    return true;
  }

  expect(text: string): Token {
    if (this.token.text !== text) this.unexpected(`"${text}"`);
    return this.advance();
  }

  expectName(): Token {
    if (this.token.kind !== 'name') this.unexpected('a name');
    return this.advance();
  }

  /** Refuses the token at hand where something else was expected. */
  unexpected(expected: string): never {
    const { kind, text } = this.token;
    if (kind === 'end') this.refuse(`the file ends where ${expected} is expected`);
    if (kind === 'stray' && /^["']/.test(text)) this.refuse('the quotation that starts here is never closed');
    const shown = text.length > 60 ? `${text.slice(0, 57)}...` : text;
    this.refuse(`${kind === 'string' ? shown : `"${shown}"`} stands where ${expected} is expected`);
  }

  /** Gives up the item at hand. Where preprocessing has given up already, that is the reason. */
  refuse(reason: string, site: Site = this.token.site): never {
    if (this.token.kind === 'poison') throw new Refusal(this.token.text, this.token.site);
    throw new Refusal(reason, site);
  }

  enter(): void {
    if (++this.#depth > deepestNesting)
      this.refuse(`the code is nested more than ${deepestNesting} levels deep`);
  }

  leave(): void {
    this.#depth--;
  }

  /** A leaf of the tree was read. */
  touch(): void {
    if (this.reach < this.#depth) this.reach = this.#depth;
  }

  /** Starts to measure a subtree apart from what was read before; the result is for `rejoin`. */
  isolate(): number {
    const outer = this.reach;
    this.reach = this.#depth;
    return outer;
  }

  rejoin(outer: number): void {
    if (this.reach < outer) this.reach = outer;
  }

  /** What was read so far becomes the operand of one node more: trees grow by repetition, too. */
  raise(): void {
    if (++this.reach > tallestTree) this.refuse(`the expression is more than ${tallestTree} operators deep`);
  }

  /** What is left out, though what it is in is not. */
  note(reason: string, site: Site): void {
    if (this.notes.length < mostNotes) this.notes.push({ reason, site });
  }

  /** Notes once per name that something unknown was passed over. */
  assume(name: string, reason: string, site: Site): void {
    if (this.#assumed.has(name)) return;
    this.#assumed.add(name);
    this.note(reason, site);
  }

  /** Skips from an open parenthesis past its end. */
  skipParentheses(): void {
    this.expect('(');
    for (let depth = 1; depth > 0; this.advance()) {
      if (this.token.kind === 'end' || this.token.kind === 'poison') this.unexpected('")"');
      if (this.token.text === '(') depth++;
      else if (this.token.text === ')') depth--;
    }
  }
}
