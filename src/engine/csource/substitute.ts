import { lex } from './lex.ts';
import type { Macro } from './macro.ts';
import { madeToken, respaced, type Token } from './token.ts';

/** What the substitution needs from the expansion around it. */
export interface Argument {
  readonly written: readonly Token[];
  /** The variable arguments of a call that has none, not even empty ones. */
  readonly omitted: boolean;
  /** Fully expanded, on first need. */
  expanded(): readonly Token[];
}

/** Longer ones come from macro bombs only. */
const longestName = 4_096;
const longestString = 65_536;

/** The body of a macro for one call: its tokens at the call's site, or why there is none. */
export function substitute(macro: Macro, call: Token, args: readonly Argument[]): readonly Token[] | string {
  const substitution = new Substitution(macro, call, args);
  const out = substitution.run(0, macro.body.length);
  return substitution.failure ?? out.filter((token) => token.kind !== 'placemarker');
}

class Substitution {
  failure: string | null = null;
  readonly #macro: Macro;
  readonly #call: Token;
  readonly #args: readonly Argument[];

  constructor(macro: Macro, call: Token, args: readonly Argument[]) {
    this.#macro = macro;
    this.#call = call;
    this.#args = args;
  }

  run(from: number, to: number): Token[] {
    const body = this.#macro.body;
    const out: Token[] = [];
    let gap = false;
    for (let at = from; at < to && this.failure === null; ) {
      const token = body[at]!;
      if (token.text === '##' && out.length > 0 && at + 1 < to) {
        at = this.#paste(out, at + 1, to);
        continue;
      }
      const end = this.#operandEnd(at, to);
      const pasted = body[end]?.text === '##' && end < to;
      const operand = this.#operand(at, end, pasted);
      for (let n = 0; n < operand.length; n++) {
        out.push(n === 0 ? respaced(operand[0]!, token.spaced || gap) : operand[n]!);
      }
      gap = operand.length === 0 && (gap || token.spaced);
      at = end;
    }
    return out;
  }

  /** One past the operand that starts at `at`: a token, `# parameter`, or `__VA_OPT__ ( … )`. */
  #operandEnd(at: number, to: number): number {
    const { body, slots, parameters } = this.#macro;
    if (this.#isOptional(at)) return this.#closing(at + 1, to) + 1;
    if (body[at]!.text !== '#' || parameters === null || at + 1 >= to) return at + 1;
    if (slots[at + 1]! >= 0) return at + 2;
    return this.#isOptional(at + 1) ? this.#closing(at + 2, to) + 1 : at + 1;
  }

  #isOptional(at: number): boolean {
    const { body, variadic } = this.#macro;
    return variadic && body[at]?.text === '__VA_OPT__' && body[at + 1]?.text === '(';
  }

  #closing(open: number, to: number): number {
    let depth = 0;
    for (let at = open; at < to; at++) {
      const text = this.#macro.body[at]!.text;
      if (text === '(') depth++;
      else if (text === ')' && --depth === 0) return at;
    }
    this.failure = `__VA_OPT__ is not closed in the macro ${this.#macro.name}`;
    return to - 1;
  }

  /** The tokens of an operand. Next to `##` an argument is taken as written, and is never nothing. */
  #operand(at: number, end: number, pasted: boolean): readonly Token[] {
    const { body, slots } = this.#macro;
    const token = body[at]!;
    if (token.text === '#' && end > at + 1) {
      const of = end === at + 2 ? this.#args[slots[at + 1]!]!.written : this.#optional(at + 1, end);
      return [this.#stringify(of)];
    }
    let tokens: readonly Token[];
    if (end > at + 1) tokens = this.#optional(at, end);
    else if (slots[at]! < 0) return [this.#copy(token)];
    else tokens = pasted ? this.#args[slots[at]!]!.written : this.#args[slots[at]!]!.expanded();
    if (tokens.length > 0 || !pasted) return tokens;
    return [madeToken('placemarker', '', this.#call.site, token.spaced)];
  }

  /** What `__VA_OPT__ ( … )` stands for: nothing where the variable arguments are nothing. */
  #optional(at: number, end: number): readonly Token[] {
    for (let inner = at + 1; inner < end; inner++) {
      if (this.#isOptional(inner)) this.failure ??= `__VA_OPT__ stands within itself in ${this.#macro.name}`;
    }
    const rest = this.#args[this.#args.length - 1]!;
    if (this.failure !== null || rest.expanded().length === 0) return [];
    return this.run(at + 2, end - 1).filter((token) => token.kind !== 'placemarker');
  }

  #copy(token: Token): Token {
    return madeToken(token.kind, token.text, this.#call.site, token.spaced);
  }

  /** Joins the last token with the operand at `at`; returns where the body goes on. */
  #paste(out: Token[], at: number, to: number): number {
    const left = out.pop()!;
    const end = this.#operandEnd(at, to);
    const slot = this.#macro.slots[at]!;
    if (left.text === ',' && this.#macro.variadic && slot === this.#args.length - 1) {
      this.#pasteToComma(out, left, this.#args[slot]!, at);
      return end;
    }
    const operand = this.#operand(at, end, true);
    for (const joined of this.#join(left, operand[0]!)) out.push(joined);
    for (let n = 1; n < operand.length; n++) out.push(operand[n]!);
    return end;
  }

  /**
   * GNU `, ## args`: the comma goes where there are none; they are not pasted to it, but, as with gcc, not
   * expanded before they are put in.
   */
  #pasteToComma(out: Token[], comma: Token, rest: Argument, at: number): void {
    if (rest.omitted) {
      out.push(madeToken('placemarker', '', comma.site, comma.spaced));
      return;
    }
    out.push(comma);
    const { spaced } = this.#macro.body[at]!;
    rest.written.forEach((token, n) => {
      out.push(n === 0 ? respaced(token, spaced) : token);
    });
  }

  #join(left: Token, right: Token): readonly Token[] {
    if (right.kind === 'placemarker') return [left];
    if (left.kind === 'placemarker') return [respaced(right, left.spaced)];
    const text = left.text + right.text;
    if (text.length > longestName) {
      this.failure = `"##" in the macro ${this.#macro.name} makes a name of ${text.length} characters`;
      return [];
    }
    const tokens = lex(left.site.file, text);
    const joined = tokens.length === 1 ? tokens[0]! : null;
    if (joined === null || joined.kind === 'stray' || joined.kind === 'poison')
      return [left, respaced(right, false)];
    return [madeToken(joined.kind, joined.text, left.site, left.spaced)];
  }

  #stringify(tokens: readonly Token[]): Token {
    let text = '"';
    for (let at = 0; at < tokens.length && text.length <= longestString; at++) {
      const token = tokens[at]!;
      if (at > 0 && token.spaced) text += ' ';
      const quoted = token.kind === 'string' || token.kind === 'character';
      text += quoted ? token.text.replace(/["\\]/g, '\\$&') : token.text;
    }
    if (text.length > longestString) {
      this.failure = `"#" in the macro ${this.#macro.name} makes a string of more than ${longestString} characters`;
    }
    return madeToken('string', `${text}"`, this.#call.site, true);
  }
}
