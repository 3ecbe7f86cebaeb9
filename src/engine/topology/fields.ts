import type { Steps } from '../base/in-steps.ts';
import { type Located, located, type Span } from '../base/span.ts';
import type { Expected, Found } from './catalogue.ts';
import { type IntegerReading, readInteger } from './integer.ts';
import type { Made } from './made.ts';
import { nearest } from './nearest.ts';
import { headOf, isNothing, type MappingNode, type Node, type ScalarNode } from './node.ts';
import type { Report } from './report.ts';
import { isText, keyShapeOf, type MappingShape, type TextShape, type ValueShape } from './shape.ts';

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
  | { readonly kind: 'text'; readonly value: string; readonly span: Span; readonly plain: boolean }
  | { readonly kind: 'list'; readonly items: readonly FieldValue[]; readonly span: Span }
  | { readonly kind: 'mapping'; readonly fields: Fields; readonly span: Span }
  | MadeValue;

type MadeValue = {
  [Name in keyof Made]: {
    readonly kind: 'made';
    readonly of: Name;
    readonly made: Made[Name];
    readonly span: Span;
  };
}[keyof Made];

/** What reading needs beside the node. */
export interface Context {
  readonly report: Report;
  readonly oldYaml: boolean;
  /**
   * Makes what the shape says of a mapping as soon as it has been read: its fields need not be kept. Of
   * ten thousand GPUs they would take more memory than the rest. Without it they are given as they are.
   */
  make?(name: keyof Made, fields: Fields): MadeValue;
}

/**
 * Reads a mapping by its shape. Problems go to the report; a value that has one is left out,
 * except a string under an open shape, which a driver can read.
 */
export function* readFields(node: MappingNode, shape: MappingShape, context: Context): Steps<Fields> {
  const { report } = context;
  const values = new Map<string, FieldValue>();
  const keys = new Map<string, Span>();
  for (const { key, value } of node.entries) {
    const keyShape = keyShapeOf(shape, key.text);
    // The table's own text of a key, so that no part of the file is kept for it.
    const name = keyShape?.key === key.text ? keyShape.key : key.text;
    keys.set(name, key.span);
    if (!keyShape) reportUnknown(key, shape, report);
    let read: FieldValue | null;
    if (!keyShape) read = readForeign(key, value, shape, context);
    else if (isNothing(value)) read = wrongType(key, value, expectedOf(keyShape.value), report);
    else if (isNested(keyShape.value)) read = yield* readNested(keyShape.value, key, value, context);
    else read = readScalar(keyShape.value, key, value, shape.open, context);
    if (read) values.set(name, read);
  }
  const head = headOf(node);
  for (const { key, required, unless } of shape.keys) {
    if (unless !== undefined && keys.has(unless)) continue;
    if (required && !keys.has(key)) report.add('shape/missing-key', head, { key, within: shape.title });
  }
  return { head, span: node.span, values, keys };
}

function reportUnknown(key: ScalarNode, shape: MappingShape, report: Report): void {
  if (shape.open && isForeign(key.text)) return;
  const known = shape.keys.map((candidate) => candidate.key);
  const data = { key: clip(key.text), nearest: nearest(key.text, known), within: shape.title };
  report.add('shape/unknown-key', key.span, data);
}

/** A property with the prefix of another vendor: some other driver's. */
function isForeign(key: string): boolean {
  return key.indexOf(',') > 0 && !key.startsWith('nvidia,');
}

/** A property that no table knows: an integer if it is written as one, else text. */
function readForeign(
  key: ScalarNode,
  value: Node,
  within: MappingShape,
  context: Context,
): FieldValue | null {
  if (!within.open || value.kind === 'unreadable') return null;
  if (isNothing(value) && !isForeign(key.text)) return null;
  if (value.kind !== 'scalar' || isNothing(value)) return wrongType(key, value, 'integer', context.report);
  const reading = value.plain ? readInteger(value.text) : null;
  if (reading?.kind === 'integer') return { kind: 'integer', value: reading.value, span: value.span };
  if (reading?.kind === 'out-of-range') return badInteger(reading, key.text, value, context.report);
  return textValue(value);
}

type NestedShape = Extract<ValueShape, { kind: 'mapping' | 'list' | 'choice' }>;

function isNested(shape: ValueShape): shape is NestedShape {
  return shape.kind === 'mapping' || shape.kind === 'list' || shape.kind === 'choice';
}

function* readNested(
  shape: NestedShape,
  key: ScalarNode,
  node: Node,
  context: Context,
): Steps<FieldValue | null> {
  if (shape.kind === 'list') return yield* readList(shape.of, key, node, context);
  if (shape.kind === 'choice' && node.kind !== 'mapping') return readText(shape.of, key, node, context);
  if (node.kind !== 'mapping') return wrongType(key, node, 'mapping', context.report);
  const fields = yield* readFields(node, shape.shape, context);
  const { makes } = shape.shape;
  const { span } = node;
  return makes && context.make ? context.make(makes, fields) : { kind: 'mapping', fields, span };
}

function readScalar(
  shape: Exclude<ValueShape, NestedShape>,
  key: ScalarNode,
  node: Node,
  keepText: boolean,
  context: Context,
): FieldValue | null {
  if (isText(shape)) return readText(shape, key, node, context);
  if (node.kind !== 'scalar') return wrongType(key, node, 'integer', context.report);
  return readNumber(key.text, node, keepText, context);
}

function readText(shape: TextShape, key: ScalarNode, node: Node, { report }: Context): FieldValue | null {
  if (node.kind === 'scalar') return textValue(node);
  if (shape.kind !== 'step') return wrongType(key, node, 'string', report);
  if (node.kind === 'mapping' && node.entries.some((entry) => entry.key.text === 'parallel')) {
    report.add('scenario/nested-parallel', headOf(node), {});
    return null;
  }
  return wrongType(key, node, 'step', report, true);
}

function* readList(of: ValueShape, key: ScalarNode, node: Node, context: Context): Steps<FieldValue | null> {
  if (node.kind !== 'sequence') return wrongType(key, node, 'list', context.report);
  const itemKey = (item: Node): ScalarNode => ({ ...key, span: emptySpan(item, node) });
  const items: FieldValue[] = [];
  for (const [at, item] of node.items.entries()) {
    if (at % 64 === 63) yield;
    let read: FieldValue | null;
    if (isNothing(item)) read = wrongType(itemKey(item), item, expectedOf(of), context.report, true);
    else if (isOther(of, item)) read = wrongType(key, item, expectedOf(of), context.report, true);
    else if (isNested(of)) read = yield* readNested(of, key, item, context);
    else read = readScalar(of, key, item, false, context);
    if (read) items.push(read);
  }
  return { kind: 'list', items, span: node.span };
}

/** A mapping or a list is meant, and here is something else. */
function isOther({ kind }: ValueShape, item: Node): boolean {
  return (kind === 'mapping' && item.kind !== 'mapping') || (kind === 'list' && item.kind !== 'sequence');
}

function readNumber(key: string, node: ScalarNode, keepText: boolean, context: Context): FieldValue | null {
  const { report } = context;
  const { span, text } = node;
  const reading = readInteger(text);
  if (!node.plain) return notAnInteger(key, node, keepText, reading.kind === 'integer', report);
  if (reading.kind === 'integer') {
    if (reading.octal) {
      const data = { text: clip(text), value: reading.value, octal: reading.octal.value };
      report.add('yaml/octal-trap', span, data);
    }
    return { kind: 'integer', value: reading.value, span };
  }
  if (/^[0-9]+(?::[0-5]?[0-9])+$/.test(text)) {
    report.add('yaml/sexagesimal-trap', span, { text: clip(text), isRead: false });
    return null;
  }
  // A word is text in every YAML; a number that went wrong is nothing that firmware could write.
  if (reading.kind === 'not-an-integer') {
    return notAnInteger(key, node, keepText && /^[A-Za-z_]/.test(text), false, report);
  }
  return badInteger(reading, key, node, report);
}

function notAnInteger(
  key: string,
  node: ScalarNode,
  isKept: boolean,
  isQuoted: boolean,
  report: Report,
): FieldValue | null {
  report.add('shape/not-an-integer', node.span, { key, text: clip(node.text), isQuoted, isKept });
  return isKept ? textValue(node) : null;
}

function textValue({ text, span, plain }: ScalarNode): FieldValue {
  return { kind: 'text', value: text, span, plain };
}

function badInteger(reading: IntegerReading, key: string, node: ScalarNode, report: Report): null {
  const text = clip(node.text);
  if (reading.kind === 'out-of-range') report.add('shape/integer-out-of-range', node.span, { key, text });
  else if (reading.kind === 'unit') {
    const { digits, unit, meant } = reading;
    report.add('shape/unit', node.span, { key, digits: clip(digits), unit: clip(unit), meant });
  }
  return null;
}

function wrongType(key: ScalarNode, node: Node, expected: Expected, report: Report, item = false): null {
  if (node.kind === 'unreadable') return null;
  const found = foundOf(node);
  const span = found === 'nothing' ? key.span : headOf(node);
  report.add('shape/wrong-type', span, { key: clip(key.text), item, expected, found });
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
  if (shape.kind === 'choice') return expectedOf(shape.of);
  if (shape.kind === 'step') return 'step';
  return isText(shape) ? 'string' : 'integer';
}

/** Texts go into sentences: a megabyte of one does not. */
export function clip(text: string): string {
  return text.length > 48 ? `${text.slice(0, 47)}…` : text;
}

/** The integer under a key, with its place. */
export function integerOf(fields: Fields, key: string, path: string): Located<bigint> | null {
  const value = fields.values.get(key);
  return value?.kind === 'integer' ? located(value.value, path, value.span) : null;
}

/** The text under a key, with its place. */
export function textOf(fields: Fields, key: string, path: string): Located<string> | null {
  const value = fields.values.get(key);
  return value?.kind === 'text' ? located(value.value, path, value.span) : null;
}

/** What was made of the mappings of the list under a key. */
export function madeOf<Name extends keyof Made>(fields: Fields, key: string, name: Name): Made[Name][] {
  return itemsOf(fields, key).flatMap((item) => madeAs(item, name) ?? []);
}

/** What was made of a mapping, if it is one of that name. */
export function madeAs<Name extends keyof Made>(
  value: FieldValue | undefined,
  name: Name,
): Made[Name] | null {
  // The name says the type, which TypeScript does not follow through a generic one.
  return value?.kind === 'made' && value.of === name ? (value.made as Made[Name]) : null;
}

/** The mappings of the list under a key. */
export function mappingsOf(fields: Fields, key: string): readonly Fields[] {
  return itemsOf(fields, key).flatMap((item) => (item.kind === 'mapping' ? [item.fields] : []));
}

/** What could be read of the list under a key. */
export function itemsOf(fields: Fields, key: string): readonly FieldValue[] {
  const value = fields.values.get(key);
  return value?.kind === 'list' ? value.items : [];
}
