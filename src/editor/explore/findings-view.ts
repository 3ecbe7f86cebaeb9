import {
  type Disposable,
  EventEmitter,
  MarkdownString,
  Position,
  Range,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
} from 'vscode';
import type { OutlineNode } from '../../engine/index.ts';
import { Owned } from '../owned.ts';
import { icons, staleIcon } from '../row-icons.ts';
import { fileName } from '../topology-uri.ts';
import type { Findings } from './findings.ts';
import type { Held } from './held.ts';
import { staleText } from './stale.ts';

/** Name of the view, as package.json has it. */
export const findingsViewId = 'driverModel.findings';

export interface FindingsView extends Disposable {
  readonly view: TreeView<OutlineNode>;
  /** Shows the verdict, and tells it: who waited for it may be typing elsewhere by now, so focus stays there. */
  reveal(): Promise<void>;
  /** Unfolds and selects the last of these rows, each of which is below the one before, and goes there. */
  open(path: readonly OutlineNode[]): Promise<void>;
}

/** Shows the findings as a tree; rows are nodes of the engine, drawn. */
export function registerFindingsView(findings: Findings): FindingsView {
  const owned = new Owned();
  const changed = owned.own(new EventEmitter<undefined>());
  const parents = new WeakMap<OutlineNode, OutlineNode>();
  const childrenOf = (row: OutlineNode) => {
    for (const child of row.children) parents.set(child, row);
    return [...row.children];
  };
  const view = owned.own(
    window.createTreeView<OutlineNode>(findingsViewId, {
      treeDataProvider: {
        onDidChangeTreeData: changed.event,
        getChildren: (row) => (row ? childrenOf(row) : [...(findings.held?.found.rows ?? [])]),
        getParent: (row) => parents.get(row),
        getTreeItem: (row) => treeItem(row, findings.held),
      },
      showCollapseAll: true,
    }),
  );
  let last = shownOf(null);
  const update = () => {
    const now = shownOf(findings.held);
    // An edit that changes nothing here leaves the rows alone.
    if (now.held === last.held && now.stale === last.stale && now.name === last.name) return;
    last = now;
    const { stale } = now;
    view.description = now.name;
    view.message = stale ? staleText(stale) : '';
    changed.fire(undefined);
  };
  owned.own(findings.onDidChange(update));
  return {
    view,
    reveal: () => reveal(view, findings.held),
    open: async (path) => {
      for (const [at, row] of path.entries()) if (at > 0) parents.set(row, path[at - 1]!);
      const row = path.at(-1);
      if (row) await view.reveal(row, { select: true, focus: true, expand: true });
    },
    dispose: () => owned.dispose(),
  };
}

async function reveal(view: TreeView<OutlineNode>, held: Held | null): Promise<void> {
  const [verdict] = held?.found.rows ?? [];
  if (!held || !verdict) return;
  const told = [verdict.label, verdict.description].filter(Boolean).join(': ');
  window.setStatusBarMessage(held.stale ? `${staleText(held.stale)} ${told}` : told, 10_000);
  try {
    await view.reveal(verdict, { select: true, focus: false });
  } catch (error) {
    // Others are shown by now: VS Code knows no such row.
    console.error(error);
  }
}

/** What there is to see of it beside its rows. */
function shownOf(held: Held | null) {
  return { held, stale: held?.stale ?? null, name: held ? fileName(held.uri) : '' };
}

function treeItem(row: OutlineNode, held: Held | null): TreeItem {
  const stale = held?.stale ?? null;
  const isStale = row.kind === 'verdict' && stale !== null;
  const item = new TreeItem(row.label, collapsible(row));
  item.id = row.id;
  item.description = isStale ? `stale · ${row.description}` : row.description;
  item.tooltip = new MarkdownString(row.tooltip);
  item.iconPath = isStale ? staleIcon : icons[row.icon];
  item.accessibilityInformation = { label: isStale ? `${row.spoken}. ${staleText(stale)}` : row.spoken };
  item.contextValue = [row.kind, row.place ? 'gpu' : ''].filter(Boolean).join(' ');
  const location = sourceLocation(row, held);
  // By VS Code's own command: the document is not ours to keep.
  if (location) {
    const { uri, selection } = location;
    item.command = {
      command: 'vscode.open',
      title: 'Open',
      arguments: [uri, { selection, preserveFocus: true }],
    };
  }
  return item;
}

/** What is found is seen at once, its steps when asked for. */
function collapsible({ hasChildren, kind }: OutlineNode): TreeItemCollapsibleState {
  if (!hasChildren) return TreeItemCollapsibleState.None;
  return kind === 'locks' ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

function sourceLocation({ source }: OutlineNode, held: Held | null): { uri: Uri; selection: Range } | null {
  if (source === null) return null;
  const { line, character } = source.position;
  const start = new Position(Math.max(0, line), Math.max(0, character));
  const uri = Uri.parse(source.file);
  return { uri: held?.at(uri) ?? uri, selection: new Range(start, start) };
}
