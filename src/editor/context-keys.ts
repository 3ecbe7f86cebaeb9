import { commands, type Disposable } from 'vscode';
import type { TopologyStore } from './store.ts';

/** Keeps the keys that `when` clauses of package.json ask for. */
export function registerContextKeys(store: TopologyStore): Disposable {
  const update = () =>
    set(
      'hasTopology',
      store.files().some(({ shown }) => shown.text.trim() !== ''),
    );
  // Until then an empty tree means nothing, and the view must not say that there is no topology.
  void store.ready.then(() => set('ready', true));
  return store.onDidChange(update);
}

function set(key: string, value: boolean): void {
  void commands.executeCommand('setContext', `driverModel.${key}`, value);
}
