/** An address or a size as the kernel prints it: `0x6fc0000000`. */
export function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

const units: readonly (readonly [name: string, bits: bigint])[] = [
  ['TiB', 40n],
  ['GiB', 30n],
  ['MiB', 20n],
  ['KiB', 10n],
];

/**
 * A number of bytes in the largest binary unit that gives a whole number: `447 GiB`, `56896 MiB`.
 * Where that takes more than six digits it is rounded to a tenth, and says `about`.
 */
export function binarySize(bytes: bigint): string {
  for (const [name, bits] of units) {
    const whole = bytes >> bits;
    if (whole > 0n && whole << bits === bytes && whole < 1_000_000n) return `${whole} ${name}`;
  }
  if (bytes < 1_000_000n) return bytes === 1n ? '1 byte' : `${bytes} bytes`;
  const [name, bits] = units.find(([, shift]) => bytes >> shift > 0n)!;
  const tenths = (bytes * 10n + (1n << (bits - 1n))) >> bits;
  return `about ${tenths / 10n}.${tenths % 10n} ${name}`;
}

/** `0x6fc0000000 (447 GiB)` */
export function hexSize(bytes: bigint): string {
  return `${hex(bytes)} (${binarySize(bytes)})`;
}

/** First and last address of a range, as /proc/iomem has them; it may pass 2^64, and then shows that it does. */
export function addressRange(base: bigint, size: bigint): string {
  return size === 0n ? `${hex(base)}, empty` : `${hex(base)}-${hex(base + size - 1n)}`;
}

/** `1 error`, `2 errors` */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}

/** `a`, `a and b`, `a, b and c` */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Text of the user's as literal Markdown, HTML included. */
export function markdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-.!|~<>&]/g, (mark) => (mark === '<' ? '&lt;' : `\\${mark}`))
    .replace(/\s+/g, ' ');
}

/** The auxiliary id that a proximity domain becomes: `id` is 32 bits wide and printed signed. */
export function auxiliaryId(pxm: bigint): bigint {
  return BigInt.asIntN(32, pxm);
}
