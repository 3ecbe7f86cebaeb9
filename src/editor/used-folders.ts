import type { Uri } from 'vscode';
import { type FolderReading, isSameReading, readDriverFolder, watchDriverFolder } from './driver-folder.ts';
import { Owned } from './owned.ts';

/** Folders of drivers that are used: each is read once, and again when something in it changes. */
export interface UsedFolders {
  /** What reading it came to, under the name that it is given. */
  reading(name: string, folder: Uri): Promise<FolderReading>;
  /** None is used any more. */
  forget(): void;
}

interface UsedFolder {
  reading: Promise<FolderReading>;
}

/** `tell` is called when a folder that is used reads otherwise than before. */
export function keepFolders(tell: (folder: Uri) => void): UsedFolders {
  const folders = new Map<string, UsedFolder>();
  const watchers = new Owned();
  const use = (name: string, folder: Uri): UsedFolder => {
    const key = `${name}\n${folder}`;
    const known = folders.get(key);
    if (known) return known;
    const used: UsedFolder = { reading: readDriverFolder(name, folder) };
    folders.set(key, used);
    const reread = async () => {
      if (await readAgain(used, name, folder)) tell(folder);
    };
    void used.reading.then((first) => {
      // Settings may have changed meanwhile; and whoever watches all of a large disk stops watching anything.
      if (folders.get(key) !== used || (first.source === null && first.isTooLarge)) return;
      watchers.own(watchDriverFolder(folder, () => void reread()));
      void reread();
    });
    return used;
  };
  return {
    reading: (name, folder) => use(name, folder).reading,
    forget: () => {
      folders.clear();
      watchers.dispose();
    },
  };
}

/** Whether it reads otherwise now. What is the same keeps what was made of it. */
async function readAgain(used: UsedFolder, name: string, folder: Uri): Promise<boolean> {
  const then = used.reading;
  used.reading = then.then(async (before) => {
    const now = await readDriverFolder(name, folder);
    return isSameReading(now, before) ? before : now;
  });
  return (await used.reading) !== (await then);
}
