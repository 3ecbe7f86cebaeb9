import { INT, type IntegerType, LONG, UINT, ULONG } from './types.ts';

interface Literal {
  readonly value: bigint;
  readonly unsigned: boolean;
  readonly long: boolean;
  readonly decimal: boolean;
}

/** The first type that holds the value, in the order of C 6.4.4.1: only hexadecimal and octal literals turn unsigned unasked. */
export function literalType(literal: Literal): IntegerType {
  for (const type of candidates(literal)) if (holds(type, literal.value)) return type;
  return ULONG;
}

function candidates(literal: Literal): readonly IntegerType[] {
  if (literal.unsigned) return literal.long ? [ULONG] : [UINT, ULONG];
  if (literal.decimal) return literal.long ? [LONG] : [INT, LONG];
  return literal.long ? [LONG, ULONG] : [INT, UINT, LONG, ULONG];
}

/** Is the value in the type's range? */
export function holds(type: IntegerType, value: bigint): boolean {
  return wrap(type, value) === value;
}

/** The value converted to the type: modulo 2^n, _Bool by comparison with zero. */
export function wrap(type: IntegerType, value: bigint): bigint {
  if (type.rank === 0) return value === 0n ? 0n : 1n;
  return type.signed ? BigInt.asIntN(type.width, value) : BigInt.asUintN(type.width, value);
}
