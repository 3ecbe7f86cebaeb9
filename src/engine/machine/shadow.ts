/*
 * The initialisation of memory, a bit per byte. Objects begin at multiples of 16, so an aligned access
 * of up to 8 bytes lies in one byte of the shadow.
 */

export function allInitialised(shadow: Uint8Array, at: number, size: number): boolean {
  const shift = at & 7;
  if (shift + size <= 8) {
    const mask = ((1 << size) - 1) << shift;
    return (shadow[at >> 3]! & mask) === mask;
  }
  return firstUninitialised(shadow, at, size) === size;
}

/** Bytes from `at` that are initialised before the first that is not; `size` when all are. */
export function firstUninitialised(shadow: Uint8Array, at: number, size: number): number {
  for (let index = 0; index < size; index++) if (!bit(shadow, at + index)) return index;
  return size;
}

export function initialise(shadow: Uint8Array, at: number, size: number): void {
  const shift = at & 7;
  if (shift + size <= 8) {
    shadow[at >> 3]! |= ((1 << size) - 1) << shift;
    return;
  }
  let index = at;
  const end = at + size;
  for (; index < end && (index & 7) !== 0; index++) setBit(shadow, index, true);
  const whole = index + ((end - index) & ~7);
  shadow.fill(0xff, index >> 3, whole >> 3);
  for (index = whole; index < end; index++) setBit(shadow, index, true);
}

/** As memory is moved, so its initialisation; ranges may overlap. */
export function moveInitialised(shadow: Uint8Array, to: number, from: number, size: number): void {
  if (((to | from | size) & 7) === 0) {
    shadow.copyWithin(to >> 3, from >> 3, (from + size) >> 3);
    return;
  }
  if (to <= from) for (let index = 0; index < size; index++) copyBit(shadow, to + index, from + index);
  else for (let index = size - 1; index >= 0; index--) copyBit(shadow, to + index, from + index);
}

function copyBit(shadow: Uint8Array, to: number, from: number): void {
  setBit(shadow, to, bit(shadow, from));
}

function bit(shadow: Uint8Array, at: number): boolean {
  return (shadow[at >> 3]! & (1 << (at & 7))) !== 0;
}

function setBit(shadow: Uint8Array, at: number, on: boolean): void {
  const mask = 1 << (at & 7);
  if (on) shadow[at >> 3]! |= mask;
  else shadow[at >> 3]! &= ~mask;
}
