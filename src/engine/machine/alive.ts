import { FUNCTION_ROW, FunctionColumn } from './link-code.ts';
import type { Machine } from './machine.ts';
import { Op, STRIDE } from './program.ts';

/** Registers that are read later, before they are written: a row of bits per instruction, those alive before it. */
export interface Alive {
  readonly bits: Int32Array;
  /** Words per instruction. */
  readonly width: number;
  /** Index in the machine's code of the first instruction. */
  readonly entry: number;
}

/** Whether a register is alive before the instruction at `pc`, an index into the machine's code. */
export function isAliveAt({ bits, width, entry }: Alive, pc: number, register: number): boolean {
  const at = ((pc - entry) / STRIDE) * width + (register >> 5);
  return ((bits[at]! >>> (register & 31)) & 1) !== 0;
}

const binary: ReadonlySet<number> = new Set([
  Op.ADD,
  Op.SUB,
  Op.MUL,
  Op.AND,
  Op.OR,
  Op.XOR,
  Op.DIV_SIGNED,
  Op.DIV_UNSIGNED,
  Op.REM_SIGNED,
  Op.REM_UNSIGNED,
  Op.SHL,
  Op.SHR_SIGNED,
  Op.SHR_UNSIGNED,
  Op.EQ,
  Op.NE,
  Op.LT_SIGNED,
  Op.LT_UNSIGNED,
  Op.LE_SIGNED,
  Op.LE_UNSIGNED,
]);
const unary: ReadonlySet<number> = new Set([
  Op.MOVE,
  Op.NEG,
  Op.NOT,
  Op.IS_ZERO,
  Op.EXTEND,
  Op.LOAD,
  Op.LOAD_BITS,
]);

/** Registers that an instruction reads, and the one it writes, -1 for none; as words in the linked code. */
function effects(code: Int32Array, at: number, read: (word: number) => void): number {
  const op = code[at]!;
  const [a, b, c, d] = [code[at + 1]!, code[at + 2]!, code[at + 3]!, code[at + 4]!];
  const readArguments = (): void => {
    for (let index = 0; index < d; index++) read(c + index * 2);
  };
  if (binary.has(op)) {
    read(b);
    read(c);
    return a;
  }
  if (unary.has(op)) {
    read(b);
    return a;
  }
  switch (op) {
    case Op.CONST:
    case Op.ERRNO:
    case Op.LOCAL:
      return a;
    case Op.STORE:
    case Op.STORE_BITS:
      read(a);
      read(c);
      return -1;
    case Op.BOUND:
    case Op.COPY:
      read(a);
      read(b);
      return -1;
    case Op.ZERO:
    case Op.NAME:
    case Op.CHECK:
    case Op.JUMP_ZERO:
    case Op.JUMP_NOT_ZERO:
      read(a);
      return -1;
    case Op.RETURN:
      if (a >= 0) read(a);
      return -1;
    case Op.CALL:
    case Op.INTRINSIC:
      readArguments();
      return a;
    case Op.CALL_INDIRECT:
      read(b);
      readArguments();
      return a;
    default:
      return -1;
  }
}

/** Instructions that may follow the one at `at`. */
function successors(code: Int32Array, at: number): readonly number[] {
  const op = code[at]!;
  if (op === Op.RETURN || op === Op.OPAQUE) return [];
  if (op === Op.JUMP) return [code[at + 1]!];
  if (op === Op.JUMP_ZERO || op === Op.JUMP_NOT_ZERO) return [at + STRIDE, code[at + 2]!];
  return [at + STRIDE];
}

/** Values that an instruction only hands on. */
const copying: ReadonlySet<number> = new Set([Op.MOVE, Op.EXTEND]);

/**
 * The registers alive in a function. `copies` false: to be copied into a register that nobody reads is not to be read,
 * however often.
 */
export function aliveIn(machine: Machine, index: number, copies = true): Alive {
  const { code } = machine;
  const entry = machine.functions[index * FUNCTION_ROW + FunctionColumn.ENTRY]!;
  const length = machine.program.functions[index]!.code.length;
  const width = (machine.functions[index * FUNCTION_ROW + FunctionColumn.REGISTERS]! >> 6) + 1;
  const bits = new Int32Array((length / STRIDE) * width);
  const row = new Int32Array(width);
  const rowOf = (at: number): number => ((at - entry) / STRIDE) * width;
  for (let changed = true; changed; ) {
    changed = false;
    // Backwards, so that all but loops is done in one pass.
    for (let at = entry + length - STRIDE; at >= entry; at -= STRIDE) {
      row.fill(0);
      for (const next of successors(code, at)) {
        if (next >= entry + length) continue;
        for (let word = 0; word < width; word++) row[word]! |= bits[rowOf(next) + word]!;
      }
      const reads: number[] = [];
      const written = effects(code, at, (word) => reads.push(word));
      const isIdle =
        !copies && copying.has(code[at]!) && ((row[written >> 6]! >>> ((written >> 1) & 31)) & 1) === 0;
      if (isIdle) reads.length = 0;
      if (written >= 0) row[written >> 6]! &= ~(1 << ((written >> 1) & 31));
      for (const word of reads) row[word >> 6]! |= 1 << ((word >> 1) & 31);
      for (let word = 0; word < width; word++) {
        if (bits[rowOf(at) + word] === row[word]) continue;
        bits[rowOf(at) + word] = row[word]!;
        changed = true;
      }
    }
  }
  return { bits, width, entry };
}
