import { ORIGIN } from './address.ts';
import { loadBits, storeBits } from './bits.ts';
import { enter, enterIndirect, leave } from './calls.ts';
import { beginErrno } from './errors.ts';
import { beginLocal, endLocal } from './locals.ts';
import type { MachineCall } from './machine-call.ts';
import { copy, fill } from './memory.ts';
import { Column, Life, ROW } from './object-table.ts';
import { locate, objectAt, touch } from './objects.ts';
import { checkIndex } from './operand-checks.ts';
import { Op, STRIDE } from './program.ts';
import { kill, report } from './report.ts';
import type { Run } from './run.ts';
import { Status } from './task.ts';

const { BOUND, CALL, CALL_INDIRECT, CHECK, COPY, END, ERRNO, INTRINSIC, LOAD_BITS, LOCAL, NAME, OPAQUE } = Op;
const { RETURN, STORE_BITS, ZERO } = Op;
const { READY } = Status;

/**
 * Executes the instruction at the task's pc, one that changes frames or objects, and moves pc on. A task
 * that has ended or is blocked keeps its pc.
 */
export function perform(call: MachineCall, op: number): void {
  const { run } = call;
  const { task } = run;
  const { code } = run.machine;
  const { pc, base } = task;
  const a = code[pc + 1]!;
  const b = code[pc + 2]!;
  const c = code[pc + 3]!;
  const d = code[pc + 4]!;
  switch (op) {
    case CALL:
      enter(run, b, a, base + c, d);
      return;
    case CALL_INDIRECT:
      enterIndirect(run, base + b, a, base + c, d);
      return;
    case RETURN:
      leave(run, a < 0 ? -1 : base + a);
      return;
    case INTRINSIC:
      intrinsic(call, b, a, base + c, d);
      return;
    case ERRNO:
      task.registers[base + a] = b;
      task.registers[base + a + 1] = c;
      beginErrno(task, -b);
      break;
    case COPY:
      copy(run, base + a, base + b, c);
      break;
    case ZERO:
      fill(run, base + a, 0, b);
      break;
    case LOAD_BITS:
      loadBits(run, base + a, base + b, c, d);
      break;
    case STORE_BITS:
      storeBits(run, base + a, b, base + c, d);
      break;
    case LOCAL:
      beginLocal(run, base + a, b);
      break;
    case END:
      endLocal(run, a);
      break;
    case BOUND:
      checkIndex(run, base + a, base + b, c, d);
      break;
    case CHECK:
      checkAssigned(run, base + a, b);
      break;
    case NAME:
      nameObject(run, base + a, b);
      break;
    case OPAQUE:
      reachOpaque(run, a);
      return;
  }
  if (task.status === READY) task.pc = pc + STRIDE;
}

function intrinsic(
  call: MachineCall,
  index: number,
  destination: number,
  first: number,
  count: number,
): void {
  const { machine, task } = call.run;
  call.begin(first, count);
  machine.intrinsics[index]!(call);
  if (task.status !== READY) return;
  if (destination >= 0) {
    task.registers[task.base + destination] = call.resultLow;
    task.registers[task.base + destination + 1] = call.resultHigh;
  }
  task.pc += STRIDE;
}

function checkAssigned(run: Run, flag: number, name: number): void {
  const { registers } = run.task;
  if ((registers[flag]! | registers[flag + 1]!) !== 0) return;
  report(run, 'uninitialised-read', 'variable', { name: run.machine.program.names[name] ?? '' });
}

function nameObject(run: Run, pointer: number, type: number): void {
  const { registers } = run.task;
  const { state } = run;
  const high = registers[pointer + 1]!;
  if (registers[pointer] !== ORIGIN || locate(state, ORIGIN, high, 0) < 0) return;
  const row = objectAt(state, high) * ROW;
  if (state.objects[row + Column.LIFE] !== Life.HEAP || state.objects[row + Column.TYPE] !== -1) return;
  state.objects[row + Column.TYPE] = type;
  touch(state, objectAt(state, high));
}

function reachOpaque(run: Run, index: number): void {
  const opaque = run.machine.program.reasons[index]!;
  const place = { file: opaque.site.file, line: String(opaque.site.line) };
  kill(run, 'opaque-reached', 'statement', { reason: opaque.reason, ...place });
}
