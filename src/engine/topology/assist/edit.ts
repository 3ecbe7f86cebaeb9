import type { Span } from '../../base/span.ts';
import { type Entry, headOf, type MappingNode } from '../node.ts';

/** Text to stand in the place of a span; an empty span is an insertion. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** A text with edits applied, which must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let changed = '';
  let at = 0;
  for (const { span, text: by } of inOrder(edits)) {
    changed += text.slice(at, span.start) + by;
    at = span.end;
  }
  return changed + text.slice(at);
}

/** Where an offset of the old text is in the new one; what was replaced begins where its replacement does. */
export function movedBy(edits: readonly TextEdit[], offset: number): number {
  let moved = offset;
  for (const { span, text } of edits) {
    if (span.end < offset || (span.end === offset && span.start < offset))
      moved += text.length - (span.end - span.start);
    else if (span.start === offset && span.end === offset) moved += text.length;
  }
  return moved;
}

function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start);
}

export function replaced({ start, end }: Span, text: string): TextEdit {
  return { span: { start, end }, text };
}

export function inserted(at: number, text: string): TextEdit {
  return { span: { start: at, end: at }, text };
}

/** How the text ends its lines. */
export function lineEnding(text: string): '\r\n' | '\n' {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where a line's content ends, comment included, before its line ending. */
export function lineEnd(text: string, offset: number): number {
  const next = text.indexOf('\n', offset);
  const end = next < 0 ? text.length : next;
  return text[end - 1] === '\r' && end - 1 >= offset ? end - 1 : end;
}

/** The column of an offset, in characters. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** A key as a mapping of that style needs it: in braces a comma would end it. */
export function keyText(key: string, flow: boolean): string {
  return flow && key.includes(',') ? `"${key}"` : key;
}

/** Adds `key: value` after an entry of a mapping, on a line of its own where the mapping is in lines. */
export function entryAfter(
  text: string,
  mapping: MappingNode,
  entry: Entry,
  key: string,
  value: string,
): TextEdit {
  const written = `${keyText(key, mapping.flow)}: ${value}`;
  const end = Math.max(entry.key.span.end, entry.value.span.end);
  if (mapping.flow) return inserted(end, `, ${written}`);
  const indent = ' '.repeat(columnOf(text, entry.key.span.start));
  return inserted(lineEnd(text, end), `${lineEnding(text)}${indent}${written}`);
}

/** Adds `key: value` before the first entry of a mapping. */
export function entryBefore(text: string, mapping: MappingNode, key: string, value: string): TextEdit {
  const written = `${keyText(key, mapping.flow)}: ${value}`;
  const { start } = mapping.entries[0]?.key.span ?? headOf(mapping);
  if (mapping.flow) {
    const isEmpty = mapping.entries.length === 0;
    return isEmpty ? inserted(start + 1, ` ${written} `) : inserted(start, `${written}, `);
  }
  return inserted(start, `${written}${lineEnding(text)}${' '.repeat(columnOf(text, start))}`);
}
