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

/** Formats within formats, by %pV, that are followed. */
const deepest = 8;

/**
 * The text of a kernel format (lib/vsprintf.c) over its arguments. A conversion without an argument is left as it is
 * written. `%p` prints a placeholder, as the kernel does before it can hash.
 */
export function printFormat(format: string, args: Arguments, symbol: SymbolName, depth = 0): string {
  const known = formats.get(format) ?? readFormat(format);
  if (formats.size < mostFormats && format.length < longestKept) formats.set(format, known);
  let text = '';
  for (const { before, written, flags, width, precision, length, letter, kind } of known.conversions) {
    text += before;
    const spec: Spec = {
      flags,
      width: args.number(width),
      // set_precision (lib/vsprintf.c) takes what is less for none of the text.
      precision: precision === undefined ? -1 : Math.max(0, args.number(precision)),
      length,
    };
    if (letter === '%') text += '%';
    else if (args.left === 0) text += written + kind;
    else if (kind[0] === 'h') text += hexBytes(kind, width === undefined ? 1 : spec.width, spec, args);
    else if (kind[0] === 'b') text += bitmap(kind, spec, args);
    else if (kind === 'V') text += inner(args, symbol, depth + 1);
    else if (letter === 'p') text += padded(pointer(kind, spec, args, symbol), spec);
    else text += converted(letter, spec, args);
  }
  return text + known.after;
}

/** `va_format` (lib/vsprintf.c): the format of a `struct va_format` over its list, whatever the width. */
function inner(args: Arguments, symbol: SymbolName, depth: number): string {
  const { call } = args;
  const address = args.take();
  const wrong = args.wrongAddress(address);
  if (wrong !== null) return wrong;
  const format = call.integerAt(address, 8);
  const list = call.integerAt(address + 8n, 8);
  const text = format === null || depth > deepest ? null : call.textAt(format);
  const first = list === null || text === null ? null : call.integerAt(list, 8);
  return text === null || first === null
    ? '(efault)'
    : printFormat(text, new ListedArguments(call, first), symbol, depth);
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
