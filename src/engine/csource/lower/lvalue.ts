import { Access, type AccessKind, Op } from '../../machine/program.ts';
import type { Expression } from '../ast.ts';
import { add } from './arithmetic.ts';
import { bitPlace, loadBits, refuseBits, storeBits } from './bit-field.ts';
import type { Body } from './body.ts';
import { Pseudo } from './code-builder.ts';
import { evaluate, value } from './expression.ts';
import { bodyOf, sizeOf } from './layout.ts';
import { pointerTo, type RecordType, type Type, typeName } from './types.ts';
import { Untranslatable } from './untranslatable.ts';
import {
  computed,
  displaced,
  isPlace,
  type Operand,
  type Place,
  reach,
  retyped,
  type Scalar,
  scalar,
  toRegister,
  UNMODELLED,
  type Value,
} from './value.ts';

/** How a scalar type is read and written. */
function accessOf(type: Type): AccessKind {
  return type.kind === 'integer' ? type.access : Access.X64;
}

/** The value of an lvalue: arrays and functions decay, C 6.3.2.1; other operands are values already. */
export function load(body: Body, operand: Operand): Value {
  if (!isPlace(operand)) return operand;
  if (operand.kind === 'bits') return loadBits(body, operand);
  if (operand.kind === 'variable') return readVariable(body, operand);
  const { type, at } = operand;
  if (type.kind === 'array') return retyped(at, pointerTo(type.of));
  if (type.kind === 'function') return retyped(at, pointerTo(type));
  if (type.kind === 'record') return { kind: 'record', type, at };
  if (type.kind === 'void') return { kind: 'none', type };
  const { base, offset } = reach(body, at);
  const register = body.code.take();
  body.code.emit(Op.LOAD, register, base, offset, accessOf(type));
  return computed(type, register);
}

function readVariable(body: Body, place: Extract<Place, { kind: 'variable' }>): Value {
  const { variable, type } = place;
  if (variable.flag >= 0) body.code.emit(Op.CHECK, variable.flag, body.unit.names.of(variable.name));
  return { kind: 'register', type, register: variable.register, offset: 0, owned: false, called: false };
}

/** Stores a value already converted to the place's type. */
export function store(body: Body, place: Place, from: Value): void {
  if (place.kind === 'bits') {
    storeBits(body, place, scalar(body, from));
    return;
  }
  if (place.kind === 'variable') throw new Untranslatable('a variable is stored to as memory');
  if (from.kind === 'record') {
    copyRecord(body, place.at, from);
    return;
  }
  const source = toRegister(body, scalar(body, from));
  const { base, offset } = reach(body, place.at);
  body.code.emit(Op.STORE, base, offset, source, accessOf(place.type));
}

function copyRecord(body: Body, to: Scalar, from: Extract<Value, { kind: 'record' }>): void {
  const size = sizeOf(from.type);
  if (size === 0) return;
  const target = toRegister(body, to);
  body.code.emit(Op.COPY, target, toRegister(body, from.at), size);
}

/** Notes that a tracked variable has a value from here on. */
export function markAssigned(body: Body, place: Place): void {
  if (place.kind === 'variable' && place.variable.flag >= 0) body.code.emit(Pseudo.SET, place.variable.flag);
}

/** Unary `&`. */
export function addressOf(operand: Operand): Value {
  if (operand.kind === 'memory') return retyped(operand.at, pointerTo(operand.type));
  refuseBits(operand, 'address');
  if (operand.type.kind === 'unknown') return UNMODELLED;
  throw new Untranslatable(`the address of what is not an object (${typeName(operand.type)})`);
}

/** Unary `*` of a value. */
export function target(body: Body, pointer: Value): Operand {
  if (pointer.type.kind === 'unknown') return UNMODELLED;
  if (pointer.type.kind !== 'pointer') throw new Untranslatable(`${typeName(pointer.type)} is dereferenced`);
  return { kind: 'memory', type: pointer.type.to, at: scalar(body, pointer) };
}

export function member(body: Body, node: Extract<Expression, { kind: 'member' }>): Operand {
  const object = node.arrow ? target(body, value(body, node.object)) : evaluate(body, node.object);
  body.code.site = node.site;
  if (object.type.kind === 'unknown') return UNMODELLED;
  if (object.type.kind !== 'record') {
    throw new Untranslatable(`${typeName(object.type)} has no member ${node.name}`, node.site);
  }
  return memberOf(body, placeOfRecord(object, object.type), object.type, node.name);
}

function placeOfRecord(object: Operand, type: RecordType): Scalar {
  if (object.kind === 'memory' || object.kind === 'record') return object.at;
  throw new Untranslatable(`a member of ${typeName(type)} that is not in memory`);
}

function memberOf(body: Body, at: Scalar, type: RecordType, name: string): Place {
  const found = bodyOf(type).lookup.get(name);
  if (found === undefined) throw new Untranslatable(`${typeName(type)} has no member ${name}`);
  const moved = displaced(body, at, found.offset, pointerTo(found.type));
  if (found.bits !== null) return bitPlace(found.type, name, moved, found.bits);
  return { kind: 'memory', type: found.type, at: moved };
}

/** `object[index]`; of one whose address alone is taken the place after the last element will do. */
export function index(body: Body, node: Extract<Expression, { kind: 'index' }>, addressed = false): Operand {
  const array = evaluate(body, node.object);
  const object = load(body, array);
  const subscript = value(body, node.index);
  body.code.site = node.site;
  if (object.type.kind === 'unknown') return UNMODELLED;
  return target(body, add(body, bounded(body, array, object, subscript, addressed), subscript));
}

/**
 * The array's address, after a check of the index where the array has a length: one of 0, as [], is the
 * beginning of what follows a record.
 */
function bounded(body: Body, array: Operand, object: Value, subscript: Value, addressed: boolean): Value {
  if (!isPlace(array) || array.type.kind !== 'array' || !array.type.length) return object;
  const { of, length } = array.type;
  const size = sizeOf(of);
  if (subscript.type.kind !== 'integer' || size === 0) return object;
  if (subscript.kind === 'constant') {
    const most = BigInt(addressed ? length : length - 1);
    if (subscript.value >= 0n && subscript.value <= most) return object;
  }
  const first = scalar(body, object);
  const register = toRegister(body, first);
  const given = toRegister(body, scalar(body, subscript));
  body.code.emit(Op.BOUND, given, register, addressed ? ~length : length, size);
  return { ...computed(first.type, register), owned: false };
}
