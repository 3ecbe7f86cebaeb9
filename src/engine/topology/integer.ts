/** What an integer as written comes to. */
export type IntegerReading =
  | { readonly kind: 'integer'; readonly value: bigint; readonly octal: OctalTrap | null }
  | { readonly kind: 'not-an-integer' }
  | { readonly kind: 'out-of-range' }
  | { readonly kind: 'unit'; readonly digits: string; readonly unit: string; readonly meant: string | null };

/** A leading zero: what readers of YAML 1.1 would make of it, null where they would see text. */
export interface OctalTrap {
  readonly value: bigint | null;
}

export const largest = 0xffff_ffff_ffff_ffffn;

const units: Readonly<Record<string, bigint>> = { KiB: 10n, MiB: 20n, GiB: 30n, TiB: 40n };
const hexadecimal = /^0x[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*$/;
const decimal = /^(?!0[xX])([0-9]+(?:_[0-9]+)*)(?:[ \t]*([A-Za-z]+))?$/;

/**
 * Reads an integer of the format: decimal or 0x hex, `_` between digits, or decimal with a binary
 * unit; 0 to 2^64 - 1. `text` is the source of a plain scalar.
 */
export function readInteger(text: string): IntegerReading {
  if (hexadecimal.test(text)) return ranged(significant(text.slice(2)), 16, 0n, null);
  const match = decimal.exec(text);
  if (!match) return { kind: 'not-an-integer' };
  const [, digits = '', unit] = match;
  const shift = unit === undefined ? 0n : units[unit];
  if (shift === undefined) return { kind: 'unit', digits, unit: unit ?? '', meant: meantUnit(unit ?? '') };
  return ranged(significant(digits), 10, shift, octalTrap(digits));
}

function ranged(digits: string, radix: 10 | 16, shift: bigint, octal: OctalTrap | null): IntegerReading {
  // 2^64 - 1 has 20 decimal digits: a megabyte of them need not be converted to be refused.
  if (digits.length > 20) return { kind: 'out-of-range' };
  const value = BigInt(radix === 16 ? `0x${digits}` : digits) << shift;
  return value > largest ? { kind: 'out-of-range' } : { kind: 'integer', value, octal };
}

function significant(digits: string): string {
  return digits.replaceAll('_', '').replace(/^0+(?=.)/, '');
}

function octalTrap(digits: string): OctalTrap | null {
  if (!/^0[0-9_]*[1-9]/.test(digits)) return null;
  const bare = significant(digits);
  return { value: /^[0-7]{1,20}$/.test(bare) ? BigInt(`0o${bare}`) : null };
}

/** The binary unit with the same prefix: `GB`, `G`, `gb` and `gib` all mean GiB. */
function meantUnit(unit: string): string | null {
  const prefix = /^([kmgt])(?:i?b)?$/i.exec(unit)?.[1]?.toUpperCase();
  return prefix === undefined ? null : `${prefix}iB`;
}
