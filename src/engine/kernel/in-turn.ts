import { finished } from '../base/steps.ts';
import type { Step } from '../interleave/labels.ts';
import { follow } from '../interleave/schedule.ts';
import type { AfterPhase } from '../interleave/system.ts';
import type { Topology } from '../topology/topology.ts';
import { loads } from './between.ts';
import type { CompiledDriver } from './compile.ts';
import { Exploring } from './exploring.ts';
import { bindAnswers, type Plan } from './plan.ts';

/** What came of binding GPUs one after another, with no call failing. */
export interface BoundInTurn {
  /** Every one of them is bound. */
  readonly succeed: boolean;
  readonly nodes: readonly Appeared[];
}

/** A node of /dev, by its name there. */
export interface Appeared {
  readonly name: string;
  /** With whose bind it appeared; null where it was there before. */
  readonly bdf: string | null;
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

/** Loads all modules and binds the GPUs, until something is wrong. */
export function boundInTurn(
  topology: Topology,
  driver: CompiledDriver,
  bdfs: readonly string[],
): BoundInTurn {
  const plan: Plan = {
    phases: [[loads(driver)], ...bdfs.map((bdf) => [[{ kind: 'bind', bdf } as const]])],
    faults: 0,
  };
  const kernel = new Exploring(topology, driver, plan);
  const nodes = new Map<string, Appeared>();
  const look: AfterPhase = ({ state }, { length }) => {
    const bdf = bdfs[length - 2] ?? null;
    for (const { name } of finished(kernel.observe(state)).nodes)
      if (!nodes.has(name)) nodes.set(name, { name, bdf });
    return [];
  };
  const { results } = follow(kernel.world, kernel.workload, inTurn(plan), look);
  const answers = [...bindAnswers(plan, results).values()];
  const succeed = answers.length === bdfs.length && answers.every((errno) => errno === 0);
  return { succeed, nodes: [...nodes.values()] };
}
