import type { GpuSpec } from '../running.ts';

/** What functions of the virtual kernel do, as those of Linux in that file do it. */
export interface Row {
  /** The file of Linux that the functions are held to. */
  readonly of: string;
  readonly functions: readonly string[];
  /** C of a module_init that calls each of them. */
  readonly body: string;
  readonly before?: string;
  readonly gpus?: readonly GpuSpec[];
  /** Why test/kernel does not hold it to Linux 6.12. */
  readonly notHeld?: string;
  /** Kinds of what it does wrong on purpose. */
  readonly finds?: readonly string[];
  /** What of that a real Linux tells, too. */
  readonly harm?: readonly string[];
  /** What it prints. */
  readonly says: readonly string[];
}
