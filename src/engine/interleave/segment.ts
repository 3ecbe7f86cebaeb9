import { highHalf, lowHalf } from '../machine/address.ts';
import { burn } from '../machine/burn.ts';
import { enter } from '../machine/calls.ts';
import type { MachineFinding } from '../machine/finding.ts';
import { FUNCTION_ROW, FunctionColumn } from '../machine/link-code.ts';
import { reportHeldLocks } from '../machine/locks.ts';
import { MachineCall } from '../machine/machine-call.ts';
import type { Run } from '../machine/run.ts';
import type { Choice, MachineState } from '../machine/state.ts';
import { FIRST_FRAME, HEADER, reserveRegisters, Status, type Task } from '../machine/task.ts';
import { ENTRY, Role } from '../machine/watch.ts';
import { resumeWatch } from '../machine/watched.ts';
import { type Action, isServing, type Note } from './program.ts';
import { type Swallowed, swallowedBy } from './swallowed.ts';
import type { Doing } from './task-words.ts';
import { rest, type World } from './world.ts';

/** What a task did from one state until it was interrupted, waited, ended, or broke a rule. */
export interface Segment {
  /** It waits for a lock, and did nothing before. */
  readonly disabled: boolean;
  readonly log: Log;
  /** Operations it did. */
  readonly operations: number;
  /** The calls that could have failed. */
  readonly choices: readonly Choice[];
  /** The first alone: a path ends at it. */
  readonly findings: readonly MachineFinding[];
  /** What was to be said of answers, and what the kernel warned of. */
  readonly notes: readonly Note[];
  /** Calls that failed in actions that it came to the end of. */
  readonly swallowed: readonly Swallowed[];
  /** The operation during which it had to wait; 0 when it did not. */
  readonly waited: number;
  /** The instruction at which the operation it was in began. */
  readonly place: number;
  /** Numbers of the instructions at which its operations began, but for the first. */
  readonly passed: Int32Array;
}

/** Entries as machine/watch.ts describes them. */
export interface Log {
  readonly words: Int32Array;
  readonly entries: number;
  readonly held: readonly (readonly string[])[];
}

/**
 * Runs a task on, through its actions, until an operation begins before which another task may run, or
 * after `stop` operations. The calls that may fail answer by `answers`, first to last, 0 beyond them.
 */
export function runSegment(
  world: World,
  task: number,
  actions: readonly Action[],
  answers: readonly number[],
  stop: number,
): Segment {
  const { state, watch, machine } = world;
  const doing = world.doings[task]!;
  const run: Run = { machine, state, task: doing.task, cost: 0 };
  state.choices = answers;
  state.chosen = [];
  state.coded = null;
  state.findings = [];
  state.warnings = [];
  state.findingKeys.clear();
  state.dropped = 0;
  state.output = [];
  state.serves = [];
  doing.task.fuel = state.limits.fuel;
  doing.task.outermost = 0;
  doing.task.status = Status.READY;
  resumeWatch(watch, run, stop);
  const told: Told = { notes: [], swallowed: [] };
  runActions(run, doing, actions, told, world.pauses);
  const segment = segmentOf(world, doing);
  const warnings = state.warnings.map((finding) => ({ finding, isFaultless: false, isOnTheWay: true }));
  if (state.findings.length > 0) answer(world, run, doing, actions, told);
  return { ...segment, notes: [...warnings, ...told.notes], swallowed: told.swallowed };
}

/** What was to be said where actions came to their end. */
interface Told {
  readonly notes: Note[];
  readonly swallowed: Swallowed[];
}

/** What the watch has seen of the task that just ran. */
function segmentOf({ state, watch }: World, { task }: Doing): Omit<Segment, keyof Told> {
  const { operations } = watch;
  const waited = statusOf(task) === Status.BLOCKED ? operations : 0;
  return {
    disabled: waited === 1,
    log: {
      words: watch.log.slice(0, watch.entries * ENTRY),
      entries: watch.entries,
      held: watch.held.slice(),
    },
    operations,
    choices: state.chosen.slice(),
    findings: state.findings.slice(0, 1),
    waited,
    place: watch.place,
    passed: Int32Array.from(watch.begun),
  };
}

/**
 * A path ends at what breaks a rule. Where a Linux with slub_debug goes on, the task still answers, and that may be wrong
 * as well: where that is asked for, it goes on to the end of its action, alone, and no further call fails.
 */
function answer(world: World, run: Run, doing: Doing, actions: readonly Action[], told: Told): void {
  const { task } = doing;
  if (statusOf(task) !== Status.PAUSED || task.base < FIRST_FRAME || !actions[doing.action]!.answered) return;
  world.watch.stop = Number.POSITIVE_INFINITY;
  task.status = Status.READY;
  world.uninterrupted(() => runActions(run, doing, actions, told, true));
}

function runActions(
  run: Run,
  doing: Doing,
  actions: readonly Action[],
  { notes, swallowed }: Told,
  pauses: boolean,
): void {
  const { task } = doing;
  const call = new MachineCall(run);
  for (;;) {
    const action = actions[doing.action]!;
    if (task.base < FIRST_FRAME) begin(run, action);
    if (statusOf(task) === Status.READY) burn(call, Number.POSITIVE_INFINITY);
    if (statusOf(task) === Status.DONE) reportHeldLocks(run);
    putDown(run.state, action.name);
    if (statusOf(task) !== Status.DONE) return;
    const note = action.answered?.(task);
    if (note && !(note.isFaultless && run.state.findings.length > 0)) notes.push(note);
    const missed = swallowedBy(run, action);
    if (missed) swallowed.push(missed);
    endAction(doing, actions);
    // A step that is followed may be made of several of a task that serves others, each to its end.
    const isLast = isServing(actions) ? run.state.watch?.yields !== false : doing.action === actions.length;
    if (pauses || isLast || run.state.findings.length > 0) return;
    task.status = Status.READY;
    // Where it pauses between them, each action has as much, too.
    task.fuel = run.state.limits.fuel;
    task.outermost = 0;
    // The next action is an operation of its own.
    if (run.state.watch) run.state.watch.inside = Role.DRIVER;
  }
}

function endAction(doing: Doing, actions: readonly Action[]): void {
  const { task } = doing;
  if (isServing(actions)) {
    // As if it had not been at work.
    rest(doing);
    return;
  }
  doing.results = [...doing.results, task.resultLow];
  doing.action++;
  Object.assign(task, {
    status: Status.PAUSED,
    resultLow: 0,
    resultHigh: 0,
    lastFailure: null,
    errnos: [],
    lastErrno: null,
    injected: null,
    asides: [],
    starved: false,
    told: 0,
  });
  task.pc = 0;
}

/** What was found in no errand is put down to the action. */
function putDown(state: MachineState, name: string): void {
  const { findings, warnings } = state;
  if (findings.length + warnings.length === 0) return;
  const named = (found: MachineFinding): MachineFinding =>
    found.task === '' ? { ...found, task: name } : found;
  state.findings = findings.map(named);
  state.warnings = warnings.map(named);
}

/** Enters the function of an action, unless the task is interrupted before it. */
function begin(run: Run, action: Action): void {
  const { machine, task } = run;
  const row = action.function * FUNCTION_ROW;
  task.base = 0;
  task.top = FIRST_FRAME;
  task.depth = 0;
  task.errand = '';
  task.pc = machine.functions[row + FunctionColumn.ENTRY]!;
  const first = task.top + machine.functions[row + FunctionColumn.FRAME]!;
  reserveRegisters(task, first + HEADER + action.args.length * 2);
  action.args.forEach((value, index) => {
    task.registers[first + index * 2] = lowHalf(value);
    task.registers[first + index * 2 + 1] = highHalf(value);
  });
  enter(run, action.function, -1, first, action.args.length);
  if (statusOf(task) !== Status.READY) task.pc = 0;
}

/** Not narrowed by what the compiler believes of a status that calls change. */
function statusOf(task: Task): number {
  return task.status;
}
