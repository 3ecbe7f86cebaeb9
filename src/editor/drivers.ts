import { EventEmitter, Uri, workspace } from 'vscode';
import {
  type CompiledDriver,
  compileSteps,
  type DriverNotes,
  type DriverSource,
  type EmbeddedDriver,
  embeddedDrivers,
} from '../engine/index.ts';
import { type FolderReading, isSameReading, readDriverFolder, watchDriverFolder } from './driver-folder.ts';
import { driverFolder, driverSetting } from './driver-setting.ts';
import { Owned } from './owned.ts';

/** The driver chosen for a topology. Without a source, `trouble` says in a sentence why. */
export type ChosenDriver = FolderReading & { readonly name: string; readonly folder: Uri | null };

export interface Drivers {
  readonly embedded: readonly EmbeddedDriver[];
  chosen(topology: Uri): Promise<ChosenDriver>;
  /** The driver that a scenario file names: an embedded one, or a folder relative to the file. */
  named(name: string, file: Uri): Promise<ChosenDriver>;
  /** A driver that was chosen or named, as it is now, whatever settings choose. */
  now(driver: ChosenDriver): Promise<FolderReading>;
  /** Translates the driver's C in steps, once for each state of its files and page size. */
  compiled(source: DriverSource, pageSize: bigint): Generator<undefined, CompiledDriver, undefined>;
  /** What reading a driver's C came to; null before it was translated. */
  notes(source: DriverSource, pageSize: bigint): DriverNotes | null;
  /** News of a driver, one that a file names too; the value tells which topologies chose it. */
  readonly onDidChange: (listener: (concerns: (topology: Uri) => boolean) => void) => { dispose(): void };
  dispose(): void;
}

/** A folder that a topology uses: read once, and again when something in it changes. */
interface UsedFolder {
  readonly folder: Uri;
  reading: Promise<FolderReading>;
}

/** Keeps the drivers: the embedded ones, and the user's folders that settings name. */
export function keepDrivers(): Drivers {
  const owned = new Owned();
  const news = owned.own(new EventEmitter<(topology: Uri) => boolean>());
  const embedded = embeddedDrivers();
  const folders = new Map<string, UsedFolder>();
  const watchers = owned.own(new Owned());
  const translations = new WeakMap<DriverSource, Map<bigint, CompiledDriver>>();

  const use = (name: string, folder: Uri): UsedFolder => {
    const key = `${name}\n${folder}`;
    const used = folders.get(key) ?? { folder, reading: readDriverFolder(name, folder) };
    if (folders.has(key)) return used;
    folders.set(key, used);
    const reread = async () => {
      const then = used.reading;
      // What is the same keeps what was made of it.
      used.reading = then.then(async (before) => {
        const now = await readDriverFolder(name, folder);
        return isSameReading(now, before) ? before : now;
      });
      if ((await used.reading) === (await then)) return;
      news.fire((topology) => driverFolder(driverSetting(topology), topology)?.toString() === String(folder));
    };
    void used.reading.then((first) => {
      // Settings may have changed meanwhile; and whoever watches all of a large disk stops watching anything.
      if (folders.get(key) !== used || (first.source === null && first.isTooLarge)) return;
      watchers.own(watchDriverFolder(folder, () => void reread()));
      void reread();
    });
    return used;
  };
  owned.own(
    workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('driverModel')) return;
      folders.clear();
      watchers.dispose();
      news.fire((topology) => event.affectsConfiguration('driverModel', topology));
    }),
  );

  return {
    embedded,
    onDidChange: news.event,
    dispose: () => {
      folders.clear();
      owned.dispose();
    },
    chosen: async (topology) => {
      const name = driverSetting(topology);
      const source = embedded.find((driver) => driver.name === name);
      if (source) return { name, folder: null, source, trouble: null };
      const folder = driverFolder(name, topology);
      if (folder === null) return { name, folder, source: null, trouble: homeless(name) };
      return { name, folder, ...(await use(name, folder).reading) };
    },
    named: async (name, file) => {
      const source = embedded.find((driver) => driver.name === name);
      if (source) return { name, folder: null, source, trouble: null };
      if (!workspace.isTrusted) return { name, folder: null, source: null, trouble: untrusted(name) };
      const folder = Uri.joinPath(file, '..', name);
      return { name, folder, ...(await use(name, folder).reading) };
    },
    now: async (driver) => (driver.folder ? use(driver.name, driver.folder).reading : driver),
    notes: (source, pageSize) => translations.get(source)?.get(pageSize)?.notes ?? null,
    *compiled(source, pageSize) {
      const bySize = translations.get(source) ?? new Map<bigint, CompiledDriver>();
      translations.set(source, bySize);
      const compiled = bySize.get(pageSize) ?? (yield* compileSteps(source, pageSize));
      bySize.set(pageSize, compiled);
      return compiled;
    },
  };
}

function untrusted(name: string): string {
  return `The driver ${name} is a folder of this workspace, which is not trusted. Trust the workspace to run it.`;
}

function homeless(name: string): string {
  return `No embedded driver is called ${name}, and an untitled file has no folder to look for it in. Choose a driver.`;
}
