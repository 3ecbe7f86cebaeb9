import type { IntrinsicCall } from '../machine/intrinsic.ts';
import { errnoSymbol } from './errno-symbol.ts';

/** What `%ps` prints of an address: the function's name; null when it is none. */
export type SymbolName = (address: bigint) => string | null;

/** A conversion: flags, width, precision, length, and the letter with what follows a p. */
const conversion = /%([-+ #0]*)(\*|\d+)?(?:\.(\*|-?\d+)?)?(hh|h|ll|l|z|t|j|L)?([diouxXcsp%n])/g;
const precisionMark = /^%[-+ #0]*(?:\*|\d+)?\./;

/** Widths and precisions are cut to this: longer ones are a mistake, not output. */
const longest = 4096;

const bits: Readonly<Record<string, number>> = { hh: 8, h: 16, l: 64, ll: 64, z: 64, t: 64, j: 64, L: 64 };

/** A conversion of a format, as it is written. */
interface Conversion {
  /** The text before it. */
  readonly before: string;
  readonly written: string;
  readonly flags: string;
  readonly width: string | undefined;
  /** Undefined where there is none at all, which is not the same as none after the point. */
  readonly precision: string | undefined;
  readonly length: string;
  readonly letter: string;
  /** What follows a `p` that belongs to it. */
  readonly kind: string;
}

interface Format {
  readonly conversions: readonly Conversion[];
  readonly after: string;
}

/** Formats read before, as long as they are few and short. */
const formats = new Map<string, Format>();
const mostFormats = 1000;
const longestKept = 1000;

function readFormat(format: string): Format {
  const conversions: Conversion[] = [];
  let at = 0;
  conversion.lastIndex = 0;
  for (let match = conversion.exec(format); match !== null; match = conversion.exec(format)) {
    const before = format.slice(at, match.index);
    at = conversion.lastIndex;
    const [written, flags = '', width, precision, length = '', letter = ''] = match;
    const kind = letter === 'p' ? pointerKind(/^[a-zA-Z]\w*/.exec(format.slice(at))?.[0] ?? '') : '';
    conversions.push({
      before,
      written,
      flags,
      width,
      precision: precisionMark.test(written) ? (precision ?? '0') : undefined,
      length,
      letter,
      kind,
    });
    at += kind.length;
    conversion.lastIndex = at;
  }
  return { conversions, after: format.slice(at) };
}

/**
 * The text of a kernel format (lib/vsprintf.c) over a call's arguments from `first` on. A conversion
 * without an argument is left as it is written. `%p` prints a placeholder, as the kernel does before it can hash.
 */
export function printFormat(format: string, call: IntrinsicCall, first: number, symbol: SymbolName): string {
  const known = formats.get(format) ?? readFormat(format);
  if (formats.size < mostFormats && format.length < longestKept) formats.set(format, known);
  const args = new Arguments(call, first);
  let text = '';
  for (const { before, written, flags, width, precision, length, letter, kind } of known.conversions) {
    text += before;
    const spec: Spec = {
      flags,
      width: args.number(width),
      precision: precision === undefined ? -1 : args.number(precision),
      length,
    };
    if (letter === '%') text += '%';
    else if (args.left === 0) text += written + kind;
    else if (kind[0] === 'h') text += hexBytes(kind, width === undefined ? 1 : spec.width, spec, args);
    else if (letter === 'p') text += padded(pointer(kind, args, symbol), spec);
    else text += converted(letter, spec, args);
  }
  return text + known.after;
}

interface Spec {
  readonly flags: string;
  readonly width: number;
  /** -1 when there is none. */
  readonly precision: number;
  readonly length: string;
}

class Arguments {
  readonly call: IntrinsicCall;
  #next: number;

  constructor(call: IntrinsicCall, first: number) {
    this.call = call;
    this.#next = first;
  }

  get left(): number {
    return Math.max(0, this.call.count - this.#next);
  }

  take(): bigint {
    return this.left === 0 ? 0n : this.call.unsigned(this.#next++);
  }

  /** A written width or precision, or the argument for `*`. */
  number(written: string | undefined): number {
    if (written === undefined) return 0;
    const value = written === '*' ? Number(BigInt.asIntN(32, this.take())) : Number(written);
    return Math.max(-longest, Math.min(longest, value));
  }

  /** Of no more bytes than `most`, after which there need be no NUL; -1 for all. */
  textAt(address: bigint, most: number): string {
    return this.call.textAt(address, most < 0 ? undefined : most) ?? '(efault)';
  }

  /** `check_pointer` (lib/vsprintf.c). */
  wrongAddress(address: bigint): string | null {
    if (address === 0n) return '(null)';
    return address < 4096n || isError(address) ? '(efault)' : null;
  }
}

function converted(letter: string, spec: Spec, args: Arguments): string {
  if (letter === 'n') return '';
  if (letter === 'c') return padded(String.fromCharCode(Number(args.take() & 0xffn)), spec);
  if (letter === 's') {
    const address = args.take();
    const text = args.wrongAddress(address) ?? args.textAt(address, spec.precision);
    return padded(spec.precision >= 0 ? text.slice(0, spec.precision) : text, spec);
  }
  return integer(letter, spec, args.take());
}

function integer(letter: string, spec: Spec, value: bigint): string {
  const width = bits[spec.length] ?? 32;
  const signed = letter === 'd' || letter === 'i';
  const exact = signed ? BigInt.asIntN(width, value) : BigInt.asUintN(width, value);
  const magnitude = exact < 0n ? -exact : exact;
  const radix = letter === 'o' ? 8 : letter === 'x' || letter === 'X' ? 16 : 10;
  let digits = magnitude.toString(radix).padStart(Math.max(0, spec.precision), '0');
  const sign = exact < 0n ? '-' : signed ? (/[+ ]/.exec(spec.flags)?.[0] ?? '') : '';
  const marked = spec.flags.includes('#');
  const prefix = sign + (marked && radix === 16 ? '0x' : marked && radix === 8 && exact !== 0n ? '0' : '');
  const zeros = spec.flags.includes('0') && !spec.flags.includes('-') && spec.width >= 0;
  if (zeros) digits = digits.padStart(spec.width - prefix.length, '0');
  const text = prefix + digits;
  return padded(letter === 'X' ? text.toUpperCase() : text, spec);
}

function padded(text: string, spec: Spec): string {
  const left = spec.flags.includes('-') || spec.width < 0;
  const width = Math.abs(spec.width);
  return left ? text.padEnd(width) : text.padStart(width);
}

/** The part of what follows `%p` that belongs to it. */
function pointerKind(kind: string): string {
  return /^(?:px|x|e|s|S|B|ap|ad|a|K|M(?![RF])|m(?!R)|U[bBlL]?|h[CDN]?)/.exec(kind)?.[0] ?? '';
}

function pointer(kind: string, args: Arguments, symbol: SymbolName): string {
  const address = args.take();
  switch (kind[0]) {
    case 'x':
      return address.toString(16).padStart(16, '0');
    case 'e':
      return isError(address) ? errnoText(BigInt.asIntN(64, address)) : hidden(address);
    case 's':
    case 'S':
    case 'B':
      return symbol(address) ?? `0x${address.toString(16)}`;
    case 'U':
      return uuid(kind[1] ?? 'b', address, args);
    case 'M':
    case 'm':
      return bytesText(address, 6, kind[0] === 'M' ? ':' : '', args);
    case 'a': {
      const value = args.call.integerAt(address, 8);
      return value === null ? '(efault)' : `0x${value.toString(16).padStart(16, '0')}`;
    }
    default:
      return hidden(address);
  }
}

const separators: ReadonlyMap<string, string> = new Map([
  ['C', ':'],
  ['D', '-'],
  ['N', ''],
]);

/** Bytes that `%*ph` prints of a buffer. */
const mostBytes = 64;

/** `hex_string` (lib/vsprintf.c): as many bytes as the field is wide. */
function hexBytes(kind: string, width: number, spec: Spec, args: Arguments): string {
  const address = args.take();
  if (width === 0) return '';
  const failed = args.wrongAddress(address);
  if (failed !== null) return padded(failed, spec);
  const bytes = bytesAt(address, Math.min(Math.abs(width), mostBytes), args);
  return bytes.join(separators.get(kind[1] ?? '') ?? ' ');
}

function bytesText(address: bigint, count: number, separator: string, args: Arguments): string {
  const failed = args.wrongAddress(address);
  if (failed !== null) return failed;
  return bytesAt(address, count, args).join(separator);
}

/** In hex; those before the first that is not there. */
function bytesAt(address: bigint, count: number, args: Arguments): string[] {
  const bytes: string[] = [];
  while (bytes.length < count) {
    const byte = args.call.integerAt(address + BigInt(bytes.length), 1);
    if (byte === null) break;
    bytes.push(byte.toString(16).padStart(2, '0'));
  }
  return bytes;
}

/** `uuid_string` (lib/vsprintf.c): of an `l` the first three parts are little-endian. */
function uuid(order: string, address: bigint, args: Arguments): string {
  const failed = args.wrongAddress(address);
  if (failed !== null) return failed;
  const bytes = bytesAt(address, 16, args);
  const little = order.toLowerCase() === 'l';
  const parts = [4, 2, 2, 2, 6].map((size, at) => {
    const part = bytes.splice(0, size);
    return (little && at < 3 ? part.reverse() : part).join('');
  });
  const text = parts.join('-');
  return order === order.toUpperCase() ? text.toUpperCase() : text;
}

function isError(address: bigint): boolean {
  return address >= 0xfffffffffffff001n;
}

function errnoText(errno: bigint): string {
  return errnoSymbol(errno) ?? String(errno);
}

/** `ptr_to_id` (lib/vsprintf.c): what is no address is shown. */
function hidden(address: bigint): string {
  return address === 0n || isError(address) ? address.toString(16).padStart(16, '0') : '(____ptrval____)';
}
