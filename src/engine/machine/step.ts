import {
  divideSigned,
  divideUnsigned,
  extend,
  lessSigned,
  lessUnsigned,
  multiply,
  zeroExtend,
} from './arithmetic.ts';
import type { MachineCall } from './machine-call.ts';
import { load, store } from './memory.ts';
import { divisible, shift } from './operand-checks.ts';
import { perform } from './perform.ts';
import { Op, STRIDE } from './program.ts';
import type { Run } from './run.ts';
import { Status } from './task.ts';

// Taken out of their tables: the loop compares with them all the time.
const {
  ADD,
  AND,
  CONST,
  DIV_SIGNED,
  DIV_UNSIGNED,
  EQ,
  EXTEND,
  IS_ZERO,
  JUMP,
  JUMP_NOT_ZERO,
  JUMP_ZERO,
  LE_SIGNED,
  LE_UNSIGNED,
  LOAD,
  LT_SIGNED,
  LT_UNSIGNED,
  MOVE,
  MUL,
  NE,
  NEG,
  NOT,
  OR,
  REM_SIGNED,
  REM_UNSIGNED,
  SHL,
  SHR_SIGNED,
  SHR_UNSIGNED,
  STORE,
  SUB,
  XOR,
} = Op;
const { READY } = Status;

/**
 * Executes instructions of the call's task until it is no longer ready or `fuel` is used; gives what is
 * left of it, which a last costly instruction may have taken below zero.
 *
 * One loop and one switch, because this is where all time goes: the operations on registers are in
 * place, those that change frames or objects are in `perform`.
 */
export function step(call: MachineCall, fuel: number): number {
  const { run } = call;
  const { task } = run;
  const { code } = run.machine;
  let left = fuel;
  let pc = task.pc;
  let base = task.base;
  let r = task.registers;
  while (left > 0) {
    left--;
    const op = code[pc]!;
    const a = base + code[pc + 1]!;
    const b = base + code[pc + 2]!;
    const c = base + code[pc + 3]!;
    switch (op) {
      case CONST:
        r[a] = code[pc + 2]!;
        r[a + 1] = code[pc + 3]!;
        break;
      case MOVE:
        r[a] = r[b]!;
        r[a + 1] = r[b + 1]!;
        break;
      case ADD: {
        const before = r[b]!;
        const low = (before + r[c]!) | 0;
        r[a + 1] = r[b + 1]! + r[c + 1]! + (low >>> 0 < before >>> 0 ? 1 : 0);
        r[a] = low;
        break;
      }
      case SUB: {
        const before = r[b]!;
        const less = r[c]!;
        r[a + 1] = r[b + 1]! - r[c + 1]! - (before >>> 0 < less >>> 0 ? 1 : 0);
        r[a] = before - less;
        break;
      }
      case MUL:
        multiply(r, a, b, c);
        break;
      case AND:
        r[a] = r[b]! & r[c]!;
        r[a + 1] = r[b + 1]! & r[c + 1]!;
        break;
      case OR:
        r[a] = r[b]! | r[c]!;
        r[a + 1] = r[b + 1]! | r[c + 1]!;
        break;
      case XOR:
        r[a] = r[b]! ^ r[c]!;
        r[a + 1] = r[b + 1]! ^ r[c + 1]!;
        break;
      case DIV_SIGNED:
      case REM_SIGNED:
        task.pc = pc;
        if (!divisible(run, c)) return left;
        divideSigned(r, a, b, c, op === REM_SIGNED);
        break;
      case DIV_UNSIGNED:
      case REM_UNSIGNED:
        task.pc = pc;
        if (!divisible(run, c)) return left;
        divideUnsigned(r, a, b, c, op === REM_UNSIGNED);
        break;
      case SHL:
      case SHR_SIGNED:
      case SHR_UNSIGNED:
        task.pc = pc;
        shift(run, op, a, b, c, code[pc + 4]!);
        left -= settle(run);
        break;
      case NEG: {
        const low = r[b]!;
        r[a + 1] = -r[b + 1]! - (low === 0 ? 0 : 1);
        r[a] = -low;
        break;
      }
      case NOT:
        r[a] = ~r[b]!;
        r[a + 1] = ~r[b + 1]!;
        break;
      case IS_ZERO:
        zeroExtend(r, a, (r[b]! | r[b + 1]!) === 0 ? 1 : 0);
        break;
      case EQ:
        zeroExtend(r, a, r[b] === r[c] && r[b + 1] === r[c + 1] ? 1 : 0);
        break;
      case NE:
        zeroExtend(r, a, r[b] === r[c] && r[b + 1] === r[c + 1] ? 0 : 1);
        break;
      case LT_SIGNED:
        zeroExtend(r, a, lessSigned(r, b, c) ? 1 : 0);
        break;
      case LT_UNSIGNED:
        zeroExtend(r, a, lessUnsigned(r, b, c) ? 1 : 0);
        break;
      case LE_SIGNED:
        zeroExtend(r, a, lessSigned(r, c, b) ? 0 : 1);
        break;
      case LE_UNSIGNED:
        zeroExtend(r, a, lessUnsigned(r, c, b) ? 0 : 1);
        break;
      case EXTEND:
        extend(r, a, b, code[pc + 3]!);
        break;
      case LOAD:
        task.pc = pc;
        load(run, a, b, code[pc + 3]!, code[pc + 4]!);
        left -= settle(run);
        if (task.status !== READY) return left;
        break;
      case STORE:
        task.pc = pc;
        store(run, a, code[pc + 2]!, c, code[pc + 4]!);
        left -= settle(run);
        if (task.status !== READY) return left;
        break;
      case JUMP:
        pc = code[pc + 1]! - STRIDE;
        break;
      case JUMP_ZERO:
        if ((r[a]! | r[a + 1]!) === 0) pc = code[pc + 2]! - STRIDE;
        break;
      case JUMP_NOT_ZERO:
        if ((r[a]! | r[a + 1]!) !== 0) pc = code[pc + 2]! - STRIDE;
        break;
      default:
        task.pc = pc;
        perform(call, op);
        left -= settle(run);
        if (task.status !== READY) return left;
        pc = task.pc - STRIDE;
        base = task.base;
        r = task.registers;
    }
    pc += STRIDE;
  }
  task.pc = pc;
  return left;
}

/** Fuel used beyond one per instruction since the last time. */
function settle(run: Run): number {
  const { cost } = run;
  run.cost = 0;
  return cost;
}
