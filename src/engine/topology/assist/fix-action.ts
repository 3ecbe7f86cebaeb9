import type { MemoryKind, Owner } from '../catalogue.ts';
import type { TextEdit } from './edit.ts';

/** Something that mends a Problem, as coded data; view/words gives its title. */
export interface Fix {
  readonly action: FixAction;
  readonly edits: readonly TextEdit[];
  /** It keeps what the text means, or makes it what it can only have meant: it may be applied unseen. */
  readonly safe: boolean;
}

export type FixAction =
  | { readonly kind: 'write'; readonly text: string }
  | { readonly kind: 'write-decimal-unit'; readonly text: string; readonly unit: string }
  | { readonly kind: 'rename-key'; readonly key: string }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'unquote'; readonly text: string }
  | { readonly kind: 'remove-tag' }
  | { readonly kind: 'tabs-to-spaces' }
  | { readonly kind: 'add'; readonly key: string; readonly text: string; readonly from: 'sibling' | 'free' }
  | { readonly kind: 'add-table'; readonly table: bigint }
  | { readonly kind: 'take-region'; readonly from: Owner; readonly what: 'range' | 'pxm' | 'all' }
  | {
      readonly kind: 'pxm';
      readonly pxm: bigint;
      /** How many GPUs are changed together. */
      readonly gpus: number;
    }
  | { readonly kind: 'memory-domains'; readonly start: bigint; readonly count: bigint }
  | { readonly kind: 'socket-domain'; readonly pxm: bigint }
  | { readonly kind: 'socket-number'; readonly socket: bigint }
  | {
      readonly kind: 'align';
      readonly direction: 'up' | 'down';
      readonly value: bigint;
      readonly alignment: bigint;
    }
  | { readonly kind: 'begin-after'; readonly base: bigint; readonly size: bigint }
  | { readonly kind: 'move-to-window'; readonly base: bigint }
  | { readonly kind: 'move-to-free'; readonly base: bigint }
  | { readonly kind: 'end-at'; readonly memory: MemoryKind; readonly end: bigint; readonly size: bigint }
  | { readonly kind: 'size-of'; readonly size: bigint; readonly from: Owner }
  | { readonly kind: 'comment-out'; readonly text: string }
  | { readonly kind: 'into-list' }
  | { readonly kind: 'ignore'; readonly code: string };

/** A fix that the user must choose. */
export function chosen(action: FixAction, ...edits: readonly TextEdit[]): Fix {
  return { action, edits, safe: false };
}

/** A fix that may be applied unseen. */
export function safe(action: FixAction, ...edits: readonly TextEdit[]): Fix {
  return { action, edits, safe: true };
}
