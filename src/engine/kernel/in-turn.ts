import type { Steps } from '../base/in-steps.ts';
import { finished } from '../base/steps.ts';
import type { Step } from '../interleave/labels.ts';
import { followSteps } from '../interleave/schedule.ts';
import type { AfterPhase } from '../interleave/system.ts';
import type { Topology } from '../topology/topology.ts';
import type { UserAction } from './actions.ts';
import { loads } from './between.ts';
import type { CompiledDriver } from './compile.ts';
import { Exploring } from './exploring.ts';
import { emptyObservation } from './observation.ts';
import { bindAnswers, type Plan } from './plan.ts';
import { type Request, requestsOf } from './requests.ts';
import type { WithRegion } from './system-rules.ts';

/** What came of binding GPUs one after another, with no call failing. */
export interface BoundInTurn {
  /** Every one of them is bound. */
  readonly succeed: boolean;
  /** Those that are bound, and have an auxiliary device of the number of their region. */
  readonly withRegion: readonly WithRegion[];
  readonly nodes: readonly AppearedNode[];
  readonly files: readonly AppearedFile[];
}

/** A node of /dev, by its name there. */
export interface Appeared {
  readonly name: string;
  /** With whose bind it appeared; null where it was there before. */
  readonly bdf: string | null;
}

/** A node, and what can be done with it beside mapping it. */
export interface AppearedNode extends Appeared {
  readonly reads: boolean;
  readonly writes: boolean;
  /** Beside that for retired pages. */
  readonly requests: readonly Request[];
}

/** A file of sysfs in which there is something of a driver's, in the same way; its name is its path, of `/sys/`. */
export interface AppearedFile extends Appeared {
  readonly path: string;
  /** A function of a driver's is called to read it, or to write it. */
  readonly reads: boolean;
  readonly writes: boolean;
  /** The same text for files of which the same functions are called. */
  readonly functions: string;
}

/** The schedule of a plan in which one thing follows another: each phase is one step, to its end, and no call fails. */
export function inTurn({ phases }: Plan): Step[] {
  return phases.map((_, phase) => ({
    phase,
    task: 0,
    answers: [],
    operations: Number.POSITIVE_INFINITY,
    choices: 0,
  }));
}

/** Loads all modules, or those of `load`, and binds the GPUs, until something is wrong. Rests after the modules and after each GPU. */
export function* boundInTurn(
  topology: Topology,
  driver: CompiledDriver,
  bdfs: readonly string[],
  load: readonly UserAction[] = loads(driver),
): Steps<BoundInTurn> {
  const plan: Plan = {
    phases: [[load], ...bdfs.map((bdf) => [[{ kind: 'bind', bdf } as const]])],
    faults: 0,
  };
  const kernel = new Exploring(topology, driver, plan);
  const nodes = new Map<string, AppearedNode>();
  const files = new Map<string, AppearedFile>();
  let observed = emptyObservation();
  const look: AfterPhase = ({ state }, { length }) => {
    const bdf = bdfs[length - 2] ?? null;
    observed = finished(kernel.observe(state));
    for (const { name, read, write, ioctl } of observed.nodes)
      if (!nodes.has(name))
        nodes.set(name, {
          name,
          bdf,
          reads: read !== 0n,
          writes: write !== 0n,
          requests: requestsOf(driver, ioctl),
        });
    for (const file of observed.attributes)
      if (!files.has(file.path)) files.set(file.path, { ...file, name: file.path, bdf });
    return [];
  };
  const { results } = yield* followSteps(kernel.world, kernel.workload, inTurn(plan), look);
  const answers = [...bindAnswers(plan, results).values()];
  const succeed = answers.length === bdfs.length && answers.every((errno) => errno === 0);
  const withRegion = [...observed.devices]
    // A node alone may be another driver's, whose probe is free to fail.
    .filter(
      ([, { bound, region }]) =>
        bound && observed.auxiliary.some((device) => device.id === region && device.region === region),
    )
    .map(([number, { told }]) => ({ bdf: kernel.bdfOf(number), told }));
  return { succeed, withRegion, nodes: [...nodes.values()], files: [...files.values()] };
}

/** The GPUs that are bound, or have their region, where none was bound before, and the nodes that appear then. Rests after each. */
export function* boundAlone(
  topology: Topology,
  driver: CompiledDriver,
  bdfs: readonly string[],
): Steps<BoundInTurn> {
  const each: BoundInTurn[] = [];
  for (const bdf of bdfs) {
    each.push(finished(boundInTurn(topology, driver, [bdf])));
    yield;
  }
  return {
    succeed: each.every(({ succeed }) => succeed),
    withRegion: each.flatMap(({ withRegion }) => withRegion),
    nodes: each.flatMap(({ nodes }) => nodes),
    files: each.flatMap(({ files }) => files),
  };
}
