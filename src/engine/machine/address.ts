/**
 * How an address is made: the high word names an object, the low word is where the object begins plus
 * a signed offset. Arithmetic on a pointer stays in its object's window of 4 GiB, so that one that has
 * left its object is known as such. Functions have a window of their own.
 */
export const ORIGIN = 0x40000000;
/** Largest object id; the one above would hold the error pointers. */
export const LAST_OBJECT = 0xffffe;

const OBJECT_WINDOW = 0xfff00000 | 0;
const FUNCTION_WINDOW = 0xffe00000 | 0;
const USER_WINDOW = 0x00007f00;
/** Linux: MAX_ERRNO. An address among the top 4095 is an error pointer, or a small step before NULL. */
const MAX_ERRNO = 4095;
/** The first page is never mapped: a member of a NULL record is found in it. */
const FIRST_PAGE = 4096;

/** High word of addresses in an object. */
export function objectHigh(id: number): number {
  return OBJECT_WINDOW | id;
}

/** The object id an address may name, or 0. Whether there is such an object is not known here. */
export function objectOf(high: number): number {
  return high >>> 20 === 0xfff ? high & 0xfffff : 0;
}

/** Offset from the start of the object the low word of an address stands for. */
export function offsetOf(low: number): number {
  return (low >>> 0) - ORIGIN;
}

export const functionHigh = FUNCTION_WINDOW;

export function functionLow(index: number): number {
  return index * 16 + 16;
}

/** Index of the function at an address, -1 when none can be there. */
export function functionAt(low: number, high: number): number {
  return high === FUNCTION_WINDOW && (low & 15) === 0 ? (low >>> 4) - 1 : -1;
}

/** NULL, a member of NULL, or an error pointer: what Linux calls a NULL dereference, or nearly. */
export function isNullish(low: number, high: number): boolean {
  if (high === 0) return low >>> 0 < FIRST_PAGE;
  return high === -1 && isErrorLow(low);
}

/**
 * Memory too large to have bytes, which the environment maps into a window of its own: it reads as zeros, and
 * what is written to it is not kept. The environment checks its bounds where it can.
 */
export function isDeviceMemory(high: number): boolean {
  return high >>> 28 === 0xe;
}

/** Memory of a user: the environment follows such addresses, and no C does. */
export function isUserMemory(high: number): boolean {
  return high === USER_WINDOW;
}

/** Whether a value of 64 bits is one of Linux's error codes -4095..-1, as an integer or a pointer. */
export function isError(low: number, high: number): boolean {
  return high === -1 && isErrorLow(low);
}

function isErrorLow(low: number): boolean {
  return low < 0 && low >= -MAX_ERRNO;
}

/** The unsigned 64-bit integer of two halves. */
export function unsigned(low: number, high: number): bigint {
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

/** The signed 64-bit integer of two halves. */
export function signed(low: number, high: number): bigint {
  return (BigInt(high) << 32n) | BigInt(low >>> 0);
}

/** Halves of the lowest 64 bits of an integer. */
export function lowHalf(value: bigint): number {
  return Number(BigInt.asIntN(32, value));
}

export function highHalf(value: bigint): number {
  return Number(BigInt.asIntN(32, value >> 32n));
}

export function hex(low: number, high: number): string {
  return `0x${unsigned(low, high).toString(16)}`;
}

/** An address in an object. */
export function addressOf(id: number, offset: number): bigint {
  return unsigned((ORIGIN + offset) | 0, objectHigh(id));
}
