import type { Steps } from '../base/in-steps.ts';
import type { Node } from './node.ts';
import { Tape } from './tape.ts';

/** Deeper nesting is left to the full parser, which says what is too deep. */
const deepest = 12;
/** YAML allows a key 1024 characters; the full parser says so. */
const longestKey = 1000;
/** How many entries and items make a step. */
const perStep = 256;

/**
 * Reads one document of the YAML that topologies are written in: block mappings and lists, flow
 * collections on one line, plain and simply quoted scalars, comments. A tenth of the full parser's
 * time. Null for anything else, a fault included: then the full parser reads it. What it does read,
 * it reads as the full parser would, which a test compares.
 */
export function* readPlainYaml(text: string): Steps<Node | null> {
  // Neither tabs nor carriage returns of their own are as simple as they look.
  return /\t|\r(?!\n)/.test(text) ? null : yield* new Reader(text).document();
}

/** Its methods write what they read on the tape, and give false where the text is for the full parser. */
class Reader {
  readonly #text: string;
  readonly #tape: Tape;
  #at = 0;
  /** Where the node ends that was read last. */
  #end = 0;
  /** Of the line that `#at` is in; -1 at the end of the text. */
  #indent = 0;
  #depth = 0;
  /** Entries and items so far. */
  #read = 0;
  readonly #key =
    /(?:[A-Za-z0-9_][A-Za-z0-9_.,/-]*|"[A-Za-z0-9_.,/ -]*"|'[A-Za-z0-9_.,/ -]*'):(?=[ \r\n]|$)/y;
  readonly #dash = /- +(?=[^ \r\n#-])/y;
  readonly #lineEnd = / *(?:(?<= )#[^\n]*)?(?:\r?\n|$)/y;
  readonly #quoted = /"[A-Za-z0-9_.,:/()+~{}[\] -]*"|'[A-Za-z0-9_.,:/()+~{}[\] -]*'/y;
  readonly #blockPlain =
    /(?:[A-Za-z0-9_./(~]|-(?=[A-Za-z0-9.]))(?:[A-Za-z0-9_.,/()+~-]|:(?=[A-Za-z0-9_.,/()+~:-])| +(?=[A-Za-z0-9_.,/()+~-]))*/y;
  readonly #flowPlain =
    /(?:[A-Za-z0-9_./(~]|-(?=[A-Za-z0-9.]))(?:[A-Za-z0-9_./()+~-]|:(?=[A-Za-z0-9_./()+~:-])| +(?=[A-Za-z0-9_./()+~-]))*/y;
  readonly #flowKey = /(?:[A-Za-z0-9_][A-Za-z0-9_./-]*|"[A-Za-z0-9_.,/ -]*"|'[A-Za-z0-9_.,/ -]*'):(?= )/y;
  readonly #spaces = / */y;

  constructor(text: string) {
    this.#text = text;
    this.#tape = new Tape(text);
  }

  *document(): Steps<Node | null> {
    this.#nextLine();
    const isRead = this.#indent === 0 && (yield* this.#block(0));
    return isRead && this.#isAtEnd() ? this.#tape.root() : null;
  }

  #isAtEnd(): boolean {
    return this.#indent === -1;
  }

  /** A mapping or list whose first line is the current one, its content at column `indent`. */
  *#block(indent: number): Steps<boolean> {
    if (++this.#depth > deepest) return false;
    const isRead =
      this.#text[this.#at] === '-' ? yield* this.#sequence(indent) : yield* this.#mapping(indent);
    this.#depth--;
    return isRead;
  }

  *#mapping(indent: number): Steps<boolean> {
    const start = this.#at;
    const node = this.#tape.open('mapping', false);
    const seen = new Set<string>();
    while (this.#indent === indent) {
      if (++this.#read % perStep === 0) yield;
      if (!this.#newKey(this.#key, seen)) return false;
      const isRead = this.#skip(this.#lineEnd) ? yield* this.#lower(indent) : this.#value(indent);
      if (!isRead) return false;
    }
    if (this.#indent > indent || seen.size === 0) return false;
    this.#tape.close(node, start, this.#end);
    return true;
  }

  /** What stands below the key that was read last; nothing, if no deeper line follows. */
  *#lower(indent: number): Steps<boolean> {
    const end = this.#end;
    this.#nextLine();
    if (this.#indent > indent || (this.#indent === indent && this.#text[this.#at] === '-')) {
      return yield* this.#block(this.#indent);
    }
    this.#scalar(end, end, true);
    return true;
  }

  /** What stands beside a key or a dash. */
  #value(indent: number): boolean {
    this.#skip(this.#spaces);
    if (!this.#inline(this.#blockPlain) || !this.#skip(this.#lineEnd)) return false;
    this.#nextLine();
    // A deeper line would go on with the scalar.
    return this.#indent <= indent;
  }

  *#sequence(indent: number): Steps<boolean> {
    const start = this.#at;
    const node = this.#tape.open('sequence', false);
    while (this.#indent === indent && this.#text[this.#at] === '-') {
      const dash = this.#at;
      if (!this.#skip(this.#dash)) return false;
      if (++this.#read % perStep === 0) yield;
      if (!(yield* this.#item(indent, indent + this.#at - dash))) return false;
    }
    if (this.#indent > indent) return false;
    this.#tape.close(node, start, this.#end);
    return true;
  }

  /** `column` is where what follows the dash begins, as if it were the indentation of a line. */
  *#item(indent: number, column: number): Steps<boolean> {
    this.#key.lastIndex = this.#at;
    if (!this.#key.test(this.#text)) return this.#value(indent);
    this.#indent = column;
    return yield* this.#block(column);
  }

  /** A value on the current line. */
  #inline(plain: RegExp): boolean {
    const start = this.#at;
    const first = this.#text[start];
    if (first === '{' || first === '[') return this.#flow(first);
    const isQuoted = this.#skip(this.#quoted);
    if (!isQuoted && !this.#skip(plain)) return false;
    this.#scalar(start, this.#at, !isQuoted);
    return true;
  }

  #flow(open: '{' | '['): boolean {
    if (++this.#depth > deepest) return false;
    const start = this.#at++;
    const node = this.#tape.open(open === '{' ? 'mapping' : 'sequence', true);
    const seen = new Set<string>();
    const close = open === '{' ? '}' : ']';
    this.#skip(this.#spaces);
    while (this.#text[this.#at] !== close) {
      if (!(open === '{' ? this.#flowEntry(seen) : this.#inline(this.#flowPlain))) return false;
      this.#skip(this.#spaces);
      if (this.#text[this.#at] === close) break;
      if (this.#text[this.#at++] !== ',') return false;
      this.#skip(this.#spaces);
      // A comma before the bracket, or two commas: the full parser knows what to make of it.
      if (this.#text[this.#at] === close) return false;
    }
    this.#depth--;
    this.#end = ++this.#at;
    this.#tape.close(node, start, this.#end);
    return true;
  }

  #flowEntry(seen: Set<string>): boolean {
    if (!this.#newKey(this.#flowKey, seen)) return false;
    this.#skip(this.#spaces);
    return this.#inline(this.#flowPlain);
  }

  /** A key that the mapping does not have yet, without its colon, which is passed. */
  #newKey(pattern: RegExp, seen: Set<string>): boolean {
    const start = this.#at;
    if (!this.#skip(pattern)) return false;
    const end = this.#at - 1;
    const isPlain = this.#text[start] !== '"' && this.#text[start] !== "'";
    const key = isPlain ? this.#text.slice(start, end) : this.#text.slice(start + 1, end - 1);
    if (end - start > longestKey || seen.has(key)) return false;
    seen.add(key);
    this.#scalar(start, end, isPlain);
    return true;
  }

  #scalar(start: number, end: number, isPlain: boolean): void {
    this.#tape.scalar(start, end, isPlain);
    this.#end = end;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }

  /** From the start of a line to the content of the first that has any. */
  #nextLine(): void {
    for (;;) {
      const start = this.#at;
      this.#skip(this.#spaces);
      const next = this.#text[this.#at];
      if (next === undefined) break;
      if (next !== '#' && next !== '\n' && next !== '\r') {
        this.#indent = this.#at - start;
        return;
      }
      const end = this.#text.indexOf('\n', this.#at);
      if (end < 0) break;
      this.#at = end + 1;
    }
    this.#at = this.#text.length;
    this.#indent = -1;
  }
}
