import type { Site } from '../ast.ts';
import { placeBits, unitsOf } from './layout-bits.ts';
import { type Member, type RecordBody, type RecordType, type Type, typeName } from './types.ts';
import { Untranslatable } from './untranslatable.ts';

/** The largest object lowering gives memory to: larger ones are refused with a reason. */
export const OBJECT_LIMIT = 16 * 1024 * 1024;

/** A field as declared, before it has a place. */
export interface Field {
  readonly name: string | null;
  readonly type: Type;
  readonly bits: number | null;
  /** From an `aligned` attribute, in bytes; 0 for none. */
  readonly aligned: number;
  readonly site: Site;
}

/** In bytes, x86-64 System V. Incomplete types are Untranslatable. */
export function sizeOf(type: Type): number {
  switch (type.kind) {
    case 'integer':
      return type.size;
    case 'pointer':
    case 'unknown':
      return 8;
    case 'void':
    case 'function':
      return 1; // as gcc does, for arithmetic on such pointers
    case 'array':
      return sizeOfArray(type.of, type.length);
    case 'record':
      return bodyOf(type).size;
  }
}

function sizeOfArray(of: Type, length: number | null): number {
  if (length === null) throw new Untranslatable('the size of an array without a length is needed');
  const size = sizeOf(of) * length;
  if (!Number.isSafeInteger(size)) throw new Untranslatable('an array is too large');
  return size;
}

/** In bytes. */
export function alignOf(type: Type): number {
  switch (type.kind) {
    case 'integer':
      return type.size;
    case 'pointer':
    case 'unknown':
      return 8;
    case 'void':
    case 'function':
      return 1;
    case 'array':
      return alignOf(type.of);
    case 'record':
      return bodyOf(type).align;
  }
}

/** Of a complete record; Untranslatable for an incomplete one or one with a member outside the subset. */
export function bodyOf(type: RecordType): RecordBody {
  if (type.pending !== null) {
    const complete = type.pending;
    type.pending = null;
    type.body = complete();
  }
  if (type.body === null) throw new Untranslatable(`${typeName(type)} is not defined`);
  const { broken } = type.body;
  // The innermost reason, at its own place: not one for each that has such a record, or uses it.
  if (broken !== null) throw new Untranslatable(broken.reason, broken.site);
  return type.body;
}

export const up = (value: number, align: number): number => Math.ceil(value / align) * align;

/** Does the work for what is at a place: what is outside the subset without a place of its own is so there. */
export function at<T>(site: Site, work: () => T): T {
  try {
    return work();
  } catch (caught) {
    if (!(caught instanceof Untranslatable) || caught.site !== null) throw caught;
    throw new Untranslatable(caught.message, site);
  }
}

/** Lays fields out as gcc does on x86-64, bit-fields included. `aligned` is the record's own attribute. */
export function layOut(
  record: 'struct' | 'union',
  fields: readonly Field[],
  packed: boolean,
  aligned: number,
): RecordBody {
  const laid: Laid[] = [];
  let bit = 0;
  let end = 0;
  let align = 1;
  for (const field of fields) {
    if (record === 'union') bit = 0;
    const placed = at(field.site, () => place(field, bit, packed));
    bit = placed.end;
    end = Math.max(end, bit);
    align = Math.max(align, placed.align);
    laid.push({ ...placed, field });
  }
  align = Math.max(align, aligned);
  const members = membersOf(laid, record === 'union');
  const size = up(Math.ceil(end / 8), align);
  if (!Number.isSafeInteger(size * 8)) throw new Untranslatable('a record is too large');
  return { members, lookup: namesOf(members), size, align, broken: null };
}

export interface Placed {
  /** In bits. */
  readonly start: number;
  /** In bits, exclusive. */
  readonly end: number;
  readonly align: number;
}

/** A field with its place. */
export interface Laid extends Placed {
  readonly field: Field;
}

function membersOf(laid: readonly Laid[], isUnion: boolean): Member[] {
  const units = unitsOf(laid, isUnion);
  return laid.flatMap(({ field, start }, at): Member[] => {
    const { name, type, bits } = field;
    if (bits === null) return [{ name, type, offset: start / 8, bits: null }];
    const unit = units[at];
    if (name === null || !unit) return [];
    const place = { unit: unit.size, first: start - unit.offset * 8, width: bits };
    return [{ name, type, offset: unit.offset, bits: place }];
  });
}

function place(field: Field, bit: number, packed: boolean): Placed {
  const natural = packed ? 1 : alignOf(field.type);
  const align = Math.max(natural, field.aligned);
  if (field.bits !== null) return placeBits(field, field.bits, bit, packed, align);
  const flexible = field.type.kind === 'array' && field.type.length === null;
  const start = up(Math.ceil(bit / 8), align) * 8;
  return { start, end: start + (flexible ? 0 : sizeOf(field.type)) * 8, align };
}

function namesOf(members: readonly Member[]): Map<string, Member> {
  const names = new Map<string, Member>();
  for (const member of members) {
    if (member.name !== null) names.set(member.name, member);
    else if (member.type.kind === 'record') {
      for (const [name, inner] of bodyOf(member.type).lookup) {
        names.set(name, { ...inner, offset: member.offset + inner.offset });
      }
    }
  }
  return names;
}
