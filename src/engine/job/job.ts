import { embeddedDrivers } from '../drivers/embedded.ts';
import type { Progress } from '../explore/exploration.ts';
import type { Orders } from '../explore/orders.ts';
import type { DriverNotes, DriverSource } from '../kernel/driver.ts';
import type { Explored } from '../kernel/explored.ts';
import type { Choosing, FailableCalls, Injected } from '../kernel/inject.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Replayed } from '../kernel/trace/replay.ts';
import type { Trace } from '../kernel/trace/trace.ts';
import type { Looking } from '../kernel/whole-life.ts';
import type { ScenarioResult } from '../scenario/result.ts';
import type { Scenario } from '../topology/scenario/scenario.ts';
import type { Topology } from '../topology/topology.ts';

/** A driver as plain data: an embedded one by its name, another with its files and what they are opened by. */
export type SentDriver =
  | { readonly kind: 'embedded'; readonly name: string }
  | {
      readonly kind: 'folder';
      readonly name: string;
      /** As `DriverSource` has it. */
      readonly module?: string;
      readonly files: ReadonlyMap<string, string>;
      readonly places: ReadonlyMap<string, string>;
    };

/** Long work on one machine under one driver, as plain data: it may be done in another thread. */
interface Work {
  readonly topology: Topology;
  readonly driver: SentDriver;
}

/** Every order in which GPUs are bound and unbound, with calls that may fail. */
export interface ExploreJob extends Work {
  readonly kind: 'explore';
  /** BDFs. */
  readonly gpus: readonly string[];
  readonly faults: number;
  /** States at which the search gives up. */
  readonly limit: number;
  /** All if not given. */
  readonly orders?: Orders;
}

/** A scenario that is not broken; in a thread those that are explored are worth the way there. */
export interface ScenarioJob extends Work {
  readonly kind: 'scenario';
  readonly scenario: Scenario;
}

/** The calls that can fail while the GPUs are bound and unbound one after another. */
export interface FaultsJob extends Work {
  readonly kind: 'faults';
  readonly gpus: readonly string[];
}

/** The same with one of these calls failing. */
export interface InjectJob extends Work {
  readonly kind: 'inject';
  readonly gpus: readonly string[];
  readonly at: Choosing;
}

/** A trace, followed again. */
export interface ReplayJob extends Work {
  readonly kind: 'replay';
  readonly trace: Trace;
}

/** The run of a driver on the whole machine, and every order where that is asked for. */
export interface CompareJob extends Work {
  readonly kind: 'compare';
  readonly search: Pick<ExploreJob, 'gpus' | 'faults' | 'limit'> | null;
}

export type Job = ExploreJob | ScenarioJob | FaultsJob | InjectJob | ReplayJob | CompareJob;

/** What each kind of job comes to, as plain data. */
export interface JobResults {
  readonly explore: { readonly explored: Explored; readonly notes: DriverNotes };
  readonly scenario: ScenarioResult;
  readonly faults: FailableCalls;
  readonly inject: Injected;
  readonly replay: Replayed;
  readonly compare: { readonly outcome: Outcome; readonly explored: Explored | null };
}

export type JobResult<J extends Job> = JobResults[J['kind']];

/** How far a search is, or the look at what there is to open that goes before it. */
export type JobProgress = Pick<Progress, 'states' | 'depth'> | Looking;

/** A job being done. It yields how far it is, or nothing yet; sent 'stop' from then on, a search ends with what it has. */
export type JobSteps<R> = Generator<JobProgress | undefined, R, 'stop' | undefined>;

export function sentDriver(source: DriverSource): SentDriver {
  const { name, module, files, place } = source;
  if (embeddedDrivers().some((each) => each === source)) return { kind: 'embedded', name };
  return {
    kind: 'folder',
    name,
    ...(module !== undefined && { module }),
    files,
    places: new Map([...files.keys()].map((file) => [file, place(file)])),
  };
}
