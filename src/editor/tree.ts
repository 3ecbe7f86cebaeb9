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
import { findRow, type Row, rowsOf } from './rows.ts';
import { turn } from './slices.ts';
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
  /** Those that VS Code has asked for, by file. */
  const known = new Map<string, Map<string, Row>>();
  const roots = new Map<string, readonly Row[]>();
  const changed = owned.own(new EventEmitter<undefined>());

  const update = (uri: Uri) => {
    const key = uri.toString();
    known.delete(key);
    const file = store.file(uri);
    if (file) roots.set(key, rowsOf(file));
    else roots.delete(key);
    // The whole: VS Code keeps what has the same id, and 1.100 loses rows when parts change under its hands.
    changed.fire(undefined);
    view.badge = badge(countFaults(store.files()));
  };
  const allRoots = () => store.files().flatMap(({ uri }) => roots.get(uri.toString()) ?? []);
  const rowOf = (id: string): Row | undefined => {
    const key = id.slice(0, id.indexOf('#'));
    const there = known.get(key)?.get(id) ?? findRow(roots.get(key) ?? [], id);
    if (there) know(there);
    return there;
  };
  const know = (row: Row) => {
    const key = row.file.uri.toString();
    const of = known.get(key) ?? new Map<string, Row>();
    known.set(key, of.set(row.id, row));
  };
  const waiting = inTurns();
  const provider: TreeDataProvider<string> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: async (id) => {
      await waiting();
      const row = rowOf(id);
      // It may ask for a row that an edit has just removed; the refresh that is on its way drops it.
      return row ? treeItem(row) : goneItem(id);
    },
    getChildren: async (id) => {
      if (id === undefined) await store.ready;
      const found = id === undefined ? allRoots() : (rowOf(id)?.children ?? []);
      for (const row of found) know(row);
      return found.map((row) => row.id);
    },
    getParent: (id) => rowOf(id)?.parent?.id,
  };
  const view = owned.own(
    window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true }),
  );
  owned.own(store.onDidChange(update));
  return {
    view,
    row: rowOf,
    roots: (uri) => roots.get(uri.toString()) ?? [],
    dispose: () => owned.dispose(),
  };
}

/** By its id, VS Code takes it for the row that it asked for. */
function goneItem(id: string): TreeItem {
  const item = new TreeItem('');
  item.id = id;
  return item;
}

/** Rows that are asked for together, as all sockets of a rack are, are made a few at a time. */
function inTurns(): () => Promise<void> {
  const together = 100;
  let asked = 0;
  let gate = Promise.resolve();
  return () => {
    if (++asked % together === 0) gate = gate.then(turn);
    return gate;
  };
}

function badge(faults: number): { value: number; tooltip: string } | undefined {
  if (faults === 0) return undefined;
  return { value: faults, tooltip: faults === 1 ? '1 fault' : `${faults} faults` };
}
