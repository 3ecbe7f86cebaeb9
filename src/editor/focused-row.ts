import { commands, type TreeView } from 'vscode';

/**
 * The row of a view that has the keyboard's focus. VS Code tells extensions which row is selected, and arrow keys move the
 * focus alone: the row is the one whose selection changes when the list is told to toggle it. Twice, so that the selection
 * stays as it was. To be called where a key was pressed in the view.
 */
export async function focusedRow<T>(view: TreeView<T>): Promise<T | undefined> {
  const before = view.selection;
  await commands.executeCommand('list.toggleSelection');
  const now = view.selection;
  await commands.executeCommand('list.toggleSelection');
  return now.find((row) => !before.includes(row)) ?? before.find((row) => !now.includes(row)) ?? before[0];
}
