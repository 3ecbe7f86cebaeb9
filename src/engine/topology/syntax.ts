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

/** The parser finds fault with the space before a word, across lines: what is meant is the word. */
function shownStart({ pos: [start], code }: ParserError, { text }: Visible): number {
  if (code === 'TAB_AS_INDENT') return start;
  const blank = /(?:[ \t\r\n]+|#[^\n]*)*/y;
  blank.lastIndex = start;
  return start + (blank.exec(text)?.[0].length ?? 0);
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
  let end = code === 'TAB_AS_INDENT' ? pos[1] : Math.max(pos[1], start + 1);
  if (start >= textEnd) [start, end] = [Math.max(0, textEnd - 1), textEnd];
  report.add('yaml/syntax', { start, end: Math.max(end, start) }, { code, detail: message });
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
