import type { FindingKind, Frame, MachineFinding } from './finding.ts';
import { FUNCTION_ROW, FunctionColumn } from './link-code.ts';
import type { Machine } from './machine.ts';
import { Column, ROW } from './object-table.ts';
import { retireLocal } from './objects.ts';
import type { Run } from './run.ts';
import { currentStack, framesOf, places } from './stacks.ts';
import type { MachineState } from './state.ts';
import { Header, occupation, Status, type StatusKind, type Task } from './task.ts';

/** Fuel a finding costs: a loop of faults ends as any other. */
const COST = 100;

type Values = Readonly<Record<string, string>>;

/** Adds a finding at the task's present place. `object` is an id, 0 for none. */
export function report(run: Run, kind: FindingKind, detail: string, values: Values = {}, object = 0): void {
  reportAt(run, currentStack(run.state.stacks, run.task), kind, detail, values, object);
}

/**
 * Adds a finding at a call stack. What differs only in its values from one that the same task had at
 * the same place is left out.
 */
export function reportAt(
  run: Run,
  stack: number,
  kind: FindingKind,
  detail: string,
  values: Values = {},
  object = 0,
): void {
  const { machine, state, task } = run;
  run.cost += COST + task.depth;
  const type = object === 0 ? '' : typeKey(state, object);
  const key = [kind, detail, ...places(machine, state.stacks, stack), type, task.id, task.errand].join('|');
  add(state, key, {
    kind,
    detail,
    values,
    task: occupation(task),
    stack: framesOf(machine, state.stacks, stack),
    object: object === 0 ? null : describeObject(machine, state, object),
  });
}

/** Adds a finding at a place that the task has left. */
export function reportPast(run: Run, frame: Frame, kind: FindingKind, detail: string, values: Values): void {
  const { state, task } = run;
  const { file, line } = frame.site;
  run.cost += COST;
  const key = [kind, detail, file, line, task.id, task.errand].join('|');
  add(state, key, { kind, detail, values, task: occupation(task), stack: [frame], object: null });
}

function add(state: MachineState, key: string, finding: MachineFinding): void {
  if (state.findingKeys.has(key)) return;
  const found = state.watch && endsNoPath(finding) ? state.warnings : state.findings;
  if (found.length >= state.limits.findings) {
    state.dropped++;
    return;
  }
  state.findingKeys.add(key);
  found.push(finding);
}

/** Details of a WARN() after which Linux goes on with all that it has as it was. */
const saidAlone: ReadonlySet<string> = new Set(['text', 'condition', 'nonexistent', 'bad-count']);

/** Who is told a wrong reason has all as it was, too. */
function endsNoPath({ kind, detail }: MachineFinding): boolean {
  return kind === 'errno-lost' || (kind === 'warn' && saidAlone.has(detail));
}

/** Reports, and ends the task as an Oops does. */
export function kill(run: Run, kind: FindingKind, detail: string, values: Values = {}, object = 0): void {
  report(run, kind, detail, values, object);
  endTask(run, Status.KILLED);
}

/** Ends a task: its frames go, and its locals with them. */
export function endTask(run: Run, status: StatusKind): void {
  const { task, machine, state } = run;
  for (let base = task.base; base > 0; base = task.registers[base + Header.BASE]!)
    retireLocals(machine, state, task, base);
  task.status = status;
  task.top = 0;
  task.base = 0;
}

/** Ends the life of all locals of a frame. */
export function retireLocals(machine: Machine, state: MachineState, task: Task, base: number): void {
  const row = task.registers[base + Header.FUNCTION]! * FUNCTION_ROW;
  const count = machine.functions[row + FunctionColumn.LOCAL_COUNT]!;
  const first = base + machine.functions[row + FunctionColumn.REGISTERS]!;
  for (let index = 0; index < count; index++) {
    const id = task.registers[first + index]!;
    if (id !== 0) retireLocal(state, id);
  }
}

/** An object as findings show it. */
export function describeObject(
  machine: Machine,
  state: MachineState,
  id: number,
): NonNullable<MachineFinding['object']> {
  const row = id * ROW;
  const stackAt = (column: number) => {
    const stack = state.objects[row + column]!;
    return stack === 0 ? null : framesOf(machine, state.stacks, stack);
  };
  return {
    name: objectName(machine, state, id),
    allocated: stackAt(Column.ALLOCATED),
    freed: stackAt(Column.FREED),
  };
}

/** `struct egm_region`, or the variable's name, or `32 bytes`. */
export function objectName(machine: Machine, state: MachineState, id: number): string {
  const row = id * ROW;
  const label = machine.labels[state.objects[row + Column.LABEL]!];
  const type = state.objects[row + Column.TYPE]!;
  return label || typeName(machine, state, type) || `${state.objects[row + Column.SIZE]!} bytes`;
}

/** What objects of a state are called, and their types; '' for what has none. */
export function objectNames(
  machine: Machine,
  state: MachineState,
): (id: number) => { readonly label: string; readonly type: string } {
  const column = (id: number, name: 'LABEL' | 'TYPE'): number => state.objects[id * ROW + Column[name]] ?? -1;
  return (id) => ({
    label: machine.labels[column(id, 'LABEL')] ?? '',
    type: typeName(machine, state, column(id, 'TYPE')),
  });
}

function typeName(machine: Machine, state: MachineState, type: number): string {
  const own = machine.program.types.length;
  return (type < own ? machine.program.types[type] : state.typeNames[type - own]) ?? '';
}

function typeKey(state: MachineState, id: number): string {
  const { TYPE, LABEL } = Column;
  return `${state.objects[id * ROW + TYPE]!}.${state.objects[id * ROW + LABEL]!}`;
}
