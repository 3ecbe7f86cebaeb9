import type { Place } from '../base/span.ts';
import type { Orders } from '../explore/orders.ts';
import type { CompiledDriver } from '../kernel/compile.ts';
import type { Explored, Way } from '../kernel/explored.ts';
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
  readonly findings: readonly FoundBy[];
  /** The steps that ran, one schedule; empty for an exploration. */
  readonly steps: readonly StepResult[];
  /** Kernel log of the schedule, as dmesg shows it; empty for an exploration. */
  readonly log: readonly string[];
  /** States that were looked at; null where one schedule ran. */
  readonly states: number | null;
  /** All that an exploration says; null where one schedule ran. */
  readonly explored: Explored | null;
}

/** A finding, and of one that an exploration met a short way to it. */
export type FoundBy = Finding & { readonly way?: WayThere };

/** Where no call fails on it, `faults` is empty. */
export type WayThere = Pick<Way, 'faults' | 'trace' | 'fewerMayDo'>;

/** What exists, as a user sees it. */
export interface EndState {
  /** In the order of registration. */
  readonly gpus: readonly EndGpu[];
  /** Names of auxiliary devices. */
  readonly devices: readonly string[];
  /** `/dev/egm4` */
  readonly nodes: readonly string[];
  /** Of an end of an exploration that is not as expected: a short way to one that differs as it does. */
  readonly way?: WayThere;
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
  /** Nothing of the module can be run. */
  | { readonly kind: 'no-init'; readonly module: string }
  /** The GPU is no PCI device of the virtual kernel, which has room for so many. */
  | { readonly kind: 'no-room'; readonly bdf: string; readonly room: number }
  /** A task never came back. */
  | { readonly kind: 'stuck'; readonly task: string; readonly end: 'killed' | 'blocked' | 'fuel' }
  /** An exploration ended early. */
  | ({ readonly kind: 'limit'; readonly limit: NonNullable<Explored['limit']> } & Pick<
      Explored,
      'states' | 'orders' | 'wholeParts'
    >)
  /** More calls may fail than an exploration lets fail at once. */
  | { readonly kind: 'faults'; readonly wanted: bigint; readonly most: bigint }
  /** Every schedule stops at a finding before its last step. */
  | { readonly kind: 'no-end' };

/** How far an exploration has come. */
export interface ScenarioProgress {
  readonly states: number;
  readonly depth: number;
}

export interface ExploreOptions {
  /** Most states to look at; null for the explorer's own limit. */
  readonly states: number | null;
  /** All if not given. */
  readonly orders?: Orders;
}

/** Sent 'stop', an exploration ends with what it has; one schedule runs on. */
export type ScenarioSteps = Generator<ScenarioProgress | undefined, ScenarioResult, 'stop' | undefined>;

/** Looks at every order of a scenario's parallel items, and at every place where its faults can fall. */
export type ExploreScenario = (
  scenario: Scenario,
  topology: Topology,
  driver: CompiledDriver,
  options: ExploreOptions,
) => ScenarioSteps;
