import type { Place } from '../base/span.ts';
import type { CompiledDriver } from '../kernel/compile.ts';
import type { Finding } from '../kernel/outcome.ts';
import type { Action, Scenario } from '../topology/scenario/scenario.ts';
import type { Topology } from '../topology/topology.ts';

/** What came of a scenario under a driver, whether one schedule of it ran or all were looked at. */
export interface ScenarioResult {
  /** Name of the driver, or the folder as given. */
  readonly driver: string;
  /** `holds`: nothing was found, in all that there is to look at. */
  readonly outcome: 'holds' | 'violated' | 'gave-up';
  /** Why it did not reach its end; null when it did. */
  readonly stopped: Stop | null;
  /** What exists after the last step: one state of a run, every distinct one of an exploration. */
  readonly ends: readonly EndState[];
  readonly findings: readonly Finding[];
  /** The steps that ran, one schedule; empty for an exploration. */
  readonly steps: readonly StepResult[];
  /** Kernel log of the schedule, as dmesg shows it; empty for an exploration. */
  readonly log: readonly string[];
  /** States that were looked at; null where one schedule ran. */
  readonly states: number | null;
}

/** What exists, as a user sees it. */
export interface EndState {
  /** In the order of registration. */
  readonly gpus: readonly EndGpu[];
  /** Names of auxiliary devices. */
  readonly devices: readonly string[];
  /** `/dev/egm4` */
  readonly nodes: readonly string[];
}

export interface EndGpu {
  readonly bdf: string;
  readonly bound: boolean;
  /** What its last bind was answered, as a positive errno; 0 for success, null where it never was bound. */
  readonly errno: number | null;
}

/** A step that ran. */
export interface StepResult {
  readonly action: Action;
  /** 0, or what the write or call returned, a negative errno; null where it did not return. */
  readonly returned: number | null;
  /** What was found while it ran. */
  readonly findings: readonly Finding[];
}

/** Where a scenario came to its end early. */
export interface Stop {
  readonly place: Place;
  readonly why: StopReason;
}

export type StopReason =
  /** The driver has no module of that name. A fault of the scenario. */
  | { readonly kind: 'no-module'; readonly module: string; readonly known: readonly string[] }
  /** Nobody can look at every order, or at every fault. */
  | { readonly kind: 'no-exploration'; readonly because: 'parallel' | 'faults' }
  /** The GPU is no PCI device of the virtual kernel, which has room for so many. */
  | { readonly kind: 'no-room'; readonly bdf: string; readonly room: number }
  /** A task never came back. */
  | { readonly kind: 'stuck'; readonly task: string; readonly end: 'killed' | 'blocked' | 'fuel' }
  /** An exploration reached a limit: `limit` says which. */
  | { readonly kind: 'limit'; readonly limit: string };

/** How far an exploration has come. */
export interface ScenarioProgress {
  readonly states: number;
  readonly depth: number;
}

export interface ExploreOptions {
  /** Most states to look at; null for the explorer's own limit. */
  readonly states: number | null;
}

/** Looks at every order of a scenario's parallel items, and at every place where its faults can fall. */
export type ExploreScenario = (
  scenario: Scenario,
  topology: Topology,
  driver: CompiledDriver,
  options: ExploreOptions,
) => Generator<ScenarioProgress | undefined, ScenarioResult>;
