import { Op, packBits } from '../../machine/program.ts';
import type { Body } from './body.ts';
import { wrap } from './literal.ts';
import { narrow } from './narrow.ts';
import { promotedBits, type Type } from './types.ts';
import { Untranslatable } from './untranslatable.ts';
import { type BitPlace, computed, constant, type Operand, reach, type Scalar, toRegister } from './value.ts';

/** The bit-field of a record whose unit is at an address. */
export function bitPlace(type: Type, name: string, at: Scalar, bits: BitPlace['bits']): BitPlace {
  if (type.kind !== 'integer') throw new Untranslatable(`bit-field ${name} is not of an integer type`);
  return { kind: 'bits', type, name, at, bits };
}

export function loadBits(body: Body, place: BitPlace): Scalar {
  const { base, offset } = reach(body, place.at);
  const register = body.code.take();
  body.code.emit(Op.LOAD_BITS, register, base, offset, packed(place));
  return computed(promotedBits(place.type, place.bits.width), register);
}

/** Stores the lowest bits of a value that is already of the type which the bit-field is declared with. */
export function storeBits(body: Body, place: BitPlace, from: Scalar): void {
  const source = toRegister(body, from);
  const { base, offset } = reach(body, place.at);
  body.code.emit(Op.STORE_BITS, base, offset, source, packed(place));
}

function packed({ type, bits: { unit, first, width } }: BitPlace): number {
  return packBits(unit, first, width, type.signed);
}

/** What a bit-field holds once a value of its declared type is stored there. */
export function heldBits(body: Body, { type, bits: { width } }: BitPlace, stored: Scalar): Scalar {
  const promoted = promotedBits(type, width);
  if (stored.kind === 'constant') return constant(promoted, wrap({ ...type, width }, stored.value));
  return computed(promoted, narrow(body, toRegister(body, stored), { ...type, width }));
}

/** C has no address, size or type of a bit-field, which macros may ask for unseen. */
export function refuseBits(operand: Operand, what: 'address' | 'type'): void {
  if (operand.kind !== 'bits') return;
  const macros = what === 'address' ? '' : ', as READ_ONCE(), WRITE_ONCE(), min() and max() do';
  throw new Untranslatable(`asks for the ${what} of bit-field ${operand.name}${macros}: C has none`);
}
