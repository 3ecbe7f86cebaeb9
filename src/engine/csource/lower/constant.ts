import type { ArithmeticOperator, Expression } from '../ast.ts';
import type { Comparison } from './arithmetic.ts';
import { type Body, constantBody } from './body.ts';
import { value } from './expression.ts';
import { literalType, wrap } from './literal.ts';
import { INT, type IntegerType } from './types.ts';
import { Untranslatable } from './untranslatable.ts';
import { type ConstantValue, constant, type Scalar } from './value.ts';

/** The result where both sides are known and it is defined; null leaves it to the run, which reports what is not. */
export function fold(
  operator: ArithmeticOperator,
  type: IntegerType,
  left: Scalar,
  right: Scalar,
): ConstantValue | null {
  if (left.kind !== 'constant' || right.kind !== 'constant') return null;
  const result = compute(operator, left.value, right.value, type.width);
  return result === null ? null : constant(type, wrap(type, result));
}

function compute(operator: ArithmeticOperator, left: bigint, right: bigint, width: number): bigint | null {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0n ? null : left / right;
    case '%':
      return right === 0n ? null : left % right;
    case '<<':
      return right < 0n || right >= BigInt(width) ? null : left << right;
    case '>>':
      return right < 0n || right >= BigInt(width) ? null : left >> right;
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
  }
}

/** As `fold`, for comparisons; addresses of symbols are never null and equal only themselves. */
export function foldComparison(
  operator: Comparison,
  signed: boolean,
  left: Scalar,
  right: Scalar,
): ConstantValue | null {
  if (left.kind === 'constant' && right.kind === 'constant') {
    const bits = (value: bigint): bigint => (signed ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value));
    return constant(INT, holds(operator, bits(left.value), bits(right.value)) ? 1n : 0n);
  }
  return null;
}

function holds(operator: Comparison, left: bigint, right: bigint): boolean {
  switch (operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
  }
}

/** An integer constant expression in the scope of `body`: array lengths, case labels, enumerators. */
export function integerConstant(body: Body, expression: Expression, what: string): ConstantValue {
  if (expression.kind === 'integer') return constant(literalType(expression), expression.value);
  const inner = constantBody(body.unit, body.scope, expression.site);
  const result = value(inner, expression);
  if (result.kind !== 'constant') throw new Untranslatable(`${what} is not a constant`, expression.site);
  return result;
}
