import { type Field, type Laid, type Placed, sizeOf, up } from './layout.ts';
import { Untranslatable } from './untranslatable.ts';

/** Bits that one access to memory reaches, from the beginning of a byte: a packed bit-field may have more. */
const REACH = 64;

/** Where a bit-field goes that follows what ends at bit `from`. */
export function placeBits(field: Field, bits: number, from: number, packed: boolean, align: number): Placed {
  checkWidth(field, bits);
  const unit = sizeOf(field.type) * 8;
  let start = field.aligned > 0 ? up(from, field.aligned * 8) : from;
  if (bits === 0) start = up(start, unit);
  else if (!packed && Math.floor(start / unit) !== Math.floor((start + bits - 1) / unit))
    start = up(start, unit);
  if ((start % 8) + bits > REACH)
    throw new Untranslatable(`bit-field ${field.name} lies in more than eight bytes`);
  return { start, end: start + bits, align: field.name === null ? 1 : align };
}

function checkWidth({ name, type }: Field, bits: number): void {
  const called = name === null ? 'an unnamed bit-field' : `bit-field ${name}`;
  if (type.kind !== 'integer') throw new Untranslatable(`${called} is not of an integer type`);
  const most = type.rank === 0 ? 1 : type.size * 8;
  if (!Number.isInteger(bits) || bits < 0 || bits > most)
    throw new Untranslatable(`${called} is ${bits} bits wide, and its type has ${most}`);
  if (bits === 0 && name !== null) throw new Untranslatable(`${called} has no width`);
}

/**
 * Of each bit-field the bytes that are read and written again with it: its storage unit, which is one of its type, as
 * far as bit-fields follow each other there (C11 3.14: what is between them, and one without width, keeps them apart).
 */
export function unitsOf(
  laid: readonly Laid[],
  isUnion: boolean,
): readonly ({ readonly offset: number; readonly size: number } | null)[] {
  const starts = laid.map(({ start }) => start);
  const ends = laid.map(({ end }) => end);
  const isNext = (at: number): boolean => !isUnion && !!laid[at]?.field.bits && !!laid[at + 1]?.field.bits;
  for (let at = 0; at < laid.length; at++) if (isNext(at)) starts[at + 1] = starts[at]!;
  for (let at = laid.length - 1; at >= 0; at--) if (isNext(at)) ends[at] = ends[at + 1]!;
  return laid.map(({ field, start, end }, at) => {
    if (!field.bits) return null;
    const unit = sizeOf(field.type) * 8;
    const from = Math.max(starts[at]!, Math.floor(start / unit) * unit);
    const to = Math.min(ends[at]!, Math.ceil(end / unit) * unit);
    const offset = Math.floor(from / 8);
    return { offset, size: Math.ceil(to / 8) - offset };
  });
}
