import { Access, Op } from '../../machine/program.ts';
import type { Expression } from '../ast.ts';
import { arithmetic, comparison, isZeroValue, negated, truth } from './arithmetic.ts';
import { assign, step } from './assignment.ts';
import { refuseBits } from './bit-field.ts';
import { type Body, withoutCode } from './body.ts';
import { call } from './call.ts';
import { compoundLiteral } from './compound.ts';
import { conditional } from './conditional.ts';
import { convert } from './conversion.ts';
import { bodyOf } from './layout.ts';
import { literalType, wrap } from './literal.ts';
import { addressOf, index, load, member, target } from './lvalue.ts';
import { blockValue } from './statement.ts';
import { alignOfSyntax, offsetOf, resolveType, sizeOfSyntax } from './type-syntax.ts';
import { CHAR, compatible, INT, type Type, ULONG } from './types.ts';
import { Untranslatable } from './untranslatable.ts';
import {
  computed,
  constant,
  isPlace,
  type Operand,
  type Place,
  type Scalar,
  scalar,
  toRegister,
  type Value,
} from './value.ts';

/** Lowers an expression to its value. */
export function value(body: Body, node: Expression): Value {
  const operand = evaluate(body, node);
  if (!isPlace(operand)) return operand;
  const outer = body.code.site;
  body.code.site = node.site;
  const loaded = load(body, operand);
  body.code.site = outer;
  return loaded;
}

/** Lowers an expression for its effect alone. */
export function effect(body: Body, node: Expression): void {
  const operand = evaluate(body, node, false);
  if (operand.kind === 'register' && operand.called) body.code.throwAway(operand.register);
}

/** Lowers an expression that must be an lvalue; null where it comes from an unmodelled call. */
export function place(body: Body, node: Expression): Place | null {
  const operand = evaluate(body, node);
  if (isPlace(operand)) return operand;
  if (operand.kind === 'record') return { kind: 'memory', type: operand.type, at: operand.at };
  if (operand.type.kind === 'unknown') return null;
  throw new Untranslatable('something that is not an object is assigned to', node.site);
}

/** The type of an expression that is not evaluated; arrays do not decay. */
export function typeOf(body: Body, node: Expression): Type {
  return withoutCode(body, () => {
    const operand = evaluate(body, node);
    refuseBits(operand, 'type');
    return operand.type;
  });
}

/** Lowers an expression. Where the value is not `wanted`, an assignment need not produce one. */
export function evaluate(body: Body, node: Expression, wanted = true): Operand {
  const { code } = body;
  const outer = code.site;
  body.descend();
  code.site = node.site;
  const result = evaluateKind(body, node, wanted);
  code.site = outer;
  body.ascend();
  return result;
}

function evaluateKind(body: Body, node: Expression, wanted: boolean): Operand {
  switch (node.kind) {
    case 'integer': {
      const type = literalType(node);
      return constant(type, wrap(type, node.value));
    }
    case 'string':
      return stringLiteral(body, node);
    case 'name':
      return named(body, node);
    case 'unary':
      return unary(body, node);
    case 'step':
      return step(body, node, wanted);
    case 'binary':
      return binary(body, node);
    case 'assign':
      return assign(body, node, wanted);
    case 'conditional':
      return conditional(body, node);
    case 'comma':
      effect(body, node.left);
      return value(body, node.right);
    case 'call':
      return call(body, node);
    case 'member':
      return member(body, node);
    case 'index':
      return index(body, node);
    default:
      return evaluateTyped(body, node);
  }
}

type Typed = Extract<
  Expression,
  { kind: 'cast' | 'compound' | 'sizeof' | 'alignof' | 'offsetof' | 'compatible' | 'block' }
>;

/** Expressions with a type name in them, and statement expressions. */
function evaluateTyped(body: Body, node: Typed): Operand {
  switch (node.kind) {
    case 'cast': {
      const type = resolveType(body, node.type);
      if (type.kind !== 'void') return convert(body, value(body, node.operand), type);
      // `(void)x` says that x is not used: it is not read.
      effect(body, node.operand);
      return { kind: 'none', type };
    }
    case 'compound':
      return compoundLiteral(body, node);
    case 'sizeof':
      return constant(ULONG, BigInt(sizeOfSyntax(body, node.of, node.isType)));
    case 'alignof':
      return constant(ULONG, BigInt(alignOfSyntax(body, node.type)));
    case 'offsetof':
      return constant(ULONG, BigInt(offsetOf(body, node.type, node.path)));
    case 'compatible': {
      const same = compatible(resolveType(body, node.left), resolveType(body, node.right));
      return constant(INT, same ? 1n : 0n);
    }
    case 'block':
      return blockValue(body, node.body);
  }
}

function stringLiteral(body: Body, node: Extract<Expression, { kind: 'string' }>): Operand {
  const type: Type = { kind: 'array', of: CHAR, length: node.text.length + 1 };
  const symbol = body.unit.string(node.text, node.site);
  return { kind: 'memory', type, at: { kind: 'address', type, symbol, offset: 0 } };
}

function named(body: Body, node: Extract<Expression, { kind: 'name' }>): Operand {
  const entity = body.scope.find(node.name);
  if (entity === undefined) {
    body.unit.undeclared.add(node.name);
    throw new Untranslatable(`uses ${node.name}, which is not declared`, node.site);
  }
  switch (entity.kind) {
    case 'constant':
      return constant(entity.type, entity.value);
    case 'variable':
      return { kind: 'variable', type: entity.type, variable: entity };
    case 'slot': {
      const { type, register } = entity;
      const at: Scalar = { kind: 'register', type, register, offset: 0, owned: false, called: false };
      return { kind: 'memory', type, at };
    }
    case 'symbol': {
      const { type } = body.unit.symbols[entity.symbol]!;
      checkMembers(type);
      body.unit.refer(entity.symbol);
      return { kind: 'memory', type, at: { kind: 'address', type, symbol: entity.symbol, offset: 0 } };
    }
    case 'typedef':
      throw new Untranslatable(`the type ${node.name} is used as a value`, node.site);
    case 'unavailable':
      throw new Untranslatable(entity.opaque.reason, entity.opaque.site);
  }
}

/** A variable of a type that is outside the subset is not there: what is wrong with the type is why. */
function checkMembers(type: Type): void {
  if (type.kind === 'array') checkMembers(type.of);
  else if (type.kind === 'record' && (type.body !== null || type.pending !== null)) bodyOf(type);
}

function unary(body: Body, node: Extract<Expression, { kind: 'unary' }>): Operand {
  if (node.operator === '&') return addressOf(addressed(body, node.operand));
  const operand = value(body, node.operand);
  body.code.site = node.site;
  if (node.operator === '*') return target(body, operand);
  if (node.operator === '!') return isZeroValue(body, scalar(body, operand));
  return negated(body, node.operator, operand);
}

function addressed(body: Body, node: Expression): Operand {
  return node.kind === 'index' ? index(body, node, true) : evaluate(body, node);
}

function binary(body: Body, node: Extract<Expression, { kind: 'binary' }>): Operand {
  const { operator } = node;
  if (operator === '&&' || operator === '||') return logical(body, node, operator === '&&');
  const left = settled(body, value(body, node.left), node.right);
  const right = value(body, node.right);
  body.code.site = node.site;
  switch (operator) {
    case '==':
    case '!=':
    case '<':
    case '>':
    case '<=':
    case '>=':
      return comparison(body, operator, left, right);
    default:
      return arithmetic(body, operator, left, right);
  }
}

/** Keeps a variable's value from a statement expression on the right that could change the variable. */
function settled(body: Body, left: Value, right: Expression): Value {
  if (left.kind !== 'register' || left.owned || right.kind !== 'block') return left;
  const register = body.code.take();
  body.code.emit(Op.MOVE, register, toRegister(body, left));
  return computed(left.type, register);
}

/** `&&` (`both`) and `||`, an int; the right side is lowered always and run only where it decides. */
function logical(body: Body, node: Extract<Expression, { kind: 'binary' }>, both: boolean): Value {
  const { code } = body;
  const left = scalar(body, value(body, node.left));
  const known = truthOf(left);
  if (known !== null) {
    if (known === both) return truth(body, scalar(body, value(body, node.right)));
    return withoutCode(body, () => {
      value(body, node.right);
      return constant(INT, both ? 0n : 1n);
    });
  }
  const register = code.take();
  const end = code.label();
  const test = toRegister(body, left);
  code.number(register, both ? 0n : 1n);
  code.branch(test, end, !both);
  const right = scalar(body, value(body, node.right));
  if (right.kind === 'register') code.emit(Op.EXTEND, register, toRegister(body, right), Access.BOOL);
  else code.number(register, truthOf(right) === true ? 1n : 0n);
  code.bind(end);
  return computed(INT, register);
}

/** Whether a value known now is not zero; null where it is not known. */
export function truthOf(known: Scalar): boolean | null {
  if (known.kind === 'address') return true;
  return known.kind === 'constant' ? known.value !== 0n : null;
}
