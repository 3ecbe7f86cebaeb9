import type { Located, Span } from '../base/span.ts';
import type { Expected, Found } from './catalogue.ts';
import { type IntegerReading, readInteger } from './integer.ts';
import { nearest } from './nearest.ts';
import { headOf, isNothing, type MappingNode, type Node, type ScalarNode } from './node.ts';
import type { Report } from './report.ts';
import type { KeyShape, MappingShape, ValueShape } from './shape.ts';

/** A mapping after its shape was applied: what could be read, by key. */
export interface Fields {
  /** Where to point at when the whole is meant. */
  readonly head: Span;
  readonly span: Span;
  readonly values: ReadonlyMap<string, FieldValue>;
  readonly keys: ReadonlyMap<string, Span>;
}

export type FieldValue =
  | { readonly kind: 'integer'; readonly value: bigint; readonly span: Span }
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly FieldValue[]; readonly span: Span }
  | { readonly kind: 'mapping'; readonly fields: Fields; readonly span: Span };

/** What reading needs beside the node: where to report, and the dialect of the document. */
export interface Context {
  readonly report: Report;
  readonly oldYaml: boolean;
}

/**
 * Reads a mapping by its shape. Problems go to the report; a value that has one is left out,
 * except a string under an open shape, which a driver can read.
 */
export function readFields(node: MappingNode, shape: MappingShape, context: Context): Fields {
  const { report } = context;
  const values = new Map<string, FieldValue>();
  const keys = new Map<string, Span>();
  for (const { key, value } of node.entries) {
    keys.set(key.text, key.span);
    const keyShape = shape.keys.find((candidate) => candidate.key === key.text);
    if (!keyShape) reportUnknown(key, shape, report);
    const read = keyShape
      ? readKey(keyShape, key, value, shape, context)
      : readForeign(key, value, shape, context);
    if (read) values.set(key.text, read);
  }
  const head = headOf(node);
  for (const { key, required } of shape.keys) {
    if (required && !keys.has(key)) report.add('shape/missing-key', head, { key, within: shape.title });
  }
  return { head, span: node.span, values, keys };
}

function reportUnknown(key: ScalarNode, shape: MappingShape, report: Report): void {
  const vendor = key.text.indexOf(',') > 0 && !key.text.startsWith('nvidia,');
  if (shape.open && vendor) return;
  const known = shape.keys.map((candidate) => candidate.key);
  const data = { key: clip(key.text), nearest: nearest(key.text, known), within: shape.title };
  report.add('shape/unknown-key', key.span, data);
}

function readKey(keyShape: KeyShape, key: ScalarNode, value: Node, within: MappingShape, context: Context) {
  if (isNothing(value)) {
    const expected = expectedOf(keyShape.value);
    context.report.add('shape/wrong-type', key.span, { key: key.text, expected, found: 'nothing' });
    return null;
  }
  return readValue(keyShape.value, key, value, within.open, context);
}

/** A property that no table knows: an integer if it is written as one, else text. */
function readForeign(
  key: ScalarNode,
  value: Node,
  within: MappingShape,
  context: Context,
): FieldValue | null {
  if (!within.open) return null;
  if (value.kind !== 'scalar' || isNothing(value)) {
    wrongType(key, value, 'integer', context.report);
    return null;
  }
  const reading = value.plain ? readInteger(value.text) : null;
  if (reading?.kind === 'integer') return { kind: 'integer', value: reading.value, span: value.span };
  if (reading?.kind === 'out-of-range') return badInteger(reading, key.text, value, context.report);
  return { kind: 'text', value: value.text, span: value.span };
}

function readValue(
  shape: ValueShape,
  key: ScalarNode,
  node: Node,
  keepText: boolean,
  context: Context,
): FieldValue | null {
  switch (shape.kind) {
    case 'mapping':
      if (node.kind !== 'mapping') return wrongType(key, node, 'mapping', context.report);
      return { kind: 'mapping', fields: readFields(node, shape.shape, context), span: node.span };
    case 'list':
      return readList(shape.of, key, node, context);
    case 'string':
    case 'bdf':
    case 'device-id':
      if (node.kind !== 'scalar') return wrongType(key, node, 'string', context.report);
      return { kind: 'text', value: node.text, span: node.span };
    default:
      if (node.kind !== 'scalar') return wrongType(key, node, 'integer', context.report);
      return readNumber(key.text, node, keepText, context);
  }
}

function readList(of: ValueShape, key: ScalarNode, node: Node, context: Context): FieldValue | null {
  if (node.kind !== 'sequence') return wrongType(key, node, 'list', context.report);
  const items: FieldValue[] = [];
  for (const item of node.items) {
    const read = isNothing(item)
      ? wrongType({ ...key, span: emptySpan(item, node) }, item, expectedOf(of), context.report)
      : readValue(of, key, item, false, context);
    if (read) items.push(read);
  }
  return { kind: 'list', items, span: node.span };
}

function readNumber(key: string, node: ScalarNode, keepText: boolean, context: Context): FieldValue | null {
  const { report } = context;
  const { span, text } = node;
  if (!node.plain) {
    report.add('shape/not-an-integer', span, { key, text: clip(text), quoted: true });
    return keepText ? { kind: 'text', value: text, span } : null;
  }
  const reading = readInteger(text);
  if (reading.kind !== 'integer') {
    if (/^[0-9]+(?::[0-5]?[0-9])+$/.test(text)) {
      report.add('yaml/sexagesimal-trap', span, { text: clip(text) });
      return null;
    }
    badInteger(reading, key, node, report);
    // A word is text in every YAML; a number that went wrong is nothing that firmware could write.
    return keepText && /^[A-Za-z_]/.test(text) ? { kind: 'text', value: text, span } : null;
  }
  if (reading.octal) {
    const data = { text: clip(text), value: reading.value, octal: reading.octal.value };
    report.add('yaml/octal-trap', span, data);
  }
  return { kind: 'integer', value: reading.value, span };
}

function badInteger(reading: IntegerReading, key: string, node: ScalarNode, report: Report): null {
  const text = clip(node.text);
  if (reading.kind === 'out-of-range') report.add('shape/integer-out-of-range', node.span, { key, text });
  else if (reading.kind === 'unit') {
    const { digits, unit, meant } = reading;
    report.add('shape/unit', node.span, { key, digits: clip(digits), unit: clip(unit), meant });
  } else report.add('shape/not-an-integer', node.span, { key, text, quoted: false });
  return null;
}

function wrongType(key: ScalarNode, node: Node, expected: Expected, report: Report): null {
  const nothing = isNothing(node);
  const span = nothing ? key.span : node.kind === 'scalar' ? node.span : headOf(node);
  report.add('shape/wrong-type', span, {
    key: clip(key.text),
    expected,
    found: nothing ? 'nothing' : foundOf(node),
  });
  return null;
}

/** An empty item has no text of its own to point at: its dash is the character before it. */
function emptySpan(item: Node, list: Node): Span {
  if (item.span.end > item.span.start) return item.span;
  return {
    start: Math.max(list.span.start, item.span.start - 1),
    end: Math.max(item.span.start, list.span.start + 1),
  };
}

export function foundOf(node: Node): Found {
  if (isNothing(node)) return 'nothing';
  if (node.kind === 'mapping') return 'mapping';
  return node.kind === 'sequence' ? 'list' : 'text';
}

function expectedOf(shape: ValueShape): Expected {
  if (shape.kind === 'mapping' || shape.kind === 'list') return shape.kind;
  return shape.kind === 'string' || shape.kind === 'bdf' || shape.kind === 'device-id' ? 'string' : 'integer';
}

/** Texts go into sentences: a megabyte of one does not. */
export function clip(text: string): string {
  return text.length > 48 ? `${text.slice(0, 47)}…` : text;
}

/** The integer under a key, with its place. */
export function integerOf(fields: Fields, key: string, path: string): Located<bigint> | null {
  const value = fields.values.get(key);
  return value?.kind === 'integer' ? { value: value.value, place: { path, span: value.span } } : null;
}

/** The text under a key, with its place. */
export function textOf(fields: Fields, key: string, path: string): Located<string> | null {
  const value = fields.values.get(key);
  return value?.kind === 'text' ? { value: value.value, place: { path, span: value.span } } : null;
}

/** The mappings of the list under a key. */
export function mappingsOf(fields: Fields, key: string): readonly Fields[] {
  const value = fields.values.get(key);
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item) => (item.kind === 'mapping' ? [item.fields] : []));
}
