/** A workspace of several folders: each with its settings, one of them not on disk. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { MemoryFiles } from './memory-files.ts';
import { eventually, page } from './page.ts';
import {
  codes,
  expectCodes,
  folder,
  gpu,
  machine,
  open,
  removeWritten,
  replace,
  status,
  tree,
  write,
} from './topologies.ts';

const tray = machine(gpu('0008:01:00.0'), gpu('0009:01:00.0'));
const unknownKey = tray.replace('    pxm: 0', '    pxn: 0');
const broken = ['shape/missing-key', 'shape/unknown-key'];

async function addFolder(uri: vscode.Uri): Promise<void> {
  const changed = new Promise((resolve) => vscode.workspace.onDidChangeWorkspaceFolders(resolve));
  assert.ok(vscode.workspace.updateWorkspaceFolders(1, 0, { uri }));
  await changed;
}

async function removeFolder(): Promise<void> {
  if ((vscode.workspace.workspaceFolders?.length ?? 0) < 2) return;
  const changed = new Promise((resolve) => vscode.workspace.onDidChangeWorkspaceFolders(resolve));
  assert.ok(vscode.workspace.updateWorkspaceFolders(1, 1));
  await changed;
}

describe('a workspace of several folders', () => {
  before(function () {
    if (!vscode.workspace.workspaceFile) this.skip();
  });
  afterEach(async () => {
    await removeFolder();
    await removeWritten();
  });

  it('loses the Problems of a folder that is removed, of open files too', async () => {
    const other = vscode.Uri.joinPath(folder(), '../other');
    const closed = await write('closed.topology.yaml', unknownKey, other);
    const opened = await write('opened.topology.yaml', unknownKey, other);
    assert.deepEqual(codes(closed), [], 'the folder is not in the workspace yet');
    await addFolder(other);
    await expectCodes(closed, broken);
    const { document } = await open(opened);
    await expectCodes(opened, broken);
    await removeFolder();
    await expectCodes(closed, []);
    await expectCodes(opened, []);
    await replace(document, 'pxn', 'pxo');
    await expectCodes(opened, broken);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('runs in each folder the driver of its settings', async () => {
    const other = vscode.Uri.joinPath(folder(), '../other');
    const here = await write('here.topology.yaml', tray);
    const there = await write('there.topology.yaml', tray, other);
    await write('.vscode/settings.json', '{ "driverModel.driver": "rfc-v2-02" }', other);
    await addFolder(other);
    await eventually(
      () => codes(there),
      (now) => now.includes('driver/double-free'),
    );
    assert.deepEqual(codes(here), []);
  });

  it('reads a folder that is not on disk through its file system', async () => {
    const files = new MemoryFiles();
    const provider = vscode.workspace.registerFileSystemProvider('memory', files);
    const home = vscode.Uri.from({ scheme: 'memory', path: '/lab' });
    const uri = vscode.Uri.joinPath(home, 'rack/virtual.topology.yaml');
    try {
      files.writeFile(uri, new TextEncoder().encode(unknownKey));
      await addFolder(home);
      await expectCodes(uri, broken);
      files.writeFile(uri, new TextEncoder().encode(tray));
      await expectCodes(uri, []);
      await open(uri);
      if (page.available) {
        await eventually(status, (text) => text === 'reviewed: 2 of 2 GPUs bound');
        await eventually(tree, (rows) => rows.some(({ text }) => text.startsWith('virtual.topology.yaml')));
      }
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      files.writeFile(uri, new TextEncoder().encode(unknownKey));
      await expectCodes(uri, broken);
      files.delete(uri);
      await expectCodes(uri, []);
    } finally {
      await removeFolder();
      provider.dispose();
    }
  });
});
