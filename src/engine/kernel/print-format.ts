import { type Arguments, ListedArguments, padded, type Spec } from './print-arguments.ts';
import { bitmap, hexBytes, pointer, pointerKind, type SymbolName } from './print-pointer.ts';

/** A conversion: flags, width, precision, length, and the letter with what follows a p. A point alone is no precision. */
const conversion = /%([-+ #0]*)(\*|\d+)?(?:\.(\*|-?\d+)?)?(hh|h|ll|l|z|t|j|L)?([diouxXcsp%n])/g;

const bits: Readonly<Record<string, number>> = { hh: 8, h: 16, l: 64, ll: 64, z: 64, t: 64, j: 64, L: 64 };

/** A conversion of a format, as it is written. */
interface Conversion {
  /** The text before it. */
  readonly before: string;
  readonly written: string;
  readonly flags: string;
  readonly width: string | undefined;
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
/** Of a format; what follows is taken as it is written. */
const mostConversions = 2 ** 18;

function readFormat(format: string): Format {
  const conversions: Conversion[] = [];
  let at = 0;
  conversion.lastIndex = 0;
  for (let match = conversion.exec(format); match !== null; match = conversion.exec(format)) {
    if (conversions.length === mostConversions) break;
    const before = format.slice(at, match.index);
    at = conversion.lastIndex;
    const [written, flags = '', width, precision, length = '', letter = ''] = match;
    const kind = letter === 'p' ? pointerKind(/^[a-zA-Z]\w*/.exec(format.slice(at))?.[0] ?? '') : '';
    conversions.push({
      before,
      written,
      flags,
      width,
      precision,
      length,
      letter,
      kind,
    });
    at += kind.length;
    conversion.lastIndex = at;
  }
  return { conversions, after: format.slice(at) };
}

/** A text as it grows. A format may lead to itself, many times over, and a list have millions of numbers. */
interface Printed {
  text: string;
  /** Formats within formats, by %pV, that are still followed. */
  inner: number;
}

const mostInner = 64;
const longestText = 2 ** 24;

/**
 * The text of a kernel format (lib/vsprintf.c) over its arguments. A conversion without an argument is left as it is
 * written. `%p` prints a placeholder, as the kernel does before it can hash.
 */
export function printFormat(format: string, args: Arguments, symbol: SymbolName): string {
  const printed = { text: '', inner: mostInner };
  print(printed, format, args, symbol);
  return printed.text;
}

function print(to: Printed, format: string, args: Arguments, symbol: SymbolName): void {
  const known = formats.get(format) ?? readFormat(format);
  if (formats.size < mostFormats && format.length < longestKept) formats.set(format, known);
  for (const { before, written, flags, width, precision, length, letter, kind } of known.conversions) {
    to.text += before;
    const spec: Spec = {
      flags,
      width: args.number(width),
      // set_precision (lib/vsprintf.c) takes what is less for none of the text.
      precision: precision === undefined ? -1 : Math.max(0, args.number(precision)),
      length,
    };
    if (letter === '%') to.text += '%';
    else if (args.left === 0) to.text += written + kind;
    else if (kind[0] === 'h') to.text += hexBytes(kind, width === undefined ? 1 : spec.width, spec, args);
    else if (kind[0] === 'b') to.text += bitmap(kind, spec, args);
    else if (kind === 'V') inner(to, args, symbol);
    else if (letter === 'p') to.text += padded(pointer(kind, spec, args, symbol), spec);
    else to.text += converted(letter, spec, args);
    if (to.text.length > longestText) return;
  }
  to.text += known.after;
}

/** `va_format` (lib/vsprintf.c): the format of a `struct va_format` over its list, whatever the width. */
function inner(to: Printed, args: Arguments, symbol: SymbolName): void {
  const { call } = args;
  const address = args.take();
  const wrong = args.wrongAddress(address);
  const format = wrong === null ? call.integerAt(address, 8) : null;
  const list = wrong === null ? call.integerAt(address + 8n, 8) : null;
  const text = format === null || to.inner-- <= 0 ? null : call.textAt(format);
  const first = list === null || text === null ? null : call.integerAt(list, 8);
  if (text === null || first === null) to.text += wrong ?? '(efault)';
  else print(to, text, new ListedArguments(call, first), symbol);
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
