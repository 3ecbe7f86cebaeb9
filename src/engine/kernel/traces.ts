import { Bug } from '../base/bug.ts';
import { finished } from '../base/steps.ts';
import type { Site } from '../csource/ast.ts';
import type { Progress, Resting } from '../explore/exploration.ts';
import type { Shortened } from '../interleave/fewest.ts';
import type { Step } from '../interleave/labels.ts';
import { deadlocksAtEnd, raceAtEnd } from '../interleave/meeting.ts';
import type { Workload } from '../interleave/program.ts';
import { type Followed, follow, type Journey, merged, together } from '../interleave/schedule.ts';
import { shorten } from '../interleave/shorten.ts';
import { showing } from '../interleave/showing.ts';
import type { AfterPhase } from '../interleave/system.ts';
import { type MachineViolation, type Race, stuckIn, type Waiting } from '../interleave/violations.ts';
import type { World } from '../interleave/world.ts';
import { frameOf } from '../machine/stacks.ts';
import type { ExploredFault, ExploredFinding, ExploredRace, TraceStep, Way } from './explored.ts';
import type { Exploring } from './exploring.ts';
import { type Planned, withoutNeedless } from './fewer-actions.ts';
import { findingsOf } from './findings.ts';
import type { Finding } from './outcome.ts';
import type { Plan } from './plan.ts';
import { toldFirst } from './told-first.ts';

type WayTo = Omit<ExploredFinding, 'finding' | 'stuck'>;

export interface Told {
  readonly findings: readonly ExploredFinding[];
  readonly races: readonly ExploredRace[];
  /** To ends that are wrong. */
  readonly ends: readonly WayTo[];
}

/** What the explorer found, each followed again and told step by step. */
export class Traces {
  readonly #plan: Plan;
  readonly #world: World;
  readonly #workload: Workload;
  readonly #afterPhase: AfterPhase;
  readonly #afterPart: AfterPhase;
  #tries: number;

  /** `tries`: schedules that are tried to make one shorter. */
  constructor(plan: Plan, { world, workload, afterPhase, afterPart }: Exploring, tries: number) {
    this.#plan = plan;
    this.#world = world;
    this.#workload = workload;
    this.#afterPhase = afterPhase;
    this.#afterPart = afterPart;
    this.#tries = tries;
  }

  /** In the order in which they are told. Yields often: a schedule is followed many times. Once stopped, none is made shorter. */
  *of(candidates: readonly Shortened[], progress: Progress): Generator<Progress, Told, 'stop' | undefined> {
    const findings: ExploredFinding[] = [];
    const races: ExploredRace[] = [];
    const ends: WayTo[] = [];
    for (const candidate of candidates) {
      const { kind } = candidate.violation;
      if (kind === 'race') races.push(yield* this.#resting(this.#raceOnWay(candidate), progress));
      else if (kind === 'end') ends.push((yield* this.#resting(this.#way(candidate), progress)).way);
      else findings.push(yield* this.#resting(this.#finding(candidate), progress));
      this.#hear(yield progress);
    }
    const shortestFirst = (a: ExploredRace, b: ExploredRace): number => a.trace.length - b.trace.length;
    return { findings: findings.sort(toldFirst), races: races.sort(shortestFirst), ends };
  }

  *#resting<T>(work: Resting<T>, progress: Progress): Generator<Progress, T, 'stop' | undefined> {
    let step = work.next();
    while (!step.done) {
      const word = yield progress;
      this.#hear(word);
      step = work.next(word);
    }
    return step.value;
  }

  /** Who stops one stops all that are left. */
  #hear(word: 'stop' | undefined): void {
    if (word === 'stop') this.#tries = 0;
  }

  /** A schedule as far as it can be followed. */
  wayOf(schedule: readonly Step[]): Way {
    const journey = this.#follow({ plan: this.#plan, schedule });
    return { ...this.#steps(journey, this.#plan), plan: this.#plan, schedule, fewerMayDo: false };
  }

  /** A finding with the way to it, as it is. */
  finding(violation: MachineViolation, schedule: readonly Step[]): ExploredFinding {
    return finished(this.#finding({ violation, schedule, atLeast: Number.POSITIVE_INFINITY }));
  }

  /** A finding with a short way to it. Yields between schedules that are tried. */
  *#finding(candidate: Shortened): Resting<ExploredFinding> {
    const { way, journey } = yield* this.#way(candidate);
    const { violation } = candidate;
    const again = journey.violations.find((each) => each.violation.cause === violation.cause);
    const met = again?.violation ?? this.#deadlockOn(way, violation);
    // What is not met again is as it was met in all of the plan.
    const finding = this.#told(met ?? violation, journey, met ? way.plan : this.#plan);
    // The task goes on after it, to answer.
    const trace = again?.isOnTheWay ? endingAt(placeIn(finding), way.trace) : way.trace;
    return { ...way, finding, trace, stuck: stuckIn(violation) };
  }

  /** As whoever follows the way meets it, which may do less than the plan; null where that is no deadlock. */
  #deadlockOn({ plan, schedule }: Planned, { kind, cause }: MachineViolation): MachineViolation | null {
    if (kind !== 'deadlock') return null;
    const met = deadlocksAtEnd(this.#world, this.#workloadOf(plan), schedule, this.#afterPart);
    return met.find((each) => each.cause === cause) ?? null;
  }

  *#way(candidate: Shortened): Resting<{ way: WayTo; journey: Journey }> {
    const { cause, kind } = candidate.violation;
    const planned = yield* this.#shorten(candidate);
    const journey = this.#follow(planned);
    // A schedule that the explorer followed leads where it led, or the machine is not deterministic.
    if (kind !== 'deadlock' && !journey.violations.some((each) => each.violation.cause === cause))
      throw new Bug(`no ${cause} when followed again`);
    const way = { cause, ...this.#steps(journey, planned.plan), ...planned };
    return { way: { ...way, fewerMayDo: planned.schedule.length > candidate.atLeast }, journey };
  }

  *#shorten(candidate: Shortened): Resting<Planned> {
    const { violation, atLeast } = candidate;
    const [plan, tries] = [this.#plan, this.#tries];
    const isApart = violation.kind === 'race';
    const upToCause = showing(this.#world, this.#workload, this.#afterPhase, candidate);
    const schedule = yield* shorten(candidate.schedule, { atLeast, upToCause, isApart, tries });
    // How the whole plan ends is nothing that a part of it could show.
    if (violation.kind === 'end') return { plan, schedule };
    return yield* withoutNeedless(
      { plan, schedule },
      {
        upToCause: (part, steps) => this.#showingIn(part, candidate)(steps),
        isApart,
        tries,
      },
    );
  }

  #showingIn(part: Plan, candidate: Shortened): ReturnType<typeof showing> {
    return showing(this.#world, this.#partOf(part), this.#afterPart, candidate);
  }

  /** The actions that a plan from which some were left out still has. */
  #workloadOf(plan: Plan): Workload {
    return plan === this.#plan ? this.#workload : this.#partOf(plan);
  }

  #partOf({ phases }: Plan): Workload {
    return {
      ...this.#workload,
      phases: this.#workload.phases.map((lists, phase) =>
        lists.map((actions, task) => {
          const done = new Set(phases[phase]?.[task]);
          return actions.filter((_, number) => done.has(this.#plan.phases[phase]![task]![number]!));
        }),
      ),
    };
  }

  /** As whoever follows the schedule meets it: of accesses on one line, either task may be the one that writes. */
  *#raceOnWay(candidate: Shortened): Resting<ExploredRace> {
    const { violation, atLeast } = candidate;
    const planned = yield* this.#shorten(candidate);
    const { plan, schedule } = planned;
    const isIt = ({ cause }: MachineViolation): boolean => cause === violation.cause;
    const again = raceAtEnd(this.#world, this.#partOf(plan), schedule, this.#afterPart, isIt).race;
    const met = [again, violation].find((each) => each?.kind === 'race');
    if (met?.kind !== 'race') throw new Bug(`no race: ${violation.cause}`);
    return { ...this.race(met.race, schedule, plan), fewerMayDo: schedule.length > atLeast };
  }

  /** A race with the way to where either access may be made. */
  race({ field, accesses }: Race, met: readonly Step[], plan = this.#plan): ExploredRace {
    // The last step begins where the other access could be made instead: it stays a step of its own.
    const schedule = [...merged(met.slice(0, -1)), ...met.slice(-1)];
    const { steps } = follow(this.#world, this.#partOf(plan), schedule, this.#afterPart, true);
    const phase = steps.at(-1)?.phase ?? 0;
    return {
      field,
      accesses: accesses.map(({ task, write, site }) => {
        const at = steps.findLast((step) => step.task === task && step.phase === phase);
        // The step that is the last one begins with the access; another stands before it.
        const names = at ? this.#namesIn(at, plan) : [this.#nameOf(plan, phase, task, 0)];
        return { task: names.at(at === steps.at(-1) ? 0 : -1)!, write, source: site };
      }),
      ...this.#steps({ steps: together(steps) }, plan),
      plan,
      schedule,
      fewerMayDo: false,
    };
  }

  #steps(journey: Pick<Journey, 'steps'>, plan: Plan): Pick<Way, 'faults' | 'trace'> {
    return { faults: this.#faults(journey), trace: this.#trace(journey, plan) };
  }

  #told(violation: MachineViolation, journey: Journey, plan: Plan): Finding {
    if (violation.kind === 'finding') return findingsOf([violation.finding])[0]!;
    if (violation.kind !== 'deadlock') return emptyFinding('race');
    return this.#deadlock(violation.waiting, journey, plan);
  }

  #deadlock(waiting: readonly Waiting[], { steps, results }: Journey, plan: Plan): Finding {
    const tasks = waiting.map(({ task, action }) => {
      const last = steps.findLast((step) => step.task === task);
      return last?.served.at(-1) || this.#nameOf(plan, results.length, task, action);
    });
    return {
      ...emptyFinding('deadlock'),
      ...(tasks.length === 1 ? { detail: 'alone' } : {}),
      values: { tasks: tasks.join(' and ') },
      source: waiting.find(({ site }) => site)?.site ?? nowhere,
    };
  }

  #follow({ plan, schedule }: Planned): Journey {
    const afterPhase = plan === this.#plan ? this.#afterPhase : this.#afterPart;
    return follow(this.#world, this.#workloadOf(plan), schedule, afterPhase);
  }

  #trace({ steps }: Pick<Journey, 'steps'>, plan: Plan): TraceStep[] {
    return steps.map((step) => this.#step(step, plan));
  }

  #step(step: Followed, plan: Plan): TraceStep {
    const { phase, task, actions, from, to, ended, output } = step;
    return {
      task: this.#namesIn(step, plan).join(', '),
      phase,
      number: task,
      action: actions[0],
      from,
      to,
      ended,
      log: output,
    };
  }

  /** What a task was at in a step. */
  #namesIn({ phase, task, actions, served }: Followed, plan: Plan): string[] {
    if (served.length === 0)
      return actionsBetween(actions).map((action) => this.#nameOf(plan, phase, task, action));
    return [...new Set(served.map((what) => what || this.#nameOf(plan, phase, task, 0)))];
  }

  #faults({ steps }: Pick<Journey, 'steps'>): ExploredFault[] {
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

  #nameOf(plan: Plan, phase: number, task: number, action: number): string {
    return this.#workloadOf(plan).phases[phase]?.[task]?.[action]?.name ?? '';
  }
}

/** Where the task was: a finding may be told at another line. */
function placeIn({ source, stack }: Finding): Site {
  const isThere = stack.some(({ site }) => site.file === source.file && site.line === source.line);
  return isThere ? source : (stack[0]?.site ?? source);
}

function endingAt(to: Site, trace: readonly TraceStep[]): TraceStep[] {
  return trace.map((step, index) => (index === trace.length - 1 ? { ...step, to, ended: false } : step));
}

function actionsBetween([first, last]: readonly [number, number]): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

const nowhere: Site = { file: '', line: 1, column: 1 };

function emptyFinding(kind: 'race' | 'deadlock'): Finding {
  const nothing = { gpu: null, during: '', stack: [], object: null, allocated: null, freed: null };
  return { kind, detail: kind, values: {}, source: nowhere, ...nothing };
}
