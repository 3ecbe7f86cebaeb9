import type { Site } from '../csource/ast.ts';
import type { Limit } from '../explore/exploration.ts';
import type { Orders } from '../explore/orders.ts';
import type { Stuck } from '../interleave/consequences.ts';
import type { Swallowed } from '../interleave/swallowed.ts';
import type { CutShort } from './cut-short.ts';
import type { Finding } from './outcome.ts';
import type { Plan } from './plan.ts';
import type { Asked, Refused } from './refused.ts';

/** What came of looking at every order, and at every place where the faults can fall. */
export interface Explored {
  readonly driver: string;
  readonly outcome: 'holds' | 'violated' | 'gave-up';
  /** What ended it early, or `no-init` where a module did not run at all; null when everything was looked at. */
  readonly limit: Limit | 'rounds' | 'endless' | 'workers' | 'no-init' | null;
  /** Those that were to be looked at. */
  readonly orders: Orders;
  readonly states: number;
  /** States of the search that ended early, where one did: several plans are searched one after another. */
  readonly statesAtLimit: number;
  /** Parts of all that were looked at whole, where all at once was too much. */
  readonly wholeParts: readonly WholePart[];
  readonly transitions: number;
  /** Times it was begun anew, since places were found where the order matters. */
  readonly rounds: number;
  readonly bytes: number;
  /** One for each cause, in the order in which they are told: see told-first.ts. */
  readonly findings: readonly ExploredFinding[];
  /** Fields that tasks use at the same time, of which one writes, with nothing between them. */
  readonly races: readonly ExploredRace[];
  /** Calls that failed in actions that succeeded all the same: each place with each kind of action. */
  readonly swallowed: readonly Swallowed[];
  /** Nodes that a user opens in what was explored, and nodes that appear and that nobody opens: `/dev/egm4`. */
  readonly opened: readonly string[];
  readonly unopened: readonly string[];
  /** Files of sysfs that a user reads or writes beside others, and those that appear and nobody does: by their paths. */
  readonly files: readonly string[];
  readonly unread: readonly string[];
  /** What was tried where nothing runs, and not to its end. */
  readonly cutShort: readonly CutShort[];
  /** What exists after the last step: every distinct end. */
  readonly ends: readonly End[];
  /** What was to be done, where nothing of it was done in any order; else none. */
  readonly refused: readonly Refused[];
  /** Mappings that a user asked for and never got, in any order. */
  readonly unmapped: readonly Refused[];
  /** What users opened, or could not. */
  readonly opens: readonly Asked[];
  /** Of ends that are not as they should be, those that lead to each way of being so first. */
  readonly wrongEnds: readonly WrongEnd[];
}

/** Less than all that was to be explored. */
export interface WholePart {
  /** With these alone at once, by their BDFs; null for all. */
  readonly gpus: readonly string[] | null;
  /** With no more calls that fail; null for as many as in all. */
  readonly faults: number | null;
}

/** An end that is not as it should be, with a short way to one that is wrong in this way. */
export interface WrongEnd extends Way {
  readonly end: End;
}

/** How something is reached from the start. */
export interface Way {
  /** What was explored. */
  readonly plan: Plan;
  readonly faults: readonly ExploredFault[];
  readonly trace: readonly TraceStep[];
  readonly schedule: Schedule;
  /** There may be a way in fewer steps: not all were looked at. */
  readonly fewerMayDo: boolean;
}

export interface ExploredFinding extends Way {
  readonly cause: string;
  readonly finding: Finding;
  /** The tasks of a deadlock. */
  readonly stuck: readonly Stuck[];
}

/** With the way to where either access may be made. */
export interface ExploredRace extends Way {
  /** `egm_dev_list.next` */
  readonly field: string;
  readonly accesses: readonly { readonly task: string; readonly write: boolean; readonly source: Site }[];
}

/** A call that was made to fail. */
export interface ExploredFault {
  readonly call: string;
  /** Positive; null where the library dealt with it. */
  readonly errno: number | null;
  readonly source: Site | null;
  readonly step: number;
}

/** A task went on until it was interrupted, waited, ended, or broke a rule. */
export interface TraceStep {
  /** What the task was doing: `probe 0008:01:00.0`. */
  readonly task: string;
  /** The phase of the plan. */
  readonly phase: number;
  /** Its number among those at work at the same time. */
  readonly number: number;
  /** Of its actions, the number of the one that it went on in. */
  readonly action: number;
  /** The driver's function and line at which it went on, null where it began. */
  readonly from: Site | null;
  /** Where it stood afterwards; null where it was not in the driver. */
  readonly to: Site | null;
  /** What it was doing is done. */
  readonly ended: boolean;
  readonly log: readonly string[];
}

/** A trace as it is followed again. */
export type Schedule = readonly {
  readonly phase: number;
  readonly task: number;
  readonly answers: readonly number[];
  readonly operations: number;
  readonly choices: number;
}[];

/** What exists after the last step. */
export interface End {
  readonly gpus: readonly { readonly bdf: string; readonly bound: boolean; readonly errno: number | null }[];
  readonly devices: readonly string[];
  readonly nodes: readonly string[];
}
