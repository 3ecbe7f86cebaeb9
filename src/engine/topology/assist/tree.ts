import type { Steps } from '../../base/in-steps.ts';
import type { Span } from '../../base/span.ts';
import type { Entry, MappingNode, Node } from '../node.ts';
import { Report } from '../report.ts';
import { type KeyShape, keyShapeOf, type MappingShape, type ValueShape } from '../shape.ts';
import { parseSource, parseSteps, type SourceDocument } from '../source.ts';

/** A text that was read by a shape: a topology's reading, or a scenario file's. */
export interface Shaped {
  readonly path: string;
  readonly text: string;
  readonly shape: MappingShape;
}

/** Held as long as the reading is: several answers at one place of a text parse it once. */
const trees = new WeakMap<Shaped, readonly SourceDocument[]>();

/** The YAML of a reading, as far as it could be read. */
export function treeOf(reading: Shaped): readonly SourceDocument[] {
  const known = trees.get(reading);
  if (known) return known;
  const tree = parseSource(reading.text, new Report(reading.path));
  trees.set(reading, tree);
  return tree;
}

/** Makes what `treeOf` gives, in steps, so that it is there at once when it is asked for. */
export function* treeSteps(reading: Shaped): Steps<void> {
  if (!trees.has(reading)) trees.set(reading, yield* parseSteps(reading.text, new Report(reading.path)));
}

/** A mapping on the way from the root to a place, and the entry of it that the way goes through. */
export interface Step {
  readonly mapping: MappingNode;
  readonly shape: MappingShape;
  readonly entry: Entry;
  /** Null for a key that the format does not know. */
  readonly keyShape: KeyShape | null;
}

/** The way to an offset, outermost first. The last step is the entry that holds it. Empty outside any. */
export function stepsTo(reading: Shaped, offset: number): readonly Step[] {
  const document = treeOf(reading).find(({ root }) => root && contains(root.span, offset));
  const steps: Step[] = [];
  if (document?.root) descend(document.root, { kind: 'mapping', shape: reading.shape }, offset, steps);
  return steps;
}

function descend(node: Node, shape: ValueShape, offset: number, steps: Step[]): void {
  if (node.kind === 'sequence' && shape.kind === 'list') {
    const item = node.items.find(({ span }) => contains(span, offset));
    if (item) descend(item, shape.of, offset, steps);
  }
  if (node.kind !== 'mapping' || (shape.kind !== 'mapping' && shape.kind !== 'choice')) return;
  const entry = node.entries.find((each) => contains(extent(each), offset));
  if (!entry) return;
  const keyShape = keyShapeOf(shape.shape, entry.key.text) ?? null;
  steps.push({ mapping: node, shape: shape.shape, entry, keyShape });
  if (keyShape && !contains(entry.key.span, offset)) descend(entry.value, keyShape.value, offset, steps);
}

function extent({ key, value }: Entry): Span {
  return { start: key.span.start, end: Math.max(key.span.end, value.span.end) };
}

/** Both ends count: a cursor stands between characters. */
export function contains({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** A value of the document with what the format says of it; every entry once, in the order of the text. */
export interface Written extends Step {
  /** Keys from the root, list items left out. */
  readonly path: readonly string[];
}

/** Every entry of a text. What an alias repeats is given at its anchor only. */
export function* entriesOf(reading: Shaped): Generator<Written> {
  const seen = new Set<number>();
  for (const { root } of treeOf(reading)) {
    if (root) yield* walk(root, { kind: 'mapping', shape: reading.shape }, [], seen);
  }
}

function* walk(
  node: Node,
  shape: ValueShape,
  path: readonly string[],
  seen: Set<number>,
): Generator<Written> {
  if (node.kind === 'sequence' && shape.kind === 'list') {
    for (const item of node.items) yield* walk(item, shape.of, path, seen);
  }
  if (node.kind !== 'mapping' || (shape.kind !== 'mapping' && shape.kind !== 'choice')) return;
  for (const entry of node.entries) {
    if (seen.has(entry.key.span.start)) continue;
    seen.add(entry.key.span.start);
    const keyShape = keyShapeOf(shape.shape, entry.key.text) ?? null;
    const inner = [...path, entry.key.text];
    yield { mapping: node, shape: shape.shape, entry, keyShape, path: inner };
    if (keyShape) yield* walk(entry.value, keyShape.value, inner, seen);
  }
}
