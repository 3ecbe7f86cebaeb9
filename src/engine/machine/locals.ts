import { ORIGIN, objectHigh } from './address.ts';
import { FUNCTION_ROW, FunctionColumn, LOCAL_ROW, LocalColumn } from './link-code.ts';
import { noMemory } from './no-memory.ts';
import { Column, Life, ROW } from './object-table.ts';
import { clear, endObject, newObject } from './objects.ts';
import { kill } from './report.ts';
import type { Run } from './run.ts';
import { initialise } from './shadow.ts';
import { Header } from './task.ts';
import { use } from './used.ts';

/** Places of locals are told from those of the heap, which are call stacks. */
const LOCALS = 2 ** 32;

/** A local keeps its object while its frame is active, as it keeps its address in C. */
export function beginLocal(run: Run, to: number, local: number): void {
  const { row } = localAt(run, local);
  beginSized(run, to, local, run.machine.locals[row + LocalColumn.SIZE]!);
}

function beginSized(run: Run, to: number, local: number, size: number): number {
  const { state, task, machine } = run;
  const { slot, row } = localAt(run, local);
  let id = task.registers[slot]!;
  if (id === 0) {
    id = newObject(state, Life.STACK, size, -1, task.id, LOCALS + row);
    if (id === 0) {
      kill(run, ...noMemory(state, size));
      return 0;
    }
    task.registers[slot] = id;
    state.objects[id * ROW + Column.TYPE] = machine.locals[row + LocalColumn.TYPE]!;
    state.objects[id * ROW + Column.LABEL] = machine.locals[row + LocalColumn.LABEL]!;
  } else {
    state.objects[id * ROW + Column.LIFE] = Life.STACK;
    clear(state, id, false);
  }
  run.cost += size >> 3;
  task.registers[to] = ORIGIN;
  task.registers[to + 1] = objectHigh(id);
  return id;
}

/**
 * The arguments of a call beyond the parameters, as the first local of the function that is entered, its address in the
 * register behind the parameters: 8 bytes for each. `first` is the index of the first of them in the task's registers.
 */
export function gatherArguments(run: Run, parameters: number, first: number, count: number): void {
  const { state, task } = run;
  const id = beginSized(run, task.base + parameters * 2, 0, count * 8);
  if (id === 0) return;
  const at = state.objects[id * ROW + Column.MEMORY]!;
  for (let word = 0; word < count * 2; word++)
    state.view.setInt32(at + word * 4, task.registers[first + word]!, true);
  initialise(state.shadow, at, count * 8);
}

export function endLocal(run: Run, local: number): void {
  const id = run.task.registers[localAt(run, local).slot]!;
  if (id === 0) return;
  const { objects, watch } = run.state;
  if (objects[id * ROW + Column.LIFE] === Life.STACK) endObject(run.state, id, 0);
  else if (watch !== null) use(watch, id);
}

/** Where the active frame keeps a local's object id, and the local's row in the machine's table. */
function localAt(run: Run, local: number): { slot: number; row: number } {
  const { task, machine } = run;
  const of = task.registers[task.base + Header.FUNCTION]! * FUNCTION_ROW;
  const slot = task.base + machine.functions[of + FunctionColumn.REGISTERS]! + local;
  return { slot, row: (machine.functions[of + FunctionColumn.LOCALS]! + local) * LOCAL_ROW };
}
