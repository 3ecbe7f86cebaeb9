import { commands, type Location } from 'vscode';
import { rowLocation } from './row-location.ts';
import type { MachineTree } from './tree.ts';

/** Opens what a click on a row means, with the keyboard left in the tree. */
export async function openRow(tree: MachineTree, id: string): Promise<void> {
  const row = tree.row(id);
  const location = row && rowLocation(row);
  if (location) await show(location, true);
}

/** Goes to the line of a row, or of the selected one: always in the topology's own file. */
export async function revealInFile(tree: MachineTree, id: string | undefined): Promise<void> {
  const row = tree.row(id ?? tree.view.selection[0] ?? '');
  const location = row && (rowLocation({ ...row, node: { ...row.node, source: null } }) ?? rowLocation(row));
  if (location) await show(location, false);
}

/** By command: a document that the extension itself opens would outlive its tab. */
function show({ uri, range }: Location, preserveFocus: boolean): Thenable<unknown> {
  return commands.executeCommand('vscode.open', uri, { selection: range, preserveFocus });
}
