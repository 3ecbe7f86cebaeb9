/** Topologies to test with, and what the extension shows of them. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { eventually, page, type Row } from './page.ts';

/** A GPU as a topology has it, under `gpus:`. */
export function gpu(bdf: string, egm = 'nvidia,egm-pxm: 4'): string {
  return `      - bdf: ${bdf}
        device: 10de:2941
        properties:
          nvidia,gpu-mem-base-pa: 0x42${bdf.slice(2, 4)}000000000
          nvidia,gpu-mem-size: 16 GiB
          nvidia,gpu-mem-pxm-start: ${8 * Number.parseInt(bdf.slice(0, 4), 16)}
          nvidia,gpu-mem-pxm-count: 8
          nvidia,egm-base-pa: 0x80000000
          nvidia,egm-size: 0x6fc0000000
          ${egm}
          nvidia,egm-retired-pages-data-base: 0x78700${bdf.slice(2, 4)}000
`;
}

/** A machine of one socket with these GPUs, complete: it has no Problem of its own. */
export function machine(...gpus: string[]): string {
  const tables = new Set(gpus.join('').match(/0x78700\w+/g));
  const retired = [...tables].map((table) => `  - { table: ${table}, pages: [] }\n`).join('');
  const head = 'topology: 1\nsockets:\n  - socket: 0\n    pxm: 0\n    gpus:\n';
  return `${head}${gpus.join('')}retired-pages:\n${retired}`;
}

/** The folder of the workspace that tests write to. */
export function folder(): vscode.Uri {
  const first = vscode.workspace.workspaceFolders?.[0];
  assert.ok(first, 'no folder is open');
  return first.uri;
}

const written: vscode.Uri[] = [];

/** Writes a file behind the editor's back, as another program does; `removeWritten` takes it away. */
export async function write(name: string, text: string, home = folder()): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(home, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  written.push(uri);
  return uri;
}

/** Closes all editors without saving, and deletes what tests wrote. */
export async function removeWritten(): Promise<void> {
  await closeAll();
  for (const uri of written.splice(0)) {
    await vscode.workspace.fs.delete(uri, { recursive: true }).then(undefined, () => undefined);
    await eventually(
      () => problems(uri).length,
      (left) => left === 0,
    );
  }
}

export async function closeAll(): Promise<void> {
  for (const group of vscode.window.tabGroups.all) {
    for (const tab of group.tabs.filter(({ isDirty }) => isDirty)) {
      if (!(tab.input instanceof vscode.TabInputText)) continue;
      await vscode.window.showTextDocument(tab.input.uri);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

export async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

/** Shows a document with the keyboard in it. A command that comes back has overtaken no focus on its way. */
export async function focus(document: vscode.TextDocument): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  return editor;
}

/** Puts the cursor before the first occurrence of a text, with the keyboard in the editor. */
export async function goTo(editor: vscode.TextEditor, text: string): Promise<void> {
  const shown = await focus(editor.document);
  const offset = editor.document.getText().indexOf(text);
  assert.ok(offset >= 0, `${text} is not in the document`);
  const at = editor.document.positionAt(offset);
  shown.selection = new vscode.Selection(at, at);
  await focus(editor.document);
}

/** Replaces a text of an open document, in one edit. */
export async function replace(document: vscode.TextDocument, old: string, by: string): Promise<void> {
  const offset = document.getText().indexOf(old);
  assert.ok(offset >= 0, `${old} is not in the document`);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + old.length));
  edit.replace(document.uri, range, by);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** The extension's own Problems of a file. */
export function problems(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'driver-model');
}

export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

export function codes(uri: vscode.Uri): string[] {
  return problems(uri).map(codeOf).sort();
}

/** Waits until a file has exactly these Problems. */
export function expectCodes(uri: vscode.Uri, expected: readonly string[]): Promise<string[]> {
  return eventually(
    () => codes(uri),
    (now) => JSON.stringify(now) === JSON.stringify([...expected].sort()),
  );
}

/** The rows of the sidebar's tree, which is shown for it, once two readings of it agree. */
export async function tree(): Promise<readonly Row[]> {
  await vscode.commands.executeCommand('workbench.view.extension.driverModel');
  let rows = await page.rows('Machines');
  return eventually(
    async () => {
      const before = rows;
      rows = await page.rows('Machines');
      return JSON.stringify(before) === JSON.stringify(rows) ? rows : [];
    },
    (read) => read.length > 0 || rows.length === 0,
  );
}

/** The text of the extension's status item; empty where it is not shown. */
export async function status(): Promise<string> {
  const items = await page.statusBar();
  return items.find(({ id }) => id.endsWith('driverModel.status'))?.text ?? '';
}

/** Sets a setting of the workspace folder for the length of a test. */
export async function withSetting(name: string, value: unknown, test: () => Promise<void>): Promise<void> {
  const set = (to: unknown) =>
    vscode.workspace
      .getConfiguration('driverModel', folder())
      .update(name, to, vscode.ConfigurationTarget.WorkspaceFolder);
  await set(value);
  try {
    await test();
  } finally {
    await set(undefined);
  }
}
