import { functionAt, highHalf, lowHalf } from '../machine/address.ts';
import type { CompiledDriver } from './compile.ts';
import { calledBy } from './ever-calls.ts';

/** What users ask for by an ioctl: the number, which says how large its structure is (asm-generic/ioctl.h). */
export interface Request {
  readonly number: bigint;
  /** Bytes of the structure; 0 where the number has none. */
  readonly size: bigint;
}

/** EGM_RETIRED_PAGES_LIST, which is asked for anyway. */
const retiredPages = 0x4564n;

/** Requests of a node that are tried. */
const mostRequests = 8;

/**
 * Numbers that look like requests, in what a driver's `unlocked_ioctl` at that address calls: it compares with them what
 * it was asked for. What only looks like one it refuses.
 */
export function requestsOf({ built: { program } }: CompiledDriver, ioctl: bigint): readonly Request[] {
  const first = functionAt(lowHalf(ioctl), highHalf(ioctl));
  if (first < 0) return [];
  const pending = [first];
  const met = new Set(pending);
  const numbers = new Set<bigint>();
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    const { library, constants } = program.functions[index]!;
    if (library) continue;
    for (const constant of constants)
      if (constant.kind === 'value' && constant.high === 0) numbers.add(BigInt(constant.low >>> 0));
    for (const called of calledBy(program, index)) {
      if (met.has(called)) continue;
      met.add(called);
      pending.push(called);
    }
  }
  const all = [...numbers].filter((number) => looksLikeRequest(number) && number !== retiredPages);
  return all.slice(0, mostRequests).map((number) => ({ number, size: sizeOf(number) }));
}

function sizeOf(number: bigint): bigint {
  return (number >> 16n) & 0x3fffn;
}

/** Its type is a character that one can see, and it says a direction where it has a structure, and only there. */
function looksLikeRequest(number: bigint): boolean {
  const type = (number >> 8n) & 0xffn;
  return type > 0x20n && type < 0x7fn && (number >> 30n !== 0n) === sizeOf(number) > 0n;
}
