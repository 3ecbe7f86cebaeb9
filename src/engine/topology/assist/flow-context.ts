import type { Span } from '../../base/span.ts';

/** Where a cursor stands within braces and brackets on its line. */
export interface FlowContext {
  /** From what holds the outermost bracket. */
  readonly path: readonly string[];
  readonly at: 'key' | 'value';
  readonly key: string | null;
  readonly span: Span;
  /** Where the text of the value begins, of which several words may be typed. */
  readonly from: number;
  readonly siblings: ReadonlySet<string>;
}

interface Open {
  readonly bracket: '{' | '[';
  /** The key whose value it is, within the bracket around it. */
  readonly key: string | null;
  /** Where the piece being read begins: after the bracket or the last comma. */
  piece: number;
  readonly keys: Set<string>;
}

/** Null when no bracket is open at `offset`; `start` is where the line's value begins. */
export function flowContext(text: string, start: number, offset: number): FlowContext | null {
  const open: Open[] = [];
  for (let at = start; at < offset; at++) {
    const character = text[at];
    const inner = open.at(-1);
    if (character === '"' || character === "'") {
      const close = text.indexOf(character, at + 1);
      if (close < 0 || close >= offset) break;
      at = close;
    } else if (character === '{' || character === '[') {
      const key = inner ? keyOf(text.slice(inner.piece, at)) : null;
      open.push({ bracket: character, key, piece: at + 1, keys: new Set() });
    } else if (character === '}' || character === ']') open.pop();
    else if (character === ',' && inner) {
      const key = keyOf(text.slice(inner.piece, at));
      if (key !== null) inner.keys.add(key);
      inner.piece = at + 1;
    }
  }
  const inner = open.at(-1);
  return inner ? contextIn(inner, open, text, offset) : null;
}

function contextIn(inner: Open, open: readonly Open[], text: string, offset: number): FlowContext {
  const path = open.flatMap(({ key, bracket }) => [
    ...(key === null ? [] : [key]),
    ...(bracket === '[' ? ['[]'] : []),
  ]);
  const piece = text.slice(inner.piece, offset);
  const key = inner.bracket === '{' ? keyOf(piece) : null;
  const from =
    offset -
    (/[^\s:{}[\],]*$|"[^"]*$/.exec(key === null ? piece : piece.replace(/^.*?:\s*/, ''))?.[0].length ?? 0);
  const typed = piece.lastIndexOf('"') >= 0 && key === null ? inner.piece + piece.indexOf('"') : from;
  const rest = /^[A-Za-z0-9,_-]*"?/.exec(text.slice(offset, offset + 100))![0];
  const ends = key === null && !piece.includes('"') ? /^[A-Za-z0-9_-]*/.exec(rest)![0] : rest;
  const after = text.slice(offset).match(/^[^{}\n]*/)![0];
  const siblings = new Set([
    ...inner.keys,
    ...[...after.matchAll(/"?([A-Za-z][A-Za-z0-9,-]*)"?:/g)].map((m) => m[1]!),
  ]);
  const isValue = key !== null || inner.bracket === '[';
  const end = offset + (isValue ? /^[A-Za-z0-9_.]*/.exec(rest)![0].length : ends.length);
  const behindKey = key === null ? 0 : piece.indexOf(':') + 1;
  const leading = /^\s*/.exec(piece.slice(behindKey))![0].length;
  const begin = inner.piece + behindKey + leading;
  return { path, at: isValue ? 'value' : 'key', key, span: { start: typed, end }, from: begin, siblings };
}

/** `key: …` of a piece, null where no colon follows it yet. */
function keyOf(piece: string): string | null {
  const match = /^\s*("[^"]*"|'[^']*'|[^\s,"'{}[\]]+?)\s*:(?:\s|$)/.exec(piece);
  return match ? unquoted(match[1]!) : null;
}

export function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}
