import { Access, Op } from '../../machine/program.ts';
import type { Body } from './body.ts';
import { wrap } from './literal.ts';
import { narrow } from './narrow.ts';
import {
  compatible,
  INT,
  type IntegerType,
  isScalar,
  LONG,
  pointerTo,
  type Type,
  typeName,
  VOID_POINTER,
} from './types.ts';
import { Untranslatable } from './untranslatable.ts';
import {
  computed,
  constant,
  NOTHING,
  retyped,
  type Scalar,
  scalar,
  toRegister,
  type Value,
} from './value.ts';

/** Integer promotion, C 6.3.1.1. */
export function promoted(type: IntegerType): IntegerType {
  return type.rank < INT.rank ? INT : type;
}

/** The usual arithmetic conversions, C 6.3.1.8. */
export function commonType(left: IntegerType, right: IntegerType): IntegerType {
  const a = promoted(left);
  const b = promoted(right);
  if (a.rank === b.rank) return a.signed ? b : a;
  // LP64: the only higher rank is long, which holds every value of the lower type.
  return a.rank > b.rank ? a : b;
}

/** The integer type arithmetic sees; what an unmodelled call returns counts as long. */
export function arithmeticType(type: Type): IntegerType | null {
  if (type.kind === 'integer') return type;
  return type.kind === 'unknown' ? LONG : null;
}

/** Can every value of `from` be kept in `to` without EXTEND? */
function fits(from: Type, to: IntegerType): boolean {
  if (to.width === 64) return true;
  if (from.kind !== 'integer') return false;
  if (from === to) return true;
  if (to.access === Access.BOOL) return false;
  if (from.signed) return to.signed && from.width <= to.width;
  return to.signed ? from.width < to.width : from.width <= to.width;
}

/** Converts to a scalar type, as a cast does. */
export function convertScalar(body: Body, value: Scalar, type: Type): Scalar {
  if (value.type === type) return value;
  if (type.kind === 'integer') return toInteger(body, value, type);
  if (type.kind !== 'pointer' && type.kind !== 'unknown') {
    throw new Untranslatable(`a conversion to ${typeName(type)}`);
  }
  if (value.kind === 'constant') return constant(type, BigInt.asUintN(64, value.value));
  if (type.kind === 'pointer') nameObject(body, value, type.to);
  return retyped(value, type);
}

function toInteger(body: Body, value: Scalar, type: IntegerType): Scalar {
  if (value.kind === 'constant') return constant(type, wrap(type, value.value));
  if (value.kind === 'address' && type.access === Access.BOOL) return constant(type, 1n);
  if (fits(value.type, type)) return retyped(value, type);
  return computed(type, narrow(body, toRegister(body, value), type));
}

/** What a call returned as `void *` and is taken for a record from now on gets the record's name. */
function nameObject(body: Body, value: Scalar, to: Type): void {
  if (value.kind !== 'register' || !value.called || to.kind !== 'record' || to.tag === null) return;
  if (value.type.kind !== 'pointer' || value.type.to.kind !== 'void') return;
  body.code.emit(Op.NAME, value.register, body.unit.recordIndex(to));
}

/** Converts as assignment, argument passing and return do. */
export function convert(body: Body, value: Value, type: Type): Value {
  if (type.kind === 'void') return NOTHING;
  if (type.kind === 'record') {
    if (value.kind === 'record' && value.type === type) return value;
    if (value.type.kind === 'unknown') return { kind: 'record', type, at: scalar(body, value) };
    throw new Untranslatable(`${typeName(value.type)} where ${typeName(type)} is needed`);
  }
  return convertScalar(body, scalar(body, value), type);
}

/** Demands a scalar of any integer or pointer type. */
export function convertTo(body: Body, value: Value, type: Type): Scalar {
  if (!isScalar(type)) throw new Untranslatable(`a conversion to ${typeName(type)}`);
  return convertScalar(body, scalar(body, value), type);
}

/** Default argument promotions, C 6.5.2.2. */
export function promotedArgument(body: Body, value: Value): Scalar {
  const argument = scalar(body, value);
  return argument.type.kind === 'integer' ? convertScalar(body, argument, promoted(argument.type)) : argument;
}

/** Is it a null pointer constant: an integer constant 0, or that cast to `void *`? */
function isNull(value: Value): boolean {
  if (value.kind !== 'constant' || value.value !== 0n) return false;
  return value.type.kind === 'integer' || (value.type.kind === 'pointer' && value.type.to.kind === 'void');
}

/** The type of a conditional with a pointer on at least one side, C 6.5.15. */
export function pointerType(left: Value, right: Value): Type {
  if (isNull(left) && right.type.kind === 'pointer') return right.type;
  if (isNull(right) && left.type.kind === 'pointer') return left.type;
  if (left.type.kind !== 'pointer') return right.type;
  if (right.type.kind !== 'pointer') return left.type;
  if (left.type.to.kind === 'void' || right.type.to.kind === 'void') return VOID_POINTER;
  return compatible(left.type.to, right.type.to) ? left.type : pointerTo(left.type.to);
}
