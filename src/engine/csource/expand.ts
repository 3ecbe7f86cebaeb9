import type { Opaque, Site } from './ast.ts';
import { dynamicToken, type Macro } from './macro.ts';
import { type Argument, substitute } from './substitute.ts';
import { madeToken, poison, respaced, type Token } from './token.ts';

/** Where unexpanded tokens come from, and what macros know of it. */
export interface TokenSource {
  /** The next token of the files, directives obeyed. An `end` token stands at the end of each file. */
  raw(): Token;
  readonly baseFile: string;
  readonly depth: number;
}

/** Most tokens that the macros of one place may make, and of one unit. */
const mostPerPlace = 200_000;
const mostPerUnit = 3_000_000;
/** Macro calls within arguments of macro calls: each level costs native stack. */
const deepestArguments = 150;

interface Context {
  readonly tokens: readonly Token[];
  at: number;
  readonly macro: Macro | null;
  /** Nothing beyond the end of these tokens is to be read. */
  readonly closed: boolean;
}

const nowhere: Site = { file: '', line: 1, column: 1 };
const endOfContext = madeToken('end', '', nowhere, false);

/**
 * Macro expansion by a stack of contexts, as gcc does it: a macro is disabled while its expansion is
 * being read, and its name met then is frozen for good. Nothing here recurses but nested arguments.
 */
export class Expander {
  readonly macros = new Map<string, Macro>();
  /** Why the expansion at hand was given up; the caller must call `abandon`. */
  overrun: Opaque | null = null;
  readonly #source: TokenSource;
  readonly #contexts: Context[] = [];
  #counter = 0;
  #outermost: Site = nowhere;
  #madeHere = 0;
  #madeInAll = 0;
  #nesting = 0;

  constructor(source: TokenSource) {
    this.#source = source;
  }

  /** Nothing is being expanded: the next token comes from a file. */
  isIdle(): boolean {
    for (let last = this.#contexts.length - 1; last >= 0; last--) {
      const context = this.#contexts[last]!;
      if (context.closed || context.at < context.tokens.length) return false;
      this.#pop();
    }
    return true;
  }

  /** The next token with macros expanded; `end` at the end of a file and after an overrun. */
  next(): Token {
    let gap = false;
    for (;;) {
      const token = this.#read();
      const macro = token.kind === 'name' && !token.frozen ? this.macros.get(token.text) : undefined;
      if (macro === undefined) return gap ? respaced(token, true) : token;
      if (macro.disabled) return frozen(token, gap || token.spaced);
      if (this.#contexts.length === 0) this.#outermost = token.site;
      const result = this.#expand(macro, gap ? respaced(token, true) : token);
      if (result !== null) return result;
      gap = this.#contexts[this.#contexts.length - 1]?.tokens.length === 0 && (gap || token.spaced);
    }
  }

  /** These tokens fully expanded, without a look at what follows them. */
  expandAll(tokens: readonly Token[]): readonly Token[] {
    if (!this.#mentionsMacro(tokens)) return tokens;
    if (++this.#nesting > deepestArguments)
      this.#fail('macro calls are nested too deeply in macro arguments');
    this.#contexts.push({ tokens, at: 0, macro: null, closed: true });
    const out: Token[] = [];
    for (let token = this.next(); token.kind !== 'end'; token = this.next()) out.push(token);
    if (this.overrun === null) this.#contexts.pop();
    this.#nesting--;
    return out;
  }

  /** Forgets what is being expanded, after an overrun. */
  abandon(): void {
    while (this.#contexts.length > 0) this.#pop();
    this.overrun = null;
    this.#nesting = 0;
  }

  #mentionsMacro(tokens: readonly Token[]): boolean {
    for (const token of tokens) {
      if (token.kind === 'name' && !token.frozen && this.macros.has(token.text)) return true;
    }
    return false;
  }

  #fail(reason: string): void {
    this.overrun ??= { reason, site: this.#outermost };
  }

  #read(): Token {
    while (this.overrun === null) {
      const context = this.#contexts[this.#contexts.length - 1];
      if (context === undefined) {
        this.#madeHere = 0;
        return this.#source.raw();
      }
      if (context.at < context.tokens.length) return context.tokens[context.at++]!;
      if (context.closed) return endOfContext;
      this.#pop();
    }
    return endOfContext;
  }

  #pop(): void {
    const macro = this.#contexts.pop()?.macro;
    if (macro) macro.disabled = false;
  }

  /** Puts a token back that was read ahead of its time. */
  #unread(tokens: readonly Token[]): void {
    if (tokens[0] !== endOfContext) this.#contexts.push({ tokens, at: 0, macro: null, closed: false });
  }

  /** Enters the expansion, or returns the token that stands for it. */
  #expand(macro: Macro, name: Token): Token | null {
    if (macro.dynamic !== null) {
      const { baseFile, depth } = this.#source;
      return dynamicToken(macro.dynamic, name, baseFile, depth, () => this.#counter++);
    }
    let args: readonly Argument[] = [];
    if (macro.parameters !== null) {
      const open = this.#read();
      if (open.text !== '(') {
        this.#unread([open]);
        return name;
      }
      const read = this.#arguments(macro, name, open);
      if ('kind' in read) return read;
      args = read;
    }
    const tokens =
      macro.plain && args.length === 0 ? placed(macro.body, name) : substitute(macro, name, args);
    if (typeof tokens === 'string') return poison(tokens, name.site);
    this.#enter(macro, name, tokens);
    return null;
  }

  #enter(macro: Macro, name: Token, tokens: readonly Token[]): void {
    this.#charge(tokens.length + 1);
    const first = tokens[0];
    const spaced = first === undefined ? tokens : withFirst(tokens, respaced(first, name.spaced));
    if (this.overrun !== null) return;
    macro.disabled = true;
    this.#contexts.push({ tokens: spaced, at: 0, macro, closed: false });
  }

  #charge(count: number): void {
    this.#madeHere += count;
    this.#madeInAll += count;
    if (this.#madeHere > mostPerPlace)
      this.#fail(`the macros here expand to more than ${mostPerPlace} tokens`);
    if (this.#madeInAll > mostPerUnit) {
      this.#fail(`the macros of this file expand to more than ${mostPerUnit} tokens in all`);
    }
  }

  /** The arguments of a call, or the token that stands for a call that cannot be read. */
  #arguments(macro: Macro, name: Token, open: Token): readonly Argument[] | Token {
    const lists = this.#collect(macro, name, open);
    if ('kind' in lists) return lists;
    const count = macro.parameters!.length;
    const omitted = macro.variadic && (lists.length < count || (count === 1 && lists[0]!.length === 0));
    if (omitted && lists.length === count - 1) lists.push([]);
    if (count === 0 && lists.length === 1 && lists[0]!.length === 0) return [];
    if (lists.length !== count) {
      const given = `given ${lists.length} ${lists.length === 1 ? 'argument' : 'arguments'}`;
      return poison(`the macro ${macro.name} is ${given} where it takes ${count}`, name.site);
    }
    return lists.map((written, at) => this.#argument(written, omitted && at === count - 1));
  }

  #argument(written: readonly Token[], omitted: boolean): Argument {
    let known: readonly Token[] | null = null;
    return {
      written,
      omitted,
      expanded: () => {
        known ??= this.expandAll(written);
        return known;
      },
    };
  }

  #collect(macro: Macro, name: Token, open: Token): Token[][] | Token {
    const most = macro.variadic ? macro.parameters!.length : Number.POSITIVE_INFINITY;
    let current: Token[] = [];
    const lists = [current];
    const seen = [open];
    for (let depth = 0; ; ) {
      const token = this.#read();
      if (token.kind === 'end') return this.#unclosed(name, seen, token);
      this.#charge(1);
      if (seen.length < mostPerPlace) seen.push(token);
      if (token.text === '(') depth++;
      else if (token.text === ')' && depth-- === 0) return lists;
      else if (token.text === ',' && depth === 0 && lists.length < most) {
        current = [];
        lists.push(current);
        continue;
      }
      current.push(this.#frozenWhereDisabled(token));
    }
  }

  #frozenWhereDisabled(token: Token): Token {
    if (token.kind !== 'name' || token.frozen) return token;
    return this.macros.get(token.text)?.disabled === true ? frozen(token, token.spaced) : token;
  }

  /** A call that the file ends in: what was read for it is read again as ordinary text. */
  #unclosed(name: Token, seen: readonly Token[], end: Token): Token {
    this.#unread([end]);
    if (this.overrun === null) this.#unread(seen);
    return poison(`the call of the macro ${name.text} is never closed`, name.site);
  }
}

function frozen(token: Token, spaced: boolean): Token {
  return { kind: token.kind, text: token.text, site: token.site, spaced, first: false, frozen: true };
}

/** The body of a macro at the site of its use. */
function placed(body: readonly Token[], name: Token): readonly Token[] {
  return body.map((token) => madeToken(token.kind, token.text, name.site, token.spaced));
}

function withFirst(tokens: readonly Token[], first: Token): readonly Token[] {
  return tokens[0] === first ? tokens : [first, ...tokens.slice(1)];
}
