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
  const first = errors.reduce<ParserError | undefined>(
    (before, error) => (before && before.pos[0] <= error.pos[0] ? before : error),
    undefined,
  );
  for (const error of errors) {
    if (error === first || error.code === 'TAB_AS_INDENT') addSyntax(error, visible, report);
  }
}

/**
 * What is missing at the end of the text is pointed at where the text ends for the eye, and what
 * the parser finds wrong with the space before a word at the word.
 */
export function addSyntax(
  { pos, code, message }: ParserError,
  { text, end: textEnd }: Visible,
  report: Report,
): void {
  if (report.isFull('yaml/syntax')) return;
  let [start, end] = pos;
  if (code !== 'TAB_AS_INDENT') {
    const blank = /(?:[ \t\r\n]+|#[^\n]*)*/y;
    blank.lastIndex = start;
    start += blank.exec(text)?.[0].length ?? 0;
    end = Math.max(end, start + 1);
  }
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
