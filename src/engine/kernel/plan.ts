import type { Results } from '../interleave/system.ts';
import { nodeName, type UserAction } from './actions.ts';

/**
 * What is explored: phases one after another, each of lists of actions that run at the same time. Actions that
 * follow each other are a phase of one list.
 */
export interface Plan {
  readonly phases: readonly (readonly (readonly UserAction[])[])[];
  /** Calls that may fail, all phases together. */
  readonly faults: number;
  /** Of so many phases, from the first, none does: that is looked at by another plan. */
  readonly faultless?: number;
  /** Phases, by number, whose first list may wait for what the user of a later one does: he is a process of his own. */
  readonly patient?: readonly number[];
}

/** Modules that were loaded and not unloaded again; -1 where none ever was. */
export function modulesLeft({ phases }: Plan, results: Results): number {
  let loaded = 0;
  let ever = false;
  phases.forEach((phase, at) => {
    phase.forEach((actions, task) => {
      actions.forEach(({ kind }, index) => {
        const result = results[at]?.[task]?.[index];
        if (result === undefined) return;
        if (kind === 'load' && result >= 0) loaded++;
        if (kind === 'unload' && result === 0) loaded--;
        ever ||= kind === 'load';
      });
    });
  });
  return ever ? loaded : -1;
}

/** What the last bind of each GPU was answered, as a positive errno. */
export function bindAnswers({ phases }: Plan, results: Results): Map<string, number> {
  const answers = new Map<string, number>();
  phases.forEach((phase, at) => {
    phase.forEach((actions, task) => {
      actions.forEach((action, index) => {
        const answer = results[at]?.[task]?.[index];
        if (action.kind === 'bind' && answer !== undefined) answers.set(action.bdf, Math.max(0, -answer));
      });
    });
  });
  return answers;
}

/** Tasks that are at work at once, at most. */
export function tasksOf({ phases }: Plan): number {
  return Math.max(0, ...phases.map((lists) => lists.filter(({ length }) => length > 0).length));
}

/** The same without workers, which serve the others. */
export function usersOf({ phases }: Plan): number {
  return Math.max(0, ...phases.map((lists) => listsOfUsers(lists).length));
}

export function listsOfUsers(lists: Plan['phases'][number]): Plan['phases'][number] {
  return lists.filter(([action]) => action !== undefined && action.kind !== 'worker');
}

/**
 * Whether lists at work at once do more than bind and unbind, each its own GPUs: what the kernel answers then
 * depends on the order in which it is asked.
 */
export function meetInKernel({ phases }: Plan): boolean {
  return phases.some((all) => {
    const lists = listsOfUsers(all);
    if (lists.length < 2) return false;
    const gpus = lists.map((list) => new Set(list.map(gpuOf)));
    const each = gpus.flatMap((gpu) => [...gpu]);
    return each.includes('') || new Set(each).size < each.length;
  });
}

/** Of a bind or an unbind; '' for all else. */
function gpuOf(action: UserAction): string {
  return action.kind === 'bind' || action.kind === 'unbind' ? action.bdf : '';
}

/** The GPUs that are bound, by their BDFs. */
export function gpusOf({ phases }: Plan): string[] {
  const bdfs = phases.flat(2).flatMap((action) => (action.kind === 'bind' ? [action.bdf] : []));
  return [...new Set(bdfs)];
}

/** The files of sysfs that a user reads or writes, by their path. */
export function filesUsed({ phases }: Plan): string[] {
  const paths = phases
    .flat(2)
    .flatMap((action) => (action.kind === 'read' || action.kind === 'write' ? [action.path] : []));
  return [...new Set(paths)];
}

/** The nodes that a user opens, as `/dev/egm4`. */
export function nodesOpened({ phases }: Plan): string[] {
  const nodes = phases
    .flat(2)
    .flatMap((action) => (action.kind === 'open' ? [`/dev/${nodeName(action.node)}`] : []));
  return [...new Set(nodes)];
}
