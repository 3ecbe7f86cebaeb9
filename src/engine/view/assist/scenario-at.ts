import type { Span } from '../../base/span.ts';
import { contains, type Shaped, treeOf } from '../../topology/assist/tree.ts';
import type { Node, ScalarNode } from '../../topology/node.ts';
import { type Scenario, scenarioName } from '../../topology/scenario/scenario.ts';
import { type Word, wordsOf } from '../../topology/scenario/words.ts';
import { keyShapeOf, type TextShape, type ValueShape } from '../../topology/shape.ts';

/** A text that holds scenarios: a scenario file's reading, or a topology's. */
export interface Scened extends Shaped {
  readonly scenarios: readonly Scenario[];
}

/** The scenario that an offset stands in; behind its last character still, where one goes on writing. */
export function scenarioAt({ scenarios }: Pick<Scened, 'scenarios'>, offset: number): Scenario | null {
  return scenarios.findLast(({ whole }) => whole.span.start <= offset) ?? null;
}

/** A text under an offset with what the format takes it for, keys that stand for values included. */
export interface TextAt {
  readonly kind: TextShape['kind'];
  readonly span: Span;
  readonly words: readonly Word[];
  /** The word under the offset. */
  readonly word: Word;
}

/** What is written at an offset; null where no text of a scenario's own kinds is. */
export function textAt(reading: Scened, offset: number): TextAt | null {
  for (const { root } of treeOf(reading)) {
    if (!root || !contains(root.span, offset)) continue;
    const found = find(root, { kind: 'mapping', shape: reading.shape }, offset);
    if (!found) continue;
    const words = wordsOf(found.node.text, found.node.span, reading.text);
    const word = words.find(({ span }) => contains(span, offset));
    return word ? { kind: found.kind, span: found.node.span, words, word } : null;
  }
  return null;
}

interface Found {
  readonly node: ScalarNode;
  readonly kind: TextShape['kind'];
}

const kinds: ReadonlySet<string> = new Set([
  'step',
  'verdict',
  'file',
  'driver',
  'finding',
  'errno',
  'device',
  'node',
  'bdf',
]);

function find(node: Node, shape: ValueShape, offset: number): Found | null {
  if (node.kind === 'scalar') {
    const own = shape.kind === 'choice' ? shape.of : shape;
    return kinds.has(own.kind) ? { node, kind: own.kind as TextShape['kind'] } : null;
  }
  if (node.kind === 'sequence' && shape.kind === 'list') {
    const item = node.items.find(({ span }) => contains(span, offset));
    return item ? find(item, shape.of, offset) : null;
  }
  if (node.kind !== 'mapping' || (shape.kind !== 'mapping' && shape.kind !== 'choice')) return null;
  for (const { key, value } of node.entries) {
    const known = keyShapeOf(shape.shape, key.text);
    if (known && known === shape.shape.any && contains(key.span, offset)) return { node: key, kind: 'bdf' };
    if (known && contains(value.span, offset)) return find(value, known.value, offset);
  }
  return null;
}

/** A line of words above a scenario, to run it by. */
export interface ScenarioLens {
  readonly at: Span;
  readonly name: string;
  /** Number of the scenario in its file. */
  readonly index: number;
}

export function scenarioLenses({ scenarios }: Pick<Scened, 'scenarios'>): readonly ScenarioLens[] {
  return scenarios.map((scenario) => ({
    at: { start: scenario.whole.span.start, end: scenario.whole.span.start },
    name: scenarioName(scenario),
    index: scenario.index,
  }));
}
