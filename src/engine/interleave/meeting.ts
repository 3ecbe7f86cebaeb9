import { objectNames } from '../machine/report.ts';
import type { Choice } from '../machine/state.ts';
import { conflictsOf } from './conflicts.ts';
import type { Step } from './labels.ts';
import type { Workload } from './program.ts';
import { deadlockIn, follow } from './schedule.ts';
import { type Log, runSegment, type Segment } from './segment.ts';
import { racesAmong } from './stops.ts';
import type { AfterPhase } from './system.ts';
import { type MachineViolation, Races } from './violations.ts';
import type { World } from './world.ts';

/*
 * What no single schedule shows, since it is about what several tasks could do next from one state: each is
 * tried from there.
 */

/** Ways of one task that are tried: what can fail grows fast with the faults that may happen. */
const mostWays = 500;

/**
 * The race of that cause between the last step of a schedule and what another task could do in its place, calls
 * that fail included; null where there is none.
 */
export function raceAtEnd(
  world: World,
  workload: Workload,
  schedule: readonly Step[],
  afterPhase: AfterPhase,
  isWanted: (violation: MachineViolation) => boolean,
): MachineViolation | null {
  const last = schedule.at(-1);
  const tried = new Trial(world, workload, schedule.slice(0, -1), afterPhase);
  if (!last || tried.begin() !== last.phase) return null;
  const own = tried.run(last.task, last.answers, last.operations);
  if (!own) return null;
  const others = tried.tasksLeft().filter((task) => task !== last.task);
  const met = others.flatMap((task) => tried.logs(task).map((log) => ({ task, log })));
  tried.begin();
  const nameOf = objectNames(world.machine, world.state);
  const races = new Races(world.machine);
  for (const { task, log } of met) {
    for (const conflict of racesAmong(conflictsOf(own.log, log))) {
      const race = races.of(conflict, [last.task, task], nameOf);
      if (race && isWanted(race)) return race;
    }
  }
  return null;
}

/** The deadlock that a schedule ends in; null where some task can go on, or all are done. */
export function deadlockAtEnd(
  world: World,
  workload: Workload,
  schedule: readonly Step[],
  afterPhase: AfterPhase,
): MachineViolation | null {
  const tried = new Trial(world, workload, schedule, afterPhase);
  const left = tried.tasksLeft();
  const canGoOn = left.some((task) => !tried.run(task, [])?.disabled);
  if (left.length === 0 || canGoOn) return null;
  tried.begin();
  return deadlockIn(world);
}

/** One state, from which several things are tried. */
class Trial {
  readonly #world: World;
  readonly #workload: Workload;
  readonly #schedule: readonly Step[];
  readonly #afterPhase: AfterPhase;
  /** Calls that may still fail. */
  #faults = 0;

  constructor(world: World, workload: Workload, schedule: readonly Step[], afterPhase: AfterPhase) {
    this.#world = world;
    this.#workload = workload;
    this.#schedule = schedule;
    this.#afterPhase = afterPhase;
  }

  /** Makes the world's state the one that the schedule leads to; its phase, or null where it leads to none. */
  begin(): number | null {
    const journey = follow(this.#world, this.#workload, this.#schedule, this.#afterPhase);
    const { steps, results, refused } = journey;
    this.#faults = this.#workload.faults - steps.reduce((sum, { choices }) => sum + taken(choices), 0);
    return refused === null ? results.length : null;
  }

  /** Tasks that are not at the end of their lists. */
  tasksLeft(): number[] {
    const phase = this.begin();
    const lists = phase === null ? [] : (this.#workload.phases[phase] ?? []);
    return [...lists.keys()].filter((task) => this.#isLeft(task, lists[task]!));
  }

  /** What a task does in every way that it may go on, until it waits or is at the end of its list. */
  logs(task: number): Log[] {
    const logs: Log[] = [];
    const pending: (readonly number[])[] = [[]];
    for (let answers = pending.pop(); answers && logs.length < mostWays; answers = pending.pop()) {
      const segment = this.run(task, answers);
      if (!segment) return [];
      logs.push(segment.log);
      if (taken(segment.choices) >= this.#faults) continue;
      for (let index = segment.choices.length - 1; index >= answers.length; index--)
        for (let answer = 1; answer < segment.choices[index]!.ways; answer++)
          pending.push([...answers, ...new Array<number>(index - answers.length).fill(0), answer]);
    }
    return logs;
  }

  /** What a task does next from the state; null where it has nothing left. */
  run(task: number, answers: readonly number[], operations = Number.POSITIVE_INFINITY): Segment | null {
    const phase = this.begin();
    const actions = phase === null ? undefined : this.#workload.phases[phase]?.[task];
    if (!actions || !this.#isLeft(task, actions)) return null;
    return runSegment(this.#world, task, actions, answers, operations);
  }

  #isLeft(task: number, actions: readonly unknown[]): boolean {
    const doing = this.#world.doings[task];
    return doing !== undefined && doing.action < actions.length;
  }
}

/** Calls that were made to fail. */
function taken(choices: readonly Choice[]): number {
  return choices.filter((choice) => choice.taken !== 0).length;
}
