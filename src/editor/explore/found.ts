import type { Uri } from 'vscode';
import type { DriverSource, Orders, OutlineNode, WrongMachine } from '../../engine/index.ts';
import type { ChosenDriver } from '../drivers.ts';
import type { Whereabouts } from '../moves.ts';
import type { TopologyFile } from '../topology-file.ts';

/** What was found by exploring, by a fault, by a trace or by comparing, ready to be shown. */
export interface Found {
  /** Of the topology, as it was then. */
  readonly file: TopologyFile;
  /** Of it and all other files, since they were looked at. */
  readonly where: Whereabouts;
  /** The driver that was chosen then; null for what does not depend on the choice. */
  readonly source: DriverSource | null;
  /** Drivers that were used whatever is chosen: those that a trace names, or that were compared. */
  readonly used: readonly ChosenDriver[];
  /** What is first tells what came of it; findings follow in the order of `wrong`. */
  readonly rows: readonly OutlineNode[];
  readonly wrong: WrongMachine;
  /** All of it as Markdown. */
  readonly report: string;
  /** How it may be done again; null where it was no search. */
  readonly search: Search | null;
  /** The driver that its traces name when they are saved; null where they are not. */
  readonly origin: Origin | null;
  /** Whether the scenario that it came of is another now; absent where it is of none. */
  readonly isOtherScenario?: () => boolean;
}

export interface Origin {
  readonly source: DriverSource;
  /** Null for one that comes with the tool. */
  readonly folder: Uri | null;
}

export interface Search {
  readonly gpus: readonly string[];
  readonly faults: number;
  /** States at which it gives up. */
  readonly limit: number;
  readonly orders: Orders;
  /** It did, and found nothing until then or not all. */
  readonly reachedLimit: boolean;
}
