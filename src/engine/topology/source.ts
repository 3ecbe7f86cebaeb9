import { Composer, type Document, isAlias, isMap, isScalar, isSeq, Lexer, Parser, type YAMLMap } from 'yaml';
import type { Steps } from '../base/in-steps.ts';
import type { Span } from '../base/span.ts';
import { finished } from '../base/steps.ts';
import type { Entry, Node, ScalarNode } from './node.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { type NestedToken, prune } from './prune.ts';
import type { Report } from './report.ts';
import { addFirst, addSyntax, type Visible, visibleEnd } from './syntax.ts';

/** A YAML document of a file. */
export interface SourceDocument {
  readonly span: Span;
  /** Null for a document without content. */
  readonly root: Node | null;
  /** Says `%YAML 1.1`: other readers take 9:01:00 as a base-60 number. */
  readonly oldYaml: boolean;
  readonly broken: boolean;
}

/** Nodes that aliases may add to a document beyond those that are written. */
const aliasLimit = 100_000;

/**
 * The only reader of YAML. Text of any content gives documents and Problems of the `yaml` family;
 * work is linear in the text plus what aliases expand to, which is limited.
 */
export function parseSource(text: string, report: Report): readonly SourceDocument[] {
  return finished(parseSteps(text, report));
}

/** As `parseSource`, in steps; what the full parser composes of one document is a single one. */
export function* parseSteps(text: string, report: Report): Steps<readonly SourceDocument[]> {
  const root = yield* readPlainYaml(text);
  if (root) return [{ span: root.span, root, oldYaml: false, broken: false }];
  return yield* parseAnySteps(text, report);
}

/** As `parseSource`, always with the full parser. */
export function parseAnyYaml(text: string, report: Report): readonly SourceDocument[] {
  return finished(parseAnySteps(text, report));
}

function* parseAnySteps(text: string, report: Report): Steps<readonly SourceDocument[]> {
  try {
    return yield* parseDocuments(text, report);
  } catch (thrown) {
    // The parser is not ours: should it break on some text, the text is still only unreadable.
    report.add('yaml/syntax', { start: 0, end: text.length }, { code: 'UNREADABLE', detail: String(thrown) });
    return [];
  }
}

function* parseDocuments(text: string, report: Report): Steps<SourceDocument[]> {
  const tokens = yield* tokensOf(text);
  yield;
  for (const token of tokens) prune(token, report);
  // `failsafe`: every scalar stays text. Duplicate keys are found here, in linear time.
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
  const documents: SourceDocument[] = [];
  const visible = { text, end: visibleEnd(text) };
  for (const document of composer.compose(tokens as Parameters<Composer['compose']>[0])) {
    yield;
    documents.push(convertDocument(document, visible, report));
    yield;
  }
  const rest = composer.streamInfo();
  addFirst(rest.errors, visible, report);
  return documents;
}

function convertDocument(document: Document.Parsed, visible: Visible, report: Report): SourceDocument {
  addFirst(document.errors, visible, report);
  for (const warning of document.warnings) {
    if (warning.code === 'BAD_DIRECTIVE') addSyntax(warning, visible, report);
  }
  const [start, , end] = document.range;
  const content = document.contents as unknown;
  const root = content === null ? null : new Conversion(visible.text, report).convert(content, end);
  return {
    span: root ? { start: root.span.start, end: root.span.end } : { start, end },
    root: root && root.span.end > root.span.start ? root : null,
    oldYaml: document.directives.yaml.version === '1.1',
    broken: document.errors.length > 0,
  };
}

/** As the parser's own `parse`, which does not rest before a document is complete. */
function* tokensOf(text: string): Steps<NestedToken[]> {
  const tokens: NestedToken[] = [];
  const parser = new Parser();
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++lexemes % 512 === 0) yield;
    for (const token of parser.next(lexeme)) tokens.push(token as NestedToken);
  }
  for (const token of parser.end()) tokens.push(token as NestedToken);
  return tokens;
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
      const entries = this.#entries(node, span.start);
      const last = entries.at(-1);
      return this.#weigh({
        kind: 'mapping',
        flow: node.flow === true,
        span: node.flow || !last ? span : { start: entries[0]!.key.span.start, end: endOf(last) },
        entries,
      });
    }
    if (isSeq(node)) {
      const span = spanOf(node.range, at);
      const items = node.items.map((item) => this.convert(item, span.start));
      const end = node.flow ? span.end : Math.max(span.start, items.at(-1)?.span.end ?? span.end);
      return this.#weigh({
        kind: 'sequence',
        flow: node.flow === true,
        span: { start: span.start, end },
        items,
      });
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

  #entries({ items, flow }: YAMLMap, at: number): Entry[] {
    const entries: Entry[] = [];
    const seen = new Map<string, ScalarNode>();
    let previous: Entry | null = null;
    for (const { key: keyNode, value: valueNode } of items) {
      const key = this.convert(keyNode, at);
      if (key.kind === 'unreadable') continue;
      const value = this.#value(valueNode, key);
      if (key.kind !== 'scalar') {
        const found = key.kind === 'mapping' ? 'mapping' : 'list';
        this.#report.add('shape/wrong-type', key.span, { key: '', item: false, expected: 'key', found });
        continue;
      }
      const isTrap: boolean = flow === true && previous !== null && this.#isCommaTrap(previous, key);
      if (isTrap && entries.at(-1) === previous) seen.delete(entries.pop()!.key.text);
      previous = { key, value };
      if (!isTrap && this.#isNew(key, seen)) entries.push(previous);
    }
    return entries;
  }

  /** What is empty is taken to stand right after its key. */
  #value(node: unknown, key: Node): Node {
    const value = this.convert(node, key.span.end);
    if (value.kind !== 'scalar' || value.span.end > value.span.start) return value;
    return { ...value, span: { start: key.span.end, end: key.span.end } };
  }

  /** `{ nvidia,egm-pxm: 4 }` is a key `nvidia` without value and a key `egm-pxm`: never what was meant. */
  #isCommaTrap({ key: before, value }: Entry, key: ScalarNode): boolean {
    if (!before.plain || value.span.end > before.span.end || key.span.start !== before.span.end + 1)
      return false;
    const span = { start: before.span.start, end: key.span.end };
    this.#report.add('yaml/comma-trap', span, {
      text: this.#text.slice(span.start, Math.min(span.end, span.start + 48)),
    });
    return true;
  }

  #isNew(key: ScalarNode, seen: Map<string, ScalarNode>): boolean {
    const first = seen.get(key.text);
    if (!first) {
      seen.set(key.text, key);
      return true;
    }
    const related = [this.#report.related('first', first.span)];
    this.#report.add('yaml/duplicate-key', key.span, { key: key.text }, related);
    return false;
  }

  /** The anchored node, told to stand where the alias stands; what is inside keeps its own place. */
  #alias(name: string, span: Span): Node {
    const target = this.#anchors.get(name);
    const nothing: Node = { kind: 'unreadable', span };
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
