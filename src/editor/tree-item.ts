import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { OutlineIcon, OutlineKind } from '../engine/index.ts';
import type { Row } from './rows.ts';

/** Colour repeats what the description says in words; it never tells anything alone. */
const icons: Readonly<Record<OutlineIcon, ThemeIcon>> = {
  machine: new ThemeIcon('server'),
  socket: new ThemeIcon('circuit-board'),
  memory: new ThemeIcon('database'),
  region: new ThemeIcon('layers'),
  gpu: new ThemeIcon('circle-large-outline'),
  bound: new ThemeIcon('pass', new ThemeColor('testing.iconPassed')),
  failed: new ThemeIcon('error', new ThemeColor('testing.iconFailed')),
  unbound: new ThemeIcon('circle-slash', new ThemeColor('testing.iconSkipped')),
  waiting: new ThemeIcon('sync', new ThemeColor('testing.iconQueued')),
  property: new ThemeIcon('symbol-property'),
  device: new ThemeIcon('plug'),
  finding: new ThemeIcon('bug', new ThemeColor('problemsErrorIcon.foreground')),
};
const stale = new ThemeIcon('history', new ThemeColor('problemsWarningIcon.foreground'));

/** A machine shows its sockets, and few sockets what is in them. */
const open: ReadonlySet<OutlineKind> = new Set(['machine', 'socket']);
const fewSockets = 32;

/** How a row looks, what it says, and what its click and its menu do. */
export function treeItem({ id, node, file, parent }: Row): TreeItem {
  const item = new TreeItem(node.label, collapsible({ node, parent }));
  item.id = id;
  item.description = node.description;
  item.tooltip = new MarkdownString(node.tooltip);
  item.iconPath = parent === null && file.stale ? stale : icons[node.icon];
  item.accessibilityInformation = { label: node.spoken };
  item.contextValue = [
    node.kind,
    node.place || node.source ? 'place' : '',
    hasValues(node.copy) ? 'values' : '',
  ]
    .filter(Boolean)
    .join(' ');
  item.command = { command: 'driverModel.openRow', title: 'Open', arguments: [id] };
  return item;
}

function collapsible({ node, parent }: Pick<Row, 'node' | 'parent'>): TreeItemCollapsibleState {
  if (!node.hasChildren) return TreeItemCollapsibleState.None;
  const isOpen = open.has(node.kind) && (parent === null || parent.children.length <= fewSockets);
  return isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

function hasValues(copy: Readonly<Record<string, string>>): boolean {
  return Object.keys(copy).length > 0;
}
