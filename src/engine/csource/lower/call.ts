import { Op } from '../../machine/program.ts';
import type { Expression } from '../ast.ts';
import type { Body } from './body.ts';
import { builtin } from './builtin.ts';
import { convert, promotedArgument } from './conversion.ts';
import { value } from './expression.ts';
import { sizeOf } from './layout.ts';
import { type FunctionType, pointerTo, type RecordType, type Type, typeName } from './types.ts';
import { Untranslatable } from './untranslatable.ts';
import {
  type AddressValue,
  computed,
  moveInto,
  NOTHING,
  type Scalar,
  toRegister,
  UNMODELLED,
  type Value,
} from './value.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** A call; of a name nobody declared, it is where the run will end. */
export function call(body: Body, node: Call): Value {
  const { callee } = node;
  if (callee.kind === 'name' && body.scope.find(callee.name) === undefined) {
    return builtin(body, node, callee.name) ?? unmodelled(body, node, callee.name);
  }
  const called = value(body, callee);
  if (called.type.kind === 'unknown') return UNMODELLED;
  if (called.type.kind !== 'pointer' || called.type.to.kind !== 'function') {
    throw new Untranslatable(`${typeName(called.type)} is called`, node.site);
  }
  const type = called.type.to;
  if (called.kind === 'none' || called.kind === 'record') throw new Untranslatable('nothing is called');
  const direct = directSymbol(body, called);
  // An indirect callee is in its register before the arguments' registers are taken.
  const register = direct === null ? toRegister(body, called) : -1;
  return invoke(body, node, type, direct, register);
}

function unmodelled(body: Body, node: Call, name: string): Value {
  const site = node.callee.site;
  body.unit.undeclared.add(name);
  body.code.site = site;
  body.code.emit(Op.OPAQUE, body.unit.reason(notModelled(name), site));
  return UNMODELLED;
}

/** Why a call of a function without a body ends the run. */
export function notModelled(name: string): string {
  return `calls ${name}${NOT_MODELLED}`;
}

/** The function of a reason that `notModelled` gave; null where it is another. */
export function calledIn(reason: string): string | null {
  return reason.endsWith(NOT_MODELLED) ? reason.slice('calls '.length, -NOT_MODELLED.length) : null;
}

const NOT_MODELLED = '(), which the virtual kernel does not model';

function directSymbol(body: Body, called: Scalar): AddressValue | null {
  if (called.kind !== 'address' || called.offset !== 0) return null;
  return body.unit.symbols[called.symbol]!.kind === 'function' ? called : null;
}

function invoke(
  body: Body,
  node: Call,
  type: FunctionType,
  direct: AddressValue | null,
  callee: number,
): Value {
  const { code } = body;
  if (node.args.length < type.parameters.length) {
    throw new Untranslatable('too few arguments are given to a function', node.site);
  }
  const hidden = type.result.kind === 'record' ? 1 : 0;
  const count = node.args.length + hidden;
  const first = code.take(count);
  if (type.result.kind === 'record') temporary(body, type.result, first);
  node.args.forEach((argument, at) => {
    const given = value(body, argument);
    moveInto(body, first + hidden + at, passed(body, given, type.parameters[at]));
    code.release(first + count);
  });
  // A call over several lines is reported at its callee.
  code.site = node.callee.site;
  return finish(body, type.result, direct, callee, first, count);
}

/** A record of automatic storage without a name, its address in `register`. */
export function temporary(body: Body, type: RecordType, register: number): void {
  const slot = body.code.slot(typeName(type), sizeOf(type), body.unit.typeIndex(type));
  body.code.emit(Op.LOCAL, register, slot);
}

/** An argument as it is passed: a record by the address that the callee copies from. */
function passed(body: Body, given: Value, type: Type | undefined): Scalar {
  if (type === undefined) {
    if (given.kind === 'record') throw new Untranslatable('a record is passed to a variadic function');
    return promotedArgument(body, given);
  }
  const converted = convert(body, given, type);
  if (converted.kind === 'none') throw new Untranslatable('nothing is passed as an argument');
  return converted.kind === 'record' ? converted.at : converted;
}

function finish(
  body: Body,
  result: Type,
  direct: AddressValue | null,
  callee: number,
  first: number,
  count: number,
): Value {
  const { code } = body;
  if (result.kind !== 'record') code.release(first);
  const into = result.kind === 'record' || result.kind === 'void' ? -1 : code.take();
  if (direct !== null) code.emit(Op.CALL, into, direct.symbol, first, count);
  else code.emit(Op.CALL_INDIRECT, into, callee, first, count);
  // The callee has its own copy of the arguments: the hidden address is still in the first.
  if (result.kind === 'record')
    return { kind: 'record', type: result, at: computed(pointerTo(result), first) };
  return into < 0 ? NOTHING : { ...computed(result, into), called: true };
}

/** Calls a function by name with values already converted: builtins and cleanups. */
export function invokeSymbol(body: Body, symbol: number, args: readonly Scalar[], result: Type): Value {
  const first = body.code.take(args.length);
  args.forEach((argument, at) => {
    moveInto(body, first + at, argument);
  });
  const { type } = body.unit.symbols[symbol]!;
  const direct: AddressValue = { kind: 'address', type, symbol, offset: 0 };
  body.unit.refer(symbol);
  return finish(body, result, direct, -1, first, args.length);
}
