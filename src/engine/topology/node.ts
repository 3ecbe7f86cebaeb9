import type { Span } from '../base/span.ts';

/** YAML as the reader needs it: positions kept, aliases expanded, duplicate keys gone. */
export type Node = MappingNode | SequenceNode | ScalarNode | UnreadableNode;

export interface MappingNode {
  readonly kind: 'mapping';
  readonly span: Span;
  /** In braces: its span is what one would select; that of one in lines is many lines. */
  readonly flow: boolean;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: Node;
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly span: Span;
  readonly flow: boolean;
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

/** An alias that leads nowhere: it has its Problem, and no other rule says anything of it. */
export interface UnreadableNode {
  readonly kind: 'unreadable';
  readonly span: Span;
}

/** `key:` with nothing after it, `~` or `null`. */
export function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.plain && /^(?:~|null|Null|NULL|)$/.test(node.text);
}

/** Where to point at when a whole node is meant: the first key or item of one in lines, not all its lines. */
export function headOf(node: Node): Span {
  if ((node.kind === 'mapping' || node.kind === 'sequence') && node.flow) return node.span;
  if (node.kind === 'mapping') return node.entries[0]?.key.span ?? node.span;
  if (node.kind === 'sequence') return node.items[0] ? headOf(node.items[0]) : node.span;
  return node.span;
}
