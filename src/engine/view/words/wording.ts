import type {
  AddressRange,
  MemoryKind,
  OwnedRange,
  Owner,
  ProblemCode,
  TopologyCatalogue,
} from '../../topology/catalogue.ts';
import { addressRange, binarySize, hex } from '../format.ts';

/** The sentences of one code: what is wrong, what it leads to, what to do. */
export interface Wording<Data> {
  readonly message: (data: Data) => string;
  /** By the role of the related place. */
  readonly related?: Readonly<Record<string, (data: Data) => string>>;
}

export type Wordings<Family extends string> = {
  readonly [Code in ProblemCode & `${Family}/${string}`]: Wording<TopologyCatalogue[Code]>;
};

/** `GPU 0009:01:00.0 (socket 0)` */
export function ownerName({ gpu, socket }: Owner): string {
  const where = socket === null ? '' : `socket ${socket}`;
  if (gpu === null) return where || 'a socket without a number';
  const name = gpu === '' ? 'GPU without a BDF' : `GPU ${clipped(gpu)}`;
  return where ? `${name} (${where})` : name;
}

/** `the EGM region of PXM 5, 0x80000000-0x703fffffff (447 GiB), GPU 0009:01:00.0 (socket 0)` */
export function memoryName(range: OwnedRange, memory: MemoryKind): string {
  const where = `${rangeInWords(range)}`;
  if (memory === 'egm')
    return `the EGM region of PXM ${domain(range.pxm ?? 0n)} (${where}; ${ownerName(range)})`;
  if (memory === 'host') {
    return range.socket === null
      ? `host memory ${where}`
      : `host memory of socket ${range.socket} (${where})`;
  }
  return `memory of ${ownerName(range)} (${where})`;
}

/** `0x80000000-0x703fffffff, 447 GiB` */
export function rangeInWords({ base, size }: AddressRange): string {
  return `${addressRange(base, size)}, ${binarySize(size)}`;
}

/** What two ranges share. */
export function sharedRange(a: AddressRange, b: AddressRange): AddressRange {
  const endOf = ({ base, size }: AddressRange): bigint => base + size;
  const later = a.base < b.base ? b : a;
  const shorter = endOf(a) < endOf(b) ? a : b;
  return { base: later.base, size: endOf(shorter) - later.base };
}

/** Domains are decimal, as tools print them; one too large to be a real domain is given in hex as well. */
export function domain(pxm: bigint): string {
  return pxm < 0x10000n ? String(pxm) : `${pxm} (${hex(pxm)})`;
}

export function capital(sentence: string): string {
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}

function clipped(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}
