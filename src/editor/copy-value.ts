import { env, window } from 'vscode';
import type { MachineTree } from './tree.ts';

/** Copies a value of a row, or of the selected one; asks which where it has several. */
export async function copyValue(tree: MachineTree, id: string | undefined): Promise<void> {
  const values = Object.entries(tree.row(id ?? tree.view.selection[0] ?? '')?.node.copy ?? {});
  const items = values.map(([name, value]) => ({ label: value, description: name }));
  const picked =
    items.length > 1 ? await window.showQuickPick(items, { placeHolder: 'Choose what to copy' }) : items[0];
  if (!picked) return;
  await env.clipboard.writeText(picked.label);
  window.setStatusBarMessage(`$(check) Copied ${picked.label}`, 3000);
}
