import type { Report } from './report.ts';

/** A fault as the YAML parser tells it. */
export interface ParserError {
  readonly pos: [number, number];
  readonly code: string;
  readonly message: string;
}

/**
 * One slip makes the parser stumble on every line after it: of its errors the first is told, and tabs,
 * which are a slip each.
 */
export function addFirst(errors: readonly ParserError[], visible: Visible, report: Report): void {
  let first: ParserError | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const error of errors) {
    const start = shownStart(error, visible);
    if (start < least) [first, least] = [error, start];
  }
  for (const error of errors) {
    if (error === first || error.code === 'TAB_AS_INDENT') addSyntax(error, visible, report);
  }
}

/**
 * What is missing at the end of the text is pointed at where the text ends for the eye, and what
 * the parser finds wrong with the space before a word at the word.
 */
export function addSyntax(error: ParserError, visible: Visible, report: Report): void {
  if (report.isFull('yaml/syntax')) return;
  const { pos, code, message } = error;
  const { end: textEnd } = visible;
  let start = shownStart(error, visible);
  let end = Math.max(pos[1], start + 1);
  if (code === 'TAB_AS_INDENT') [, end] = pos;
  if (isOpenQuote(error)) [end] = pos;
  if (start >= textEnd) [start, end] = [Math.max(0, textEnd - 1), textEnd];
  const data = { code: slipOf(error, start, visible.text), detail: message };
  report.add('yaml/syntax', { start, end: Math.max(end, start) }, data);
}

/** What the parser tells by one code is several slips to a reader: a code of ours where the line says which. */
function slipOf({ code, message }: ParserError, start: number, text: string): string {
  const rest = lineAt(text, start).slice(start - text.lastIndexOf('\n', start - 1) - 1);
  if (code === 'MULTILINE_IMPLICIT_KEY' || /need to be followed by map values/.test(message)) {
    return /^[\w,.-]+:\S/.test(rest) ? 'NO_SPACE_AFTER_COLON' : 'NO_COLON';
  }
  if (code !== 'BLOCK_AS_IMPLICIT_KEY' || /:(?:\s|$)/.test(rest.replace(/\s#.*/, ''))) return code;
  return /^\s*-[A-Za-z]/.test(lineAt(text, start)) ? 'NO_SPACE_AFTER_DASH' : 'OVER_INDENTED';
}

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, Math.min(end < 0 ? text.length : end, start + 400)).trimEnd();
}

/**
 * The parser finds fault with the space before a word, across lines: what is meant is the word. Of quotes that are
 * not closed it tells the end; where they open is meant.
 */
function shownStart(error: ParserError, { text }: Visible): number {
  const [start] = error.pos;
  if (error.code === 'TAB_AS_INDENT') return start;
  if (isOpenQuote(error)) return openQuote(text, start);
  const blank = /(?:[ \t\r\n]+|#[^\n]*)*/y;
  blank.lastIndex = start;
  return start + (blank.exec(text)?.[0].length ?? 0);
}

function isOpenQuote({ code, message }: ParserError): boolean {
  return code === 'MISSING_CHAR' && /closing ["']quote/.test(message);
}

/** Where the quote opens that is still open at the end of what stands before `end` on its line. */
function openQuote(text: string, end: number): number {
  const lineStart = text.lastIndexOf('\n', end - 1) + 1;
  const quoted = /(?<![^\s[{,:])(?:"(?:[^"\\]|\\.)*(?:"|(\\?$))|'(?:[^']|'')*(?:'|($)))/g;
  for (const match of text.slice(lineStart, end).matchAll(quoted)) {
    if ((match[1] ?? match[2]) !== undefined) return lineStart + match.index;
  }
  return Math.max(lineStart, end - 1);
}

/** A text and where it ends for the eye. */
export interface Visible {
  readonly text: string;
  /** Of what is neither blank nor a comment. */
  readonly end: number;
}

/** Without blank lines and comments at the end. */
export function visibleEnd(text: string): number {
  let visible = text.trimEnd();
  for (;;) {
    const lastLine = visible.lastIndexOf('\n') + 1;
    if (lastLine === 0 || !visible.slice(lastLine).trimStart().startsWith('#')) return visible.length;
    visible = visible.slice(0, lastLine).trimEnd();
  }
}
