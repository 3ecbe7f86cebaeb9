import type { MachineFinding } from '../machine/finding.ts';
import type { MachineState } from '../machine/state.ts';
import type { Task } from '../machine/task.ts';

/** A call that a task makes: a function of the machine's program, with arguments in extended form. */
export interface Action {
  readonly function: number;
  readonly args: readonly bigint[];
  /** What findings during it are put down to: `bind 0008:01:00.0`. */
  readonly name: string;
  /** Tasks that call the same functions, for things of one kin, may turn out to be alike. */
  readonly kin?: string;
  /** What is to be said of its answer, once the task has it; the path goes on all the same. */
  readonly answered?: (task: Task) => Note | null;
  /** Whoever has it done learns from its answer whether it succeeded. */
  readonly isAsked?: boolean;
  /**
   * It is done again and again, whenever there is something to do for it, and has no result: a phase is over once all others
   * are done and it cannot go on, as it waits for something in the midst of it, or has nothing to do: in the last one where
   * this is false of the state. What it is in the midst of goes on in the next phase. The one of its list.
   */
  readonly hasWork?: (state: MachineState) => boolean;
}

/** A list of a task that serves others. */
export function isServing([action]: readonly Action[]): boolean {
  return action?.hasWork !== undefined;
}

/** The lists of a phase in which something is to be done. */
export function listsToDo(phase: Phase): Phase {
  return phase.filter((actions) => actions.length > 0 && !isServing(actions));
}

/** What is to be said of an answer. */
export interface Note {
  readonly finding: MachineFinding;
  /** It is worth saying only where no call was made to fail, and nothing was wrong before. */
  readonly isFaultless: boolean;
  /** It is of a place on the way, not of the answer. */
  readonly isOnTheWay: boolean;
}

/** What is done on the machine: phases one after another, each of tasks at the same time. */
export interface Workload {
  readonly phases: readonly Phase[];
  /** Calls that may fail, of all phases together. */
  readonly faults: number;
  /** Of so many phases, from the first, none does; of none if not given. */
  readonly faultless?: number;
  /**
   * Phases, by number, whose first list may wait for what only a later phase does. Once it is all that is left, the path
   * ends there, and that is no deadlock.
   */
  readonly patient?: readonly number[];
  /**
   * In a state in which no task can go on: what there would have to be more of for those that serve others to have something
   * to do, so that it is no deadlock; null for nothing.
   */
  readonly lackIn?: (state: MachineState) => string | null;
}

/** Whether tasks that cannot go on may wait for a later phase; `left` are those not at the end of their lists. */
export function isPatient({ patient, phases }: Workload, phase: number, left: readonly number[]): boolean {
  if (patient?.includes(phase) !== true) return false;
  return left.every((task) => task === 0 || isServing(phases[phase]?.[task] ?? []));
}

/** Lists whose tasks, in the midst of something, go on from one phase to the next. */
export function goesOn({ phases }: Workload, phase: number, task: number): boolean {
  return isServing(phases[phase]?.[task] ?? []) && isServing(phases[phase + 1]?.[task] ?? []);
}

/** What is asked of the tasks of a phase, by number, in some state. */
export interface Standing {
  /** It is at the end of its list. */
  isDone(task: number, actions: Phase[number]): boolean;
  /** It serves others, and is in the midst of nothing. */
  isIdle(task: number): boolean;
  /** They can only wait for what is to come, and not for each other. */
  areWaiting(tasks: readonly number[]): boolean;
  /** Of one that serves others: it could begin with something. */
  hasWork(action: Action): boolean;
}

/**
 * Whether a phase is over: all is done, and who serves has nothing to do or waits for what is to come. `lacking`: it is, all
 * who serve are in the midst of something, and there is more to do.
 */
export function phaseEnd(
  { phases }: Workload,
  phase: number,
  standing: Standing,
): 'goes-on' | 'over' | 'lacking' {
  const lists = phases[phase]!;
  if (!lists.every((actions, task) => isServing(actions) || standing.isDone(task, actions))) return 'goes-on';
  const serving = lists.flatMap((actions, task) => (isServing(actions) ? [task] : []));
  if (serving.length === 0) return 'over';
  const atWork = serving.filter((task) => !standing.isIdle(task));
  if (atWork.length > 0 && !standing.areWaiting(atWork)) return 'goes-on';
  const areAll = atWork.length === serving.length;
  // What there is to do is done in the next.
  if (!areAll && phase + 1 < phases.length) return 'over';
  if (!serving.some((task) => standing.hasWork(lists[task]![0]!))) return 'over';
  return areAll ? 'lacking' : 'goes-on';
}

/** Lists of actions: of each list one after the other, the lists at the same time. */
export type Phase = readonly (readonly Action[])[];
