import type { Steps as InSteps } from '../base/in-steps.ts';
import { explore } from './breadth.ts';
import { stepsTo } from './replay.ts';
import type { System, Violation } from './system.ts';

export interface ShortenOptions {
  /** The task that a label's step belongs to. */
  readonly taskOf: (label: number) => number;
  /** States that the search for a shorter trace may store; 0 leaves it out. */
  readonly states?: number | undefined;
}

const STATES = 20_000;

/**
 * A trace to a violation of the same cause, without steps of tasks that play no part: whole tasks are left out, then
 * last steps of tasks, as long as what remains still shows it. Then the tasks that are left are searched breadth first
 * for less. If that ends within its states no schedule of these tasks is shorter, else single steps are left out. A
 * trace that does not lead to the cause is given back.
 */
export function* shorten<V extends Violation>(
  system: System<V>,
  trace: readonly number[],
  cause: string,
  { taskOf, states = STATES }: ShortenOptions,
): InSteps<readonly number[]> {
  if (stepsTo(system, trace, cause) === null) return trace;
  const best = yield* dropTasks(system, trace, cause, taskOf);
  const found = states > 0 ? yield* searchLess(system, best, cause, taskOf, states) : null;
  return found ?? (yield* dropSteps(system, best, cause));
}

/** A shortest trace of the tasks in this one; null if the states do not suffice to tell. */
function* searchLess<V extends Violation>(
  system: System<V>,
  trace: readonly number[],
  cause: string,
  taskOf: (label: number) => number,
  states: number,
): InSteps<readonly number[] | null> {
  const tasks = new Set(trace.map(taskOf));
  const own = (label: number) => tasks.has(taskOf(label));
  const search = explore(only(system, own), {
    states,
    // A state at that depth is not expanded, so that only what ends before it is met there.
    depth: trace.length,
    slice: 64,
    until: (violation) => violation.cause === cause,
  });
  let next = search.next();
  for (; !next.done; next = search.next()) yield;
  const { limit, violations } = next.value;
  const found = violations.find(({ violation }) => violation.cause === cause);
  if (found !== undefined && found.trace.length < trace.length) return found.trace;
  return limit === 'states' || limit === 'memory' ? null : trace;
}

function* dropSteps<V extends Violation>(
  system: System<V>,
  trace: readonly number[],
  cause: string,
): InSteps<readonly number[]> {
  let best = trace;
  for (let at = best.length - 1; at >= 0; at--) {
    const tried = best.toSpliced(at, 1);
    const steps = stepsTo(system, tried, cause);
    if (steps !== null) best = tried.slice(0, steps);
    yield;
  }
  return best;
}

function* dropTasks<V extends Violation>(
  system: System<V>,
  trace: readonly number[],
  cause: string,
  taskOf: (label: number) => number,
): InSteps<readonly number[]> {
  let best = trace;
  for (let improved = true; improved; ) {
    improved = false;
    for (const task of new Set(best.map(taskOf))) {
      const count = best.filter((label) => taskOf(label) === task).length;
      // All of its steps, then ever fewer of its last.
      for (let drop = count; drop > 0; drop >>= 1) {
        const tried = withoutLast(best, drop, (label) => taskOf(label) === task);
        const steps = stepsTo(system, tried, cause);
        yield;
        if (steps === null) continue;
        best = tried.slice(0, steps);
        improved = true;
        break;
      }
    }
  }
  return best;
}

/** The labels without the last `drop` of those that are the task's. */
function withoutLast(labels: readonly number[], drop: number, own: (label: number) => boolean): number[] {
  let left = labels.filter(own).length - drop;
  return labels.filter((label) => !own(label) || left-- > 0);
}

/** The system in which some of its steps are never taken. */
function only<V extends Violation>(system: System<V>, taken: (label: number) => boolean): System<V> {
  return {
    width: system.width,
    initial: (steps) => system.initial(steps),
    expand: (words, start, length, steps) =>
      system.expand(words, start, length, {
        step: (label, row, rowLength) => {
          if (taken(label)) steps.step(label, row, rowLength);
        },
        violation: (label, violation) => {
          if (taken(label)) steps.violation(label, violation);
        },
        stuck: (violation) => steps.stuck(violation),
      }),
  };
}
