import type { Place, Position } from '../base/span.ts';

/** A row of a tree, as plain data: the editor's sidebar and the CLI's text draw the same rows. */
export interface OutlineNode {
  /** Stable across edits that keep the thing: `socket:0/gpu:0008:01:00.0`. */
  readonly id: string;
  readonly kind: OutlineKind;
  readonly label: string;
  /** Dimmed text after the label; state is told here in words, never by colour alone. */
  readonly description: string;
  /** What a screen reader says: label and description as a sentence. */
  readonly spoken: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly icon: OutlineIcon;
  /** Where a click goes; null for what stands nowhere. */
  readonly place: Place | null;
  /** A line of C a click goes to instead, for findings. */
  readonly source: { readonly file: string; readonly position: Position } | null;
  /** Values that a context menu may copy: `address`, `size`, `pxm`, `bdf`, `device`, `path`. */
  readonly copy: Readonly<Record<string, string>>;
  /** Known without making them. */
  readonly hasChildren: boolean;
  readonly children: readonly OutlineNode[];
}

export type OutlineKind =
  | 'machine'
  | 'socket'
  | 'memory'
  | 'region'
  | 'gpu'
  | 'property'
  | 'auxiliary-device'
  | 'finding'
  // Of what an exploration came to.
  | 'verdict'
  | 'coverage'
  | 'meeting'
  | 'step'
  | 'fault'
  | 'site'
  | 'log'
  | 'locks'
  | 'field'
  | 'access'
  | 'compared'
  // Of what a scenario came to.
  | 'difference';

export type OutlineIcon =
  | 'machine'
  | 'socket'
  | 'memory'
  | 'region'
  | 'gpu'
  | 'bound'
  | 'failed'
  | 'unbound'
  | 'waiting'
  | 'property'
  | 'device'
  | 'finding'
  | 'holds'
  | 'violated'
  | 'gave-up'
  | 'coverage'
  | 'left-out'
  | 'step'
  | 'fault'
  | 'site'
  | 'log'
  | 'locks'
  | 'read'
  | 'write'
  | 'differs'
  | 'same';
