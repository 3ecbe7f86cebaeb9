import { EventEmitter, workspace } from 'vscode';
import type { Drivers } from '../drivers.ts';
import { isWithin } from '../moves.ts';
import { Owned } from '../owned.ts';
import type { TopologyStore } from '../store.ts';
import type { Found } from './found.ts';
import { type Held, hold } from './held.ts';

/** The findings that are shown: the last ones, until they are cleared. */
export interface Findings {
  readonly held: Held | null;
  /** Others are shown, or these have become stale, or no longer are. */
  readonly onDidChange: (listener: () => void) => { dispose(): void };
  show(found: Found): void;
  /** A scenario has changed. */
  look(): void;
  clear(): void;
  dispose(): void;
}

/** They go with a topology that the user deletes; one that goes in another way (to another branch, say) may come back. */
export function keepFindings(store: TopologyStore, drivers: Drivers): Findings {
  const owned = new Owned();
  const news = owned.own(new EventEmitter<void>());
  let held: Held | null = null;
  const set = (found: Found | null) => {
    held?.dispose();
    held = found && hold(found, store, drivers, () => news.fire());
    news.fire();
  };
  owned.own(
    workspace.onDidDeleteFiles(({ files }) => {
      if (held && files.some((file) => isWithin(held!.uri, file))) set(null);
    }),
  );
  return {
    get held() {
      return held;
    },
    onDidChange: news.event,
    show: set,
    look: () => held?.found.isOtherScenario && news.fire(),
    clear: () => set(null),
    dispose: () => {
      held?.dispose();
      owned.dispose();
    },
  };
}
