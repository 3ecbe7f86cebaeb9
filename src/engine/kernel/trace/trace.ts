import type { ModuleSource } from '../driver.ts';
import type { Schedule } from '../explored.ts';
import type { Plan } from '../plan.ts';

/** Version of the files that traces are written to. */
export const traceVersion = 1;

/**
 * What an exploration found, to be followed again: on what, what was done, who went on when, and what came of
 * it. It leads to the same as long as the topology and the C are the same.
 */
export interface Trace {
  /** What it shows, in words; for people only. */
  readonly message: string;
  /** `double-free`; `race` for a field that needs a lock. */
  readonly kind: string;
  /** What tells it from all else that is found: files of the driver by their path in it. */
  readonly cause: string;
  readonly topology: TopologyPrint;
  readonly driver: DriverPrint;
  /** Of the virtual kernel's C: another version of the tool may lead elsewhere. */
  readonly kernel: string;
  readonly plan: Plan;
  readonly schedule: Schedule;
}

/** Hashes are SHA-256. */
export interface TopologyPrint {
  /** As the host finds it. */
  readonly path: string;
  /** Index of the YAML document, from 0. */
  readonly document: number;
  /** Of what the machine is; comments and names are not in it. */
  readonly hash: string;
}

export interface DriverPrint {
  /** Of a driver that comes with the tool, or a folder as the host finds it. */
  readonly name: string;
  readonly modules: readonly ModuleSource[];
  /** Sources of the modules and their headers, by path in the driver. */
  readonly files: readonly { readonly path: string; readonly hash: string }[];
}

/** How a topology or a driver differs from the one a trace was found on. */
export type TraceChange =
  | { readonly kind: 'topology'; readonly path: string }
  | { readonly kind: 'modules' }
  | { readonly kind: 'changed' | 'gone' | 'new'; readonly file: string };
