import { type Uri, workspace } from 'vscode';

/** As a glob, for searching and watching. */
export const topologyGlob = '**/*.topology.{yaml,yml}';

/** Files of one kind, by their name and by where they live. */
export interface FileKind {
  readonly glob: string;
  is(uri: Uri): boolean;
}

/** Folders that hold copies and products of others, as the command line leaves them out too. */
export const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '.git']);

/**
 * Whether a document is a topology to read: by its name, and by where it lives. Only files, untitled
 * documents and the schemes of the workspace's own folders count; git's and a diff's copies do not.
 */
export function isTopology(uri: Uri): boolean {
  return /\.topology\.ya?ml$/.test(uri.path) && isOwnScheme(uri.scheme);
}

export const topologyKind: FileKind = { glob: topologyGlob, is: isTopology };

/** Whether a search of the workspace would have left the file out. */
export function isSkipped(uri: Uri): boolean {
  return uri.path.split('/').some((part) => skippedFolders.has(part));
}

/** Files, untitled documents, and the schemes of the workspace's own folders. */
export function isOwnScheme(scheme: string): boolean {
  if (scheme === 'file' || scheme === 'untitled') return true;
  return (workspace.workspaceFolders ?? []).some((folder) => folder.uri.scheme === scheme);
}

/** The last part of the path: what a user calls the file. */
export function fileName(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
