import type { Site } from '../csource/ast.ts';

/** What the machine can find wrong in a run. Open by design: library C may report kinds of its own. */
export type FindingKind =
  | 'double-free'
  | 'use-after-free'
  | 'invalid-free'
  | 'null-dereference'
  | 'out-of-bounds'
  | 'uninitialised-read'
  | 'list-corruption'
  | 'reference-underflow'
  | 'warn'
  | 'lock-misuse'
  | 'lock-held-at-exit'
  | 'race'
  | 'deadlock'
  | 'sleep-in-atomic'
  | 'errno-lost'
  | 'order-dependent'
  | 'region-gone'
  | 'outlives-parent'
  | 'minor-out-of-range'
  | 'unusable-open'
  | 'uninitialised-copy-out'
  | 'leak'
  | 'out-of-fuel'
  | 'opaque-reached';

/** One frame of a call stack, innermost first in every list. */
export interface Frame {
  readonly function: string;
  readonly library: boolean;
  readonly site: Site;
}

/** A finding of one run: the driver's fault, as data; view/words makes its sentences. */
export interface MachineFinding {
  readonly kind: FindingKind;
  /** Selects the sentence within the kind, `write` or `read` for instance. */
  readonly detail: string;
  /** Values the sentence needs, already in their final spelling. */
  readonly values: Readonly<Record<string, string>>;
  /** Name of the task, for instance `probe 0008:01:00.0`. */
  readonly task: string;
  readonly stack: readonly Frame[];
  /** The object concerned, when there is one. */
  readonly object: {
    /** `struct nvgrace_egm_dev`, or the variable's name, or `32 bytes`. */
    readonly name: string;
    readonly allocated: readonly Frame[] | null;
    readonly freed: readonly Frame[] | null;
  } | null;
}

/** The place a finding is reported at: the innermost frame of the driver, else the innermost. */
export function reportedFrame(stack: readonly Frame[]): Frame | null {
  return stack.find((frame) => !frame.library) ?? stack[0] ?? null;
}
