import { Op } from '../../machine/program.ts';
import type { Body } from './body.ts';
import type { Variable } from './scope.ts';
import {
  type Bits,
  type IntegerType,
  type RecordType,
  type Type,
  typeName,
  ULONG,
  UNKNOWN,
  type UnknownType,
  VOID,
  type VoidType,
} from './types.ts';
import { Untranslatable } from './untranslatable.ts';

/** What an expression comes to: a value known now, or where it will be when the code runs. */
export type Value = Scalar | RecordValue | NoValue;
export type Scalar = ConstantValue | AddressValue | RegisterValue;

/** An integer or pointer known now, in the range of its type; a pointer's is unsigned. */
export interface ConstantValue {
  readonly kind: 'constant';
  readonly type: Type;
  readonly value: bigint;
}

/** The address of a symbol, fixed when linking. */
export interface AddressValue {
  readonly kind: 'address';
  readonly type: Type;
  readonly symbol: number;
  readonly offset: number;
}

/** The content of a register in extended form, plus `offset` bytes where it is a pointer. */
export interface RegisterValue {
  readonly kind: 'register';
  readonly type: Type;
  readonly register: number;
  readonly offset: number;
  /** Nobody else uses the register, so what computed it may compute another instead. */
  readonly owned: boolean;
  /** Straight out of a call: NAME wants to know. */
  readonly called: boolean;
}

/** A struct or union, by the address it can be copied from. */
export interface RecordValue {
  readonly kind: 'record';
  readonly type: RecordType;
  readonly at: Scalar;
}

export interface NoValue {
  readonly kind: 'none';
  readonly type: VoidType | UnknownType;
}

/** An lvalue. */
export type Place =
  | { readonly kind: 'variable'; readonly type: Type; readonly variable: Variable }
  | { readonly kind: 'memory'; readonly type: Type; readonly at: Scalar }
  | BitPlace;

/** A bit-field, of the type that it is declared with; `at` is the address of its unit. */
export interface BitPlace {
  readonly kind: 'bits';
  readonly type: IntegerType;
  readonly name: string;
  readonly at: Scalar;
  readonly bits: Bits;
}

export type Operand = Value | Place;

export const NOTHING: NoValue = { kind: 'none', type: VOID };
export const UNMODELLED: NoValue = { kind: 'none', type: UNKNOWN };

export function constant(type: Type, value: bigint): ConstantValue {
  return { kind: 'constant', type, value };
}

/** A value just computed into a register of its own. */
export function computed(type: Type, register: number): RegisterValue {
  return { kind: 'register', type, register, offset: 0, owned: true, called: false };
}

/** The same bits as another type; only where no conversion is due. */
export function retyped(value: Scalar, type: Type): Scalar {
  if (value.type === type) return value;
  if (value.kind === 'constant') return { kind: 'constant', type, value: value.value };
  return { ...value, type };
}

export function isPlace(operand: Operand): operand is Place {
  return operand.kind === 'variable' || operand.kind === 'memory' || operand.kind === 'bits';
}

/** Demands a value of an integer or pointer. */
export function scalar(body: Body, value: Value): Scalar {
  if (value.kind === 'none' && value.type.kind === 'unknown') {
    const register = body.code.take();
    body.code.number(register, 0n); // never runs: the call before it ends the task
    return computed(UNKNOWN, register);
  }
  if (value.kind === 'none' || value.kind === 'record') {
    throw new Untranslatable(`${typeName(value.type)} where a number or pointer is needed`);
  }
  return value;
}

/** A register that holds the value; not to be written, it may be a variable's. */
export function toRegister(body: Body, value: Scalar): number {
  if (value.kind === 'register' && value.offset === 0) return value.register;
  const register = body.code.take();
  moveInto(body, register, value);
  return register;
}

/** Puts the value into a register, computing it right there where that is possible. */
export function moveInto(body: Body, target: number, value: Scalar): void {
  const { code } = body;
  if (value.kind === 'constant') code.number(target, value.value);
  else if (value.kind === 'address') {
    code.address(target, value.symbol, body.unit.symbols[value.symbol]!.kind, value.offset);
  } else if (value.offset !== 0) {
    const offset = code.take();
    code.number(offset, BigInt(value.offset));
    code.emit(Op.ADD, target, value.register, offset);
  } else if (value.register !== target && !(value.owned && code.retarget(value.register, target))) {
    code.emit(Op.MOVE, target, value.register);
  }
}

/** Offsets that an instruction can hold with room to add to them. */
const FAR = 0x4000_0000;

/** A pointer moved by bytes. */
export function displaced(body: Body, pointer: Scalar, bytes: number, type: Type): Scalar {
  if (pointer.kind === 'constant') {
    return constant(type, BigInt.asUintN(64, pointer.value + BigInt(bytes)));
  }
  const offset = pointer.offset + bytes;
  if (Math.abs(offset) < FAR) return { ...pointer, offset, type };
  if (!Number.isSafeInteger(bytes)) throw new Untranslatable('an offset is too large');
  const distance = toRegister(body, constant(ULONG, BigInt(bytes)));
  const register = body.code.take();
  body.code.emit(Op.ADD, register, toRegister(body, pointer), distance);
  return computed(type, register);
}

/** Base register and immediate offset to reach memory at a pointer. */
export function reach(body: Body, pointer: Scalar): { readonly base: number; readonly offset: number } {
  if (pointer.kind === 'register') return { base: pointer.register, offset: pointer.offset };
  if (pointer.kind === 'address' && pointer.offset !== 0) {
    return { base: toRegister(body, { ...pointer, offset: 0 }), offset: pointer.offset };
  }
  return { base: toRegister(body, pointer), offset: 0 };
}
