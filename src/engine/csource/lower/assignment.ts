import { Op } from '../../machine/program.ts';
import type { ArithmeticOperator, Expression } from '../ast.ts';
import { arithmetic } from './arithmetic.ts';
import { heldBits } from './bit-field.ts';
import type { Body } from './body.ts';
import { convert, convertTo } from './conversion.ts';
import { place, value } from './expression.ts';
import { load, markAssigned, store } from './lvalue.ts';
import { INT, type Type } from './types.ts';
import {
  computed,
  constant,
  moveInto,
  NOTHING,
  type Place,
  type Scalar,
  scalar,
  toRegister,
  UNMODELLED,
  type Value,
} from './value.ts';

/** `=` and the compound assignments. */
export function assign(body: Body, node: Extract<Expression, { kind: 'assign' }>, wanted: boolean): Value {
  const target = place(body, node.left);
  const right = value(body, node.right);
  body.code.site = node.site;
  if (target === null) return UNMODELLED;
  if (node.operator !== null) return combine(body, fixed(body, target), node.operator, right, wanted);
  return put(body, target, right, wanted);
}

/** Converts and stores; the result is the stored value where it is wanted. */
export function put(body: Body, target: Place, from: Value, wanted: boolean): Value {
  if (target.kind === 'variable') {
    moveInto(body, target.variable.register, convertTo(body, from, target.type));
    markAssigned(body, target);
    return current(target.variable.register, target.type);
  }
  if (target.kind === 'bits') {
    const stored = convertTo(body, from, target.type);
    store(body, target, stored);
    return wanted ? heldBits(body, target, stored) : NOTHING;
  }
  if (!wanted && storesUnconverted(from, target.type)) {
    store(body, target, from);
    return NOTHING;
  }
  const converted = convert(body, from, target.type);
  store(body, target, converted);
  return converted.kind === 'register' ? { ...converted, owned: false, called: false } : converted;
}

/** STORE narrows on its own, so an integer nobody looks at afterwards needs no conversion. */
function storesUnconverted(from: Value, type: Type): boolean {
  return from.kind === 'register' && from.type.kind === 'integer' && type.kind === 'integer';
}

function current(register: number, type: Type): Value {
  return { kind: 'register', type, register, offset: 0, owned: false, called: false };
}

/** A place that is used twice: its address is computed once. */
function fixed(body: Body, target: Place): Place {
  if (target.kind === 'variable' || target.at.kind === 'register') return target;
  return { ...target, at: computed(target.at.type, toRegister(body, target.at)) };
}

function combine(
  body: Body,
  target: Place,
  operator: ArithmeticOperator,
  right: Value,
  wanted: boolean,
): Value {
  const before = scalar(body, load(body, target));
  return put(body, target, arithmetic(body, operator, before, right), wanted);
}

/** `++` and `--`. */
export function step(body: Body, node: Extract<Expression, { kind: 'step' }>, wanted: boolean): Value {
  const found = place(body, node.operand);
  body.code.site = node.site;
  if (found === null) return UNMODELLED;
  const target = fixed(body, found);
  const operator = node.by === 1 ? '+' : '-';
  const one = constant(INT, 1n);
  if (node.prefix || !wanted) return combine(body, target, operator, one, wanted);
  const before = kept(body, scalar(body, load(body, target)));
  put(body, target, arithmetic(body, operator, before, one), false);
  return before;
}

/** The value itself, where it is a variable's that is about to change. */
function kept(body: Body, before: Scalar): Scalar {
  if (before.kind !== 'register' || before.owned) return before;
  const register = body.code.take();
  body.code.emit(Op.MOVE, register, before.register);
  return computed(before.type, register);
}
