import { isRule, type RuleLevel, type RuleLevels, ruleLevel, ruleLevelNames } from '../engine/index.ts';
import { type CompareRequest, readCompare } from './compare/arguments.ts';
import { type ExploreRequest, readExplore, type SearchWish, searchWish } from './explored/arguments.ts';
import { formatOf, type Options, optionOf, readOptions, splitOption } from './options.ts';

export interface CheckRequest {
  readonly kind: 'check';
  /** Files and directories as given; the current directory when none is. */
  readonly paths: readonly string[];
  /** Name of an embedded driver, or a folder; null for the default. */
  readonly driver: string | null;
  /** KBUILD_MODNAME for a folder that says nothing of it. */
  readonly module: string | null;
  readonly format: Format;
  /** Severities that the rules are given, as the editor's setting has them. */
  readonly levels: RuleLevels;
}

export type Format = 'text' | 'json' | 'sarif' | 'github';

/** Scenarios are to be run, and compared with what they expect. */
export interface TestRequest {
  readonly kind: 'test';
  readonly paths: readonly string[];
  /** Instead of the driver that a scenario names; null leaves it to the scenario. */
  readonly driver: string | null;
  readonly module: string | null;
  readonly format: 'text' | 'json' | 'junit';
}

/** The scenarios of one file are to be shown step by step. */
export interface RunRequest extends SearchWish {
  readonly kind: 'run';
  readonly path: string;
  /** The one of this name; null for all. */
  readonly name: string | null;
  readonly driver: string | null;
  readonly module: string | null;
  readonly format: 'text' | 'json';
}

/** A trace is to be followed again. */
export interface ReplayRequest {
  readonly kind: 'replay';
  readonly path: string;
  readonly format: 'text' | 'json';
}

export type Request =
  | CheckRequest
  | TestRequest
  | RunRequest
  | ExploreRequest
  | CompareRequest
  | ReplayRequest
  | { readonly kind: 'drivers'; readonly format: 'text' | 'json' }
  | { readonly kind: 'rules' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** The command line cannot be understood; `message` says why. */
  | { readonly kind: 'misuse'; readonly message: string };

/** Understands the command line; never throws. */
export function readArguments(words: readonly string[]): Request {
  if (words.includes('--help') || words.includes('-h') || words[0] === 'help') return { kind: 'help' };
  if (words.includes('--version')) return { kind: 'version' };
  const [command, ...rest] = words;
  if (command === undefined) return misuse('no command given');
  const read = commands[command];
  return read ? read(rest) : misuse(`unknown command ${command}`);
}

const commands: Readonly<Record<string, (words: readonly string[]) => Request>> = {
  check: readCheck,
  test: readTest,
  run: readRun,
  explore: (words) => understood(readExplore(words)),
  replay: readReplay,
  compare: (words) => understood(readCompare(words)),
  drivers: readDrivers,
  rules: (words) => (words.length === 0 ? { kind: 'rules' } : misuse('rules takes no arguments')),
};

function readCheck(words: readonly string[]): Request {
  const options = readOptions(words, ['--driver', '--module', '--format', '--rule'], ['--rule']);
  if (typeof options === 'string') return misuse(options);
  const levels = levelsOf(options.values.get('--rule') ?? []);
  if (typeof levels === 'string') return misuse(levels);
  const chosen = formatOf<Format>(options, ['text', 'json', 'sarif', 'github']);
  if (typeof chosen === 'string') return misuse(chosen);
  return { kind: 'check', paths: pathsOf(options), ...driverOf(options), ...chosen, levels };
}

function readTest(words: readonly string[]): Request {
  const options = readOptions(words, ['--driver', '--module', '--format']);
  if (typeof options === 'string') return misuse(options);
  const chosen = formatOf(options, ['text', 'json', 'junit'] as const);
  if (typeof chosen === 'string') return misuse(chosen);
  return { kind: 'test', paths: pathsOf(options), ...driverOf(options), ...chosen };
}

function readRun(words: readonly string[]): Request {
  const known = ['--driver', '--module', '--format', '--scenario', '--faults', '--limit'];
  const options = readOptions(words, known);
  if (typeof options === 'string') return misuse(options);
  const chosen = formatOf(options, ['text', 'json'] as const);
  if (typeof chosen === 'string') return misuse(chosen);
  const [path, ...more] = options.paths;
  if (path === undefined || more.length > 0) return misuse('run takes one file with scenarios');
  const wish = searchWish(options);
  if (typeof wish === 'string') return misuse(wish);
  const name = optionOf(options, '--scenario');
  return { kind: 'run', path, name, ...driverOf(options), ...wish, ...chosen };
}

function readReplay(words: readonly string[]): Request {
  const options = readOptions(words, ['--format']);
  if (typeof options === 'string') return misuse(options);
  const chosen = formatOf(options, ['text', 'json'] as const);
  if (typeof chosen === 'string') return misuse(chosen);
  const [path, ...more] = options.paths;
  if (path === undefined || more.length > 0) return misuse('replay takes one trace');
  return { kind: 'replay', path, ...chosen };
}

function readDrivers(words: readonly string[]): Request {
  const options = readOptions(words, ['--format']);
  if (typeof options === 'string') return misuse(options);
  const chosen = formatOf(options, ['text', 'json'] as const);
  if (typeof chosen === 'string') return misuse(chosen);
  if (options.paths.length > 0) return misuse('drivers takes no arguments');
  return { kind: 'drivers', ...chosen };
}

function pathsOf({ paths }: Options): readonly string[] {
  return paths.length > 0 ? paths : ['.'];
}

function driverOf(options: Options): Pick<CheckRequest, 'driver' | 'module'> {
  return { driver: optionOf(options, '--driver'), module: optionOf(options, '--module') };
}

/** The values of --rule; a text says what is wrong with one. */
function levelsOf(values: readonly string[]): RuleLevels | string {
  const levels = new Map<string, RuleLevel>();
  for (const value of values) {
    const [code = '', given = ''] = splitOption(value);
    const level = ruleLevel(given);
    if (level === null)
      return `--rule is CODE=LEVEL, a level being ${ruleLevelNames.join(', ')}; not ${value}`;
    if (!isRule(code)) return `there is no rule ${code}: driver-model rules lists them`;
    if (levels.has(code)) return `--rule ${code} is given twice`;
    levels.set(code, level);
  }
  return levels;
}

/** A text says why there is no request. */
function understood(request: Request | string): Request {
  return typeof request === 'string' ? misuse(request) : request;
}

function misuse(message: string): Request {
  return { kind: 'misuse', message };
}
