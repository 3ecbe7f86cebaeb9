import { isRule, type RuleLevel, type RuleLevels, ruleLevel, ruleLevelNames } from '../engine/index.ts';

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

const formats: readonly Format[] = ['text', 'json', 'sarif', 'github'];

export type Request =
  | CheckRequest
  | { readonly kind: 'drivers' }
  | { readonly kind: 'rules' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** The command line cannot be understood; `message` says why. */
  | { readonly kind: 'misuse'; readonly message: string };

export const help = `Usage: driver-model check [FILE|DIR…] [--driver NAME|FOLDER] [--module NAME] [--rule CODE=LEVEL]…
                          [--format FORMAT]
       driver-model drivers
       driver-model rules

Reads topology files, runs a Linux driver's own C on the machines they describe, and
shows what came out: sockets, EGM regions, GPUs, devices, kernel log and problems.

  check     Checks each FILE, and each **/*.topology.{yaml,yml} under each DIR (without
            node_modules and .git). Without a FILE or DIR: the current directory.
  drivers   Lists the drivers that come with the tool.
  rules     Lists every rule with its severity.

  --driver NAME|FOLDER  A driver that comes with the tool, or a folder with C of your own.
                        A folder whose name is also a driver's is written ./NAME.
  --module NAME         Name of the module that a folder's C becomes, where the folder
                        does not say it itself.
  --rule CODE=LEVEL     Gives a rule (spa/unaligned) or a family of rules (platform/*) another
                        severity: error, warning, information or off. May be repeated; a
                        rule goes before its family.
  --format FORMAT       text for people and editors, json for programs, sarif (2.1.0) for
                        code scanning, github for the log of a GitHub workflow.
  --help, --version

Exit status: 0 without errors, 1 with errors, 2 when the command line or an input
cannot be read. NO_COLOR switches colour off.
`;

const valued = ['--driver', '--module', '--format', '--rule'] as const;
type Valued = (typeof valued)[number];

/** Understands the command line; never throws. */
export function readArguments(words: readonly string[]): Request {
  if (words.includes('--help') || words.includes('-h') || words[0] === 'help') return { kind: 'help' };
  if (words.includes('--version')) return { kind: 'version' };
  const [command, ...rest] = words;
  if (command === undefined) return misuse('no command given');
  if (command === 'drivers')
    return rest.length === 0 ? { kind: 'drivers' } : misuse('drivers takes no arguments');
  if (command === 'rules') return rest.length === 0 ? { kind: 'rules' } : misuse('rules takes no arguments');
  if (command !== 'check') return misuse(`unknown command ${command}`);
  return readCheck(rest);
}

function readCheck(words: readonly string[]): Request {
  const values = new Map<Valued, string>();
  const levels = new Map<string, RuleLevel>();
  const paths: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--') {
      paths.push(...words.slice(at + 1));
      break;
    }
    const [name, attached] = splitOption(word);
    if (!word.startsWith('-') || word === '-') paths.push(word);
    else if (!isValued(name)) return misuse(`unknown option ${name}`);
    else if (values.has(name)) return misuse(`${name} is given twice`);
    else {
      const value = attached ?? words[++at];
      if (value === undefined || value === '') return misuse(`${name} needs a value`);
      const fault = name === '--rule' ? addLevel(value, levels) : null;
      if (fault !== null) return misuse(fault);
      if (name !== '--rule') values.set(name, value);
    }
  }
  return checkRequest(values, levels, paths);
}

/** What is wrong with the value of --rule; null when it was added. */
function addLevel(value: string, levels: Map<string, RuleLevel>): string | null {
  const [code = '', given = ''] = splitOption(value);
  const level = ruleLevel(given);
  if (level === null) return `--rule is CODE=LEVEL, a level being ${ruleLevelNames.join(', ')}; not ${value}`;
  if (!isRule(code)) return `there is no rule ${code}: driver-model rules lists them`;
  if (levels.has(code)) return `--rule ${code} is given twice`;
  levels.set(code, level);
  return null;
}

function checkRequest(
  values: ReadonlyMap<Valued, string>,
  levels: RuleLevels,
  paths: readonly string[],
): Request {
  const given = values.get('--format') ?? 'text';
  const format = formats.find((each) => each === given);
  if (format === undefined) return misuse(`--format is text, json, sarif or github, not ${given}`);
  if (paths.includes('')) return misuse('an empty path is given');
  if (paths.includes('-')) return misuse('reading from standard input is not supported: name a file');
  return {
    kind: 'check',
    paths: paths.length > 0 ? paths : ['.'],
    driver: values.get('--driver') ?? null,
    module: values.get('--module') ?? null,
    format,
    levels,
  };
}

function splitOption(word: string): readonly [name: string, value: string | null] {
  const equals = word.indexOf('=');
  return equals < 0 ? [word, null] : [word.slice(0, equals), word.slice(equals + 1)];
}

function isValued(name: string): name is Valued {
  return valued.some((known) => known === name);
}

function misuse(message: string): Request {
  return { kind: 'misuse', message };
}
