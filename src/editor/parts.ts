import { Uri, workspace } from 'vscode';
import { type FileReading, type Includes, includeFault, readFileSteps } from '../engine/index.ts';
import { pathOf } from './positions.ts';
import { inSlices } from './slices.ts';
import { currentText } from './text.ts';

/** The files that a topology is joined from, as they are now. */
export interface Parts {
  readonly includes: Includes;
  /** Of every file that was found, the topology's own too, by the name that places have for it. */
  readonly uris: ReadonlyMap<string, Uri>;
  /** By address; what was looked for and not found is null. */
  readonly files: ReadonlyMap<string, FileReading | null>;
}

/** More files are not looked for; the engine says at which one joining ends. */
const mostFiles = 2000;

/**
 * Finds what a topology includes, directly or through others: in open documents and, within the workspace
 * folder of the topology, on disk. Readings of `last` whose text is still the same are kept. Undefined
 * when `wanted` no longer holds.
 */
export async function findParts(
  uri: Uri,
  file: FileReading,
  last: Parts | null,
  wanted: () => boolean,
): Promise<Parts | undefined> {
  const uris = new Map([[file.path, uri]]);
  const files = new Map<string, FileReading | null>([[uri.toString(), file]]);
  const open = [file];
  for (const next of open) {
    for (const path of includesOf(next)) {
      const target = included(uri, uris.get(next.path)!, path);
      if (!target || files.has(target.toString()) || files.size > mostFiles) continue;
      const part = await readPart(target, last, wanted);
      if (part === undefined) return undefined;
      files.set(target.toString(), part);
      if (part === null) continue;
      uris.set(part.path, target);
      open.push(part);
    }
  }
  const includes: Includes = (from, path) => {
    const target = included(uri, uris.get(from)!, path);
    return (target && files.get(target.toString())) ?? null;
  };
  return { includes, uris, files };
}

/** Whether two are the same files with the same texts. */
export function areSame(parts: Parts, others: Parts | null): boolean {
  if (parts.files.size !== others?.files.size) return false;
  return [...parts.files].every(([key, file]) => others.files.get(key) === file);
}

function includesOf({ documents }: FileReading): readonly string[] {
  return documents.flatMap(({ topology }) => topology.includes.map(({ value }) => value));
}

async function readPart(
  target: Uri,
  last: Parts | null,
  wanted: () => boolean,
): Promise<FileReading | null | undefined> {
  const text = await currentText(target).catch(() => null);
  if (!wanted()) return undefined;
  const known = last?.files.get(target.toString());
  if (text === null || known?.text === text) return text === null ? null : known;
  return inSlices(readFileSteps(pathOf(target), text), wanted);
}

/** What a path in one of the topology's files leads to; null where it leads out of bounds. */
export function included(topology: Uri, from: Uri, path: string): Uri | null {
  if (includeFault(path) !== null) return null;
  const target = Uri.joinPath(from, '..', path);
  const folder = workspace.getWorkspaceFolder(topology);
  if (folder) {
    return workspace.getWorkspaceFolder(target)?.uri.toString() === folder.uri.toString() ? target : null;
  }
  // A lone file may include what is beside it, or below.
  const home = topology.path.slice(0, topology.path.lastIndexOf('/') + 1);
  return target.scheme === topology.scheme && target.path.startsWith(home) ? target : null;
}
