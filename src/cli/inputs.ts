import { realpathSync } from 'node:fs';
import { reason, Unreadable } from './read-text.ts';
import { pathKind, type Walk, walk } from './walk.ts';

export interface Inputs {
  /** Topology files in the order given, each once, `/` between names. */
  readonly files: readonly string[];
  /** Those that were named themselves; the others were found in directories. */
  readonly named: ReadonlySet<string>;
  /** What could not be read. */
  readonly failures: readonly string[];
  /** Directories that hold no topology file. */
  readonly empty: readonly string[];
}

/** The topology files that the arguments stand for. */
export function findInputs(paths: readonly string[]): Inputs {
  const files = new Map<string, string>();
  const named = new Set<string>();
  const failures: string[] = [];
  const empty: string[] = [];
  for (const given of paths) {
    const path = given.replaceAll('\\', process.platform === 'win32' ? '/' : '\\');
    try {
      const found = expand(path);
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

function expand(path: string): Walk {
  let kind: ReturnType<typeof pathKind>;
  try {
    kind = pathKind(path);
  } catch (error) {
    throw new Unreadable(`${path}: ${reason(error)}`);
  }
  if (kind === null) throw new Unreadable(`${path}: neither a file nor a directory`);
  return kind === 'file'
    ? { files: [path], failures: [] }
    : walk(path, (name) => /\.topology\.ya?ml$/.test(name));
}

/** One file may be named in several ways. */
function identity(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
