import type { Steps } from '../base/in-steps.ts';
import type { Entry, Node, ScalarNode } from './node.ts';

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

/** `undefined` inside means that the text is for the full parser. */
type Read<T> = T | undefined;

class Reader {
  readonly #text: string;
  #at = 0;
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
  }

  *document(): Steps<Node | null> {
    this.#nextLine();
    const root = this.#indent === 0 ? yield* this.#block(0) : undefined;
    return root && this.#isAtEnd() ? root : null;
  }

  #isAtEnd(): boolean {
    return this.#indent === -1;
  }

  /** A mapping or list whose first line is the current one, its content at column `indent`. */
  *#block(indent: number): Steps<Read<Node>> {
    if (++this.#depth > deepest) return undefined;
    const node = this.#text[this.#at] === '-' ? yield* this.#sequence(indent) : yield* this.#mapping(indent);
    this.#depth--;
    return node;
  }

  *#mapping(indent: number): Steps<Read<Node>> {
    const entries: Entry[] = [];
    const seen = new Set<string>();
    while (this.#indent === indent) {
      if (++this.#read % perStep === 0) yield;
      const key = this.#matchedKey(this.#key);
      if (!key) return undefined;
      const value = this.#skip(this.#lineEnd) ? yield* this.#lower(indent, key) : this.#value(indent);
      const entry = value && { key, value };
      if (!entry || seen.has(entry.key.text)) return undefined;
      seen.add(entry.key.text);
      entries.push(entry);
    }
    const last = entries.at(-1);
    if (this.#indent > indent || !last) return undefined;
    const span = { start: entries[0]!.key.span.start, end: Math.max(last.key.span.end, last.value.span.end) };
    return { kind: 'mapping', flow: false, span, entries };
  }

  /** What stands below a key; nothing, if no deeper line follows. */
  *#lower(indent: number, { span: { end } }: ScalarNode): Steps<Read<Node>> {
    this.#nextLine();
    const isNested = this.#indent > indent || (this.#indent === indent && this.#text[this.#at] === '-');
    return isNested ? yield* this.#block(this.#indent) : scalar(end, end, '', true);
  }

  /** What stands beside a key or a dash. */
  #value(indent: number): Read<Node> {
    this.#skip(this.#spaces);
    const value = this.#inline(this.#blockPlain);
    if (!value || !this.#skip(this.#lineEnd)) return undefined;
    this.#nextLine();
    // A deeper line would go on with the scalar.
    return this.#indent > indent ? undefined : value;
  }

  *#sequence(indent: number): Steps<Read<Node>> {
    const start = this.#at;
    const items: Node[] = [];
    while (this.#indent === indent && this.#text[this.#at] === '-') {
      const dash = this.#at;
      if (!this.#skip(this.#dash)) return undefined;
      if (++this.#read % perStep === 0) yield;
      const item = yield* this.#item(indent, indent + this.#at - dash);
      if (!item) return undefined;
      items.push(item);
    }
    const last = items.at(-1);
    if (this.#indent > indent || !last) return undefined;
    return { kind: 'sequence', flow: false, span: { start, end: last.span.end }, items };
  }

  /** `column` is where what follows the dash begins, as if it were the indentation of a line. */
  *#item(indent: number, column: number): Steps<Read<Node>> {
    this.#key.lastIndex = this.#at;
    if (!this.#key.test(this.#text)) return this.#value(indent);
    this.#indent = column;
    return yield* this.#block(column);
  }

  /** A value on the current line. */
  #inline(plain: RegExp): Read<Node> {
    const start = this.#at;
    const first = this.#text[start];
    if (first === '{' || first === '[') return this.#flow(first);
    if (this.#skip(this.#quoted))
      return scalar(start, this.#at, this.#text.slice(start + 1, this.#at - 1), false);
    if (this.#skip(plain)) return scalar(start, this.#at, this.#text.slice(start, this.#at), true);
    return undefined;
  }

  #flow(open: '{' | '['): Read<Node> {
    if (++this.#depth > deepest) return undefined;
    const start = this.#at++;
    const entries: Entry[] = [];
    const items: Node[] = [];
    const close = open === '{' ? '}' : ']';
    this.#skip(this.#spaces);
    while (this.#text[this.#at] !== close) {
      const element = open === '{' ? this.#flowEntry(entries) : this.#inline(this.#flowPlain);
      if (!element) return undefined;
      items.push(element);
      this.#skip(this.#spaces);
      if (this.#text[this.#at] === close) break;
      if (this.#text[this.#at++] !== ',') return undefined;
      this.#skip(this.#spaces);
      // A comma before the bracket, or two commas: the full parser knows what to make of it.
      if (this.#text[this.#at] === close) return undefined;
    }
    this.#depth--;
    const span = { start, end: ++this.#at };
    return open === '{'
      ? { kind: 'mapping', flow: true, span, entries }
      : { kind: 'sequence', flow: true, span, items };
  }

  #flowEntry(entries: Entry[]): Read<Node> {
    const key = this.#matchedKey(this.#flowKey);
    if (!key || entries.some((entry) => entry.key.text === key.text)) return undefined;
    this.#skip(this.#spaces);
    const value = this.#inline(this.#flowPlain);
    if (value) entries.push({ key, value });
    return value;
  }

  /** The key without its colon, which is passed. */
  #matchedKey(pattern: RegExp): Read<ScalarNode> {
    const start = this.#at;
    if (!this.#skip(pattern)) return undefined;
    const end = this.#at - 1;
    if (end - start > longestKey) return undefined;
    const isPlain = this.#text[start] !== '"' && this.#text[start] !== "'";
    return scalar(
      start,
      end,
      isPlain ? this.#text.slice(start, end) : this.#text.slice(start + 1, end - 1),
      isPlain,
    );
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

function scalar(start: number, end: number, text: string, plain: boolean): ScalarNode {
  return { kind: 'scalar', span: { start, end }, text, plain };
}
