import { EventEmitter, type Uri } from 'vscode';
import type { DriverSource, OutlineNode, Plan, WrongMachine } from '../../engine/index.ts';
import { Owned } from '../owned.ts';
import type { TopologyStore } from '../store.ts';
import type { TopologyFile } from '../topology-file.ts';

/** What was found by exploring, by a fault, by a trace or by comparing, ready to be shown. */
export interface Found {
  /** Of the topology, as it was then. */
  readonly file: TopologyFile;
  /** The driver that was chosen then; null for what does not depend on the choice. */
  readonly source: DriverSource | null;
  /** What is first tells what came of it; findings follow in the order of `wrong`. */
  readonly rows: readonly OutlineNode[];
  readonly wrong: WrongMachine;
  /** All of it as Markdown. */
  readonly report: string;
  /** How it may be done again; null where it was no search. */
  readonly search: Search | null;
}

export interface Search {
  readonly gpus: readonly string[];
  readonly faults: number;
  readonly plan: Plan;
  /** States at which it gives up. */
  readonly limit: number;
  /** It did, and found nothing until then or not all. */
  readonly reachedLimit: boolean;
}

/** What has changed since. */
export type Stale = 'topology' | 'driver' | 'gone';

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
  if (source && !(now.driver.source && isSameSource(now.driver.source, source))) return 'driver';
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
