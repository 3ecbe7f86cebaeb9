import { Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { templates } from '../engine/index.ts';
import { openDocument } from './text.ts';

/** Opens an untitled topology of a machine that the user picks; saving it puts it beside the others. */
export async function newFromTemplate(): Promise<void> {
  const items = templates().map((template) => ({
    label: template.label,
    detail: template.detail,
    template,
  }));
  const picked = await window.showQuickPick(items, {
    title: 'New Topology',
    placeHolder: 'Choose a machine',
  });
  if (!picked) return;
  const uri = await freeName(picked.template.fileName);
  const document = await workspace.openTextDocument(uri);
  const edit = new WorkspaceEdit();
  edit.insert(uri, document.positionAt(0), picked.template.text);
  await workspace.applyEdit(edit);
  await window.showTextDocument(document);
}

/** An untitled name that is neither on disk nor open: `gh200.topology.yaml`, then `gh200-2.topology.yaml`. */
async function freeName(fileName: string): Promise<Uri> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  for (let copy = 1; ; copy++) {
    const name = copy === 1 ? fileName : fileName.replace('.topology.', `-${copy}.topology.`);
    const path = folder ? Uri.joinPath(folder, name).path : name;
    const uri = Uri.from({ scheme: 'untitled', path });
    const taken = openDocument(uri) || (folder && (await exists(Uri.joinPath(folder, name))));
    if (!taken) return uri;
  }
}

function exists(uri: Uri): Promise<boolean> {
  return Promise.resolve(workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}
