import { RelativePattern, Uri, workspace } from 'vscode';
import type { DriverSource } from '../engine/index.ts';
import { debounced } from './debounce.ts';
import { Owned } from './owned.ts';
import { currentText } from './text.ts';
import { walk } from './walk.ts';

/** Most files of a driver's folder: far above any driver, far below a kernel tree. */
const mostFiles = 1000;

/** How long the folder must be quiet before it is read again, in milliseconds. */
const settle = 200;

/** What reading a folder came to: a driver, or in a sentence why there is none. What to do depends on who names it. */
export type FolderReading =
  | { readonly source: DriverSource; readonly trouble: null }
  | {
      readonly source: null;
      readonly trouble: string;
      /** There is too much in it to be watched. */
      readonly isTooLarge?: true;
    };

function isDriverFile(name: string): boolean {
  return /\.[ch]$/.test(name) || ['Kbuild', 'Makefile', 'driver.yaml'].includes(name);
}

/** Reads a driver of the user's. `name` is the folder as the user wrote it. */
export async function readDriverFolder(name: string, folder: Uri): Promise<FolderReading> {
  const found = await walk(folder, isDriverFile, mostFiles).catch(() => null);
  if (found === null) return none(unknown(name));
  if (!found.complete) {
    const trouble = `The driver folder ${name} has too many files: it is not that of a driver alone.`;
    return { source: null, trouble, isTooLarge: true };
  }
  if (!found.files.some((uri) => uri.path.endsWith('.c'))) {
    return none(`The driver folder ${name} holds no C source.`);
  }
  const files = new Map<string, string>();
  for (const uri of found.files) {
    files.set(uri.path.slice(folder.path.length).replace(/^\//, ''), await currentText(uri).catch(() => ''));
  }
  const place = (file: string) => Uri.joinPath(folder, file).toString();
  return { source: { name, files, place }, trouble: null };
}

/** Whether two readings of a folder are the same driver, or the same trouble. */
export function isSameReading(now: FolderReading, then: FolderReading): boolean {
  if (now.source === null || then.source === null) return now.trouble === then.trouble;
  return isSameSource(now.source, then.source);
}

export function isSameSource(now: DriverSource, then: DriverSource): boolean {
  if (now === then) return true;
  if (now.name !== then.name || now.files.size !== then.files.size) return false;
  return [...now.files].every(([file, text]) => then.files.get(file) === text);
}

/** A name that looks like no path may be meant for an embedded driver. */
function unknown(name: string): string {
  return /[\\/]/.test(name)
    ? `The driver folder ${name} cannot be read.`
    : `No embedded driver is called ${name}, and no folder of that name can be read.`;
}

function none(trouble: string): FolderReading {
  return { source: null, trouble };
}

function nameOf({ path }: Uri): string {
  return path.replace(/\/$/, '').replace(/^.*\//, '');
}

/** Tells when files of the driver may have changed, on disk or in an open editor, or its folder came or went. */
export function watchDriverFolder(folder: Uri, changed: () => void): { dispose(): void } {
  const owned = new Owned();
  const soon = owned.own(debounced(changed));
  const look = (uri: Uri) => {
    const inside = uri.toString().startsWith(`${folder.toString().replace(/\/$/, '')}/`);
    if (inside && isDriverFile(nameOf(uri))) soon.ask(settle);
  };
  // A folder that is deleted or moved is one event, of the folder: nothing is told of the files in it.
  const lookAtFolder = (uri: Uri) => (nameOf(uri).includes('.') ? look(uri) : soon.ask(settle));
  const watcher = owned.own(workspace.createFileSystemWatcher(new RelativePattern(folder, '**/*')));
  owned.own(watcher.onDidCreate(lookAtFolder));
  owned.own(watcher.onDidChange(look));
  owned.own(watcher.onDidDelete(lookAtFolder));
  const itself = new RelativePattern(Uri.joinPath(folder, '..'), nameOf(folder));
  const whole = owned.own(workspace.createFileSystemWatcher(itself, false, true, false));
  owned.own(whole.onDidCreate(() => soon.ask(settle)));
  owned.own(whole.onDidDelete(() => soon.ask(settle)));
  owned.own(workspace.onDidChangeTextDocument((event) => look(event.document.uri)));
  owned.own(workspace.onDidCloseTextDocument((document) => look(document.uri)));
  return owned;
}
