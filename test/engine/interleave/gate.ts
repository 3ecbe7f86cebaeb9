import { expect } from 'vitest';
import { explore } from '../../../src/engine/explore/breadth.ts';
import type { Exploration } from '../../../src/engine/explore/exploration.ts';
import { fewestTurns } from '../../../src/engine/explore/fewest-turns.ts';
import { fewestSteps } from '../../../src/engine/interleave/fewest.ts';
import type { Step } from '../../../src/engine/interleave/labels.ts';
import type { Workload } from '../../../src/engine/interleave/program.ts';
import { deadlockIn } from '../../../src/engine/interleave/schedule.ts';
import { runSegment, type Segment } from '../../../src/engine/interleave/segment.ts';
import { Segments } from '../../../src/engine/interleave/segments.ts';
import { type AfterPhase, MachineSystem } from '../../../src/engine/interleave/system.ts';
import { type MachineViolation, ofFinding } from '../../../src/engine/interleave/violations.ts';
import { rest, type World } from '../../../src/engine/interleave/world.ts';
import { finished } from '../kernel/acting.ts';
import type { Started } from './small.ts';

/** What must not depend on how it was looked for. */
export interface Seen {
  readonly causes: readonly string[];
  /** What the tasks returned, of every path that came to its end. */
  readonly ends: readonly string[];
}

export interface Searched extends Seen {
  readonly states: number;
  readonly complete: boolean;
}

/**
 * What two searches must agree in. A loop without end is a limit reached where nothing interrupts it, and a circle of
 * states where everything does.
 */
export function seen({ causes, ends }: Seen): Seen {
  return { causes: causes.filter((cause) => !cause.startsWith('out-of-fuel ')), ends };
}

/** The same without what no single schedule shows. */
export function withoutRaces({ causes, ends }: Seen): Seen {
  return { causes: causes.filter((cause) => !cause.startsWith('race ')), ends };
}

type Found = Exploration<MachineViolation>;

/** As the product does: places to switch are learnt, and the search begun anew until none is new; orders are left out. */
export function reduced(started: Started): Searched {
  const { system, ends } = systemOf(started);
  const causes = new Set<string>();
  for (;;) {
    const round = system();
    const found = all(round, round);
    // What a round found that did not know every place counts as well.
    for (const { violation } of found.violations) causes.add(violation.cause);
    if (!round.refined) return { ...searched(found, ends), causes: [...causes].sort() };
  }
}

/** The same, and states are taken for one that differ in which of like tasks is which. */
export function exchanged(started: Started): Searched & { readonly exchanges: number } {
  const segments = new Segments(started.world, started.workload);
  const { system, ends } = systemOf(started);
  const causes = new Set<string>();
  for (;;) {
    const round = system(segments, true);
    const found = all(round, round);
    if (round.areAlike()) for (const { violation } of found.violations) causes.add(violation.cause);
    else ends.clear();
    if (round.refined) continue;
    const exchanges = segments.twins.exchanges.length;
    return { ...searched(found, ends), causes: [...causes].sort(), exchanges };
  }
}

/** Before every operation another task may run. */
export function unreduced(started: Started): Searched {
  const { system, ends } = systemOf(started);
  started.world.watch.visible.fill(1);
  return searched(all(system()), ends);
}

const endless = { states: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };

/** The fewest steps that each cause is shown in, as the product finds them: switching where it has learnt to. */
export function lengths(started: Started): ReadonlyMap<string, number> {
  return new Map([...shortest(started)].map(([cause, schedule]) => [cause, schedule.length]));
}

/** The same as schedules. */
export function shortest(started: Started): ReadonlyMap<string, readonly Step[]> {
  const { system } = systemOf(started);
  const { workload } = started;
  for (;;) {
    const round = system();
    const { violations } = all(round, round);
    if (round.refined) continue;
    const met = violations.map(({ violation, trace }) => ({
      violation,
      schedule: trace.map((label) => answered(round.labels.step(label))),
    }));
    for (const cut of round.cuts) started.world.watch.visible[cut] = 1;
    const systems = Array.from(
      { length: workload.faults + 1 },
      (_, faults) => systemOf({ ...started, workload: { ...workload, faults } }).system,
    );
    const short = finished(
      fewestSteps(
        met,
        systems.map((of) => of()),
        true,
        endless,
        workload.phases,
      ),
    );
    expect(short.filter(({ schedule, atLeast }) => schedule.length > atLeast)).toEqual([]);
    return new Map(short.map(({ violation, schedule }) => [violation.cause, schedule]));
  }
}

/** The same of those causes, switching before every operation. */
export function lengthsUnreduced(started: Started, causes: Iterable<string>): ReadonlyMap<string, number> {
  const whole = systemOf(started).system();
  started.world.watch.visible.fill(1);
  const { found } = finished(
    fewestTurns(whole, {
      turnOf: (label) => whole.labels.step(label).phase * 100 + whole.labels.step(label).task,
      isApart: ({ kind }) => kind === 'race',
      known: new Map([...causes].map((cause) => [cause, Number.POSITIVE_INFINITY])),
      ...endless,
    }),
  );
  return new Map([...found].map(([cause, { turns }]) => [cause, turns]));
}

function systemOf({ world, workload, afterPhase }: Started) {
  const ends = new Set<string>();
  const keeping: AfterPhase = (at, results) => {
    if (results.length === workload.phases.length) ends.add(JSON.stringify(results));
    return afterPhase(at, results);
  };
  const system = (segments = new Segments(world, workload), exchanges = false) =>
    new MachineSystem(world, workload, keeping, segments, exchanges);
  return { system, ends };
}

function all(system: MachineSystem, reduce?: MachineSystem): Found {
  const search = explore(system, { reduce });
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}

function searched({ violations, states, complete }: Found, ends: ReadonlySet<string>): Searched {
  const causes = violations.map(({ violation }) => violation.cause).sort();
  return { causes, ends: [...ends].sort(), states, complete };
}

/** A step answers no more calls than there are on it. */
function answered(step: Step): Step {
  expect(step.answers.length).toBeLessThanOrEqual(step.choices);
  return step;
}

/** Every task of a schedule goes on for one operation; calls answer as told. */
interface Turn {
  readonly task: number;
  readonly answers: readonly number[];
}

/**
 * Every schedule of a tiny system, each followed from the start operation by operation: no state is stored and
 * nothing remembered. Races are none of its findings. Null for a system of more than `most` schedules, or with endless ones.
 */
export function everySchedule(started: Started, most = 1_500, longest = 60): Seen | null {
  started.world.watch.visible.fill(1);
  const causes = new Set<string>();
  const ends = new Set<string>();
  const pending: (readonly Turn[])[] = [[]];
  for (let count = 0; count < most; count++) {
    const schedule = pending.pop();
    if (schedule !== undefined && schedule.length > longest) return null;
    if (schedule === undefined) return { causes: [...causes].sort(), ends: [...ends].sort() };
    const at = follow(started, schedule);
    for (const cause of at.passed) causes.add(cause);
    if (at.cause !== undefined) causes.add(at.cause);
    if (at.end !== undefined) ends.add(at.end);
    if (at.cause === undefined && at.end === undefined) {
      const turns = at.tasks.flatMap((task) => turnsOf(started, schedule, at.phase, task, at.faults));
      const goesOn = turns.some(({ answers }) => answers.every((answer) => answer === 0));
      if (!goesOn) causes.add(deadlockAfter(started, schedule));
      pending.push(...turns.map((turn) => [...schedule, turn]));
    }
  }
  return null;
}

/** Where a schedule leads. */
interface Reached {
  readonly phase: number;
  /** Calls that may still fail. */
  readonly faults: number;
  /** Tasks that are not done. */
  readonly tasks: readonly number[];
  /** What was said on the way, that ended nothing. */
  readonly passed: readonly string[];
  readonly cause?: string;
  readonly end?: string;
}

function follow({ world, workload, afterPhase }: Started, schedule: readonly Turn[]): Reached {
  world.restart();
  let { faults } = workload;
  let phase = 0;
  const results: (readonly (readonly number[])[])[] = [];
  const passed: string[] = [];
  for (const turn of schedule) {
    const segment = runTurn(world, workload, phase, turn);
    passed.push(...segment.notes.map(({ finding }) => ofFinding(finding).cause));
    faults -= segment.choices.filter(({ taken }) => taken !== 0).length;
    if (segment.findings.length > 0)
      return { phase, faults, tasks: [], passed, cause: ofFinding(segment.findings[0]!).cause };
    if (unfinished(world, workload, phase).length > 0) continue;
    results.push(world.doings.map((doing) => [...doing.results]));
    world.doings.forEach(rest);
    phase++;
  }
  if (phase < workload.phases.length)
    return { phase, faults, passed, tasks: unfinished(world, workload, phase) };
  passed.push(...afterPhase(world, results).map(({ cause }) => cause));
  return { phase, faults, passed, tasks: [], end: JSON.stringify(results) };
}

function unfinished({ doings }: World, { phases }: Workload, phase: number): number[] {
  return phases[phase]!.flatMap((actions, task) => (doings[task]!.action < actions.length ? [task] : []));
}

function runTurn(world: World, { phases }: Workload, phase: number, { task, answers }: Turn): Segment {
  return runSegment(world, task, phases[phase]![task]!, answers, Number.POSITIVE_INFINITY);
}

/** What a task may do next: without a fault, and with each that may happen; nothing while it waits. */
function turnsOf(
  started: Started,
  schedule: readonly Turn[],
  phase: number,
  task: number,
  faults: number,
): Turn[] {
  const turns: Turn[] = [];
  const pending: (readonly number[])[] = [[]];
  for (let answers = pending.pop(); answers; answers = pending.pop()) {
    const turn = { task, answers };
    follow(started, schedule);
    const { disabled, choices, findings } = runTurn(started.world, started.workload, phase, turn);
    if (!disabled || findings.length > 0) turns.push(turn);
    if (answers.filter((answer) => answer !== 0).length >= faults) continue;
    for (let index = answers.length; index < choices.length; index++)
      for (let answer = 1; answer < choices[index]!.ways; answer++)
        pending.push([...answers, ...new Array<number>(index - answers.length).fill(0), answer]);
  }
  return turns;
}

function deadlockAfter(started: Started, schedule: readonly Turn[]): string {
  follow(started, schedule);
  const none = started.world.doings.map(() => ({ wants: null, holds: [] }));
  return deadlockIn(started.world, none).cause;
}
