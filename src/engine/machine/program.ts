import type { Opaque, Site } from '../csource/ast.ts';

/**
 * The program the machine runs: functions of a register code over 64-bit values.
 *
 * A register holds a value in *extended form*: a value of a signed type sign-extended to 64 bits, of
 * an unsigned type zero-extended. So 64-bit compares, divisions and right shifts are right for every
 * narrower type, and only what can leave the narrower range is followed by EXTEND.
 *
 * An instruction is five 32-bit words: operation, a, b, c, d. Registers are numbered from 0 in a
 * frame; parameters come first.
 */
export const STRIDE = 5;

export const Op = {
  /** a = constants[b] */
  CONST: 0,
  /** a = b */
  MOVE: 1,
  /** a = b ∘ c, modulo 2^64 */
  ADD: 2,
  SUB: 3,
  MUL: 4,
  AND: 5,
  OR: 6,
  XOR: 7,
  /** a = b / c, a = b % c. Division by zero ends the task. */
  DIV_SIGNED: 8,
  DIV_UNSIGNED: 9,
  REM_SIGNED: 10,
  REM_UNSIGNED: 11,
  /** a = b << c; d is the width in bits (32 or 64): a count outside 0..d-1 is a finding. */
  SHL: 12,
  SHR_SIGNED: 13,
  SHR_UNSIGNED: 14,
  /** a = -b, a = ~b, modulo 2^64 */
  NEG: 15,
  NOT: 16,
  /** a = b == 0 ? 1 : 0 */
  IS_ZERO: 17,
  /** a = b ∘ c ? 1 : 0 */
  EQ: 18,
  NE: 19,
  LT_SIGNED: 20,
  LT_UNSIGNED: 21,
  LE_SIGNED: 22,
  LE_UNSIGNED: 23,
  /** a = b narrowed and extended again as Access c; BOOL gives b != 0. */
  EXTEND: 24,
  /** a = *(Access d *)(b + c), c an immediate byte offset */
  LOAD: 25,
  /** *(Access d *)(a + b) = c, b an immediate byte offset */
  STORE: 26,
  /** copies c bytes from address b to address a, initialisation included; c immediate */
  COPY: 27,
  /** sets b bytes at address a to zero; b immediate */
  ZERO: 28,
  /** a = address of locals[b], which begins to live here, uninitialised */
  LOCAL: 29,
  /** the life of locals[a] ends */
  END: 30,
  /** a = functions[b](registers c … c+d-1) */
  CALL: 31,
  /** a = (*register b)(registers c … c+d-1) */
  CALL_INDIRECT: 32,
  /** a = intrinsics[b](registers c … c+d-1) */
  INTRINSIC: 33,
  /** returns a; a < 0 returns nothing */
  RETURN: 34,
  /** to instruction a */
  JUMP: 35,
  /** to instruction b if register a is zero, or is not */
  JUMP_ZERO: 36,
  JUMP_NOT_ZERO: 37,
  /** register a is the "was assigned" flag of the variable names[b]: zero is a finding */
  CHECK: 38,
  /** the object at address a is of type types[b], if it has no type name yet */
  NAME: 39,
  /** reasons[a]: C that was not translated is reached here */
  OPAQUE: 40,
  /** CONST of an errno that the driver does more with than compare. Made when linking. */
  ERRNO: 41,
  /**
   * a is an index into the array at address b, of c elements of d bytes: one outside is a finding, where the
   * array is part of a larger object. c below zero: ~c elements, and the place after the last will do.
   */
  BOUND: 42,
  /** a = the bit-field d (packBits) of what is at b + c, c an immediate byte offset */
  LOAD_BITS: 43,
  /** the bit-field d of what is at a + b becomes c; b an immediate byte offset */
  STORE_BITS: 44,
} as const;

/** A bit-field as an instruction has it, in a word: its unit in bytes, its first bit from there, how many, and their sign. */
export function packBits(unit: number, first: number, width: number, signed: boolean): number {
  return (signed ? 1 : 0) | (width << 1) | (first << 8) | (unit << 15);
}

/** How memory is read or written. */
export const Access = { S8: 0, U8: 1, S16: 2, U16: 3, S32: 4, U32: 5, X64: 6, BOOL: 7 } as const;
export type AccessKind = (typeof Access)[keyof typeof Access];

/** A 64-bit value by its halves (each a signed 32-bit number), or an address fixed when linking. */
export type Constant =
  | { readonly kind: 'value'; readonly low: number; readonly high: number }
  | { readonly kind: 'global'; readonly index: number; readonly offset: number }
  | { readonly kind: 'function'; readonly index: number };

export interface Program {
  readonly functions: readonly FunctionCode[];
  readonly globals: readonly GlobalData[];
  /** Names the environment must provide. */
  readonly intrinsics: readonly string[];
  readonly sites: readonly Site[];
  /** Type names for NAME and for objects in messages: `struct nvgrace_egm_dev`. */
  readonly types: readonly string[];
  readonly names: readonly string[];
  readonly reasons: readonly Opaque[];
  /** Per type name, the fields of such an object, where they are known. */
  readonly fields: ReadonlyMap<string, readonly FieldPlace[]>;
}

/** A field of a record, of the records inside it too: `list.next`. Offset and size in bytes; of a bit-field, its unit's. */
export interface FieldPlace {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  /** Of a bit-field: its first bit from the unit's beginning, and how many it has. */
  readonly first?: number;
  readonly width?: number;
}

export interface FunctionCode {
  readonly name: string;
  /** The module it belongs to, as KBUILD_MODNAME; '' for the kernel's own library. */
  readonly module: string;
  /**
   * True for library code: a finding inside is reported at the nearest caller that is not, and a
   * failing return to such a caller is remembered as the call an errno came from.
   */
  readonly library: boolean;
  readonly site: Site;
  readonly parameters: number;
  readonly variadic: boolean;
  /**
   * It reads what it is given beyond its parameters: the machine lays that out, 8 bytes for each, in the first of its
   * locals, of which the size counts for nothing, and puts the address into the register behind the parameters.
   */
  readonly gathers: boolean;
  /** What it returns: 'nothing' is also what says neither success nor failure, a bool or a record. */
  readonly gives: 'nothing' | 'signed' | 'unsigned' | 'pointer';
  readonly registers: number;
  readonly locals: readonly { readonly name: string; readonly size: number; readonly type: number }[];
  readonly code: Int32Array;
  /** One index into Program.sites per instruction. */
  readonly sites: Int32Array;
  readonly constants: readonly Constant[];
  /** Not null: the body could not be translated; calling it is the finding `opaque-reached`. */
  readonly opaque: Opaque | null;
}

export interface GlobalData {
  readonly name: string;
  readonly module: string;
  readonly kind: 'variable' | 'string';
  readonly readOnly: boolean;
  readonly size: number;
  /** Index into Program.types, -1 for none. */
  readonly type: number;
  /** Initial content; shorter than size means zeros follow. */
  readonly bytes: Uint8Array;
  /** 8-byte addresses stored into the content when linking. */
  readonly addresses: readonly { readonly at: number; readonly value: Constant }[];
  readonly site: Site;
}
