import { objectNames } from '../machine/report.ts';
import { LOGGED } from '../machine/watch-log.ts';
import { Atoms } from './atoms.ts';
import { circlesAmong } from './circle.ts';
import type { Step } from './labels.ts';
import { Logs } from './logs.ts';
import { isPatient, type Phase, type Workload } from './program.ts';
import { deadlockIn, follow } from './schedule.ts';
import { type Log, runSegment, type Segment } from './segment.ts';
import { racesAmong } from './stops.ts';
import type { AfterPhase } from './system.ts';
import { type MachineViolation, Races } from './violations.ts';
import { everyWay, faultsIn } from './ways.ts';
import type { World } from './world.ts';

/*
 * What no single schedule shows, since it is about what several tasks could do next from one state: each is
 * tried from there.
 */

/** Ways of one task that are tried: what can fail grows fast with the faults that may happen. */
const mostWays = 500;

interface RaceAtEnd {
  /** Null where there is none. */
  readonly race: MachineViolation | null;
  /** There were more ways in which calls can fail than are tried. */
  readonly isCut: boolean;
}

/**
 * The wanted race between the last step of a schedule and what another task could do in its place, calls that fail
 * included. `isNext`: both accesses are what their tasks do next; else either may come later on.
 */
export function raceAtEnd(
  world: World,
  workload: Workload,
  schedule: readonly Step[],
  afterPhase: AfterPhase,
  isWanted: (violation: MachineViolation) => boolean,
  isNext = false,
): RaceAtEnd {
  const none: RaceAtEnd = { race: null, isCut: false };
  const last = schedule.at(-1);
  const tried = new Trial(world, workload, schedule.slice(0, -1), afterPhase);
  if (!last || tried.phase !== last.phase) return none;
  const most = isNext ? 1 : Number.POSITIVE_INFINITY;
  const own = tried.run(last.task, last.answers, isNext ? 1 : last.operations);
  if (!own) return none;
  const logs = new Logs();
  const isNew = (): boolean => false;
  const ownLog = logs.keep(own.log, isNew);
  const others = tried.tasksLeft().filter((task) => task !== last.task);
  const met = others.flatMap((task) =>
    tried.logs(task, most).map((log) => ({ task, log: logs.keep(log, isNew) })),
  );
  tried.begin();
  const nameOf = objectNames(world.machine, world.state);
  const races = new Races(world.machine);
  const atoms = new Atoms();
  for (const { task, log } of met) {
    for (const conflict of racesAmong(atoms.conflicts(ownLog, log))) {
      const race = races.of(conflict, [last.task, task], nameOf);
      if (race && isWanted(race)) return { race, isCut: false };
    }
  }
  return { race: null, isCut: tried.isCut };
}

/** The deadlocks that a schedule ends in: of tasks that wait for each other, or of all, where none can go on. */
export function deadlocksAtEnd(
  world: World,
  workload: Workload,
  schedule: readonly Step[],
  afterPhase: AfterPhase,
): MachineViolation[] {
  const tried = new Trial(world, workload, schedule, afterPhase);
  const left = tried.tasksLeft();
  const next = left.map((task) => {
    const isWaiting = tried.run(task, [], 1)?.disabled ?? false;
    return { isWaiting, wants: isWaiting ? world.lockingOf(world.taskNumber(task)).wants : null };
  });
  tried.begin();
  const lockings = world.doings.map((_, task) => ({
    wants: next[left.indexOf(task)]?.wants ?? null,
    holds: world.lockingOf(world.taskNumber(task)).holds,
  }));
  const circles = circlesAmong(lockings);
  if (circles.length > 0) return circles.map((circle) => deadlockIn(world, lockings, circle));
  const areStuck = left.length > 0 && next.every(({ isWaiting }) => isWaiting);
  if (!areStuck || isPatient(workload, tried.phase ?? 0, left) || workload.lackIn?.(world.state)) return [];
  return [deadlockIn(world, lockings)];
}

/** The state that a schedule leads to, from which several things are tried. */
class Trial {
  /** The phase it is in; null where the schedule cannot be followed. */
  readonly phase: number | null;
  /** More could be done from it than was tried. */
  isCut = false;
  readonly #world: World;
  readonly #lists: Phase;
  readonly #row: Int32Array;
  /** Calls that may still fail. */
  readonly #faults: number;

  constructor(world: World, workload: Workload, schedule: readonly Step[], afterPhase: AfterPhase) {
    const { steps, results, refused } = follow(world, workload, schedule, afterPhase);
    this.phase = refused === null ? results.length : null;
    this.#world = world;
    this.#lists = this.phase === null ? [] : (workload.phases[this.phase] ?? []);
    this.#row = world.rowNow();
    this.#faults = workload.faults - steps.reduce((sum, { choices }) => sum + faultsIn(choices), 0);
  }

  /** Makes it the world's state again. */
  begin(): void {
    this.#world.load(this.#row, 0, this.#row.length);
  }

  /** Tasks that are not at the end of their lists. */
  tasksLeft(): number[] {
    this.begin();
    return [...this.#lists.keys()].filter(
      (task) => this.#world.doings[task]!.action < this.#lists[task]!.length,
    );
  }

  /**
   * What a task does in every way that it may go on, until it waits, is at the end of its list, or has done so many
   * operations.
   */
  logs(task: number, operations: number): Log[] {
    const logs: Log[] = [];
    everyWay(this.#faults, (answers) => {
      if (logs.length === mostWays) {
        this.isCut = true;
        return null;
      }
      const segment = this.run(task, answers, operations);
      if (segment) logs.push(segment.log);
      return segment?.choices ?? null;
    });
    return logs;
  }

  /** What a task does next from the state; null where it has nothing left. */
  run(task: number, answers: readonly number[], operations: number): Segment | null {
    if (!this.tasksLeft().includes(task)) return null;
    const { watch } = this.#world;
    // What an exploration has learnt until now plays no part: each object is looked at.
    const shared = watch.shared.slice();
    watch.shared.fill(LOGGED);
    const segment = this.#world.uninterrupted(() =>
      runSegment(this.#world, task, this.#lists[task]!, answers, operations),
    );
    watch.shared.set(shared);
    return segment;
  }
}
