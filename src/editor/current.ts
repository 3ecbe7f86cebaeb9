import { EventEmitter, type Uri, window } from 'vscode';
import { Owned } from './owned.ts';
import type { TopologyStore } from './store.ts';
import type { TopologyFile } from './topology-file.ts';
import type { MachineTree } from './tree.ts';

/** The topology that commands and the status item mean when nothing else is said. */
export interface CurrentTopology {
  /** That of the active editor, else of the tree's selection, else the last one, else the first there is. */
  get(): TopologyFile | undefined;
  /** Another file is current, or the current one has a new picture. */
  readonly onDidChange: (listener: () => void) => { dispose(): void };
  dispose(): void;
}

export function followCurrent(store: TopologyStore, tree: MachineTree): CurrentTopology {
  const owned = new Owned();
  const news = owned.own(new EventEmitter<void>());
  let last: Uri | undefined;
  const turnTo = (uri: Uri | undefined) => {
    if (uri && store.file(uri)) last = uri;
    news.fire();
  };
  const active = () => window.activeTextEditor?.document.uri;
  owned.own(window.onDidChangeActiveTextEditor(() => turnTo(active())));
  owned.own(
    tree.view.onDidChangeSelection(({ selection: [id] }) => {
      if (id !== undefined) turnTo(tree.row(id)?.file.uri);
    }),
  );
  owned.own(store.onDidChange(() => turnTo(active())));
  return {
    get: () => (last && store.file(last)) ?? store.files()[0],
    onDidChange: news.event,
    dispose: () => owned.dispose(),
  };
}
