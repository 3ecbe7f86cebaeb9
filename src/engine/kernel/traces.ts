import { Bug } from '../base/bug.ts';
import type { Site } from '../csource/ast.ts';
import type { Exploration, Progress } from '../explore/exploration.ts';
import type { Step } from '../interleave/labels.ts';
import type { Workload } from '../interleave/program.ts';
import { type Followed, follow, type Journey, merged } from '../interleave/schedule.ts';
import { shorten } from '../interleave/shorten.ts';
import type { AtEnd } from '../interleave/system.ts';
import type { MachineViolation, Race, Waiting } from '../interleave/violations.ts';
import type { World } from '../interleave/world.ts';
import { frameOf } from '../machine/stacks.ts';
import type { ExploredFault, ExploredFinding, ExploredRace, TraceStep } from './explored.ts';
import { findingsOf } from './findings.ts';
import type { Finding } from './outcome.ts';

/** A violation as the explorer met it. */
export interface Candidate {
  readonly violation: MachineViolation;
  readonly schedule: readonly Step[];
}

/** What the explorer found, each followed again and told step by step. */
export class Traces {
  readonly #world: World;
  readonly #workload: Workload;
  readonly #atEnd: AtEnd;
  readonly #tries: number;

  constructor(world: World, workload: Workload, atEnd: AtEnd, tries: number) {
    this.#world = world;
    this.#workload = workload;
    this.#atEnd = atEnd;
    this.#tries = tries;
  }

  /** Those with the shortest traces first. Yields between findings. */
  *of(
    candidates: readonly Candidate[],
    { states, transitions, deepest }: Exploration<MachineViolation>,
  ): Generator<Progress, { findings: ExploredFinding[]; races: ExploredRace[] }, unknown> {
    const findings: ExploredFinding[] = [];
    const races: ExploredRace[] = [];
    for (const { violation, schedule } of candidates) {
      if (violation.kind === 'race') races.push(this.#race(violation.race, schedule));
      else findings.push(this.#finding(violation, schedule));
      yield { states, transitions, depth: deepest, frontier: 0 };
    }
    const shortestFirst = (a: { trace: readonly unknown[] }, b: { trace: readonly unknown[] }) =>
      a.trace.length - b.trace.length;
    return { findings: findings.sort(shortestFirst), races: races.sort(shortestFirst) };
  }

  #finding(violation: MachineViolation, met: readonly Step[]): ExploredFinding {
    const schedule =
      violation.kind === 'deadlock'
        ? merged(met)
        : shorten(this.#world, this.#workload, met, violation.cause, this.#atEnd, this.#tries);
    const journey = this.#follow(schedule);
    // A schedule that the explorer followed leads where it led, or the machine is not deterministic.
    if (!journey.violation && violation.kind !== 'deadlock')
      throw new Bug(`no ${violation.cause} when followed again`);
    const trace = this.#trace(journey);
    const finding = this.#told(journey.violation ?? violation, journey);
    return { cause: violation.cause, finding, faults: this.#faults(journey), trace, schedule };
  }

  #race({ field, accesses }: Race, met: readonly Step[]): ExploredRace {
    const schedule = merged(met);
    const journey = this.#follow(schedule);
    const phase = journey.steps.at(-1)?.phase ?? 0;
    return {
      field,
      accesses: accesses.map(({ task, write, site }) => {
        const at = journey.steps.findLast((step) => step.task === task && step.phase === phase);
        // The step that is the last one begins with the access; another stands before it.
        const action = at === journey.steps.at(-1) ? at?.actions[0] : at?.actions[1];
        return { task: this.#nameOf(phase, task, action ?? 0), write, source: site };
      }),
      trace: this.#trace(journey),
      schedule,
    };
  }

  #told(violation: MachineViolation, journey: Journey): Finding {
    if (violation.kind === 'finding') return findingsOf([violation.finding])[0]!;
    const phase = journey.steps.at(-1)?.phase ?? 0;
    return violation.kind === 'deadlock' ? this.#deadlock(violation.waiting, phase) : emptyFinding('race');
  }

  #deadlock(waiting: readonly Waiting[], phase: number): Finding {
    const tasks = waiting.map(({ task }) => this.#nameOf(phase, task, 0));
    return {
      ...emptyFinding('deadlock'),
      values: { tasks: tasks.join(' and ') },
      source: waiting.find(({ site }) => site)?.site ?? nowhere,
    };
  }

  #follow(schedule: readonly Step[]): Journey {
    return follow(this.#world, this.#workload, schedule, this.#atEnd);
  }

  #trace({ steps }: Journey): TraceStep[] {
    return steps.map(({ phase, task, actions, from, to, output }) => ({
      task: actionsBetween(actions)
        .map((action) => this.#nameOf(phase, task, action))
        .join(', '),
      number: task,
      from,
      to,
      log: output,
    }));
  }

  #faults({ steps }: Journey): ExploredFault[] {
    return steps.flatMap(({ choices }: Followed, step) =>
      choices
        .filter(({ taken }) => taken !== 0)
        .map(({ what, failure, instruction }) => ({
          call: failure?.function.replace(/^_+/, '') ?? what,
          errno: failure?.errno ?? null,
          source: failure?.site ?? frameOf(this.#world.machine, instruction).site,
          step,
        })),
    );
  }

  #nameOf(phase: number, task: number, action: number): string {
    return this.#workload.phases[phase]?.[task]?.[action]?.name ?? '';
  }
}

function actionsBetween([first, last]: readonly [number, number]): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

const nowhere: Site = { file: '', line: 1, column: 1 };

function emptyFinding(kind: 'race' | 'deadlock'): Finding {
  const nothing = { gpu: null, during: '', stack: [], object: null, allocated: null, freed: null };
  return { kind, detail: kind, values: {}, source: nowhere, ...nothing };
}
