import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { reason } from './read-text.ts';

const skipped: ReadonlySet<string> = new Set(['node_modules', '.git']);

export interface Walk {
  /** Sorted by path, `/` between names, each beginning with the directory as given (`.` is left out). */
  readonly files: readonly string[];
  /** Directories that could not be read, with the reason. */
  readonly failures: readonly string[];
}

/** Files under a directory. Symbolic links are followed, each directory is visited once: no circle. */
export function walk(directory: string, wanted: (name: string) => boolean): Walk {
  const files: string[] = [];
  const failures: string[] = [];
  const visited = new Set<string>();
  const visit = (path: string): void => {
    try {
      const real = realpathSync(path);
      if (visited.has(real)) return;
      visited.add(real);
      for (const entry of sortedEntries(path)) {
        const child = joined(path, entry.name);
        const kind = kindOf(entry, child);
        if (kind === 'directory' && !skipped.has(entry.name)) visit(child);
        else if (kind === 'file' && wanted(entry.name)) files.push(child);
      }
    } catch (error) {
      failures.push(`${path}: ${reason(error)}`);
    }
  };
  visit(directory);
  return { files, failures };
}

/** What a path names; null where nothing, or nothing that can be read as text. */
export function pathKind(path: string): 'file' | 'directory' | null {
  const stat = statSync(path);
  if (stat.isDirectory()) return 'directory';
  return stat.isFile() || stat.isFIFO() || stat.isCharacterDevice() ? 'file' : null;
}

function sortedEntries(path: string): readonly Dirent[] {
  return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A link that leads nowhere, or round, names nothing. */
function kindOf(entry: Dirent, path: string): 'file' | 'directory' | null {
  if (entry.isDirectory()) return 'directory';
  if (entry.isFile()) return 'file';
  if (!entry.isSymbolicLink()) return null;
  try {
    return pathKind(path);
  } catch {
    return null;
  }
}

function joined(directory: string, name: string): string {
  if (directory === '.') return name;
  return directory.endsWith('/') ? `${directory}${name}` : `${directory}/${name}`;
}
