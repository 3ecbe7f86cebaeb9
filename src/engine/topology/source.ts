import { Composer, type Document, isAlias, isMap, isScalar, isSeq, Parser } from 'yaml';
import type { Span } from '../base/span.ts';
import type { Entry, Node, ScalarNode } from './node.ts';
import type { Report } from './report.ts';

/** A YAML document of a file. */
export interface SourceDocument {
  readonly span: Span;
  /** Null for a document without content. */
  readonly root: Node | null;
  /** Says `%YAML 1.1`: other readers take 9:01:00 as a base-60 number. */
  readonly oldYaml: boolean;
  readonly broken: boolean;
}

/** A topology needs seven levels. */
const depthLimit = 48;
/** Nodes that aliases may add to a document beyond those that are written. */
const aliasLimit = 100_000;

/**
 * The only reader of YAML. Text of any content gives documents and Problems of the `yaml` family;
 * work is linear in the text plus what aliases expand to, which is limited.
 */
export function parseSource(text: string, report: Report): readonly SourceDocument[] {
  try {
    return parseDocuments(text, report);
  } catch (thrown) {
    // The parser is not ours: should it break on some text, the text is still only unreadable.
    report.add('yaml/syntax', { start: 0, end: text.length }, { code: 'UNREADABLE', detail: String(thrown) });
    return [];
  }
}

function parseDocuments(text: string, report: Report): SourceDocument[] {
  const tokens: CstToken[] = [];
  for (const token of new Parser().parse(text)) {
    prune(token as CstToken, report);
    tokens.push(token as CstToken);
  }
  // `failsafe`: every scalar stays text. Duplicate keys are found here, in linear time.
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
  const documents: SourceDocument[] = [];
  for (const document of composer.compose(tokens as Parameters<Composer['compose']>[0])) {
    documents.push(convertDocument(document, text, report));
  }
  const rest = composer.streamInfo();
  for (const error of rest.errors) addSyntax(error, report);
  return documents;
}

/** The part of the parser's tokens that nesting is seen in. */
interface CstToken {
  readonly offset: number;
  readonly value?: CstToken | null;
  readonly items?: CstItem[];
}

interface CstItem {
  readonly key?: CstToken | null;
  readonly value?: CstToken | null;
}

/** Empties collections nested too deep, before anything walks them by recursion. */
function prune(root: CstToken, report: Report): void {
  const open: [CstToken, number][] = [[root, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [token, depth] = next;
    if (token.value) open.push([token.value, depth]);
    if (!token.items) continue;
    if (depth >= depthLimit) {
      report.add('yaml/too-deep', { start: token.offset, end: token.offset + 1 }, { limit: depthLimit });
      token.items.length = 0;
      continue;
    }
    for (const item of token.items) {
      if (item.key) open.push([item.key, depth + 1]);
      if (item.value) open.push([item.value, depth + 1]);
    }
  }
}

function convertDocument(document: Document.Parsed, text: string, report: Report): SourceDocument {
  for (const error of document.errors) addSyntax(error, report);
  for (const warning of document.warnings) {
    if (warning.code === 'BAD_DIRECTIVE') addSyntax(warning, report);
  }
  const [start, , end] = document.range;
  const content = document.contents as unknown;
  const root = content === null ? null : new Conversion(text, report).convert(content, end);
  return {
    span: root ? { start: root.span.start, end: root.span.end } : { start, end },
    root: root && root.span.end > root.span.start ? root : null,
    oldYaml: document.directives.yaml.version === '1.1',
    broken: document.errors.length > 0,
  };
}

function addSyntax(error: { pos: [number, number]; code: string; message: string }, report: Report): void {
  const [start, end] = error.pos;
  report.add(
    'yaml/syntax',
    { start, end: Math.max(end, start) },
    { code: error.code, detail: error.message },
  );
}

/** Turns the parser's nodes into ours; one per document, since anchors belong to one. */
class Conversion {
  readonly #text: string;
  readonly #report: Report;
  /** Null while the anchored node is still being read: an alias to it would contain itself. */
  readonly #anchors = new Map<string, Node | null>();
  readonly #weights = new WeakMap<Node, number>();
  #aliased = 0;

  constructor(text: string, report: Report) {
    this.#text = text;
    this.#report = report;
  }

  /** `at` is where a node without text would stand. */
  convert(node: unknown, at: number): Node {
    if (isAlias(node)) return this.#alias(node.source, spanOf(node.range, at));
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, null);
    const converted = this.#plainNode(node, at);
    if (anchor !== undefined) this.#anchors.set(anchor, converted);
    return converted;
  }

  #plainNode(node: unknown, at: number): Node {
    if (isMap(node)) {
      const span = spanOf(node.range, at);
      const entries = this.#entries(node.items, span.start);
      const last = entries.at(-1);
      return this.#weigh({
        kind: 'mapping',
        span: node.flow || !last ? span : { start: entries[0]!.key.span.start, end: endOf(last) },
        entries,
      });
    }
    if (isSeq(node)) {
      const span = spanOf(node.range, at);
      const items = node.items.map((item) => this.convert(item, span.start));
      const end = node.flow ? span.end : Math.max(span.start, items.at(-1)?.span.end ?? span.end);
      return this.#weigh({ kind: 'sequence', span: { start: span.start, end }, items });
    }
    return this.#scalar(node, at);
  }

  #scalar(node: unknown, at: number): ScalarNode {
    if (!isScalar(node)) return { kind: 'scalar', span: { start: at, end: at }, text: '', plain: true };
    const { start, end } = spanOf(node.range, at);
    const string = node.tag === '!' || node.tag === 'tag:yaml.org,2002:str';
    if (node.tag !== undefined && !string && !known.has(node.tag)) {
      this.#report.add('yaml/unknown-tag', { start, end }, { tag: node.tag });
    }
    const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
    const trimmed = block ? start + this.#text.slice(start, end).trimEnd().length : end;
    const text = typeof node.value === 'string' ? node.value : (node.source ?? '');
    return { kind: 'scalar', span: { start, end: trimmed }, text, plain: node.type === 'PLAIN' && !string };
  }

  #entries(items: readonly { key: unknown; value?: unknown }[], at: number): Entry[] {
    const entries: Entry[] = [];
    const seen = new Map<string, ScalarNode>();
    for (const { key: keyNode, value: valueNode } of items) {
      const key = this.convert(keyNode, at);
      const value = this.convert(valueNode, key.span.end);
      if (key.kind !== 'scalar') {
        const found = key.kind === 'mapping' ? 'mapping' : 'list';
        this.#report.add('shape/wrong-type', key.span, { key: '', expected: 'key', found });
        continue;
      }
      const first = seen.get(key.text);
      if (first) {
        const related = [this.#report.related('first', first.span)];
        this.#report.add('yaml/duplicate-key', key.span, { key: key.text }, related);
        continue;
      }
      seen.set(key.text, key);
      entries.push({ key, value });
    }
    return entries;
  }

  /** The anchored node, told to stand where the alias stands; what is inside keeps its own place. */
  #alias(name: string, span: Span): Node {
    const target = this.#anchors.get(name);
    const nothing: ScalarNode = { kind: 'scalar', span, text: '', plain: true };
    if (target === undefined) {
      this.#report.add('yaml/unresolved-alias', span, { name });
      return nothing;
    }
    const weight = target ? (this.#weights.get(target) ?? 1) : 0;
    if (target === null || this.#aliased + weight > aliasLimit) {
      this.#report.add('yaml/alias-bomb', span, { name, recursive: target === null, limit: aliasLimit });
      return nothing;
    }
    this.#aliased += weight;
    const copy = { ...target, span };
    this.#weights.set(copy, weight);
    return copy;
  }

  #weigh<N extends Node>(node: N): N {
    const inner = node.kind === 'mapping' ? node.entries.map((entry) => entry.value) : [];
    const children = node.kind === 'sequence' ? node.items : inner;
    let weight = 1;
    for (const child of children) weight += this.#weights.get(child) ?? 1;
    this.#weights.set(node, weight);
    return node;
  }
}

const known = new Set(['str', 'int', 'map', 'seq', 'null'].map((name) => `tag:yaml.org,2002:${name}`));

function endOf(entry: Entry): number {
  return Math.max(entry.key.span.end, entry.value.span.end);
}

function spanOf(range: readonly number[] | null | undefined, at: number): Span {
  return { start: range?.[0] ?? at, end: range?.[1] ?? range?.[0] ?? at };
}
