import type { FieldPlace } from '../../machine/program.ts';
import { bodyOf, sizeOf } from './layout.ts';
import type { RecordType, Type } from './types.ts';
import { Untranslatable } from './untranslatable.ts';

/** Records inside records are looked into this far: beyond it a field is named by the record it is in. */
const DEPTH = 4;

/** The fields of a record with their places, innermost, in order; none of one that has no known layout. */
export function fieldsOf(type: RecordType): FieldPlace[] {
  const found: FieldPlace[] = [];
  try {
    collect(type, '', 0, DEPTH, found);
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error;
    return [];
  }
  return found;
}

function collect(type: RecordType, prefix: string, at: number, depth: number, into: FieldPlace[]): void {
  for (const member of bodyOf(type).members) {
    const name = member.name === null ? prefix : prefix === '' ? member.name : `${prefix}.${member.name}`;
    const { bits } = member;
    if (bits === null) place(member.type, name, at + member.offset, depth, into);
    else
      into.push({ name, offset: at + member.offset, size: bits.unit, first: bits.first, width: bits.width });
  }
}

function place(type: Type, name: string, at: number, depth: number, into: FieldPlace[]): void {
  if (type.kind === 'record' && depth > 0) {
    collect(type, name, at, depth - 1, into);
    return;
  }
  const flexible = type.kind === 'array' && type.length === null;
  into.push({ name, offset: at, size: flexible ? 0 : sizeOf(type) });
}
