/** An integer constant as written; the type it has by its value is lowering's to choose. */
export interface IntegerLiteral {
  readonly value: bigint;
  readonly unsigned: boolean;
  readonly long: boolean;
  readonly decimal: boolean;
}

const largest = 0xffff_ffff_ffff_ffffn;

/** The value of a preprocessing number, or why it has none here. */
export function readInteger(text: string): IntegerLiteral | string {
  const suffix = suffixStart(text);
  const digits = text.slice(0, suffix);
  const value = digitsValue(digits);
  const marks = text.slice(suffix).toLowerCase();
  if (value === null || !/^(u?l{0,2}|l{1,2}u)$/.test(marks)) {
    if (isFloating(text)) return `floating point is outside the subset: ${shortened(text)}`;
    return `${shortened(text)} is not a number of C`;
  }
  if (value > largest) return `${shortened(text)} does not fit in 64 bits`;
  const decimal = digits === '0' || digits.charCodeAt(0) !== 48;
  return { value, unsigned: marks.includes('u'), long: marks.includes('l'), decimal };
}

function suffixStart(text: string): number {
  let at = text.length;
  for (; at > 0; at--) {
    const code = text.charCodeAt(at - 1) | 32;
    if (code !== 117 && code !== 108) break;
  }
  return at;
}

function digitsValue(digits: string): bigint | null {
  // Longer ones cannot be in range, and reading them would take more than linear time.
  if (digits.length > 70) return null;
  if (/^[1-9][0-9]*$/.test(digits)) return BigInt(digits);
  if (/^0[xX][0-9a-fA-F]+$/.test(digits) || /^0[bB][01]+$/.test(digits)) return BigInt(digits);
  if (/^0[0-7]*$/.test(digits)) return digits === '0' ? 0n : BigInt(`0o${digits.slice(1)}`);
  return null;
}

function isFloating(text: string): boolean {
  if (/^0[xX]/.test(text)) return /[.pP]/.test(text);
  return /^[0-9]*\.?[0-9]*([eE][+-]?[0-9]*)?[fFlL]?$/.test(text) && /[.eEfF]/.test(text);
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

const simpleEscapes: Readonly<Record<string, number>> = {
  n: 10,
  t: 9,
  r: 13,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  e: 27,
  E: 27,
};

/**
 * The bytes between the quotes, one character of the result a byte (0 to 255): UTF-8 for what is written
 * as itself. null for a wide literal.
 */
export function literalBytes(text: string): string | null {
  const quote = text.charCodeAt(text.length - 1);
  const start = text.indexOf(String.fromCharCode(quote));
  if (start > 0 && text.slice(0, start) !== 'u8') return null;
  const inside = text.slice(start + 1, -1);
  if (isPlain(inside)) return inside;
  let bytes = '';
  for (let at = 0; at < inside.length; ) {
    if (inside[at] !== '\\') {
      const point = inside.codePointAt(at)!;
      bytes += encoded(point);
      at += point > 0xffff ? 2 : 1;
      continue;
    }
    const escaped = readEscape(inside, at + 1);
    bytes += escaped.bytes;
    at = escaped.end;
  }
  return bytes;
}

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92 || code >= 128) return false;
  }
  return true;
}

function readEscape(text: string, at: number): { readonly bytes: string; readonly end: number } {
  const letter = text[at] ?? '\\';
  const simple = simpleEscapes[letter];
  if (simple !== undefined) return { bytes: String.fromCharCode(simple), end: at + 1 };
  if (letter === 'x') return numericEscape(text, at + 1, 16, 16, false);
  if (letter === 'u' || letter === 'U') return numericEscape(text, at + 1, 16, letter === 'u' ? 4 : 8, true);
  if (letter >= '0' && letter <= '7') return numericEscape(text, at, 8, 3, false);
  const point = text.codePointAt(at) ?? 92;
  return { bytes: encoded(point), end: at + (point > 0xffff ? 2 : 1) };
}

function numericEscape(
  text: string,
  start: number,
  base: number,
  most: number,
  unicode: boolean,
): { readonly bytes: string; readonly end: number } {
  let end = start;
  let value = 0;
  for (; end < text.length && end < start + most; end++) {
    const digit = Number.parseInt(text[end]!, base);
    if (Number.isNaN(digit)) break;
    value = unicode ? value * base + digit : (value * base + digit) & 0xff;
  }
  return { bytes: unicode ? encoded(value) : String.fromCharCode(value), end };
}

/** A code point as UTF-8, one character a byte. */
function encoded(point: number): string {
  if (point < 0x80) return String.fromCharCode(point);
  if (point < 0x800) return String.fromCharCode(0xc0 | (point >> 6), 0x80 | (point & 63));
  const low = [0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
  if (point < 0x10000) return String.fromCharCode(0xe0 | (point >> 12), ...low);
  return String.fromCharCode(0xf0 | ((point >> 18) & 7), 0x80 | ((point >> 12) & 63), ...low);
}

/** The value of a character constant as gcc has it with -funsigned-char; several characters make one int. */
export function characterValue(text: string): bigint | null {
  const bytes = literalBytes(text);
  if (bytes === null || bytes.length === 0) return null;
  let value = 0;
  for (let at = 0; at < bytes.length; at++) value = (value << 8) | bytes.charCodeAt(at);
  return BigInt(value | 0);
}
