import { isError } from './address.ts';
import { constantHigh, constantLow } from './constants.ts';
import { type FunctionCode, Op, type Program, STRIDE } from './program.ts';
import { HEADER } from './task.ts';

/** Columns of Machine.functions. */
export const FunctionColumn = {
  /** Index of its first instruction in the machine's code. */
  ENTRY: 0,
  PARAMETERS: 1,
  /** 1 where it is, GATHERS where it reads what it is given beyond its parameters. */
  VARIADIC: 2,
  /** Words of its frame: header, registers, locals. */
  FRAME: 3,
  /** Words of its registers: where its locals' object ids begin, from register 0. */
  REGISTERS: 4,
  /** Its first row in Machine.locals, and how many. */
  LOCALS: 5,
  LOCAL_COUNT: 6,
  LIBRARY: 7,
  OPAQUE: 8,
} as const;
export const FUNCTION_ROW = 9;
export const GATHERS = 2;

export const LocalColumn = { SIZE: 0, TYPE: 1, LABEL: 2 } as const;
export const LOCAL_ROW = 3;

/**
 * What an operation's words a, b, c, d are: `r` a register, `j` a jump's target, `o` a register or
 * less than zero for none, `.` anything else.
 */
const shapes: ReadonlyMap<number, string> = new Map([
  [Op.CONST, 'r'],
  [Op.EXTEND, 'rr'],
  [Op.LOAD, 'rr'],
  [Op.STORE, 'r.r'],
  [Op.COPY, 'rr'],
  [Op.ZERO, 'r'],
  [Op.LOCAL, 'r'],
  [Op.END, ''],
  [Op.CALL, 'o.r'],
  [Op.CALL_INDIRECT, 'orr'],
  [Op.INTRINSIC, 'o.r'],
  [Op.RETURN, 'o'],
  [Op.JUMP, 'j'],
  [Op.JUMP_ZERO, 'rj'],
  [Op.JUMP_NOT_ZERO, 'rj'],
  [Op.CHECK, 'r'],
  [Op.NAME, 'r'],
  [Op.OPAQUE, ''],
  [Op.BOUND, 'rr'],
  [Op.LOAD_BITS, 'rr'],
  [Op.STORE_BITS, 'r.r'],
]);
/** All others have up to three registers. */
const usual = 'rrr';

/** A character for each word of an operation, as far as it has them. */
export function operandShape(op: number): string {
  return shapes.get(op) ?? usual;
}

export interface LinkedCode {
  readonly code: Int32Array;
  readonly functionOf: Int32Array;
  readonly sites: Int32Array;
  readonly functions: Int32Array;
  readonly locals: Int32Array;
  readonly localNames: readonly string[];
}

export function linkCode(program: Program): LinkedCode {
  const words = program.functions.reduce((sum, each) => sum + each.code.length, 0);
  const code = new Int32Array(words);
  const functionOf = new Int32Array(words / STRIDE);
  const sites = new Int32Array(words / STRIDE);
  const functions = new Int32Array(program.functions.length * FUNCTION_ROW);
  const locals: number[] = [];
  const localNames: string[] = [];
  let entry = 0;
  program.functions.forEach((each, index) => {
    code.set(linkFunction(each, entry), entry);
    functionOf.fill(index, entry / STRIDE, (entry + each.code.length) / STRIDE);
    sites.set(each.sites.subarray(0, each.code.length / STRIDE), entry / STRIDE);
    functions.set(describe(each, entry, locals.length / LOCAL_ROW), index * FUNCTION_ROW);
    for (const local of each.locals) {
      locals.push(local.size, local.type, program.globals.length + localNames.length);
      localNames.push(local.name);
    }
    entry += each.code.length;
  });
  return { code, functionOf, sites, functions, locals: Int32Array.from(locals), localNames };
}

function describe(code: FunctionCode, entry: number, firstLocal: number): number[] {
  const registers = code.registers * 2;
  const frame = HEADER + registers + code.locals.length;
  const flags = [code.library ? 1 : 0, code.opaque ? 1 : 0];
  const shape = [entry, code.parameters, code.gathers ? GATHERS : code.variadic ? 1 : 0, frame, registers];
  return [...shape, firstLocal, code.locals.length, ...flags];
}

/** Whether the constant set by the instruction at `at` is an operand of a comparison that follows. */
function isCompared(code: Int32Array, at: number): boolean {
  const register = code[at + 1]!;
  const next = at + STRIDE;
  if (next >= code.length || !comparisons.has(code[next]!)) return false;
  return code[next + 2] === register || code[next + 3] === register;
}

const comparisons: ReadonlySet<number> = new Set([
  Op.EQ,
  Op.NE,
  Op.LT_SIGNED,
  Op.LT_UNSIGNED,
  Op.LE_SIGNED,
  Op.LE_UNSIGNED,
]);

function linkFunction(source: FunctionCode, entry: number): Int32Array {
  const code = source.code.slice();
  for (let at = 0; at < code.length; at += STRIDE) {
    const op = code[at]!;
    const shape = operandShape(op);
    if (op === Op.CONST) {
      const constant = source.constants[code[at + 2]!]!;
      code[at + 2] = constantLow(constant);
      code[at + 3] = constantHigh(constant);
      if (!source.library && isError(code[at + 2]!, code[at + 3]!) && !isCompared(source.code, at))
        code[at] = Op.ERRNO;
    }
    for (let word = 0; word < shape.length; word++) {
      const value = code[at + 1 + word]!;
      if (shape[word] === 'j') code[at + 1 + word] = entry + value * STRIDE;
      else if (shape[word] !== '.') code[at + 1 + word] = value < 0 ? -1 : value * 2;
    }
  }
  return code;
}
