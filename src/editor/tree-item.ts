import { MarkdownString, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { OutlineKind } from '../engine/index.ts';
import { icons, staleIcon } from './row-icons.ts';
import type { Row } from './rows.ts';

/** A machine shows its sockets, and few sockets what is in them. */
const open: ReadonlySet<OutlineKind> = new Set(['machine', 'socket']);
const fewSockets = 32;

/** How a row looks, what it says, and what its click and its menu do. */
export function treeItem({ id, node, file, parent }: Row): TreeItem {
  const item = new TreeItem(node.label, collapsible({ node, parent }));
  item.id = id;
  item.description = node.description;
  item.tooltip = new MarkdownString(node.tooltip);
  item.iconPath = parent === null && file.stale ? staleIcon : icons[node.icon];
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
