import { EventEmitter, type Uri } from 'vscode';
import type { DriverSource, Orders, OutlineNode, WrongMachine } from '../../engine/index.ts';
import { isSameSource } from '../driver-folder.ts';
import type { ChosenDriver, Drivers } from '../drivers.ts';
import { Owned } from '../owned.ts';
import type { TopologyStore } from '../store.ts';
import type { TopologyFile } from '../topology-file.ts';

/** What was found by exploring, by a fault, by a trace or by comparing, ready to be shown. */
export interface Found {
  /** Of the topology, as it was then. */
  readonly file: TopologyFile;
  /** The driver that was chosen then; null for what does not depend on the choice. */
  readonly source: DriverSource | null;
  /** Drivers that were used whatever is chosen: those that a trace names, or that were compared. */
  readonly used: readonly ChosenDriver[];
  /** What is first tells what came of it; findings follow in the order of `wrong`. */
  readonly rows: readonly OutlineNode[];
  readonly wrong: WrongMachine;
  /** All of it as Markdown. */
  readonly report: string;
  /** How it may be done again; null where it was no search. */
  readonly search: Search | null;
  /** The driver that its traces name when they are saved; null where they are not. */
  readonly origin: Origin | null;
  /** Whether the scenario that it came of is another now; absent where it is of none. */
  readonly isOtherScenario?: () => boolean;
}

export interface Origin {
  readonly source: DriverSource;
  /** Null for one that comes with the tool. */
  readonly folder: Uri | null;
}

export interface Search {
  readonly gpus: readonly string[];
  readonly faults: number;
  /** States at which it gives up. */
  readonly limit: number;
  readonly orders: Orders;
  /** It did, and found nothing until then or not all. */
  readonly reachedLimit: boolean;
}

/** What has changed since. */
export type Stale = 'topology' | 'driver' | 'scenario' | 'gone';

/** The findings that are shown: the last ones, until they are cleared. */
export interface Findings {
  readonly found: Found | null;
  /** Null while they hold for the topology and the driver as they are now. */
  readonly stale: Stale | null;
  /** The topology as it is now. */
  readonly now: TopologyFile | undefined;
  /** Others are shown, or these have become stale, or no longer are. */
  readonly onDidChange: (listener: () => void) => { dispose(): void };
  show(found: Found): void;
  /** A scenario has changed. */
  look(): void;
  clear(): void;
  dispose(): void;
}

export function keepFindings(store: TopologyStore, drivers: Drivers): Findings {
  const owned = new Owned();
  const news = owned.own(new EventEmitter<void>());
  let found: Found | null = null;
  /** One of the drivers that were used reads otherwise now. */
  let isChanged = false;
  let asked = 0;
  const reread = async () => {
    const mine = ++asked;
    const changed = found !== null && (await hasChanged(found.used, drivers));
    if (mine !== asked || changed === isChanged) return;
    isChanged = changed;
    news.fire();
  };
  const set = (next: Found | null) => {
    found = next;
    isChanged = false;
    news.fire();
    void reread();
  };
  const isConcerned = (uri: Uri) => found?.file.uri.toString() === uri.toString();
  owned.own(store.onDidChange((uri) => isConcerned(uri) && news.fire()));
  owned.own(drivers.onDidChange(() => void reread()));
  return {
    get found() {
      return found;
    },
    get stale() {
      return found && staleness(found, store.file(found.file.uri), isChanged);
    },
    get now() {
      return found ? store.file(found.file.uri) : undefined;
    },
    onDidChange: news.event,
    show: set,
    look: () => found?.isOtherScenario && news.fire(),
    clear: () => set(null),
    dispose: () => owned.dispose(),
  };
}

async function hasChanged(used: Found['used'], drivers: Drivers): Promise<boolean> {
  const now = await Promise.all(used.map((driver) => drivers.now(driver)));
  return now.some(({ source }, at) => {
    const then = used[at]!.source;
    return !source || !then || !isSameSource(source, then);
  });
}

function staleness(found: Found, now: TopologyFile | undefined, isChanged: boolean): Stale | null {
  const { file, source } = found;
  if (!now) return 'gone';
  if (isChanged) return 'driver';
  if (source && !(now.driver.source && isSameSource(now.driver.source, source))) return 'driver';
  if (!isSameText(now, file)) return 'topology';
  return found.isOtherScenario?.() ? 'scenario' : null;
}

function isSameText({ shown }: TopologyFile, { shown: then }: TopologyFile): boolean {
  return (
    shown.files.length === then.files.length &&
    shown.files.every(({ path, text }, at) => path === then.files[at]?.path && text === then.files[at]?.text)
  );
}
