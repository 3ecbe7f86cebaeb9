import { env, window } from 'vscode';
import { focusedRow } from './focused-row.ts';
import type { MachineTree } from './tree.ts';

/** Copies a value of a row, of the one that has the focus where a key was pressed, else of the selected one; asks which where it has several. */
export async function copyValue(tree: MachineTree, argument: unknown): Promise<void> {
  const id = argument === 'focused' ? await focusedRow(tree.view) : argument;
  const row = tree.row(typeof id === 'string' ? id : (tree.view.selection[0] ?? ''));
  const values = Object.entries(row?.node.copy ?? {});
  const items = values.map(([name, value]) => ({ label: value, description: name }));
  const picked =
    items.length > 1 ? await window.showQuickPick(items, { placeHolder: 'Choose what to copy' }) : items[0];
  if (!picked) return;
  await env.clipboard.writeText(picked.label);
  window.setStatusBarMessage(`$(check) Copied ${picked.label}`, 3000);
}
