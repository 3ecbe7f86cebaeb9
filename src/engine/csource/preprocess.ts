import type { Opaque, Site } from './ast.ts';
import { type DirectiveHost, type Frame, obeyDirective } from './directive.ts';
import { Expander } from './expand.ts';
import { lex, lexCached, type TokenCache } from './lex.ts';
import { type DynamicMacro, dynamicMacro } from './macro.ts';
import { madeToken, poison, type Token } from './token.ts';

/** A text to preprocess, and where what it includes is found. */
export interface UnitRequest {
  /** What sites name the text by. */
  readonly file: string;
  readonly text: string;
  /** Macros defined before the first line, by name: name to body. A name may be `f(x)`. */
  readonly defines: ReadonlyMap<string, string>;
  /** The header as seen from the file `from`; null where there is none. Its `file` is what sites name. */
  readonly include: (header: string, quoted: boolean, from: string) => { file: string; text: string } | null;
  /** Headers that are included before the first line, as by `-include`. */
  readonly implied?: readonly string[];
  /** Those that the kernel has, text by name: where the source relies on one that none of its own includes. */
  readonly headers?: ReadonlyMap<string, string>;
  /** Lexed headers, kept by the caller from unit to unit. */
  readonly tokens?: TokenCache;
}

/** The tokens of a unit: the last, and only the last, is an `end`. */
export interface Preprocessed {
  readonly tokens: readonly Token[];
  readonly notes: readonly Opaque[];
  readonly missingHeaders: readonly { readonly header: string; readonly site: Site }[];
}

const deepestInclude = 64;
const mostIncludes = 4_000;
const mostTokens = 1_500_000;
const mostNotes = 500;

/** What is defined before any header, so that code written for gcc on a 64-bit machine finds its way. */
const builtinMacros = `
#define __STDC__ 1
#define __STDC_VERSION__ 201112L
#define __STDC_HOSTED__ 0
#define __GNUC__ 13
#define __GNUC_MINOR__ 0
#define __LP64__ 1
#define __CHAR_BIT__ 8
#define __CHAR_UNSIGNED__ 1
#define __SIZEOF_INT__ 4
#define __SIZEOF_LONG__ 8
#define __SIZEOF_POINTER__ 8
#define __ORDER_LITTLE_ENDIAN__ 1234
#define __ORDER_BIG_ENDIAN__ 4321
#define __BYTE_ORDER__ 1234
#define __LITTLE_ENDIAN 1234
#define __LITTLE_ENDIAN_BITFIELD
#define __DATE__ "??? ?? ????"
#define __TIME__ "??:??:??"
#define _Pragma(text)
#define __option_is_1 0,
#define __option_second(first, second, ...) second
#define __option_pick(junk) __option_second(junk 1, 0, 0)
#define __option_test(value) __option_paste(value)
#define __option_paste(value) __option_pick(__option_is_##value)
#define IS_BUILTIN(option) __option_test(option)
#define IS_MODULE(option) __option_test(option##_MODULE)
#define IS_REACHABLE(option) (IS_BUILTIN(option) || IS_MODULE(option))
#define IS_ENABLED(option) (IS_BUILTIN(option) || __option_test(option##_MODULE))
`;

const builtinTokens = lex('<built-in>', builtinMacros);

const dynamicMacros: readonly (readonly [string, DynamicMacro])[] = [
  ['__LINE__', 'line'],
  ['__FILE__', 'file'],
  ['__BASE_FILE__', 'base-file'],
  ['__COUNTER__', 'counter'],
  ['__INCLUDE_LEVEL__', 'depth'],
];

/** Preprocesses a unit as `gcc -E` does. Never throws; every limit reached is a note at its line. */
export function preprocess(request: UnitRequest): Preprocessed {
  return new Preprocessor(request).run();
}

class Preprocessor implements DirectiveHost {
  readonly expander: Expander;
  readonly #request: UnitRequest;
  readonly #frames: Frame[] = [];
  readonly #notes: Opaque[] = [];
  readonly #missing: { readonly header: string; readonly site: Site }[] = [];
  readonly #once = new Set<string>();
  readonly #out: Token[] = [];
  #includes = 0;
  #tooDeep = false;
  #end: Site;

  constructor(request: UnitRequest) {
    this.#request = request;
    this.#end = { file: request.file, line: 1, column: 1 };
    const frames = this.#frames;
    this.expander = new Expander({
      raw: () => this.#raw(),
      baseFile: request.file,
      get depth() {
        return Math.max(0, frames.length - 1);
      },
    });
  }

  run(): Preprocessed {
    for (const [name, dynamic] of dynamicMacros) this.expander.macros.set(name, dynamicMacro(name, dynamic));
    this.#frames.push({ file: '<built-in>', tokens: builtinTokens, at: 0, conditions: [] });
    this.#drain();
    this.#enter('<command line>', this.#defines());
    this.#drain();
    this.#enter('<implied>', (this.#request.implied ?? []).map((name) => `#include <${name}>\n`).join(''));
    this.#drain();
    this.#enter(this.#request.file, this.#request.text);
    this.#drain();
    this.#out.push(madeToken('end', '', this.#end, true));
    return { tokens: this.#out, notes: this.#notes, missingHeaders: this.#missing };
  }

  #defines(): string {
    let text = '';
    for (const [name, body] of this.#request.defines)
      text += `#define ${name} ${body.replace(/[\r\n]/g, ' ')}\n`;
    return text;
  }

  /** Reads the text that was entered to its end. */
  #drain(): void {
    let last = this.#end;
    let place = this.#out.length;
    while (this.#out.length < mostTokens) {
      if (this.expander.isIdle()) {
        this.#copyPlain();
        place = this.#out.length;
      }
      const token = this.expander.next();
      const { overrun } = this.expander;
      if (overrun !== null) {
        this.expander.abandon();
        this.#out.length = place;
        this.#out.push(poison(overrun.reason, overrun.site));
        this.note(overrun.reason, overrun.site);
      } else if (token.kind === 'poison') {
        this.#out.push(token);
        this.note(token.text, token.site);
      } else if (token.kind !== 'end') this.#out.push(token);
      else if (this.#frames.length === 0) break;
      last = token.kind === 'end' ? last : token.site;
    }
    this.#end = last;
    if (this.#frames.length === 0) return;
    this.note(`the file has more than ${mostTokens} tokens with all it includes; the rest is left out`, last);
    this.#frames.length = 0;
  }

  /** Copies tokens up to the next that is a directive or a macro: most are neither. */
  #copyPlain(): void {
    const frame = this.#frames[this.#frames.length - 1];
    if (frame === undefined) return;
    const { tokens } = frame;
    const { macros } = this.expander;
    const end = Math.min(tokens.length, frame.at + mostTokens - this.#out.length);
    for (; frame.at < end; frame.at++) {
      const token = tokens[frame.at]!;
      const { kind } = token;
      if (kind === 'name' ? macros.has(token.text) : kind === 'poison' || (token.first && token.text === '#'))
        return;
      this.#out.push(token);
    }
  }

  #raw(): Token {
    for (;;) {
      const frame = this.#frames[this.#frames.length - 1];
      if (frame === undefined) return madeToken('end', '', this.#end, true);
      const token = frame.tokens[frame.at];
      if (token === undefined) return this.#leave(frame);
      if (!token.first || token.text !== '#') {
        frame.at++;
        return token;
      }
      obeyDirective(frame, this);
    }
  }

  #enter(file: string, text: string): void {
    const tokens = lexCached(file, text, this.#request.tokens);
    this.#frames.push({ file, tokens, at: 0, conditions: [] });
  }

  #leave(frame: Frame): Token {
    this.#frames.pop();
    for (const condition of frame.conditions)
      this.note('the #if that starts here is never closed', condition.site);
    return madeToken('end', '', this.#end, true);
  }

  include(header: string, quoted: boolean, site: Site): void {
    if (this.#frames.length > deepestInclude) {
      if (!this.#tooDeep) {
        this.note(
          `headers include each other more than ${deepestInclude} deep: "${header}" is left out`,
          site,
        );
      }
      this.#tooDeep = true;
      return;
    }
    if (++this.#includes > mostIncludes) {
      if (this.#includes === mostIncludes + 1)
        this.note(`more than ${mostIncludes} headers: the rest is left out`, site);
      return;
    }
    const found = this.#request.include(header, quoted, site.file);
    if (found === null) {
      if (this.#missing.length < mostNotes) this.#missing.push({ header, site });
    } else if (!this.#once.has(found.file)) this.#enter(found.file, found.text);
  }

  hasHeader(header: string, quoted: boolean): boolean {
    const from = this.#frames[this.#frames.length - 1]?.file ?? this.#request.file;
    return this.#request.include(header, quoted, from) !== null;
  }

  once(): void {
    const frame = this.#frames[this.#frames.length - 1];
    if (frame !== undefined) this.#once.add(frame.file);
  }

  note(reason: string, site: Site): void {
    if (this.#notes.length < mostNotes) this.#notes.push({ reason, site });
    else if (this.#notes.length === mostNotes)
      this.#notes.push({ reason: 'more was left out after this', site });
  }
}
