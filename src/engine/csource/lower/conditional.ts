import { Access, Op } from '../../machine/program.ts';
import type { Expression } from '../ast.ts';
import { type Body, withoutCode } from './body.ts';
import { arithmeticType, commonType, convert, convertTo, pointerType } from './conversion.ts';
import { truthOf, value } from './expression.ts';
import { pointerTo, type RecordType, type Type } from './types.ts';
import { computed, moveInto, NOTHING, type Scalar, scalar, toRegister, type Value } from './value.ts';

type Conditional = Extract<Expression, { kind: 'conditional' }>;

/** `a ? b : c` and `a ?: c`. */
export function conditional(body: Body, node: Conditional): Value {
  const known = knownTest(body, node);
  if (known !== null) return known;
  return node.then === null ? elvis(body, node) : choose(body, node, node.then);
}

/** A test known now: one side alone is run, but both give the type. */
function knownTest(body: Body, node: Conditional): Value | null {
  if (!mayBeKnown(body, node.test)) return null;
  const mark = body.code.mark();
  const test = value(body, node.test);
  const truth = test.kind === 'constant' || test.kind === 'address' ? truthOf(test) : null;
  if (truth === null) {
    body.code.rollBack(mark);
    return null;
  }
  const then = node.then;
  const taken = (): Value => (then === null ? test : value(body, then));
  const other = withoutCode(body, truth ? () => value(body, node.otherwise) : taken);
  const result = truth ? taken() : value(body, node.otherwise);
  return convert(body, result, resultType(result, other));
}

/** A look at the syntax that spares lowering most tests twice. */
function mayBeKnown(body: Body, node: Expression): boolean {
  switch (node.kind) {
    case 'integer':
    case 'sizeof':
    case 'alignof':
    case 'offsetof':
    case 'compatible':
      return true;
    case 'name':
      return body.scope.find(node.name)?.kind === 'constant';
    case 'unary':
      return node.operator !== '*' && node.operator !== '&' && mayBeKnown(body, node.operand);
    case 'binary':
      return mayBeKnown(body, node.left) && mayBeKnown(body, node.right);
    case 'cast':
      return mayBeKnown(body, node.operand);
    case 'call':
      return node.callee.kind === 'name' && node.callee.name.startsWith('__builtin_');
    default:
      return false;
  }
}

/** The type of the whole from both sides. */
function resultType(left: Value, right: Value): Type {
  if (left.type.kind === 'unknown') return right.type;
  if (right.type.kind === 'unknown') return left.type;
  if (left.type.kind === 'void' || right.type.kind === 'void') return { kind: 'void' };
  if (left.type.kind === 'pointer' || right.type.kind === 'pointer') return pointerType(left, right);
  const a = arithmeticType(left.type);
  const b = arithmeticType(right.type);
  return a !== null && b !== null ? commonType(a, b) : left.type;
}

/**
 * The first side's conversion, whose type needs the second side, comes after the second side's code: so
 * each side is lowered once.
 */
function choose(body: Body, node: Conditional, thenNode: Expression): Value {
  const { code } = body;
  const register = code.take();
  const level = code.level;
  const otherwise = code.label();
  const converting = code.label();
  const end = code.label();
  branchOn(body, node.test, otherwise, false);
  const then = value(body, thenNode);
  park(body, register, then);
  code.jump(converting);
  code.bind(otherwise);
  code.release(level);
  const second = value(body, node.otherwise);
  const type = resultType(then, second);
  code.site = node.site;
  park(body, register, convert(body, second, type));
  code.jump(end);
  code.bind(converting);
  if (type.kind !== 'void') park(body, register, convert(body, parked(then, register), type));
  code.bind(end);
  const chosen = result(register, type);
  return chosen.kind === 'register' && isCallOrNull(then, second) ? { ...chosen, called: true } : chosen;
}

/** `fails ? NULL : alloc()` is straight out of a call. */
function isCallOrNull(...sides: readonly Value[]): boolean {
  return sides.every(
    (side) => (side.kind === 'register' && side.called) || (side.kind === 'constant' && side.value === 0n),
  );
}

function result(register: number, type: Type): Value {
  if (type.kind === 'void') return NOTHING;
  return type.kind === 'record' ? recordAt(register, type) : computed(type, register);
}

function recordAt(register: number, type: RecordType): Value {
  return { kind: 'record', type, at: computed(pointerTo(type), register) };
}

/** Leaves a value, or a record's address, in the register. */
function park(body: Body, register: number, from: Value): void {
  if (from.kind === 'none') return;
  moveInto(body, register, from.kind === 'record' ? from.at : from);
}

function parked(then: Value, register: number): Value {
  if (then.kind === 'none') return then;
  if (then.kind === 'record') return recordAt(register, then.type);
  // A null pointer constant stays one: its conversion to any pointer changes nothing.
  return { ...computed(then.type, register), owned: false };
}

function elvis(body: Body, node: Conditional): Value {
  const { code } = body;
  const register = code.take();
  const converting = code.label();
  const end = code.label();
  const test = scalar(body, value(body, node.test));
  moveInto(body, register, test);
  code.branch(register, converting, true);
  const second = value(body, node.otherwise);
  const type = resultType(test, second);
  park(body, register, convert(body, second, type));
  code.jump(end);
  code.bind(converting);
  park(body, register, convertTo(body, { ...computed(test.type, register), owned: false }, type));
  code.bind(end);
  return computed(type, register);
}

/** Jumps to the label if the expression is true (`when`), or false; goes on otherwise. */
export function branchOn(body: Body, node: Expression, label: number, when: boolean): void {
  body.descend();
  if (node.kind === 'unary' && node.operator === '!') branchOn(body, node.operand, label, !when);
  else if (node.kind === 'binary' && (node.operator === '&&' || node.operator === '||')) {
    branchLogical(body, node, node.operator === '&&', label, when);
  } else branchOnValue(body, scalar(body, value(body, node)), label, when, node);
  body.ascend();
}

function branchLogical(
  body: Body,
  node: Extract<Expression, { kind: 'binary' }>,
  both: boolean,
  label: number,
  when: boolean,
): void {
  if (both !== when) {
    // One side alone decides: `a && b` is false, or `a || b` is true, as soon as one is.
    branchOn(body, node.left, label, when);
    branchOn(body, node.right, label, when);
    return;
  }
  const past = body.code.label();
  branchOn(body, node.left, past, !when);
  branchOn(body, node.right, label, when);
  body.code.bind(past);
}

function branchOnValue(body: Body, test: Scalar, label: number, when: boolean, node: Expression): void {
  const { code } = body;
  code.site = node.site;
  const known = truthOf(test);
  if (known !== null) {
    if (known === when) code.jump(label);
    return;
  }
  const register = toRegister(body, test);
  if (test.kind === 'register' && !test.owned) {
    // A variable: what computed it stays.
    code.branch(register, label, when);
    return;
  }
  const plain = code.retract(Op.EXTEND, register, Access.BOOL);
  const inverted = plain < 0 ? code.retract(Op.IS_ZERO, register) : -1;
  if (inverted >= 0) code.branch(inverted, label, !when);
  else code.branch(plain >= 0 ? plain : register, label, when);
}
