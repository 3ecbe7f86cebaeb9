import { type Random, seeded } from '../../../src/engine/base/random.ts';

/** A small driver, one statement a line; lines of its functions that begin with a tab may be changed. */
export interface Subject {
  readonly text: string;
  readonly tasks: readonly string[];
  readonly faults: number;
}

/** A fault seeded in lines of C; null where there is nothing that it could be seeded in. */
type Change = (lines: readonly string[], random: Random) => string[] | null;

const isStatement = (line: string): boolean =>
  /^\t+[a-z_]+.*;$/.test(line) && !/^\t+(?:struct|int|return|if|else|goto|case)\b/.test(line);

function places(lines: readonly string[], wanted: (line: string, at: number) => boolean): number[] {
  return lines.flatMap((line, at) => (wanted(line, at) ? [at] : []));
}

/** Replaces one line that matches by what it becomes. */
function oneOf(pattern: RegExp, into: (line: string) => readonly string[]): Change {
  return (lines, random) => {
    const found = places(lines, (line) => isStatement(line) && pattern.test(line));
    if (found.length === 0) return null;
    const at = random.pick(found);
    return lines.flatMap((line, index) => (index === at ? into(line) : [line]));
  };
}

const gone = (line: string): readonly string[] => [line.replace(/\S.*/, ';')];
const twice = (line: string): readonly string[] => [line, line];

const swapped: Change = (lines, random) => {
  const found = places(lines, (line, at) => isStatement(line) && isStatement(lines[at + 1] ?? ''));
  if (found.length === 0) return null;
  const at = random.pick(found);
  return lines.with(at, lines[at + 1]!).with(at + 1, lines[at]!);
};

const early: Change = (lines, random) => {
  const found = places(lines, isStatement);
  const at = random.pick(found);
  return lines.toSpliced(at, 0, '\tif (READ_ONCE(chance))', '\t\treturn -EINTR;');
};

/** The first two locks of one function change places. */
const crossed: Change = (lines, random) => {
  const found = places(
    lines,
    (line, at) => /^\tmutex_lock/.test(line) && /^\tmutex_lock/.test(lines[at + 1] ?? ''),
  );
  if (found.length === 0) return null;
  const at = random.pick(found);
  return lines.with(at, lines[at + 1]!).with(at + 1, lines[at]!);
};

/** Faults to seed. */
export const changes: Readonly<Record<string, Change>> = {
  'a lock is not taken': oneOf(/(?:mutex|spin)_lock\(/, gone),
  'a lock is not given back': oneOf(/(?:mutex|spin)_unlock\(/, gone),
  'a lock is taken twice': oneOf(/(?:mutex|spin)_lock\(/, twice),
  'two statements change places': swapped,
  'a reference is not taken': oneOf(/_get\(|refcount_inc/, gone),
  'a reference is not given back': oneOf(/_put\(/, gone),
  'a reference is given back twice': oneOf(/_put\(/, twice),
  'two locks change their order': crossed,
  'an entry stays on the list': oneOf(/list_del/, gone),
  'an entry is put on the list twice': oneOf(/list_add/, twice),
  'it returns early': early,
  'memory is freed twice': oneOf(/kfree\(/, twice),
  'memory is not freed': oneOf(/kfree\(/, gone),
};

/** The same for a seed; null where the subject has nothing to change in that way. */
export function mutant({ text }: Subject, change: string, seed: number): string | null {
  return changes[change]!(text.split('\n'), seeded(seed))?.join('\n') ?? null;
}

/** A subject with each fault that can be seeded in it, once for each seed. */
export function mutants(subject: Subject, seeds: readonly number[]) {
  return Object.keys(changes).flatMap((change) =>
    seeds.flatMap((seed) => {
      const text = mutant(subject, change, seed);
      return text === null ? [] : [{ change, seed, text }];
    }),
  );
}
