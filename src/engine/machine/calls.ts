import { functionAt, hex, isNullish } from './address.ts';
import { isDrivers, noteReturn, noteSilentReturn } from './errors.ts';
import { FUNCTION_ROW, FunctionColumn, GATHERS } from './link-code.ts';
import { gatherArguments } from './locals.ts';
import { STRIDE } from './program.ts';
import { endTask, kill, report, retireLocals } from './report.ts';
import type { Run } from './run.ts';
import { endReading } from './sections.ts';
import { FIRST_FRAME, HEADER, Header, reserveRegisters, Status, type Task } from './task.ts';
import { noteEnter, noteLeave } from './watched.ts';

const { ENTRY, FRAME, OPAQUE, PARAMETERS, VARIADIC } = FunctionColumn;
const { BASE, DESTINATION, FUNCTION, RETURN } = Header;
const { DONE, READY } = Status;

/**
 * Enters a function. `destination` is the caller's register for the result, -1 for none; `first` is the
 * index of the first argument in the task's registers.
 */
export function enter(run: Run, index: number, destination: number, first: number, count: number): void {
  const { machine, task } = run;
  const row = index * FUNCTION_ROW;
  const { functions } = machine;
  const parameters = functions[row + PARAMETERS]!;
  if (functions[row + OPAQUE] === 1) {
    opaque(run, index);
    return;
  }
  if (task.depth >= run.state.limits.depth) {
    kill(run, 'out-of-fuel', 'depth', depthValues(run));
    return;
  }
  if (count !== parameters && (count < parameters || functions[row + VARIADIC] === 0))
    wrongCount(run, index, count);
  if (run.state.watch !== null && !noteEnter(run, index)) return;
  const base = task.top + HEADER;
  const top = task.top + functions[row + FRAME]!;
  reserveRegisters(task, top);
  const { registers } = task;
  const given = Math.min(count, parameters) * 2;
  for (let word = 0; word < given; word++) registers[base + word] = registers[first + word]!;
  registers.fill(0, base + given, top);
  registers[base + BASE] = task.base;
  registers[base + RETURN] = task.pc + STRIDE;
  registers[base + DESTINATION] = destination;
  registers[base + FUNCTION] = index;
  if (isDrivers(run, task.base)) task.starved = false;
  task.base = base;
  task.top = top;
  task.depth++;
  task.pc = functions[row + ENTRY]!;
  if (functions[row + VARIADIC] === GATHERS)
    gatherArguments(run, parameters, first + given, Math.max(0, count - parameters));
}

/** Op.CALL_INDIRECT: the pointer is at `pointer` in the registers. */
export function enterIndirect(
  run: Run,
  pointer: number,
  destination: number,
  first: number,
  count: number,
): void {
  const low = run.task.registers[pointer]!;
  const high = run.task.registers[pointer + 1]!;
  const index = functionAt(low, high);
  if (index >= 0 && index < run.machine.program.functions.length) {
    enter(run, index, destination, first, count);
    return;
  }
  const kind = isNullish(low, high) ? 'null-dereference' : 'out-of-bounds';
  kill(run, kind, 'call', { address: hex(low, high), access: 'call' });
}

/** Op.RETURN: `from` is the index of the result in the registers, or less than the base for none. */
export function leave(run: Run, from: number): void {
  const { machine, state, task } = run;
  const { registers, base } = task;
  const some = from >= base;
  const low = some ? registers[from]! : 0;
  const high = some ? registers[from + 1]! : 0;
  const caller = registers[base + BASE]!;
  const back = registers[base + RETURN]!;
  const destination = registers[base + DESTINATION]!;
  if (state.watch !== null && caller > 0 && !noteLeave(run, caller)) return;
  if (task.locks.length > 0) endReading(run, base);
  if (some) noteReturn(run, low, high, back - STRIDE);
  else noteSilentReturn(run, back - STRIDE);
  if (caller === 0) {
    task.resultLow = low;
    task.resultHigh = high;
    endTask(run, DONE);
    return;
  }
  retireLocals(machine, state, task, base);
  task.top = base - HEADER;
  task.base = caller;
  task.pc = back;
  task.depth--;
  if (caller < task.outermost) task.outermost = caller;
  if (destination >= 0) {
    registers[caller + destination] = low;
    registers[caller + destination + 1] = high;
  }
}

function opaque(run: Run, index: number): void {
  const called = run.machine.program.functions[index]!;
  const { reason, site } = called.opaque!;
  const place = { file: site.file, line: String(site.line) };
  kill(run, 'opaque-reached', 'call', { function: called.name, reason, ...place });
}

function depthValues(run: Run): Record<string, string> {
  return { limit: String(run.state.limits.depth) };
}

function wrongCount(run: Run, index: number, count: number): void {
  const called = run.machine.program.functions[index]!;
  const values = { function: called.name, given: String(count), expected: String(called.parameters) };
  report(run, 'warn', 'arguments', values);
}

/** A new task about to execute a function; see machine.ts `startTask`. */
export function newTask(id: number, name: string, fuel: number): Task {
  return {
    id,
    name,
    errand: '',
    errands: [],
    registers: new Int32Array(64),
    base: 0,
    top: FIRST_FRAME,
    pc: 0,
    depth: 0,
    fuel,
    status: READY,
    resultLow: 0,
    resultHigh: 0,
    outermost: 0,
    starved: false,
    told: 0,
    lastFailure: null,
    errnos: [],
    lastErrno: null,
    injected: null,
    asides: [],
    locks: [],
    waitLow: 0,
    waitHigh: 0,
  };
}
