import { realpathSync } from 'node:fs';
import { reason, Unreadable } from './read-text.ts';
import { pathKind, type Walk, walk } from './walk.ts';

export interface Inputs {
  /** Files in the order given, each once, `/` between names. */
  readonly files: readonly string[];
  /** Those that were named themselves; the others were found in directories. */
  readonly named: ReadonlySet<string>;
  /** What could not be read. */
  readonly failures: readonly string[];
  /** Directories that hold no wanted file. */
  readonly empty: readonly string[];
}

export function isTopologyFile(path: string): boolean {
  return /\.topology\.ya?ml$/.test(path);
}

export function isScenarioFile(path: string): boolean {
  return /\.scenario\.ya?ml$/.test(path);
}

/** The files that the arguments stand for: of directories, those of the wanted names. */
export function findInputs(paths: readonly string[], isWanted: (name: string) => boolean): Inputs {
  const files = new Map<string, string>();
  const named = new Set<string>();
  const failures: string[] = [];
  const empty: string[] = [];
  for (const given of paths) {
    const path = given.replaceAll('\\', process.platform === 'win32' ? '/' : '\\');
    try {
      const found = expand(path, isWanted);
      failures.push(...found.failures);
      if (found.files.length + found.failures.length === 0) empty.push(path);
      if (found.files[0] === path) named.add(path);
      for (const file of found.files) if (!files.has(identity(file))) files.set(identity(file), file);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      failures.push(error.message);
    }
  }
  return { files: [...files.values()], named, failures, empty };
}

function expand(path: string, isWanted: (name: string) => boolean): Walk {
  let kind: ReturnType<typeof pathKind>;
  try {
    kind = pathKind(path);
  } catch (error) {
    throw new Unreadable(`${path}: ${reason(error)}`);
  }
  if (kind === null) throw new Unreadable(`${path}: neither a file nor a directory`);
  return kind === 'file' ? { files: [path], failures: [] } : walk(path, isWanted);
}

/** One file may be named in several ways. */
function identity(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
