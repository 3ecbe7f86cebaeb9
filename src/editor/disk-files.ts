import { RelativePattern, Uri, type WorkspaceFolder, workspace } from 'vscode';
import { debounced } from './debounce.ts';
import { Owned } from './owned.ts';
import { type FileKind, isSkipped, skippedFolders } from './topology-uri.ts';
import { walk } from './walk.ts';

/** What files of a kind do on disk in the workspace's folders. */
export interface DiskNews {
  found(uri: Uri): void;
  changed(uri: Uri): void;
  lost(uri: Uri): void;
}

export interface DiskFiles {
  /** Whether the file is known to exist in a folder of the workspace. */
  has(uri: Uri): boolean;
  /** Compares with the disk anew; resolves when the news are told. */
  scan(): Promise<void>;
  dispose(): void;
}

/** Most files looked for in a folder whose file system has no search. */
const mostFiles = 2000;

/** How long to wait before looking again, in milliseconds: folders move in bursts of events. */
const settle = 300;

/** Follows the files of a kind in all workspace folders; the first scan is the caller's to start. */
export function followDisk(news: DiskNews, kind: FileKind): DiskFiles {
  const owned = new Owned();
  const known = new Map<string, Uri>();
  const found = (uri: Uri) => {
    if (!kind.is(uri) || isSkipped(uri) || known.has(uri.toString())) return;
    known.set(uri.toString(), uri);
    news.found(uri);
  };
  const lost = (uri: Uri) => {
    if (known.delete(uri.toString())) news.lost(uri);
  };
  const changed = (uri: Uri) => (known.has(uri.toString()) ? news.changed(uri) : found(uri));

  let scans = Promise.resolve();
  const scan = () => {
    scans = scans.then(async () => {
      const before = [...known.values()];
      const now = await search(kind);
      const there = new Set(now.map(String));
      for (const uri of before) if (!there.has(uri.toString())) lost(uri);
      for (const uri of now) found(uri);
    });
    return scans;
  };
  const later = owned.own(debounced(scan));

  const files = owned.own(workspace.createFileSystemWatcher(kind.glob));
  owned.own(files.onDidCreate(found));
  owned.own(files.onDidChange(changed));
  owned.own(files.onDidDelete(lost));

  owned.own(followFolders(known, lost, later.ask));
  return { has: (uri) => known.has(uri.toString()), scan, dispose: () => owned.dispose() };
}

/** A folder that is deleted, renamed or moved in is one event, of the folder. */
function followFolders(
  known: ReadonlyMap<string, Uri>,
  lost: (uri: Uri) => void,
  later: (pause: number) => void,
): { dispose(): void } {
  const owned = new Owned();
  const folders = owned.own(workspace.createFileSystemWatcher('**/*', false, true, false));
  owned.own(folders.onDidCreate((uri) => !/\.[^/]*$/.test(uri.path) && later(settle)));
  owned.own(
    folders.onDidDelete((uri) => {
      const inside = [...known.values()].filter((file) => file.toString().startsWith(`${uri}/`));
      for (const file of inside) lost(file);
      if (inside.length > 0) later(settle);
    }),
  );
  owned.own(
    workspace.onDidChangeWorkspaceFolders(() => {
      for (const file of [...known.values()]) if (!workspace.getWorkspaceFolder(file)) lost(file);
      later(0);
    }),
  );
  return owned;
}

async function search(kind: FileKind): Promise<Uri[]> {
  const folders = workspace.workspaceFolders ?? [];
  return (await Promise.all(folders.map((folder) => searchFolder(folder, kind)))).flat();
}

/** By the editor's search; by walking where the file system has none. */
async function searchFolder(folder: WorkspaceFolder, kind: FileKind): Promise<Uri[]> {
  const skipped = `**/{${[...skippedFolders].join(',')}}/**`;
  const pattern = new RelativePattern(folder, kind.glob);
  const found = await Promise.resolve(workspace.findFiles(pattern, skipped)).catch(() => []);
  if (found.length > 0 || folder.uri.scheme === 'file') return found;
  const isWanted = (name: string) => kind.is(Uri.joinPath(folder.uri, name));
  return walk(folder.uri, isWanted, mostFiles).then(
    (walked) => [...walked.files],
    () => [],
  );
}
