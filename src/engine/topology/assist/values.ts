import type { Span } from '../../base/span.ts';
import { readInteger } from '../integer.ts';
import type { Node } from '../node.ts';
import type { ValueShape } from '../shape.ts';
import { entriesOf, type Shaped } from './tree.ts';

/** A value of a text with what the format takes it for. */
export interface Value {
  readonly kind: ValueShape['kind'];
  readonly key: string;
  readonly span: Span;
  /** The number, where it is one of the format; null for text. */
  readonly integer: bigint | null;
  readonly text: string;
}

/** Every scalar that the format knows the meaning of, in the order of the text. */
export function* valuesOf(reading: Shaped): Generator<Value> {
  for (const { entry, keyShape } of entriesOf(reading)) {
    if (keyShape) yield* scalars(entry.value, keyShape.value, entry.key.text);
  }
}

function* scalars(node: Node, shape: ValueShape, key: string): Generator<Value> {
  if (node.kind === 'sequence' && shape.kind === 'list') {
    for (const item of node.items) yield* scalars(item, shape.of, key);
  }
  if (node.kind === 'scalar' && shape.kind === 'choice') yield* scalars(node, shape.of, key);
  if (
    node.kind !== 'scalar' ||
    shape.kind === 'list' ||
    shape.kind === 'mapping' ||
    shape.kind === 'choice'
  ) {
    return;
  }
  const read = node.plain ? readInteger(node.text) : null;
  const integer = read?.kind === 'integer' ? read.value : null;
  yield { kind: shape.kind, key, span: node.span, integer, text: node.text };
}
