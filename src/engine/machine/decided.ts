import { isError } from './address.ts';
import { FUNCTION_ROW, FunctionColumn, operandShape } from './link-code.ts';
import type { Machine } from './machine.ts';
import { Access, Op, STRIDE } from './program.ts';
import type { Run } from './run.ts';
import { Header } from './task.ts';

/** What is known of a register's value: nothing, that it is 0, that it is not, that it is an errno. */
const Known = { NOTHING: 0, ZERO: 1, OTHER: 2, ERRNO: 3 } as const;
type Knowledge = Uint8Array;

/** Values of registers that are looked at in one function. One that takes more is not taken to be unwinding. */
const MOST = 1 << 17;

/**
 * Whether a function of the driver below the active frame returns an errno that it has already, whatever the active
 * frame gives: from the call on, every way through its code ends so. The driver is unwinding, then, and neither the
 * failure nor the success of what it calls has a part in its answer.
 */
export function isDecided(run: Run): boolean {
  const { machine, task } = run;
  const { registers } = task;
  for (let { base } = task; base > 0; base = registers[base + Header.BASE]!) {
    const caller = registers[base + Header.BASE]!;
    if (caller === 0) return false;
    const row = registers[caller + Header.FUNCTION]! * FUNCTION_ROW;
    if (machine.functions[row + FunctionColumn.LIBRARY] === 1) continue;
    const count = machine.functions[row + FunctionColumn.REGISTERS]! / 2;
    if (returnsErrno(machine, registers[base + Header.RETURN]! - STRIDE, knownOf(registers, caller, count)))
      return true;
  }
  return false;
}

function knownOf(registers: Int32Array, base: number, count: number): Knowledge {
  return Uint8Array.from({ length: count }, (_, register) =>
    knownValue(registers[base + register * 2]!, registers[base + register * 2 + 1]!),
  );
}

function knownValue(low: number, high: number): number {
  if (isError(low, high)) return Known.ERRNO;
  return (low | high) === 0 ? Known.ZERO : Known.OTHER;
}

/** From the call at `start` on, where nothing is known of its result, and `known` of all else. */
function returnsErrno(machine: Machine, start: number, known: Knowledge): boolean {
  const before = new Map([[start, known]]);
  const waiting = [start];
  for (let looked = 0; waiting.length > 0; looked += known.length) {
    if (looked > MOST) return false;
    const at = waiting.pop()!;
    const after = before.get(at)!.slice();
    effect(machine.code, at, after);
    for (const next of following(machine.code, at, after)) {
      const met = before.get(next);
      if (met === undefined) before.set(next, after.slice());
      else if (!forgetOthers(met, after)) continue;
      waiting.push(next);
    }
  }
  return returnsOf(machine.code, before);
}

/** Keeps of `known` what is the same in `other`; false where that is all. */
function forgetOthers(known: Knowledge, other: Knowledge): boolean {
  let forgets = false;
  for (let register = 0; register < known.length; register++) {
    if (known[register] === other[register] || known[register] === Known.NOTHING) continue;
    known[register] = Known.NOTHING;
    forgets = true;
  }
  return forgets;
}

function returnsOf(code: Int32Array, before: ReadonlyMap<number, Knowledge>): boolean {
  const returns = [...before].filter(([at]) => code[at] === Op.RETURN);
  return (
    returns.length > 0 &&
    returns.every(([at, known]) => code[at + 1]! >= 0 && known[code[at + 1]! / 2] === Known.ERRNO)
  );
}

/** What is known after an instruction, of the register that it sets. */
function effect(code: Int32Array, at: number, known: Knowledge): void {
  const to = code[at + 1]!;
  if (to < 0 || !setting.has(code[at]!)) return;
  known[to / 2] = resultOf(code, at, known);
}

function resultOf(code: Int32Array, at: number, known: Knowledge): number {
  const [first, second] = [known[code[at + 2]! / 2]!, known[code[at + 3]! / 2]!];
  switch (code[at]) {
    case Op.CONST:
    case Op.ERRNO:
      return knownValue(code[at + 2]!, code[at + 3]!);
    case Op.MOVE:
      return first;
    case Op.EXTEND:
      return extended(first, code[at + 3]!);
    case Op.IS_ZERO:
      return first === Known.NOTHING ? Known.NOTHING : first === Known.ZERO ? Known.OTHER : Known.ZERO;
    case Op.LT_SIGNED:
    case Op.NE:
      return first === Known.ERRNO && second === Known.ZERO ? Known.OTHER : Known.NOTHING;
    case Op.EQ:
      return first === Known.ERRNO && second === Known.ZERO ? Known.ZERO : Known.NOTHING;
    default:
      return Known.NOTHING;
  }
}

/** Narrowed to fewer bits a value may be zero, and an errno none; of 32 bits with a sign it stays one. */
function extended(known: number, access: number): number {
  return known === Known.ZERO || (known === Known.ERRNO && access === Access.S32) ? known : Known.NOTHING;
}

function setsRegister(op: number): boolean {
  switch (op) {
    case Op.STORE:
    case Op.STORE_BITS:
    case Op.COPY:
    case Op.ZERO:
    case Op.RETURN:
    case Op.JUMP_ZERO:
    case Op.JUMP_NOT_ZERO:
    case Op.CHECK:
    case Op.NAME:
    case Op.BOUND:
      return false;
    default:
      return /^[ro]/.test(operandShape(op));
  }
}

/** Operations that set the register that they name first. */
const setting: ReadonlySet<number> = new Set(Object.values(Op).filter(setsRegister));

/** The instructions that may come next; a jump that depends on what is known goes one way. */
function following(code: Int32Array, at: number, known: Knowledge): number[] {
  const [next, a, b] = [at + STRIDE, code[at + 1]!, code[at + 2]!];
  switch (code[at]) {
    case Op.RETURN:
    case Op.OPAQUE:
      return [];
    case Op.JUMP:
      return [a];
    case Op.JUMP_ZERO:
      return ways(known[a / 2]!, b, next);
    case Op.JUMP_NOT_ZERO:
      return ways(known[a / 2]!, next, b);
    default:
      return [next];
  }
}

function ways(known: number, ifZero: number, otherwise: number): number[] {
  if (known === Known.NOTHING) return [ifZero, otherwise];
  return [known === Known.ZERO ? ifZero : otherwise];
}
