import type { Steps } from '../base/in-steps.ts';
import { finished } from '../base/steps.ts';
import type { Site } from '../csource/ast.ts';
import { STRIDE } from '../machine/program.ts';
import { frameOf } from '../machine/stacks.ts';
import type { Choice } from '../machine/state.ts';
import { FIRST_FRAME, Header, Status, type Task } from '../machine/task.ts';
import { Role } from '../machine/watch.ts';
import { circlesAmong, type Locking } from './circle.ts';
import type { Step } from './labels.ts';
import { goesOn, isServing, listsToDo, type Phase, phaseEnd, type Workload } from './program.ts';
import { runSegment } from './segment.ts';
import type { AfterPhase } from './system.ts';
import { type MachineViolation, ofDeadlock, ofFinding } from './violations.ts';
import { faultsIn } from './ways.ts';
import { rest, type World } from './world.ts';

/** One step of a schedule as it was followed. */
export interface Followed {
  readonly phase: number;
  readonly task: number;
  /** Of the list of actions, the first and the last that the task was in. */
  readonly actions: readonly [number, number];
  /** The driver's line at which it went on, and the one at which it was interrupted; null outside the driver. */
  readonly from: Site | null;
  readonly to: Site | null;
  /** The last of the actions is done. */
  readonly ended: boolean;
  readonly operations: number;
  /** Calls that could have failed. */
  readonly choices: readonly Choice[];
  /** What it added to the log. */
  readonly output: readonly string[];
  /** Of one that serves others: what it was at, one after another, '' for nothing particular. */
  readonly served: readonly string[];
}

export interface Journey {
  readonly steps: readonly Followed[];
  /** What was wrong, first to last; what `breaks` the path is the last. */
  readonly violations: readonly Met[];
  /** Results of the actions of each phase that came to its end, by task. */
  readonly results: readonly (readonly (readonly number[])[])[];
  /** A step that could not be taken: its number. The journey ends before it. */
  readonly refused: number | null;
}

export interface Met {
  readonly violation: MachineViolation;
  /** The number of the step in which it was, or after which. */
  readonly step: number;
  readonly breaks: boolean;
  /** It was in that step, which may have gone on. */
  readonly isOnTheWay: boolean;
}

/**
 * Follows a schedule from the start. Steps of one task after another are one step, unless `isApart`. It ends where a rule is
 * broken, at a step that cannot be taken, or with the schedule.
 */
export function follow(
  world: World,
  workload: Workload,
  schedule: readonly Step[],
  afterPhase: AfterPhase,
  isApart = false,
): Journey {
  return finished(followSteps(world, workload, isApart ? schedule : merged(schedule), afterPhase));
}

/** Follows a schedule as it is, and rests after each step. Meanwhile nobody else may use the world. */
export function* followSteps(
  world: World,
  workload: Workload,
  schedule: readonly Step[],
  afterPhase: AfterPhase,
): Steps<Journey> {
  world.restart();
  const way = new Way(world, workload, afterPhase);
  let refused: number | null = null;
  for (const [number, step] of schedule.entries()) {
    const goesOn = world.uninterrupted(() => way.take(step, number));
    if (goesOn) {
      yield;
      continue;
    }
    if (way.steps.length === number) refused = number;
    break;
  }
  return { steps: way.steps, violations: way.violations, results: way.results, refused };
}

/** The way that a schedule leads, as far as it was followed. */
class Way {
  readonly steps: Followed[] = [];
  readonly violations: Met[] = [];
  /** Of each phase that is over. */
  readonly results: number[][][] = [];
  readonly #world: World;
  readonly #workload: Workload;
  readonly #afterPhase: AfterPhase;
  /** What each task is at that serves others. */
  readonly #serving = new Map<number, string>();

  constructor(world: World, workload: Workload, afterPhase: AfterPhase) {
    this.#world = world;
    this.#workload = workload;
    this.#afterPhase = afterPhase;
    this.#passEmpty();
  }

  /** False where the way ends: with a step that breaks a rule, or before one that cannot be taken. */
  take({ phase, task, answers, operations }: Step, number: number): boolean {
    const world = this.#world;
    const actions = this.#workload.phases[this.results.length]?.[task];
    const doing = world.doings[task];
    if (phase !== this.results.length || !actions || !doing || doing.action >= actions.length) return false;
    const first = doing.action;
    const from = driversSite(world, doing.task);
    const serves = isServing(actions);
    const before = serves && doing.task.base >= FIRST_FRAME ? [this.#serving.get(task) ?? ''] : [];
    const segment = runSegment(world, task, actions, answers, operations);
    // One that ended an action and has not begun the next is not in it.
    const isBetween = doing.task.base < FIRST_FRAME && doing.task.status === Status.PAUSED;
    const last = Math.max(first, isBetween ? doing.action - 1 : doing.action);
    const followed = { phase, task, actions: [first, last] as const, ended: doing.action > last };
    const served = serves ? [...before, ...world.state.serves] : [];
    this.#serving.set(task, served.at(-1) ?? '');
    const { operations: done, choices } = segment;
    const shown = { operations: done, choices, output: world.state.output, served };
    const ended = followed.ended || (serves && doing.task.base < FIRST_FRAME);
    this.steps.push({ ...followed, ...shown, ended, from, to: driversSite(world, doing.task) });
    const isFaultless = this.steps.every(({ choices }) => faultsIn(choices) === 0);
    for (const note of segment.notes)
      if (isFaultless || !note.isFaultless)
        this.#wrong(ofFinding(note.finding), number, false, note.isOnTheWay);
    const [finding] = segment.findings;
    if (finding) this.#wrong(ofFinding(finding), number, true);
    else this.#endPhase(number);
    return finding === undefined;
  }

  /** Where all tasks are at the end of their lists the next phase begins. */
  #endPhase(number: number): void {
    const world = this.#world;
    if (!this.#isOver()) return;
    const phase = this.results.length;
    this.results.push(world.doings.map(({ results }) => [...results]));
    for (const [task, each] of world.doings.entries()) if (!goesOn(this.#workload, phase, task)) rest(each);
    this.#passEmpty();
    for (const violation of this.#afterPhase(world, this.results)) this.#wrong(violation, number);
  }

  #isOver(): boolean {
    const { doings, state } = this.#world;
    const number = this.results.length;
    const end = phaseEnd(this.#workload, number, {
      isDone: (task, actions) => doings[task]!.action >= actions.length,
      isIdle: (task) => doings[task]!.task.base < FIRST_FRAME,
      areWaiting: (tasks) => this.#areWaiting(this.#workload.phases[number]!, tasks),
      hasWork: ({ hasWork }) => hasWork?.(state) === true,
    });
    return end !== 'goes-on';
  }

  /** As MachineSystem has it: with no call that fails. */
  #areWaiting(lists: Phase, tasks: readonly number[]): boolean {
    const world = this.#world;
    const wanted = (id: number): Locking | null => {
      const { disabled, findings } = runSegment(world, id, lists[id]!, [], 1);
      return disabled && findings.length === 0 ? world.lockingOf(world.taskNumber(id)) : null;
    };
    return world.tried(() => {
      const waiting = tasks.map(wanted);
      return waiting.every((each) => each !== null) && circlesAmong(waiting).length === 0;
    });
  }

  /** Phases in which nothing is done, as in a plan of which lists were left out. */
  #passEmpty(): void {
    const { phases } = this.#workload;
    for (let lists = phases[this.results.length]; lists && listsToDo(lists).length === 0; )
      lists = phases[this.results.push(lists.map(() => []))];
  }

  #wrong(violation: MachineViolation, step: number, breaks = false, isOnTheWay = breaks): void {
    this.violations.push({ violation, step, breaks, isOnTheWay });
  }
}

/** Steps of one task that follow each other, as one. */
export function merged(schedule: readonly Step[]): Step[] {
  const steps: Step[] = [];
  for (const step of schedule) {
    const before = steps.at(-1);
    if (before?.task !== step.task || before.phase !== step.phase) {
      steps.push(step);
      continue;
    }
    const padding =
      step.answers.length > 0 ? new Array<number>(before.choices - before.answers.length).fill(0) : [];
    steps[steps.length - 1] = {
      phase: step.phase,
      task: step.task,
      answers: [...before.answers, ...padding, ...step.answers],
      operations: before.operations + step.operations,
      choices: before.choices + step.choices,
    };
  }
  return steps;
}

/** The same of steps that were followed apart: as if they had been followed as one. */
export function together(followed: readonly Followed[]): Followed[] {
  const steps: Followed[] = [];
  for (const step of followed) {
    const before = steps.at(-1);
    if (before?.task !== step.task || before.phase !== step.phase) {
      steps.push(step);
      continue;
    }
    steps[steps.length - 1] = {
      ...step,
      actions: [before.actions[0], step.actions[1]],
      from: before.from,
      operations: before.operations + step.operations,
      choices: [...before.choices, ...step.choices],
      output: [...before.output, ...step.output],
      served: [...before.served, ...step.served],
    };
  }
  return steps;
}

/** The driver's line that a task is at, or was at when it called the library; null where it is in none. */
export function driversSite(world: World, task: Task): Site | null {
  const { machine, watch } = world;
  let { pc } = task;
  for (let base = task.base; base >= FIRST_FRAME; base = task.registers[base + Header.BASE]!) {
    const index = task.registers[base + Header.FUNCTION]!;
    if (watch.roles[index] === Role.DRIVER) return frameOf(machine, pc / STRIDE).site;
    pc = task.registers[base + Header.RETURN]! - STRIDE;
  }
  return null;
}

/** What each task waits for; when none can go on, or of those alone that wait for each other. */
export function deadlockIn(
  world: World,
  lockings: readonly Locking[],
  circle: readonly number[] | null = null,
): MachineViolation {
  const waiting = world.doings.filter(({ task }) =>
    circle === null ? task.status === Status.BLOCKED || task.base >= FIRST_FRAME : circle.includes(task.id),
  );
  return ofDeadlock(
    waiting.map(({ task, action }) => ({
      task: task.id,
      action,
      site: driversSite(world, task),
      locking: lockings[task.id]!,
    })),
  );
}
