import { Op } from '../../machine/program.ts';
import type { ArithmeticOperator, Expression } from '../ast.ts';
import { type Body, withoutCode } from './body.ts';
import { call, invokeSymbol } from './call.ts';
import { convertTo } from './conversion.ts';
import { effect, value } from './expression.ts';
import { sizeOf } from './layout.ts';
import {
  type FunctionType,
  INT,
  type IntegerType,
  integerType,
  LONG,
  pointerTo,
  type Type,
  UINT,
  ULONG,
  VOID_POINTER,
} from './types.ts';
import { Untranslatable } from './untranslatable.ts';
import { computed, constant, NOTHING, type Scalar, scalar, type Value } from './value.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** The machine's exact arithmetic; its arguments are explained in machine/intrinsics. */
const OVERFLOW = '__machine_overflow';

/** gcc's builtin functions; null for a name that is none of those known here. */
export function builtin(body: Body, node: Call, name: string): Value | null {
  if (!name.startsWith('__builtin_')) return null;
  const plain = name.slice('__builtin_'.length);
  switch (plain) {
    case 'expect':
    case 'expect_with_probability':
      return convertTo(body, value(body, argument(node, 0)), LONG);
    case 'constant_p':
      return constant(INT, 0n);
    case 'choose_expr':
      return chosen(body, node);
    case 'classify_type':
      return constant(INT, classOf(withoutCode(body, () => value(body, argument(node, 0))).type));
    case 'bswap16':
      return swapped(body, node, integerType('unsigned short'));
    case 'bswap32':
      return swapped(body, node, UINT);
    case 'bswap64':
      return swapped(body, node, ULONG);
    case 'unreachable':
    case 'trap':
      body.code.emit(Op.OPAQUE, body.unit.reason(`reaches ${name}()`, node.site));
      return NOTHING;
    case 'add_overflow':
      return overflow(body, node, '+');
    case 'sub_overflow':
      return overflow(body, node, '-');
    case 'mul_overflow':
      return overflow(body, node, '*');
    case 'object_size':
    case 'dynamic_object_size':
      return constant(ULONG, 0xffff_ffff_ffff_ffffn);
    case 'next_arg':
      return nextArgument(body, node);
    case 'prefetch':
      for (const each of node.args) effect(body, each);
      return NOTHING;
    default:
      return libraryFunction(body, node, plain);
  }
}

/** Known where the number is, as static data and case labels need it; else the kernel's function computes it. */
function swapped(body: Body, node: Call, type: IntegerType): Value {
  const given = withoutCode(body, () => convertTo(body, value(body, argument(node, 0)), type));
  if (given.kind !== 'constant') {
    const name = `__fswab${type.width}`;
    return call(body, { ...node, callee: { kind: 'name', name, site: node.callee.site } });
  }
  let [left, bytes] = [BigInt.asUintN(type.width, given.value), 0n];
  for (let bit = 0; bit < type.width; bit += 8) [left, bytes] = [left >> 8n, (bytes << 8n) | (left & 0xffn)];
  return constant(type, bytes);
}

/** gcc's type_class (gcc/typeclass.h) of what an expression comes to. */
function classOf(type: Type): bigint {
  if (type.kind === 'record') return type.record === 'union' ? 13n : 12n;
  if (type.kind === 'pointer') return 5n;
  return type.kind === 'integer' ? 1n : 0n;
}

function argument(node: Call, index: number): Expression {
  const found = node.args[index];
  if (found === undefined) throw new Untranslatable('too few arguments are given to a builtin', node.site);
  return found;
}

/** The address of what the function is given beyond its parameters: 8 bytes for each. */
function nextArgument(body: Body, node: Call): Value {
  if (body.moreRegister < 0)
    throw new Untranslatable('va_start in a function without variable arguments', node.site);
  return { ...computed(pointerTo(ULONG), body.moreRegister), owned: false };
}

/** Only the expression chosen is looked at. */
function chosen(body: Body, node: Call): Value {
  const test = value(body, argument(node, 0));
  if (test.kind !== 'constant')
    throw new Untranslatable('__builtin_choose_expr without a constant', node.site);
  return value(body, argument(node, test.value !== 0n ? 1 : 2));
}

/** `__builtin_memcpy` is `memcpy` where that is declared. */
function libraryFunction(body: Body, node: Call, name: string): Value | null {
  if (body.scope.find(name) === undefined) return null;
  return call(body, { ...node, callee: { kind: 'name', name, site: node.callee.site } });
}

function overflow(body: Body, node: Call, operator: ArithmeticOperator): Value {
  const left = scalar(body, value(body, argument(node, 0)));
  const right = scalar(body, value(body, argument(node, 1)));
  const to = scalar(body, value(body, argument(node, 2)));
  if (left.type.kind !== 'integer' || right.type.kind !== 'integer') {
    throw new Untranslatable('an overflow builtin on what are no integers', node.site);
  }
  if (to.type.kind !== 'pointer' || to.type.to.kind !== 'integer') {
    throw new Untranslatable('an overflow builtin without a pointer to an integer', node.site);
  }
  const flag = (set: boolean): Scalar => constant(INT, set ? 1n : 0n);
  const result = to.type.to;
  const size = constant(INT, BigInt(sizeOf(result)));
  const args = [constant(INT, BigInt(operator.charCodeAt(0))), left, flag(left.type.signed)];
  args.push(right, flag(right.type.signed), to, size, flag(result.signed));
  body.code.site = node.callee.site;
  return invokeSymbol(body, overflowSymbol(body, node), args, INT);
}

function overflowSymbol(body: Body, node: Call): number {
  const known = body.unit.scope.find(OVERFLOW);
  if (known?.kind === 'symbol') return known.symbol;
  const parameters = [INT, ULONG, INT, ULONG, INT, VOID_POINTER, INT, INT];
  const type: FunctionType = { kind: 'function', result: INT, parameters, variadic: false };
  return body.unit.implicitFunction(OVERFLOW, type, node.site);
}
