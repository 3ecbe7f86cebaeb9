import type { Orders } from '../../engine/index.ts';
import { countOf, formatOf, type Options, optionOf, readOptions } from '../options.ts';

/** Every order of a scenario's steps, or of a machine's binds and unbinds, is to be looked at. */
export interface ExploreRequest extends SearchWish {
  readonly kind: 'explore';
  readonly orders: Orders;
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

const known = [
  ...['--scenario', '--driver', '--module', '--format', '--faults', '--limit', '--traces'],
  ...['--preemptions', '--walks', '--seed'],
];

/** A text says what cannot be understood. */
export function readExplore(words: readonly string[]): ExploreRequest | string {
  const options = readOptions(words, known);
  if (typeof options === 'string') return options;
  const chosen = formatOf(options, ['text', 'json'] as const);
  if (typeof chosen === 'string') return chosen;
  const [path, ...more] = options.paths;
  if (path === undefined || more.length > 0) return 'explore takes one scenario or topology file';
  const wish = searchWish(options);
  if (typeof wish === 'string') return wish;
  const orders = ordersOf(options);
  if (typeof orders === 'string') return orders;
  const driver = optionOf(options, '--driver');
  const module = optionOf(options, '--module');
  const name = optionOf(options, '--scenario');
  const traces = optionOf(options, '--traces');
  return { kind: 'explore', path, name, driver, module, traces, orders, ...wish, ...chosen };
}

/** `--faults` and `--limit`; a text says what is wrong with one. */
export function searchWish(options: Options): SearchWish | string {
  const faults = countOf(options, '--faults', 3);
  if (typeof faults === 'string') return faults;
  const limit = countOf(options, '--limit', 100_000_000);
  return typeof limit === 'string' ? limit : { faults, limit };
}

/** Some of the orders, where they are asked for; a text says what is wrong with that. */
function ordersOf(options: Options): Orders | string {
  const preemptions = countOf(options, '--preemptions', 100);
  if (typeof preemptions === 'string') return preemptions;
  const walks = countOf(options, '--walks', 100_000_000, 1);
  if (typeof walks === 'string') return walks;
  const seed = countOf(options, '--seed', 999_999_999);
  if (typeof seed === 'string') return seed;
  if (preemptions !== null && walks !== null) return 'give --preemptions or --walks, not both';
  if (seed !== null && walks === null) return '--seed is of --walks: give both';
  if (preemptions !== null) return { kind: 'few-preemptions', preemptions };
  return walks === null ? { kind: 'all' } : { kind: 'random', walks, seed: seed ?? 1 };
}
