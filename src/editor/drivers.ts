import { EventEmitter, Uri, workspace } from 'vscode';
import {
  type CompiledDriver,
  compileSteps,
  type DriverNotes,
  type DriverSource,
  type EmbeddedDriver,
  embeddedDrivers,
} from '../engine/index.ts';
import type { FolderReading } from './driver-folder.ts';
import { driverFolder, driverSetting } from './driver-setting.ts';
import { Owned } from './owned.ts';
import { keepFolders } from './used-folders.ts';

/** The driver chosen for a topology. Without a source, `trouble` says in a sentence why. */
export type ChosenDriver = FolderReading & { readonly name: string; readonly folder: Uri | null };

export interface Drivers {
  readonly embedded: readonly EmbeddedDriver[];
  chosen(topology: Uri): Promise<ChosenDriver>;
  /** The driver that a scenario or a trace names: an embedded one, or a folder relative to the file. */
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

/** Keeps the drivers: the embedded ones, and the user's folders that settings name. */
export function keepDrivers(): Drivers {
  const owned = new Owned();
  const news = owned.own(new EventEmitter<(topology: Uri) => boolean>());
  const translations = new WeakMap<DriverSource, Map<bigint, CompiledDriver>>();
  const folders = keepFolders((folder) =>
    news.fire((topology) => driverFolder(driverSetting(topology), topology)?.toString() === String(folder)),
  );
  owned.own({ dispose: folders.forget });
  owned.own(
    workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('driverModel')) return;
      folders.forget();
      news.fire((topology) => event.affectsConfiguration('driverModel', topology));
    }),
  );

  return {
    embedded: embeddedDrivers(),
    onDidChange: news.event,
    dispose: () => owned.dispose(),
    chosen: async (topology) => {
      const name = driverSetting(topology);
      const own = embeddedDriver(name);
      if (own) return own;
      const folder = driverFolder(name, topology);
      if (folder === null) return { name, folder, source: null, trouble: homeless(name) };
      return { name, folder, ...withRemedy(await folders.reading(name, folder)) };
    },
    named: async (name, file) => {
      const own = embeddedDriver(name);
      if (own) return own;
      if (!workspace.isTrusted) return { name, folder: null, source: null, trouble: untrusted(name) };
      const folder = Uri.joinPath(file, '..', name);
      return { name, folder, ...(await folders.reading(name, folder)) };
    },
    now: async (driver) => (driver.folder ? folders.reading(driver.name, driver.folder) : driver),
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

function embeddedDriver(name: string): ChosenDriver | null {
  const source = embeddedDrivers().find((driver) => driver.name === name);
  return source ? { name, folder: null, source, trouble: null } : null;
}

/** A driver of the settings: another can be chosen. */
function withRemedy(reading: FolderReading): FolderReading {
  return reading.source ? reading : { ...reading, trouble: `${reading.trouble} Choose another driver.` };
}

function untrusted(name: string): string {
  return `The driver ${name} is a folder of this workspace, which is not trusted. Trust the workspace to run it.`;
}

function homeless(name: string): string {
  return `No embedded driver is called ${name}, and an untitled file has no folder to look for it in. Choose a driver.`;
}
