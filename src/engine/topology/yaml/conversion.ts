import { type Document, isAlias, isMap, isScalar, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Steps } from '../../base/in-steps.ts';
import type { Span } from '../../base/span.ts';
import type { Entry, Node, ScalarNode } from '../node.ts';
import type { Report } from '../report.ts';
import type { ParserError } from '../syntax.ts';

/** Nodes that aliases may add to a document beyond those that are written. */
const aliasLimit = 100_000;

/** What was cut out of a document, by the token that is left of it; null where nothing was. */
type Pieces = (shell: unknown) => Iterable<Document.Parsed> | null;

/** Turns the parser's nodes into ours; one per document, since anchors belong to one. */
export class Conversion {
  readonly #text: string;
  readonly #report: Report;
  readonly #pieces: Pieces;
  /** Of pieces, for the document that they belong to. */
  readonly #errors: ParserError[];
  /** Null while the anchored node is still being read: an alias to it would contain itself. */
  readonly #anchors = new Map<string, Node | null>();
  readonly #weights = new WeakMap<Node, number>();
  #aliased = 0;

  constructor(text: string, report: Report, pieces: Pieces, errors: ParserError[]) {
    this.#text = text;
    this.#report = report;
    this.#pieces = pieces;
    this.#errors = errors;
  }

  /** `at` is where a node without text would stand. */
  *convert(node: unknown, at: number): Steps<Node> {
    if (!isMap(node) && !isSeq(node)) return this.#leaf(node, at);
    const { anchor } = node;
    if (anchor !== undefined) this.#anchors.set(anchor, null);
    const converted = yield* this.#collection(node, at);
    if (anchor !== undefined) this.#anchors.set(anchor, converted);
    return converted;
  }

  #leaf(node: unknown, at: number): Node {
    if (isAlias(node)) return this.#alias(node.source, spanOf(node.range, at));
    const converted = this.#scalar(node, at);
    if (isScalar(node) && node.anchor !== undefined) this.#anchors.set(node.anchor, converted);
    return converted;
  }

  *#collection(node: YAMLMap | YAMLSeq, at: number): Steps<Node> {
    return isMap(node) ? yield* this.#mapping(node, at) : yield* this.#sequence(node, at);
  }

  *#mapping(node: YAMLMap, at: number): Steps<Node> {
    let { start, end } = spanOf(node.range, at);
    const flow = node.flow === true;
    const entries: Entry[] = [];
    const seen = new Map<string, ScalarNode>();
    for (const part of this.#partsOf(node)) {
      yield* this.#entriesOf(part, start, entries, seen);
    }
    const last = entries.at(-1);
    if (last && !flow) [start, end] = [entries[0]!.key.span.start, endOf(last)];
    // Without a key that can be read there is only where it begins.
    else if (!flow) end = Math.min(end, start) + 1;
    return this.#weigh({ kind: 'mapping', flow, span: { start, end }, entries });
  }

  *#sequence(node: YAMLSeq, at: number): Steps<Node> {
    let { start, end } = spanOf(node.range, at);
    const flow = node.flow === true;
    const items: Node[] = [];
    for (const part of this.#partsOf(node)) {
      yield;
      for (const item of part.items) items.push(yield* this.convert(item, start));
      end = spanOf(part.range, at).end;
    }
    if (!flow) end = Math.max(start, items.at(-1)?.span.end ?? end);
    return this.#weigh({ kind: 'sequence', flow, span: { start, end }, items });
  }

  /** The collection itself, or the parts that it was cut into. */
  *#partsOf<C extends YAMLMap | YAMLSeq>(node: C): Generator<C> {
    const pieces = this.#pieces(node.srcToken);
    if (!pieces) yield node;
    for (const { contents, errors } of pieces ?? []) {
      this.#errors.push(...errors);
      // A piece is of the same type as what it was cut from.
      yield contents as unknown as C;
    }
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

  *#entriesOf(
    { items, flow }: YAMLMap,
    at: number,
    entries: Entry[],
    seen: Map<string, ScalarNode>,
  ): Steps<void> {
    let previous: Entry | null = null;
    for (const [count, { key: keyNode, value: valueNode }] of items.entries()) {
      if (count % 64 === 0) yield;
      const key = yield* this.convert(keyNode, at);
      if (key.kind === 'unreadable') continue;
      const value = yield* this.#value(valueNode, key);
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
  }

  /** What is empty is taken to stand right after its key. */
  *#value(node: unknown, key: Node): Steps<Node> {
    const value = yield* this.convert(node, key.span.end);
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
