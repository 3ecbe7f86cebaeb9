import { Op } from '../../machine/program.ts';
import type { Body } from './body.ts';
import type { IntegerType } from './types.ts';

/** A register with the lowest bits of another as the type has them. */
export function narrow(
  body: Body,
  from: number,
  type: Pick<IntegerType, 'width' | 'signed' | 'size' | 'access'>,
): number {
  const { code } = body;
  const register = code.take();
  if (type.width === type.size * 8) code.emit(Op.EXTEND, register, from, type.access);
  else if (type.signed) {
    const count = code.take();
    code.number(count, BigInt(64 - type.width));
    code.emit(Op.SHL, register, from, count, 64);
    code.emit(Op.SHR_SIGNED, register, register, count, 64);
  } else {
    const mask = code.take();
    code.number(mask, (1n << BigInt(type.width)) - 1n);
    code.emit(Op.AND, register, from, mask);
  }
  return register;
}
