import { errnoSymbol } from './errno-symbol.ts';
import { type Arguments, isError, padded, type Spec } from './print-arguments.ts';

/** What `%ps` prints of an address: the function's name; null when it is none. */
export type SymbolName = (address: bigint) => string | null;

/** The part of what follows `%p` that belongs to it. */
export function pointerKind(kind: string): string {
  return (
    /^(?:px|x|e|V|s|S|B|ap|ad|a|K|MF|[Mm]R?|U[bBlL]?|h[CDN]?|bl?|[Rr]|[Ii]4[hnbl]?)/.exec(kind)?.[0] ?? ''
  );
}

/** `pointer_string`: where a width is written, there are no zeros before the address. */
export function pointer(kind: string, { width }: Spec, args: Arguments, symbol: SymbolName): string {
  const address = args.take();
  const digits = width === 0 ? 16 : 0;
  switch (kind[0]) {
    case 'x':
      return address.toString(16).padStart(digits, '0');
    case 'e':
      return isError(address) ? errnoText(BigInt.asIntN(64, address)) : hidden(address, digits);
    case 's':
    case 'S':
    case 'B':
      return symbol(address) ?? `0x${address.toString(16)}`;
    case 'U':
      return uuid(kind[1] ?? 'b', address, args);
    case 'M':
    case 'm':
    case 'I':
    case 'i':
      return args.wrongAddress(address) ?? hardwareAddress(kind, address, args);
    case 'R':
    case 'r':
      return resource(kind === 'R', address, args);
    case 'a':
      return args.wrongAddress(address) ?? physicalAddress(args.call.integerAt(address, 8));
    default:
      return hidden(address, digits);
  }
}

/** `address_val` (lib/vsprintf.c) */
function physicalAddress(value: bigint | null): string {
  return value === null ? '(efault)' : `0x${value.toString(16).padStart(16, '0')}`;
}

/** `mac_address_string`, `ip4_string` (lib/vsprintf.c); the letter behind it says that bytes are told from the last on. */
function hardwareAddress(kind: string, address: bigint, args: Arguments): string {
  const isMac = /^m/i.test(kind);
  const bytes = bytesAt(address, isMac ? 6 : 4, args);
  const parts = isMac ? bytes : bytes.map((byte) => decimal(byte, kind[0] === 'i' ? 3 : 1));
  const separator = !isMac ? '.' : kind[0] === 'm' ? '' : kind[1] === 'F' ? '-' : ':';
  return (/[Rhl]/.test(kind) ? parts.reverse() : parts).join(separator);
}

function decimal(byte: string, digits: number): string {
  return String(Number(`0x${byte}`)).padStart(digits, '0');
}

const separators: ReadonlyMap<string, string> = new Map([
  ['C', ':'],
  ['D', '-'],
  ['N', ''],
]);

/** Bytes that `%*ph` prints of a buffer. */
const mostBytes = 64;

/** `hex_string` (lib/vsprintf.c): as many bytes as the field is wide. */
export function hexBytes(kind: string, width: number, spec: Spec, args: Arguments): string {
  const address = args.take();
  if (width === 0) return '';
  const failed = args.wrongAddress(address);
  if (failed !== null) return padded(failed, spec);
  const bytes = bytesAt(address, Math.min(Math.abs(width), mostBytes), args);
  return bytes.join(separators.get(kind[1] ?? '') ?? ' ');
}

/** Types of a resource by their bit, with the digits of its addresses; the last two are decimal. */
const resourceTypes = [
  [0x100n, 'io ', 4],
  [0x200n, 'mem', 8],
  [0x400n, 'irq', 0],
  [0x800n, 'dma', 0],
] as const;
const resourceFlags = [
  [0x100000n, '64bit'],
  [0x2000n, 'pref'],
  [0x200000n, 'window'],
  [0x10000000n, 'disabled'],
] as const;
const unset = 0x20000000n;

/** `resource_string` (lib/vsprintf.c) of a `struct resource` as the library has it. */
function resource(decoded: boolean, address: bigint, args: Arguments): string {
  const at = (offset: bigint) => args.call.integerAt(address + offset, 8) ?? 0n;
  const failed = args.wrongAddress(address);
  if (failed !== null) return failed;
  const [start, end, flags] = [at(0n), at(8n), at(24n)];
  const known = resourceTypes.find(([bit]) => flags & bit);
  const [, name, digits] = known ?? [0n, '???', 8];
  const number = (value: bigint) =>
    digits === 0 ? `${value}` : `0x${value.toString(16).padStart(digits, '0')}`;
  const decode = decoded && known !== undefined;
  const range = start === end ? number(start) : `${number(start)}-${number(end)}`;
  const words = resourceFlags.filter(([bit]) => flags & bit).map(([, word]) => ` ${word}`);
  const place = decode && flags & unset ? `size ${number(end - start + 1n)}` : range;
  return `[${name} ${place}${decode ? words.join('') : ` flags 0x${flags.toString(16)}`}]`;
}

/** `bitmap_string`, `bitmap_list_string` (lib/vsprintf.c): as many bits as the field is wide. */
export function bitmap(kind: string, { width }: Spec, args: Arguments): string {
  const address = args.take();
  const failed = args.wrongAddress(address);
  if (failed !== null) return failed;
  let bits = 0n;
  for (let at = 0; at < width; at += 64)
    bits |= (args.call.integerAt(address + BigInt(at / 8), 8) ?? 0n) << BigInt(at);
  const digits = BigInt.asUintN(Math.max(0, width), bits).toString(2).padStart(width, '0');
  if (kind === 'b') {
    const chunks = digits.match(/.{1,32}(?=(?:.{32})*$)/g) ?? [];
    return width <= 0
      ? ''
      : chunks
          .map((chunk) =>
            Number(`0b${chunk}`)
              .toString(16)
              .padStart(Math.ceil(chunk.length / 4), '0'),
          )
          .join();
  }
  const ranges = [...digits].reverse().join('').matchAll(/1+/g);
  return [...ranges]
    .map(({ index, 0: { length } }) => (length === 1 ? `${index}` : `${index}-${index + length - 1}`))
    .join();
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

function errnoText(errno: bigint): string {
  return errnoSymbol(errno) ?? String(errno);
}

/** `ptr_to_id` (lib/vsprintf.c): what is no address is shown. */
function hidden(address: bigint, digits: number): string {
  return address === 0n || isError(address) ? address.toString(16).padStart(digits, '0') : '(____ptrval____)';
}
