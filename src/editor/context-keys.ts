import { commands, type Disposable } from 'vscode';
import type { TopologyStore } from './store.ts';
import { openDocument } from './text.ts';
import type { TopologyFile } from './topology-file.ts';

/** Keeps the keys that `when` clauses of package.json ask for. */
export function registerContextKeys(store: TopologyStore): Disposable {
  const update = () => set('hasTopology', store.files().some(hasText));
  // Until then an empty tree means nothing, and the view must not say that there is no topology.
  void store.ready.then(() => set('ready', true));
  return store.onDidChange(update);
}

/** A large file that was not asked for yet shows nothing, and is there all the same. */
function hasText({ uri, shown }: TopologyFile): boolean {
  return (shown.text || openDocument(uri)?.getText() || '').trim() !== '';
}

function set(key: string, value: boolean): void {
  void commands.executeCommand('setContext', `driverModel.${key}`, value);
}
