import { EventEmitter, type Uri } from 'vscode';
import type { DriverSource, ExploredMachine, OutlineNode } from '../../engine/index.ts';
import { Owned } from '../owned.ts';
import type { TopologyStore } from '../store.ts';
import type { TopologyFile } from '../topology-file.ts';

/** What was explored, and what came of it. */
export interface Found {
  /** Of the topology, as it was then. */
  readonly file: TopologyFile;
  readonly source: DriverSource;
  readonly machine: ExploredMachine;
  /** States at which the search would give up. */
  readonly limit: number;
  readonly rows: readonly OutlineNode[];
}

/** What has changed since an exploration. */
export type Stale = 'topology' | 'driver' | 'gone';

/** The findings that are shown: those of the last exploration, until they are cleared. */
export interface Findings {
  readonly found: Found | null;
  /** Null while they hold for the topology and the driver as they are now. */
  readonly stale: Stale | null;
  /** The topology as it is now. */
  readonly now: TopologyFile | undefined;
  /** Others are shown, or these have become stale, or no longer are. */
  readonly onDidChange: (listener: () => void) => { dispose(): void };
  show(found: Found): void;
  clear(): void;
  dispose(): void;
}

export function keepFindings(store: TopologyStore): Findings {
  const owned = new Owned();
  const news = owned.own(new EventEmitter<void>());
  let found: Found | null = null;
  const set = (next: Found | null) => {
    found = next;
    news.fire();
  };
  const isConcerned = (uri: Uri) => found?.file.uri.toString() === uri.toString();
  owned.own(store.onDidChange((uri) => isConcerned(uri) && news.fire()));
  return {
    get found() {
      return found;
    },
    get stale() {
      return found && staleness(found, store.file(found.file.uri));
    },
    get now() {
      return found ? store.file(found.file.uri) : undefined;
    },
    onDidChange: news.event,
    show: set,
    clear: () => set(null),
    dispose: () => owned.dispose(),
  };
}

function staleness({ file, source }: Found, now: TopologyFile | undefined): Stale | null {
  if (!now) return 'gone';
  if (!now.driver.source || !isSameSource(now.driver.source, source)) return 'driver';
  return isSameText(now, file) ? null : 'topology';
}

function isSameText({ shown }: TopologyFile, { shown: then }: TopologyFile): boolean {
  return (
    shown.files.length === then.files.length &&
    shown.files.every(({ path, text }, at) => path === then.files[at]?.path && text === then.files[at]?.text)
  );
}

function isSameSource(now: DriverSource, then: DriverSource): boolean {
  if (now === then) return true;
  if (now.name !== then.name || now.files.size !== then.files.size) return false;
  return [...now.files].every(([file, text]) => then.files.get(file) === text);
}
