import { libraryTable } from './library-table.ts';

/** `-EINVAL` for -22, as `%pe` prints it (lib/errname.c); null for what is no errno. */
export function errnoSymbol(value: bigint): string | null {
  const header = libraryTable.get('include/linux/errno.h') ?? '';
  const name = new RegExp(`^#define (E\\w+) ${-value}$`, 'm').exec(header)?.[1];
  return name === undefined ? null : `-${name}`;
}

/** `-EINVAL` for 22; `-300` for what has no name. */
export function negativeErrno(errno: number): string {
  return errnoSymbol(BigInt(-errno)) ?? String(-errno);
}

/** Linux: the driver asks to be tried again later, and will be. */
export const EPROBE_DEFER = 517;

/** Linux: there is no such device, no such address, or the driver does not want it; and what is given is not valid. */
export const ENODEV = 19;
export const ENXIO = 6;
export const EINVAL = 22;

/** Linux: it is in use. */
export const EBUSY = 16;

/** Linux: out of memory. */
export const ENOMEM = 12;
