import { Access, type AccessKind } from '../../machine/program.ts';
import type { IntegerName, Site } from '../ast.ts';

/** C types as lowering knows them; qualifiers are dropped, enumerations are their integer type. LP64. */
export type Type = VoidType | UnknownType | IntegerType | PointerType | ArrayType | RecordType | FunctionType;

export interface VoidType {
  readonly kind: 'void';
}

/** The type of what an unmodelled call returns: fits everywhere, since the run ends at the call. */
export interface UnknownType {
  readonly kind: 'unknown';
}

export interface IntegerType {
  readonly kind: 'integer';
  readonly name: IntegerName;
  readonly size: 1 | 2 | 4 | 8;
  readonly signed: boolean;
  /** In bits: those of the size, and fewer of what a wide bit-field comes to. */
  readonly width: number;
  /** Conversion rank: 0 for _Bool to 4 for long. */
  readonly rank: number;
  readonly access: AccessKind;
}

export interface PointerType {
  readonly kind: 'pointer';
  readonly to: Type;
}

export interface ArrayType {
  readonly kind: 'array';
  readonly of: Type;
  /** null: `[]`, completed by an initializer or flexible. */
  readonly length: number | null;
}

export interface FunctionType {
  readonly kind: 'function';
  readonly result: Type;
  /** Arrays and functions are already adjusted to pointers. */
  readonly parameters: readonly Type[];
  readonly variadic: boolean;
}

export interface RecordType {
  readonly kind: 'record';
  readonly record: 'struct' | 'union';
  readonly tag: string | null;
  /** null while incomplete. */
  body: RecordBody | null;
  /** Completes it: a file's records are laid out when someone asks. */
  pending: (() => RecordBody) | null;
}

export interface RecordBody {
  /** In order of declaration, anonymous members as one. */
  readonly members: readonly Member[];
  /** By name, those of anonymous members included. */
  readonly lookup: ReadonlyMap<string, Member>;
  readonly size: number;
  readonly align: number;
  /** Not null: a member's type is outside the subset, so nothing about the layout is known. */
  readonly broken: { readonly reason: string; readonly site: Site } | null;
}

export interface Member {
  readonly name: string | null;
  readonly type: Type;
  /** In bytes; of a bit-field, of the unit it is written with. */
  readonly offset: number;
  readonly bits: Bits | null;
}

/** Where a bit-field is. */
export interface Bits {
  /** Bytes that are read and written again where it is written: its storage unit, as far as bit-fields are in it. */
  readonly unit: number;
  /** Its first bit, from the unit's beginning, and how many it has. */
  readonly first: number;
  readonly width: number;
}

const integer = (
  name: IntegerName,
  size: 1 | 2 | 4 | 8,
  signed: boolean,
  rank: number,
  access: AccessKind,
): IntegerType => ({ kind: 'integer', name, size, signed, width: size * 8, rank, access });

export const VOID: VoidType = { kind: 'void' };
export const UNKNOWN: UnknownType = { kind: 'unknown' };
export const BOOL = integer('_Bool', 1, false, 0, Access.BOOL);
/** The kernel is compiled with -funsigned-char (Makefile, since 6.2). */
export const CHAR = integer('char', 1, false, 1, Access.U8);
const SCHAR = integer('signed char', 1, true, 1, Access.S8);
const UCHAR = integer('unsigned char', 1, false, 1, Access.U8);
const SHORT = integer('short', 2, true, 2, Access.S16);
const USHORT = integer('unsigned short', 2, false, 2, Access.U16);
export const INT = integer('int', 4, true, 3, Access.S32);
export const UINT = integer('unsigned int', 4, false, 3, Access.U32);
export const LONG = integer('long', 8, true, 4, Access.X64);
export const ULONG = integer('unsigned long', 8, false, 4, Access.X64);

const integers = [BOOL, CHAR, SCHAR, UCHAR, SHORT, USHORT, INT, UINT, LONG, ULONG];
const byName: ReadonlyMap<IntegerName, IntegerType> = new Map(integers.map((type) => [type.name, type]));

export function integerType(name: IntegerName): IntegerType {
  return byName.get(name)!;
}

/**
 * The type of a bit-field's value, once promoted: int wherever that has all of its values (C 6.3.1.1). One of more bits
 * than an int has a type of its own to gcc, of as many bits, between int and long.
 */
export function promotedBits(type: IntegerType, width: number): IntegerType {
  if (type.rank < INT.rank || width < INT.width) return INT;
  if (width === INT.width) return type.signed ? INT : UINT;
  return width === type.width ? type : { ...type, width, rank: INT.rank + width / 128 };
}

export const pointerTo = (to: Type): PointerType => ({ kind: 'pointer', to });
export const VOID_POINTER = pointerTo(VOID);
export const CHAR_POINTER = pointerTo(CHAR);

/** Is a value of it held in one register? */
export function isScalar(type: Type): type is IntegerType | PointerType | UnknownType {
  return type.kind === 'integer' || type.kind === 'pointer' || type.kind === 'unknown';
}

/** Compatible in the sense of C 6.2.7; records are so only with themselves. */
export function compatible(left: Type, right: Type): boolean {
  if (left === right) return true;
  if (left.kind === 'pointer') return right.kind === 'pointer' && compatible(left.to, right.to);
  if (left.kind === 'array') {
    if (right.kind !== 'array' || !compatible(left.of, right.of)) return false;
    return left.length === null || right.length === null || left.length === right.length;
  }
  if (left.kind !== 'function' || right.kind !== 'function') return false;
  return (
    left.variadic === right.variadic &&
    left.parameters.length === right.parameters.length &&
    compatible(left.result, right.result) &&
    left.parameters.every((type, index) => compatible(type, right.parameters[index]!))
  );
}

/** `struct nvgrace_egm_dev`, `unsigned int`, `char *`: for messages. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'void':
      return 'void';
    case 'unknown':
      return 'an unknown type';
    case 'integer':
      return type.name;
    case 'pointer':
      return `${typeName(type.to)} *`;
    case 'array':
      return `${typeName(type.of)}[${type.length ?? ''}]`;
    case 'function':
      return `function returning ${typeName(type.result)}`;
    case 'record':
      return `${type.record} ${type.tag ?? '(anonymous)'}`;
  }
}
