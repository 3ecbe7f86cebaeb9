import { countOf, formatOf, type Options, optionOf, readOptions } from '../options.ts';

/** Every order of a scenario's steps, or of a machine's binds and unbinds, is to be looked at. */
export interface ExploreRequest extends SearchWish {
  readonly kind: 'explore';
  /** A topology, or a file with scenarios. */
  readonly path: string;
  /** The scenario of this name; null for the only one, or for the binds and unbinds of a topology. */
  readonly name: string | null;
  readonly driver: string | null;
  readonly module: string | null;
  /** Folder that the traces of what is found are written to; null for none. */
  readonly traces: string | null;
  readonly format: 'text' | 'json';
}

/** How far a search is to go. */
export interface SearchWish {
  /** Calls that may fail; null where that is not said. */
  readonly faults: number | null;
  /** Most states to look at; null for the explorer's own limit. */
  readonly limit: number | null;
}

/** A text says what cannot be understood. */
export function readExplore(words: readonly string[]): ExploreRequest | string {
  const known = ['--scenario', '--driver', '--module', '--format', '--faults', '--limit', '--traces'];
  const options = readOptions(words, known);
  if (typeof options === 'string') return options;
  const chosen = formatOf(options, ['text', 'json'] as const);
  if (typeof chosen === 'string') return chosen;
  const [path, ...more] = options.paths;
  if (path === undefined || more.length > 0) return 'explore takes one scenario or topology file';
  const wish = searchWish(options);
  if (typeof wish === 'string') return wish;
  const driver = optionOf(options, '--driver');
  const module = optionOf(options, '--module');
  const name = optionOf(options, '--scenario');
  const traces = optionOf(options, '--traces');
  return { kind: 'explore', path, name, driver, module, traces, ...wish, ...chosen };
}

/** `--faults` and `--limit`; a text says what is wrong with one. */
export function searchWish(options: Options): SearchWish | string {
  const faults = countOf(options, '--faults', 3);
  if (typeof faults === 'string') return faults;
  const limit = countOf(options, '--limit', 100_000_000);
  return typeof limit === 'string' ? limit : { faults, limit };
}
