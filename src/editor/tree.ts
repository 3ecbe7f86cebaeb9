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
import type { TopologyFile } from './topology-file.ts';
import { treeItem } from './tree-item.ts';
import { whenServed } from './when-served.ts';

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
  const rows = new TreeRows();
  const changed = owned.own(new EventEmitter<undefined>());
  // The whole: VS Code keeps what has the same id, and 1.100 loses rows when parts change under its hands.
  const refresh = owned.own(whenServed(() => changed.fire(undefined)));
  const waiting = inTurns();
  const provider: TreeDataProvider<string> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: async (id) => {
      refresh.serving();
      await waiting();
      const row = rows.row(id);
      // It may ask for a row that an edit has just removed; the refresh that is on its way drops it.
      return row ? treeItem(row) : goneItem(id);
    },
    getChildren: async (id) => {
      if (id === undefined) await store.ready;
      refresh.serving(id === undefined ? 'roots' : undefined);
      const roots = () => store.files().flatMap(({ uri }) => rows.roots(uri));
      const found = id === undefined ? roots() : (rows.row(id)?.children ?? []);
      rows.know(found);
      return found.map((row) => row.id);
    },
    getParent: (id) => rows.row(id)?.parent?.id,
  };
  const view = owned.own(
    window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true }),
  );
  owned.own(
    store.onDidChange((uri) => {
      rows.update(uri, store.file(uri));
      refresh.ask();
      view.badge = badge(countFaults(store.files()));
    }),
  );
  return {
    view,
    row: (id) => rows.row(id),
    roots: (uri) => rows.roots(uri),
    dispose: () => owned.dispose(),
  };
}

/** The rows of all files, by their ids. */
class TreeRows {
  readonly #roots = new Map<string, readonly Row[]>();
  /** Those that VS Code has asked for, by file. */
  readonly #known = new Map<string, Map<string, Row>>();

  /** Makes the rows of a file anew; it has none where it is gone. */
  update(uri: Uri, file: TopologyFile | undefined): void {
    const key = uri.toString();
    this.#known.delete(key);
    if (file) this.#roots.set(key, rowsOf(file));
    else this.#roots.delete(key);
  }

  roots(uri: Uri): readonly Row[] {
    return this.#roots.get(uri.toString()) ?? [];
  }

  row(id: string): Row | undefined {
    const key = id.slice(0, id.indexOf('#'));
    const there = this.#known.get(key)?.get(id) ?? findRow(this.#roots.get(key) ?? [], id);
    if (there) this.know([there]);
    return there;
  }

  know(rows: readonly Row[]): void {
    for (const row of rows) {
      const key = row.file.uri.toString();
      const of = this.#known.get(key) ?? new Map<string, Row>();
      this.#known.set(key, of.set(row.id, row));
    }
  }
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
