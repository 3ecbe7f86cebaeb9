import { countOf, formatOf, optionOf, readOptions } from '../options.ts';

/** One topology is to be put under several drivers. */
export interface CompareRequest {
  readonly kind: 'compare';
  readonly path: string;
  /** Names of embedded drivers, or folders; null for all that come with the tool. */
  readonly drivers: readonly string[] | null;
  /** KBUILD_MODNAME for folders that say nothing of it. */
  readonly module: string | null;
  /** Calls that may fail while exploring; null where the drivers are only run. */
  readonly faults: number | null;
  /** Most states to look at for each driver; null for the explorer's own limit. */
  readonly limit: number | null;
  readonly format: 'text' | 'json';
}

/** A text says what cannot be understood. */
export function readCompare(words: readonly string[]): CompareRequest | string {
  const known = ['--drivers', '--module', '--faults', '--limit', '--format'];
  const options = readOptions(words, known, [], ['--explore']);
  if (typeof options === 'string') return options;
  const chosen = formatOf(options, ['text', 'json'] as const);
  if (typeof chosen === 'string') return chosen;
  const [path, ...more] = options.paths;
  if (path === undefined || more.length > 0) return 'compare takes one topology file';
  const drivers = driversOf(optionOf(options, '--drivers'));
  if (typeof drivers === 'string') return drivers;
  const faults = countOf(options, '--faults', 3);
  if (typeof faults === 'string') return faults;
  const limit = countOf(options, '--limit', 100_000_000);
  if (typeof limit === 'string') return limit;
  const isExplored = faults !== null || options.flags.has('--explore');
  if (limit !== null && !isExplored) return '--limit is for exploring: give --explore as well';
  return {
    kind: 'compare',
    path,
    drivers,
    module: optionOf(options, '--module'),
    faults: isExplored ? (faults ?? 1) : null,
    limit,
    ...chosen,
  };
}

function driversOf(given: string | null): readonly string[] | null | string {
  if (given === null) return null;
  const names = given.split(',').map((name) => name.trim());
  if (names.includes('')) return `--drivers takes names with a comma between them, not ${given}`;
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) return `--drivers names ${twice} twice`;
  return names.length < 2 ? '--drivers takes two drivers or more' : names;
}
