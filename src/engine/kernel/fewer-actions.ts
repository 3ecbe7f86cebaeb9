import type { Resting } from '../explore/exploration.ts';
import type { Step } from '../interleave/labels.ts';
import { merged } from '../interleave/schedule.ts';
import type { UserAction } from './actions.ts';
import type { Plan } from './plan.ts';

/** A schedule, and the plan that it is one of. */
export interface Planned {
  readonly plan: Plan;
  readonly schedule: readonly Step[];
}

export interface FewerActions {
  /** The schedule up to where it goes wrong in the way that is wanted, under that plan; null where it does not. */
  readonly upToCause: (plan: Plan, steps: readonly Step[]) => readonly Step[] | null;
  /** The last step stays one of its own. */
  readonly isApart: boolean;
  /** Plans that are tried at most. */
  readonly tries: number;
}

/**
 * The same without what need not be done: where a phase has to be over before it shows, lists of actions run to their
 * end that play no part, or only by how they begin; and of lists that nobody interrupts, actions in their midst. A list
 * that is left out is empty, so that phases and tasks keep their numbers. Yields after each that it tries.
 */
export function* withoutNeedless(
  whole: Planned,
  { upToCause, isApart, tries }: FewerActions,
): Resting<Planned> {
  let best = whole;
  let left = tries;
  // One that was needed for another is needed no more without that.
  for (let changed = true; changed && left > 0; ) {
    changed = false;
    for (const list of [...listsOf(best, 'whole'), ...listsOf(best, 'end'), ...actionsOf(best)]) {
      if (left-- <= 0) break;
      const { plan, steps } = without(best, list, isApart);
      const schedule = upToCause(plan, steps);
      if ((yield) === 'stop') left = 0;
      if (!schedule) continue;
      best = { plan, schedule };
      changed = true;
      break;
    }
  }
  return best;
}

/** Nothing that a plan is asked about: what is loaded and bound in the end. */
const ofFiles: ReadonlySet<UserAction['kind']> = new Set([
  'open',
  'mmap',
  'ioctl',
  'read-at',
  'write-at',
  'close',
  'poison',
  'read',
  'write',
]);

/** What may be left out: a whole list, its last action, or the one of that number. */
interface Part {
  readonly phase: number;
  readonly task: number;
  readonly what: 'whole' | 'end' | number;
}

/** Of the lists that the schedule takes steps of, the last first. What is loaded stays, for it is unloaded again. */
function listsOf({ plan, schedule }: Planned, what: Part['what']): Part[] {
  const last = schedule.at(-1);
  const taken = new Set(schedule.map(({ phase, task }) => `${phase} ${task}`));
  const parts = plan.phases.flatMap((lists, phase) =>
    lists.map((actions, task) => ({ phase, task, what, actions })),
  );
  return parts
    .filter(({ phase, task }) => taken.has(`${phase} ${task}`))
    .filter(({ phase, task, actions }) =>
      what === 'whole'
        ? phase !== last?.phase || task !== last.task
        : actions.length > 1 && actions.at(-1)?.kind !== 'load',
    )
    .toReversed();
}

/**
 * Actions before the last of what a user does with files, in lists that are one step of the schedule, in which no call
 * fails: else what is left would not be interrupted, or fail, at the same places.
 */
function actionsOf({ plan, schedule }: Planned): Part[] {
  return plan.phases.flatMap((lists, phase) =>
    lists.flatMap((actions, task) => {
      const steps = merged(schedule).filter((step) => step.phase === phase && step.task === task);
      if (steps.length !== 1 || steps[0]!.answers.some((answer) => answer !== 0)) return [];
      if (!actions.every(({ kind }) => ofFiles.has(kind))) return [];
      return actions.slice(0, -1).map((_, what) => ({ phase, task, what }));
    }),
  );
}

function without(
  { plan: { phases, faults }, schedule }: Planned,
  { phase, task, what }: Part,
  isApart: boolean,
): { readonly plan: Plan; readonly steps: readonly Step[] } {
  const isIts = (step: Step): boolean => step.phase === phase && step.task === task;
  const rest = what === 'whole' ? schedule.filter((step) => !isIts(step)) : schedule;
  const end = isApart ? rest.slice(-1) : [];
  const left = phases.map((lists, at) =>
    at !== phase
      ? lists
      : lists.map((actions, number) => (number !== task ? actions : actionsWithout(actions, what))),
  );
  return {
    plan: { faults, phases: left },
    steps: [...merged(rest.slice(0, rest.length - end.length)), ...end],
  };
}

function actionsWithout<T>(actions: readonly T[], what: Part['what']): readonly T[] {
  if (what === 'whole') return [];
  return what === 'end' ? actions.slice(0, -1) : actions.toSpliced(what, 1);
}
