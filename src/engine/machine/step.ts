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
import { Status } from './task.ts';

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
      case Op.CONST:
        r[a] = code[pc + 2]!;
        r[a + 1] = code[pc + 3]!;
        break;
      case Op.MOVE:
        r[a] = r[b]!;
        r[a + 1] = r[b + 1]!;
        break;
      case Op.ADD: {
        const before = r[b]!;
        const low = (before + r[c]!) | 0;
        r[a + 1] = r[b + 1]! + r[c + 1]! + (low >>> 0 < before >>> 0 ? 1 : 0);
        r[a] = low;
        break;
      }
      case Op.SUB: {
        const before = r[b]!;
        const less = r[c]!;
        r[a + 1] = r[b + 1]! - r[c + 1]! - (before >>> 0 < less >>> 0 ? 1 : 0);
        r[a] = before - less;
        break;
      }
      case Op.MUL:
        multiply(r, a, b, c);
        break;
      case Op.AND:
        r[a] = r[b]! & r[c]!;
        r[a + 1] = r[b + 1]! & r[c + 1]!;
        break;
      case Op.OR:
        r[a] = r[b]! | r[c]!;
        r[a + 1] = r[b + 1]! | r[c + 1]!;
        break;
      case Op.XOR:
        r[a] = r[b]! ^ r[c]!;
        r[a + 1] = r[b + 1]! ^ r[c + 1]!;
        break;
      case Op.DIV_SIGNED:
      case Op.REM_SIGNED:
        task.pc = pc;
        if (!divisible(run, c)) return left;
        divideSigned(r, a, b, c, op === Op.REM_SIGNED);
        break;
      case Op.DIV_UNSIGNED:
      case Op.REM_UNSIGNED:
        task.pc = pc;
        if (!divisible(run, c)) return left;
        divideUnsigned(r, a, b, c, op === Op.REM_UNSIGNED);
        break;
      case Op.SHL:
      case Op.SHR_SIGNED:
      case Op.SHR_UNSIGNED:
        task.pc = pc;
        shift(run, op, a, b, c, code[pc + 4]!);
        break;
      case Op.NEG: {
        const low = r[b]!;
        r[a + 1] = -r[b + 1]! - (low === 0 ? 0 : 1);
        r[a] = -low;
        break;
      }
      case Op.NOT:
        r[a] = ~r[b]!;
        r[a + 1] = ~r[b + 1]!;
        break;
      case Op.IS_ZERO:
        zeroExtend(r, a, (r[b]! | r[b + 1]!) === 0 ? 1 : 0);
        break;
      case Op.EQ:
        zeroExtend(r, a, r[b] === r[c] && r[b + 1] === r[c + 1] ? 1 : 0);
        break;
      case Op.NE:
        zeroExtend(r, a, r[b] === r[c] && r[b + 1] === r[c + 1] ? 0 : 1);
        break;
      case Op.LT_SIGNED:
        zeroExtend(r, a, lessSigned(r, b, c) ? 1 : 0);
        break;
      case Op.LT_UNSIGNED:
        zeroExtend(r, a, lessUnsigned(r, b, c) ? 1 : 0);
        break;
      case Op.LE_SIGNED:
        zeroExtend(r, a, lessSigned(r, c, b) ? 0 : 1);
        break;
      case Op.LE_UNSIGNED:
        zeroExtend(r, a, lessUnsigned(r, c, b) ? 0 : 1);
        break;
      case Op.EXTEND:
        extend(r, a, b, code[pc + 3]!);
        break;
      case Op.LOAD:
        task.pc = pc;
        load(run, a, b, code[pc + 3]!, code[pc + 4]!);
        if (task.status !== Status.READY) return left;
        break;
      case Op.STORE:
        task.pc = pc;
        store(run, a, code[pc + 2]!, c, code[pc + 4]!);
        if (task.status !== Status.READY) return left;
        break;
      case Op.JUMP:
        pc = code[pc + 1]! - STRIDE;
        break;
      case Op.JUMP_ZERO:
        if ((r[a]! | r[a + 1]!) === 0) pc = code[pc + 2]! - STRIDE;
        break;
      case Op.JUMP_NOT_ZERO:
        if ((r[a]! | r[a + 1]!) !== 0) pc = code[pc + 2]! - STRIDE;
        break;
      default:
        task.pc = pc;
        perform(call, op);
        left -= run.cost;
        run.cost = 0;
        if (task.status !== Status.READY) return left;
        pc = task.pc - STRIDE;
        base = task.base;
        r = task.registers;
    }
    pc += STRIDE;
  }
  task.pc = pc;
  return left;
}
