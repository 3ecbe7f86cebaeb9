import { highHalf, lowHalf, signed, unsigned } from './address.ts';
import { Access } from './program.ts';

/*
 * Exact 64-bit arithmetic on register files: a value is two words of an Int32Array, low then high.
 * `to`, `left`, `right` are indices of the low words; `to` may be one of the others.
 */

/** Both factors' and a quotient's size up to which numbers divide exactly. */
const EXACT = 2 ** 52;
const WORD = 2 ** 32;

export function multiply(r: Int32Array, to: number, left: number, right: number): void {
  const al = r[left]!;
  const bl = r[right]!;
  const cross = (Math.imul(al, r[right + 1]!) + Math.imul(r[left + 1]!, bl)) | 0;
  r[to] = Math.imul(al, bl);
  r[to + 1] = (cross + multiplyHigh(al, bl)) | 0;
}

/** High word of the product of two unsigned words, by 16-bit limbs. */
function multiplyHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const other = a0 * b1 + (middle & 0xffff);
  // Each sum stays below 2^32: (2^16 - 1)^2 + 2^16 - 1.
  return (a1 * b1 + Math.floor(middle / 0x10000) + Math.floor(other / 0x10000)) | 0;
}

/** Quotient or remainder of signed values; the divisor is not zero. Rounds towards zero. */
export function divideSigned(r: Int32Array, to: number, left: number, right: number, rest: boolean): void {
  const a = r[left + 1]! * WORD + (r[left]! >>> 0);
  const b = r[right + 1]! * WORD + (r[right]! >>> 0);
  if (Math.abs(a) < EXACT && Math.abs(b) < EXACT) {
    put(r, to, rest ? a % b : Math.trunc(a / b));
    return;
  }
  const wideA = signed(r[left]!, r[left + 1]!);
  const wideB = signed(r[right]!, r[right + 1]!);
  putWide(r, to, rest ? wideA % wideB : wideA / wideB);
}

/** Same for unsigned values. */
export function divideUnsigned(r: Int32Array, to: number, left: number, right: number, rest: boolean): void {
  const a = (r[left + 1]! >>> 0) * WORD + (r[left]! >>> 0);
  const b = (r[right + 1]! >>> 0) * WORD + (r[right]! >>> 0);
  if (a < EXACT && b < EXACT) {
    put(r, to, rest ? a % b : Math.floor(a / b));
    return;
  }
  const wideA = unsigned(r[left]!, r[left + 1]!);
  const wideB = unsigned(r[right]!, r[right + 1]!);
  putWide(r, to, rest ? wideA % wideB : wideA / wideB);
}

/** `count` is 0..63. */
export function shiftLeft(r: Int32Array, to: number, from: number, count: number): void {
  const low = r[from]!;
  const high = r[from + 1]!;
  if (count >= 32) {
    r[to + 1] = low << (count - 32);
    r[to] = 0;
  } else if (count > 0) {
    r[to + 1] = (high << count) | (low >>> (32 - count));
    r[to] = low << count;
  } else {
    r[to + 1] = high;
    r[to] = low;
  }
}

/** Shifts right by 0..63; `fill` is what comes in: 0, or -1 for a negative signed value. */
export function shiftRight(r: Int32Array, to: number, from: number, count: number, fill: number): void {
  const low = r[from]!;
  const high = r[from + 1]!;
  if (count >= 32) {
    const by = count - 32;
    r[to] = by === 0 ? high : (high >>> by) | (fill << (32 - by));
    r[to + 1] = fill;
  } else if (count > 0) {
    r[to] = (low >>> count) | (high << (32 - count));
    r[to + 1] = (high >>> count) | (fill << (32 - count));
  } else {
    r[to] = low;
    r[to + 1] = high;
  }
}

export function lessSigned(r: Int32Array, left: number, right: number): boolean {
  const a = r[left + 1]!;
  const b = r[right + 1]!;
  return a === b ? r[left]! >>> 0 < r[right]! >>> 0 : a < b;
}

export function lessUnsigned(r: Int32Array, left: number, right: number): boolean {
  const a = r[left + 1]!;
  const b = r[right + 1]!;
  return a === b ? r[left]! >>> 0 < r[right]! >>> 0 : a >>> 0 < b >>> 0;
}

/** Narrows a value as memory of that kind would, and extends it again. */
export function extend(r: Int32Array, to: number, from: number, access: number): void {
  const low = r[from]!;
  switch (access) {
    case Access.S8:
      signExtend(r, to, (low << 24) >> 24);
      break;
    case Access.S16:
      signExtend(r, to, (low << 16) >> 16);
      break;
    case Access.S32:
      signExtend(r, to, low);
      break;
    case Access.U8:
      zeroExtend(r, to, low & 0xff);
      break;
    case Access.U16:
      zeroExtend(r, to, low & 0xffff);
      break;
    case Access.U32:
      zeroExtend(r, to, low);
      break;
    case Access.BOOL:
      zeroExtend(r, to, (low | r[from + 1]!) === 0 ? 0 : 1);
      break;
    default:
      r[to + 1] = r[from + 1]!;
      r[to] = low;
  }
}

/** Keeps the lowest 1..64 bits of a value, and extends it again. */
export function narrow(r: Int32Array, to: number, width: number, signed: boolean): void {
  shiftLeft(r, to, to, 64 - width);
  shiftRight(r, to, to, 64 - width, signed ? r[to + 1]! >> 31 : 0);
}

export function signExtend(r: Int32Array, to: number, low: number): void {
  r[to] = low;
  r[to + 1] = low >> 31;
}

export function zeroExtend(r: Int32Array, to: number, low: number): void {
  r[to] = low;
  r[to + 1] = 0;
}

/** A whole number below 2^53 in size. */
function put(r: Int32Array, to: number, value: number): void {
  r[to] = value | 0;
  r[to + 1] = Math.floor(value / WORD) | 0;
}

export function putWide(r: Int32Array, to: number, value: bigint): void {
  r[to] = lowHalf(value);
  r[to + 1] = highHalf(value);
}
