import type { Located, Place } from '../../base/span.ts';
import type { Topology } from '../topology.ts';

/**
 * What is done with a driver on a machine, and what must come of it: a YAML document of a scenario file, or
 * an item of `scenarios:` in a topology. What could not be read is absent, and has a Problem.
 */
export interface Scenario {
  readonly path: string;
  /** Number in its file, from 0. */
  readonly index: number;
  /** Where it begins: its name, where it has one. */
  readonly place: Place;
  /** All of its text. */
  readonly whole: Place;
  readonly name: Located<string> | null;
  /** Path of the topology file as written; null inside a topology. */
  readonly topology: Located<string> | null;
  /** The machine that it is about; null where there is none. */
  readonly machine: Topology | null;
  /** As written: an embedded driver's name, or a folder; null where the caller chooses. */
  readonly driver: Located<string> | null;
  readonly steps: readonly Step[];
  /** Calls that may fail. */
  readonly faults: bigint;
  readonly expect: Expectation;
  /** An error stands in it: what remains is not what was meant, and is not run. */
  readonly broken: boolean;
}

export type Step = Action | Parallel;

/** Lists of actions that run at once. */
export interface Parallel {
  readonly kind: 'parallel';
  readonly place: Place;
  readonly lists: readonly (readonly Action[])[];
}

/** A thing that a user does, or that happens to the machine. A BDF is in lower case, a module has `_`. */
export type Action = { readonly place: Place } & (
  | { readonly kind: 'load' | 'unload'; readonly module: Located<string> }
  | { readonly kind: 'bind' | 'unbind' | 'unplug'; readonly bdf: Located<string> }
  | { readonly kind: 'override'; readonly bdf: Located<string>; readonly driver: Located<string> }
  | { readonly kind: 'open'; readonly node: Located<string>; readonly name: Located<string> }
  | {
      readonly kind: 'mmap';
      readonly name: Located<string>;
      /** Bytes, to 64 bits. */
      readonly offset: Located<bigint>;
      readonly length: Located<bigint>;
    }
  | {
      readonly kind: 'ioctl';
      readonly name: Located<string>;
      readonly request: 'retired-pages';
      /** argsz: the bytes that the caller has room for. */
      readonly size: Located<bigint>;
    }
  | { readonly kind: 'close'; readonly name: Located<string> }
  | { readonly kind: 'poison'; readonly address: Located<bigint> }
  | { readonly kind: 'read'; readonly file: Located<string> }
  | { readonly kind: 'write'; readonly file: Located<string>; readonly text: Located<string> }
);

/** What must come of a scenario. What is null is not compared, findings apart: none are expected then. */
export interface Expectation {
  /** `expect` or its value; the scenario's place where it is not given. */
  readonly place: Place;
  readonly findings: readonly Located<string>[];
  readonly errno: readonly ExpectedErrno[];
  readonly bound: Listed | null;
  readonly devices: Listed | null;
  readonly nodes: Listed | null;
}

/** A list that must be complete. */
export interface Listed {
  readonly place: Place;
  readonly items: readonly Located<string>[];
}

export interface ExpectedErrno {
  readonly bdf: Located<string>;
  /** `-EINVAL`, or `0`. */
  readonly errno: Located<string>;
}

/** Whether a scenario is one schedule without a fault, or needs all of them looked at. */
export function isSequential({ steps, faults }: Pick<Scenario, 'steps' | 'faults'>): boolean {
  return faults === 0n && steps.every(({ kind }) => kind !== 'parallel');
}

/** `two GPUs of a socket`, or its number for one without a name. */
export function scenarioName({ name, index }: Pick<Scenario, 'name' | 'index'>): string {
  return name?.value.trim() || `scenario ${index + 1}`;
}
