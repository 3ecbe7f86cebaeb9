import type { Uri } from 'vscode';
import { isSameSource } from '../driver-folder.ts';
import type { Drivers } from '../drivers.ts';
import { Owned } from '../owned.ts';
import type { TopologyStore } from '../store.ts';
import type { TopologyFile } from '../topology-file.ts';
import type { Found } from './found.ts';
import type { Stale } from './stale.ts';

/** What was found, held to what its files are now. */
export interface Held {
  readonly found: Found;
  /** Null while it holds for the topology and the driver as they are now. */
  readonly stale: Stale | null;
  /** The topology as it is now. */
  readonly now: TopologyFile | undefined;
  /** Of the topology now. */
  readonly uri: Uri;
  /** Where a file is now that the user may have renamed in the editor, by itself or with its folder. */
  readonly at: (uri: Uri) => Uri;
  dispose(): void;
}

/** `tell` is called when it has become stale, or no longer is, or one of its files has gone elsewhere. */
export function hold(found: Found, store: TopologyStore, drivers: Drivers, tell: () => void): Held {
  const owned = new Owned();
  const { at } = found.where;
  const here = () => at(found.file.uri);
  /** One of the drivers that were used reads otherwise now. */
  let isChanged = false;
  let asked = 0;
  const reread = async () => {
    const mine = ++asked;
    const changed = await hasChanged(found.used, drivers);
    if (mine !== asked || changed === isChanged) return;
    isChanged = changed;
    tell();
  };
  owned.own(store.onDidChange((uri) => here().toString() === uri.toString() && tell()));
  owned.own(drivers.onDidChange(() => void reread()));
  owned.own(found.where.onDidChange(tell));
  owned.own({ dispose: () => asked++ });
  void reread();
  return {
    found,
    at,
    get uri() {
      return here();
    },
    get stale() {
      return staleness(found, store.file(here()), isChanged);
    },
    get now() {
      return store.file(here());
    },
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
  // A text that is half typed is another one, though the tree still shows what was found in.
  if (now.stale || !isSameText(now, file)) return 'topology';
  return found.isOtherScenario?.() ? 'scenario' : null;
}

/** The first is the file itself, whatever it is called by now. */
function isSameText({ shown }: TopologyFile, { shown: then }: TopologyFile): boolean {
  return (
    shown.files.length === then.files.length &&
    shown.files.every(
      ({ path, text }, at) => (at === 0 || path === then.files[at]?.path) && text === then.files[at]?.text,
    )
  );
}
