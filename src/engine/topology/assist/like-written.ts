/** In the unit that was written, where the new value is a whole number of it; else in hex. */
export function likeWritten(written: string, value: bigint): string {
  const unit = /(?<=[0-9] *)([KMGT])iB$/.exec(written)?.[1];
  if (unit !== undefined) {
    const bits = BigInt(10 * ('KMGT'.indexOf(unit) + 1));
    if ((value >> bits) << bits === value) return `${value >> bits} ${unit}iB`;
  }
  return `0x${value.toString(16)}`;
}
