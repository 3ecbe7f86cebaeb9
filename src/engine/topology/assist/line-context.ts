import type { Span } from '../../base/span.ts';
import { lineEnd, lineStart } from './edit.ts';
import { flowContext, unquoted } from './flow-context.ts';

/** Where a cursor stands in a text that may be half typed, told from its lines alone. */
export interface LineContext {
  /** Keys from the root; `[]` for the item of a list. */
  readonly path: readonly string[];
  /** What is being typed: a key of the mapping at `path`, or the value of `key` in it. */
  readonly at: 'key' | 'value';
  readonly key: string | null;
  /** What is typed already, to be replaced. */
  readonly span: Span;
  /** Keys that the mapping has already. */
  readonly siblings: ReadonlySet<string>;
  readonly flow: boolean;
  /** Where the text of the value begins, of which several words may be typed. */
  readonly from: number;
  /** Where the keys of the mapping begin. */
  readonly column: number;
}

export interface Line {
  /** Column of the last dash, null on a line without. */
  readonly dash: number | null;
  /** Columns of all dashes: a list may begin on the line of its item. */
  readonly dashes: readonly number[];
  /** Column of what follows. */
  readonly column: number;
  readonly key: string | null;
  /** What follows the key, an anchor or tag apart; null without a key. */
  readonly value: string | null;
}

/** A colon within a word ends no key: PCI addresses are keys too. */
const keyed = /^(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_<][^\s#"'{}[\]]*?)):(?:[ \t]+(.*))?$/;

/** Null for a line that is empty or a comment. */
export function readLine(content: string): Line | null {
  const lead = /^( *)((?:- +|-$)*)/.exec(content)!;
  const column = lead[0].length;
  const rest = content.slice(column);
  if ((rest === '' && lead[2] === '') || rest.startsWith('#')) return null;
  const match = keyed.exec(rest);
  const dashes = dashesOf(lead[0]);
  const dash = dashes.at(-1) ?? null;
  if (!match) return { dash, dashes, column, key: null, value: null };
  const value = (match[4] ?? '').replace(/(?:^|\s)#.*$/, '').replace(/^(?:[&!]\S*\s*)+/, '');
  return { dash, dashes, column, key: match[1] ?? match[2] ?? match[3] ?? '', value: value.trim() };
}

function dashesOf(lead: string): readonly number[] {
  return [...lead.matchAll(/-/g)].map(({ index }) => index);
}

/** The context of an offset; null in a comment, or where nothing of the format can stand. */
export function lineContext(text: string, offset: number): LineContext | null {
  const start = lineStart(text, offset);
  const prefix = text.slice(start, offset);
  if (/(?:^|\s)#/.test(prefix.replace(/"[^"]*"|'[^']*'/g, ''))) return null;
  const end = lineEnd(text, offset);
  const lead = /^ *(?:- +)*/.exec(prefix)![0];
  const typed = prefix.slice(lead.length);
  const value = /^(?:"[^"]*"|'[^']*'|[^\s"'{}[\]]+?):[ \t]+/.exec(typed);
  const flow = flowContext(text, start + lead.length + (value?.[0].length ?? 0), offset);
  const column = lead.length;
  const dashes = dashesOf(lead);
  const around = surroundings(text, start, end, { column, dashes });
  if (!around) return null;
  const key = value ? unquoted(value[0].trimEnd().slice(0, -1)) : null;
  if (flow) {
    const path = [...around.path, ...(key === null ? [] : [key]), ...flow.path];
    return { ...flow, path, flow: true, column };
  }
  if (value) {
    const from = start + lead.length + value[0].length;
    const rest = /^[^#\r\n]*?(?=\s*(?:#|$))/.exec(text.slice(offset, end))![0];
    const span = { start: from, end: offset + rest.length };
    return { ...around, at: 'value', key, span, flow: false, from, column };
  }
  const from = start + lead.length;
  if (typed.includes(' '))
    return dashes.length === 0 ? null : item(around, text, { from, offset, end, column });
  const rest = /^[A-Za-z0-9,_-]*/.exec(text.slice(offset, end))![0];
  return {
    ...around,
    at: 'key',
    key: null,
    span: { start: from, end: offset + rest.length },
    flow: false,
    from,
    column,
  };
}

/** A text of several words that is the item of a list. */
function item(
  around: Surroundings,
  text: string,
  { from, offset, end, column }: { from: number; offset: number; end: number; column: number },
): LineContext {
  const rest = /^[^\s#]*/.exec(text.slice(offset, end))![0];
  const span = { start: from, end: offset + rest.length };
  return { ...around, at: 'value', key: null, span, flow: false, from, column };
}

interface Surroundings {
  readonly path: readonly string[];
  readonly siblings: ReadonlySet<string>;
}

/** The way up from a line by its indentation, and the keys beside it. */
function surroundings(
  text: string,
  start: number,
  end: number,
  here: { readonly column: number; readonly dashes: readonly number[] },
): Surroundings | null {
  const siblings = new Set(siblingsBelow(text, end, here.column));
  const path: string[] = [];
  let { column } = here;
  let inList = false;
  const enterList = (dash: number): void => {
    path.unshift('[]');
    column = dash;
    inList = true;
  };
  for (const dash of here.dashes.toReversed()) enterList(dash);
  for (let at = start; at > 0; ) {
    at = lineStart(text, at - 1);
    const content = text.slice(at, lineEnd(text, at));
    if (/^(?:---|\.\.\.)/.test(content)) break;
    const line = readLine(content);
    if (!line) continue;
    if (inList && line.dashes.includes(column)) {
      // A line of the same list; it may be the one that begins the list around it.
      const outer = line.dashes.findLast((dash) => dash < column);
      if (outer !== undefined) enterList(outer);
      continue;
    }
    if (line.column > column) continue;
    const isParent = inList ? line.dash !== column : line.column < column;
    if (isParent) {
      if (line.key === null || line.value !== '') return null;
      path.unshift(line.key);
      column = line.column;
      inList = false;
    } else if (path.length === 0 && line.key !== null) siblings.add(line.key);
    if (line.dash !== null) enterList(line.dash);
  }
  return inList ? null : { path, siblings };
}

function* siblingsBelow(text: string, end: number, column: number): Generator<string> {
  for (let at = text.indexOf('\n', end) + 1; at > 0; at = text.indexOf('\n', at) + 1) {
    const content = text.slice(at, lineEnd(text, at));
    if (/^(?:---|\.\.\.)/.test(content)) return;
    const line = readLine(content);
    if (!line) continue;
    if (line.column < column || (line.dash !== null && line.dash < column)) return;
    if (line.column === column && line.key !== null) yield line.key;
  }
}
