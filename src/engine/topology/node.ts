import type { Span } from '../base/span.ts';

/** YAML as the reader needs it: positions kept, aliases expanded, duplicate keys gone. */
export type Node = MappingNode | SequenceNode | ScalarNode;

export interface MappingNode {
  readonly kind: 'mapping';
  readonly span: Span;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: Node;
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly span: Span;
  readonly items: readonly Node[];
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly span: Span;
  /** The text after YAML's escapes and folding; never interpreted, so no digit is lost. */
  readonly text: string;
  /** A plain scalar may be an integer or nothing; any other is a string. */
  readonly plain: boolean;
}

/** `key:` with nothing after it, `~` or `null`. */
export function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.plain && /^(?:~|null|Null|NULL|)$/.test(node.text);
}

/** Where to point at when a whole node is meant: its first key if it is a mapping, not all its lines. */
export function headOf(node: Node): Span {
  if (node.kind === 'mapping') return node.entries[0]?.key.span ?? node.span;
  if (node.kind === 'sequence') return node.items[0] ? headOf(node.items[0]) : node.span;
  return node.span;
}
