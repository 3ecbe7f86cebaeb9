import { Access, Op } from '../../machine/program.ts';
import type { ArithmeticOperator, BinaryOperator } from '../ast.ts';
import type { Body } from './body.ts';
import { fold, foldComparison } from './constant.ts';
import { arithmeticType, commonType, convertScalar, promoted } from './conversion.ts';
import { sizeOf } from './layout.ts';
import { narrow } from './narrow.ts';
import { INT, type IntegerType, LONG, type PointerType, type Type, typeName, ULONG } from './types.ts';
import { Untranslatable } from './untranslatable.ts';
import {
  computed,
  constant,
  displaced,
  retyped,
  type Scalar,
  scalar,
  toRegister,
  type Value,
} from './value.ts';

export type Comparison = Exclude<BinaryOperator, ArithmeticOperator | '&&' | '||'>;

/** `left operator right` with C's conversions. */
export function arithmetic(body: Body, operator: ArithmeticOperator, left: Value, right: Value): Scalar {
  if (operator === '+') return add(body, left, right);
  if (operator === '-') return subtract(body, left, right);
  const a = scalar(body, left);
  const b = scalar(body, right);
  if (operator === '<<' || operator === '>>') return shift(body, operator, a, b);
  return plain(body, operator, a, b);
}

function integerOf(type: Type, operator: string): IntegerType {
  const integer = arithmeticType(type);
  if (integer === null) throw new Untranslatable(`${operator} on ${typeName(type)}`);
  return integer;
}

function plain(body: Body, operator: ArithmeticOperator, left: Scalar, right: Scalar): Scalar {
  const type = commonType(integerOf(left.type, operator), integerOf(right.type, operator));
  const a = convertScalar(body, left, type);
  const b = convertScalar(body, right, type);
  const known = fold(operator, type, a, b);
  if (known !== null) return known;
  const first = toRegister(body, a);
  const second = toRegister(body, b);
  const register = body.code.take();
  body.code.emit(operationOf(operator, type), register, first, second);
  return narrowed(body, register, type, operator);
}

const signedOperations = { '/': Op.DIV_SIGNED, '%': Op.REM_SIGNED } as const;
const unsignedOperations = { '/': Op.DIV_UNSIGNED, '%': Op.REM_UNSIGNED } as const;
const modular = { '+': Op.ADD, '-': Op.SUB, '*': Op.MUL, '&': Op.AND, '|': Op.OR, '^': Op.XOR } as const;

function operationOf(operator: ArithmeticOperator, type: IntegerType): number {
  if (operator === '/' || operator === '%')
    return (type.signed ? signedOperations : unsignedOperations)[operator];
  if (operator === '<<') return Op.SHL;
  if (operator === '>>') return type.signed ? Op.SHR_SIGNED : Op.SHR_UNSIGNED;
  return modular[operator];
}

/** Operators whose result can leave a 32-bit type: INT_MIN / -1 can, and what is not listed cannot. */
const widening: ReadonlySet<ArithmeticOperator> = new Set(['+', '-', '*', '<<', '/']);

function narrowed(body: Body, register: number, type: IntegerType, operator: ArithmeticOperator): Scalar {
  const stays = !widening.has(operator) || (operator === '/' && !type.signed);
  if (type.width === 64 || stays) return computed(type, register);
  return computed(type, narrow(body, register, type));
}

/** The type is that of the promoted left operand alone. */
function shift(body: Body, operator: '<<' | '>>', left: Scalar, right: Scalar): Scalar {
  const type = promoted(integerOf(left.type, operator));
  const a = convertScalar(body, left, type);
  const b = convertScalar(body, right, promoted(integerOf(right.type, operator)));
  const known = fold(operator, type, a, b);
  if (known !== null) return known;
  const first = toRegister(body, a);
  const second = toRegister(body, b);
  const register = body.code.take();
  body.code.emit(operationOf(operator, type), register, first, second, type.width);
  return narrowed(body, register, type, operator);
}

export function add(body: Body, left: Value, right: Value): Scalar {
  const a = scalar(body, left);
  const b = scalar(body, right);
  if (a.type.kind === 'pointer') return moved(body, a, a.type, b, false);
  if (b.type.kind === 'pointer') return moved(body, b, b.type, a, false);
  return addressSum(a, b, '+') ?? plain(body, '+', a, b);
}

function subtract(body: Body, left: Value, right: Value): Scalar {
  const a = scalar(body, left);
  const b = scalar(body, right);
  if (a.type.kind === 'pointer' && b.type.kind === 'pointer') return difference(body, a, b, a.type);
  if (a.type.kind === 'pointer') return moved(body, a, a.type, b, true);
  return addressSum(a, b, '-') ?? plain(body, '-', a, b);
}

/** A symbol's address as an integer, plus or minus a constant, is still known when linking. */
function addressSum(left: Scalar, right: Scalar, operator: '+' | '-'): Scalar | null {
  if (left.kind !== 'address' || right.kind !== 'constant') return null;
  if (left.type.kind !== 'integer' || left.type.size !== 8) return null;
  const distance = operator === '+' ? right.value : -right.value;
  if (distance > 0x3fff_ffffn || distance < -0x3fff_ffffn) return null;
  return { ...left, offset: left.offset + Number(distance) };
}

/** Pointer plus or minus an integer, scaled by the size of what it points to. */
function moved(body: Body, pointer: Scalar, type: PointerType, by: Scalar, back: boolean): Scalar {
  const size = sizeOf(type.to);
  const count = integerOf(by.type, 'pointer arithmetic');
  if (by.kind === 'constant') {
    const bytes = by.value * BigInt(back ? -size : size);
    if (bytes > -0x4000_0000n && bytes < 0x4000_0000n) return displaced(body, pointer, Number(bytes), type);
  }
  const wide = convertScalar(body, by, count.signed ? LONG : ULONG);
  const distance = scaled(body, toRegister(body, wide), size);
  const base = pointer.kind === 'register' ? { ...pointer, offset: 0 } : pointer;
  const from = toRegister(body, base);
  const register = body.code.take();
  body.code.emit(back ? Op.SUB : Op.ADD, register, from, distance);
  const offset = pointer.kind === 'register' ? pointer.offset : 0;
  return { kind: 'register', type, register, offset, owned: offset === 0, called: false };
}

function scaled(body: Body, count: number, size: number): number {
  if (size === 1) return count;
  const factor = toRegister(body, constant(LONG, BigInt(size)));
  const register = body.code.take();
  body.code.emit(Op.MUL, register, count, factor);
  return register;
}

function difference(body: Body, left: Scalar, right: Scalar, type: PointerType): Scalar {
  const size = sizeOf(type.to);
  if (size === 0) throw new Untranslatable('a difference of pointers to objects without size');
  const bytes = knownDistance(left, right);
  if (bytes !== null) return constant(LONG, bytes / BigInt(size));
  const first = toRegister(body, left);
  const second = toRegister(body, right);
  const register = body.code.take();
  body.code.emit(Op.SUB, register, first, second);
  if (size === 1) return computed(LONG, register);
  const divisor = toRegister(body, constant(LONG, BigInt(size)));
  const quotient = body.code.take();
  body.code.emit(Op.DIV_SIGNED, quotient, register, divisor);
  return computed(LONG, quotient);
}

function knownDistance(left: Scalar, right: Scalar): bigint | null {
  if (left.kind === 'constant' && right.kind === 'constant')
    return BigInt.asIntN(64, left.value - right.value);
  if (left.kind !== 'address' || right.kind !== 'address' || left.symbol !== right.symbol) return null;
  return BigInt(left.offset - right.offset);
}

/** `left operator right`, an int of 0 or 1. */
export function comparison(body: Body, operator: Comparison, left: Value, right: Value): Scalar {
  let a = scalar(body, left);
  let b = scalar(body, right);
  const type = comparedAs(a.type, b.type);
  if (type.kind === 'integer') {
    a = convertScalar(body, a, type);
    b = convertScalar(body, b, type);
  }
  const known = foldComparison(operator, type.kind === 'integer' && type.signed, a, b);
  if (known !== null) return known;
  const zero = againstZero(body, operator, a, b);
  if (zero !== null) return zero;
  const first = toRegister(body, a);
  const second = toRegister(body, b);
  const swapped = operator === '>' || operator === '>=';
  const register = body.code.take();
  const operation = comparisonOperation(operator, type.kind === 'integer' && type.signed);
  body.code.emit(operation, register, swapped ? second : first, swapped ? first : second);
  return computed(INT, register);
}

/** Pointers are compared as they are, unsigned; else the usual conversions. */
function comparedAs(left: Type, right: Type): Type {
  if (left.kind === 'pointer') return left;
  if (right.kind === 'pointer') return right;
  return commonType(integerOf(left, 'a comparison'), integerOf(right, 'a comparison'));
}

function againstZero(body: Body, operator: Comparison, left: Scalar, right: Scalar): Scalar | null {
  if (operator !== '==' && operator !== '!=') return null;
  const other = isZero(right) ? left : isZero(left) ? right : null;
  if (other === null) return null;
  return operator === '==' ? isZeroValue(body, other) : truth(body, other);
}

const isZero = (value: Scalar): boolean => value.kind === 'constant' && value.value === 0n;

/** `!value`, an int. */
export function isZeroValue(body: Body, value: Scalar): Scalar {
  if (value.kind === 'constant') return constant(INT, value.value === 0n ? 1n : 0n);
  if (value.kind === 'address') return constant(INT, 0n);
  const register = body.code.take();
  body.code.emit(Op.IS_ZERO, register, toRegister(body, value));
  return computed(INT, register);
}

/** `value != 0`, an int. */
export function truth(body: Body, value: Scalar): Scalar {
  if (value.kind === 'constant') return constant(INT, value.value === 0n ? 0n : 1n);
  if (value.kind === 'address') return constant(INT, 1n);
  const register = body.code.take();
  body.code.emit(Op.EXTEND, register, toRegister(body, value), Access.BOOL);
  return computed(INT, register);
}

function comparisonOperation(operator: Comparison, signed: boolean): number {
  if (operator === '==') return Op.EQ;
  if (operator === '!=') return Op.NE;
  if (operator === '<' || operator === '>') return signed ? Op.LT_SIGNED : Op.LT_UNSIGNED;
  return signed ? Op.LE_SIGNED : Op.LE_UNSIGNED;
}

/** Unary `-`, `~` and `+`. */
export function negated(body: Body, operator: '-' | '~' | '+', operand: Value): Scalar {
  const given = scalar(body, operand);
  const type = promoted(integerOf(given.type, operator));
  const value = convertScalar(body, given, type);
  if (operator === '+') return retyped(value, type);
  const known = fold(operator === '-' ? '-' : '^', type, constant(type, operator === '-' ? 0n : -1n), value);
  if (known !== null) return known;
  const register = body.code.take();
  body.code.emit(operator === '-' ? Op.NEG : Op.NOT, register, toRegister(body, value));
  return type.width === 64 || (operator === '~' && type.signed)
    ? computed(type, register)
    : narrowed(body, register, type, '+');
}
