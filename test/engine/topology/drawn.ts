import { LineIndex, type Span, type TopologyReading } from '../../../src/engine/index.ts';

type Text = Pick<TopologyReading, 'path' | 'text'>;
type Found = Text & Pick<TopologyReading, 'problems' | 'elsewhere'>;

/**
 * Drawings in a topology file: a comment under the line, carets under the range, then the code;
 * waves for a related place, then code and role. A range from column 0 begins under the `#`, and
 * `#|` or `#:` is its first character alone. What goes past the line is drawn to the line's end.
 */
const drawing = /^#(?:([|:])|([\^~]+)|( *)([\^~]+)) ([a-z]+\/[a-z0-9-]+(?: [a-z-]+)?)$/;

/** Every drawing of a text as `line:from-to what`, sorted. */
export function drawnIn(text: string): string[] {
  const drawn: string[] = [];
  let line = -1;
  for (const [at, content] of text.split(/\r?\n/).entries()) {
    const match = drawing.exec(content);
    if (!match) line = at;
    else drawn.push(described(line, match));
  }
  return drawn.sort();
}

function described(line: number, [, single, fromHash, space, carets, what]: RegExpExecArray): string {
  if (single) return `${line + 1}:0-1 ${what}`;
  if (fromHash) return `${line + 1}:0-${fromHash.length + 1} ${what}`;
  const from = (space ?? '').length + 1;
  return `${line + 1}:${from}-${from + (carets ?? '').length} ${what}`;
}

/** Every Problem and related place of a reading in one of its files, in the form of `drawnIn`. */
export function foundIn(reading: Found, { path, text }: Text = reading): string[] {
  const lines = new LineIndex(text);
  const describe = (span: Span, what: string): string => {
    const { line, character } = lines.position(span.start);
    const lineEnd = text.slice(lines.lineStart(line), lines.lineStart(line + 1)).replace(/\r?\n$/, '').length;
    const end = Math.min(character + span.end - span.start, lineEnd);
    return `${line + 1}:${character}-${Math.max(end, character + 1)} ${what}`;
  };
  const found = new Set<string>();
  for (const { code, place, related } of [...reading.problems, ...reading.elsewhere]) {
    if (place.path === path) found.add(describe(place.span, code));
    for (const each of related) {
      if (each.place.path === path) found.add(describe(each.place.span, `${code} ${each.role}`));
    }
  }
  return [...found].sort();
}
