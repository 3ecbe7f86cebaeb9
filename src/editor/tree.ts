import {
  type Disposable,
  EventEmitter,
  type TreeDataProvider,
  TreeItem,
  type TreeView,
  type Uri,
  window,
} from 'vscode';
import { Owned } from './owned.ts';
import { countFaults } from './problems-in.ts';
import { descendants, type Row, rowsOf } from './rows.ts';
import type { TopologyStore } from './store.ts';
import { treeItem } from './tree-item.ts';

/** Name of the view, as package.json has it. */
export const viewId = 'driverModel.machines';

/** The sidebar's tree. Its elements are the ids of rows, so that rows may be made anew at every edit. */
export interface MachineTree extends Disposable {
  readonly view: TreeView<string>;
  row(id: string): Row | undefined;
  /** The roots of one file. */
  roots(uri: Uri): readonly Row[];
}

export function registerTree(store: TopologyStore): MachineTree {
  const owned = new Owned();
  const rows = new Map<string, Row>();
  const roots = new Map<string, readonly Row[]>();
  const changed = owned.own(new EventEmitter<undefined>());

  const update = (uri: Uri) => {
    const key = uri.toString();
    const before = roots.get(key) ?? [];
    for (const root of before) for (const row of descendants(root)) rows.delete(row.id);
    const file = store.file(uri);
    const now = file ? rowsOf(file) : [];
    for (const root of now) for (const row of descendants(root)) rows.set(row.id, row);
    if (file) roots.set(key, now);
    else roots.delete(key);
    // The whole: VS Code keeps what has the same id, and 1.100 loses rows when parts change under its hands.
    changed.fire(undefined);
    view.badge = badge(countFaults(store.files()));
  };
  const allRoots = () => store.files().flatMap(({ uri }) => roots.get(uri.toString()) ?? []);
  const provider: TreeDataProvider<string> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (id) => {
      const row = rows.get(id);
      // It may ask for a row that an edit has just removed; the refresh that is on its way drops it.
      return row ? treeItem(row) : new TreeItem('');
    },
    getChildren: async (id) => {
      if (id === undefined) await store.ready;
      const found = id === undefined ? allRoots() : (rows.get(id)?.children ?? []);
      return found.map((row) => row.id);
    },
    getParent: (id) => rows.get(id)?.parent?.id,
  };
  const view = owned.own(
    window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true }),
  );
  owned.own(store.onDidChange(update));
  return {
    view,
    row: (id) => rows.get(id),
    roots: (uri) => roots.get(uri.toString()) ?? [],
    dispose: () => owned.dispose(),
  };
}

function badge(faults: number): { value: number; tooltip: string } | undefined {
  if (faults === 0) return undefined;
  return { value: faults, tooltip: faults === 1 ? '1 fault' : `${faults} faults` };
}
