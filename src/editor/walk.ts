import { FileType, Uri, workspace } from 'vscode';
import { skippedFolders } from './topology-uri.ts';

/** Where a walk gives up, so that a folder of any size cannot hold the editor. */
const mostFolders = 5000;

/** The files of a folder, found through the editor's file system; `complete` is false when it gave up. */
export interface Walk {
  readonly files: readonly Uri[];
  readonly complete: boolean;
}

/**
 * Finds the wanted files under a folder, nearest first. Links to folders are not followed: they may
 * form a circle. Rejects when the folder itself cannot be read.
 */
export async function walk(root: Uri, wanted: (name: string) => boolean, most: number): Promise<Walk> {
  const files: Uri[] = [];
  const folders = [root];
  for (let next = 0; next < folders.length; next++) {
    if (next === mostFolders) return { files, complete: false };
    for (const [name, type] of await entries(folders[next]!, next === 0)) {
      const uri = Uri.joinPath(folders[next]!, name);
      if (type === FileType.Directory && !skippedFolders.has(name)) folders.push(uri);
      if ((type & FileType.File) === 0 || !wanted(name)) continue;
      if (files.length === most) return { files, complete: false };
      files.push(uri);
    }
  }
  return { files, complete: true };
}

async function entries(folder: Uri, required: boolean): Promise<[string, FileType][]> {
  try {
    const found = await workspace.fs.readDirectory(folder);
    return found.sort(([left], [right]) => (left < right ? -1 : 1));
  } catch (error) {
    if (required) throw error;
    return [];
  }
}
