/** Words of a command line after its command. */
export interface Options {
  /** By option, in the order given. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Options without a value that are given. */
  readonly flags: ReadonlySet<string>;
  /** What is no option. */
  readonly paths: readonly string[];
}

/**
 * Parts options from what is none. Each option takes a value, in the same word behind `=` or in the next,
 * and is given once, unless it may be repeated; a flag takes none. A text says what cannot be understood.
 */
export function readOptions(
  words: readonly string[],
  known: readonly string[],
  repeated: readonly string[] = [],
  flags: readonly string[] = [],
): Options | string {
  const values = new Map<string, string[]>();
  const given = new Set<string>();
  const paths: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--') {
      paths.push(...words.slice(at + 1));
      break;
    }
    const [name, attached] = splitOption(word);
    if (!word.startsWith('-') || word === '-') paths.push(word);
    else if (flags.includes(word)) given.add(word);
    else if (!known.includes(name)) return `unknown option ${name}`;
    else if (values.has(name) && !repeated.includes(name)) return `${name} is given twice`;
    else {
      const value = attached ?? words[++at];
      if (value === undefined || value === '') return `${name} needs a value`;
      values.set(name, [...(values.get(name) ?? []), value]);
    }
  }
  if (paths.includes('')) return 'an empty path is given';
  if (paths.includes('-')) return 'reading from standard input is not supported: name a file';
  return { values, flags: given, paths };
}

export function splitOption(word: string): readonly [name: string, value: string | null] {
  const equals = word.indexOf('=');
  return equals < 0 ? [word, null] : [word.slice(0, equals), word.slice(equals + 1)];
}

/** The value of an option that is given once; null where it is not given. */
export function optionOf({ values }: Options, name: string): string | null {
  return values.get(name)?.[0] ?? null;
}

/** One of the formats, the first of them where none is asked for; a text says what is wrong. */
export function formatOf<F extends string>(
  options: Options,
  formats: readonly F[],
): { readonly format: F } | string {
  const given = optionOf(options, '--format') ?? formats[0];
  const format = formats.find((each) => each === given);
  if (format !== undefined) return { format };
  const names = `${formats.slice(0, -1).join(', ')} or ${formats.at(-1)}`;
  return `--format is ${names}, not ${given}`;
}

/** A number from `least` to `most`; null where the option is not given, a text where it is none. */
export function countOf(options: Options, name: string, most: number, least = 0): number | null | string {
  const given = optionOf(options, name);
  if (given === null) return null;
  const isOne = /^\d{1,9}$/.test(given) && Number(given) >= least && Number(given) <= most;
  if (!isOne) return `${name} takes a number from ${least} to ${most}`;
  return Number(given);
}
