/** Commands as a user calls them, with their pickers. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { eventually, leavePicker, page } from './page.ts';
import {
  closeAll,
  codes,
  expectCodes,
  folder,
  gpu,
  machine,
  open,
  problems,
  removeWritten,
  status,
  tree,
  write,
} from './topologies.ts';

const tray = machine(gpu('0008:01:00.0'), gpu('0009:01:00.0'));

/** Calls a command that opens a picker, and picks what the typed text leaves first. */
async function pick(command: string, text: string): Promise<void> {
  const done = vscode.commands.executeCommand(command);
  await page.waitFor('.quick-input-widget .monaco-list-row');
  await page.type(text);
  await eventually(
    () => page.query('.quick-input-widget .monaco-list-row.focused'),
    ([row]) => row?.text.toLowerCase().includes(text.toLowerCase()) === true,
  );
  await page.press('Enter');
  await done;
}

describe('commands', () => {
  before(function () {
    if (!page.available) this.skip();
  });
  afterEach(removeWritten);

  it('are in the palette under one category', async () => {
    const manifest = vscode.extensions.getExtension('driver-model.driver-model-explorer')?.packageJSON;
    const names: string[] = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      names.filter((name) => !registered.includes(name)),
      [],
    );
    for (const { category } of manifest.contributes.commands) assert.equal(category, 'Driver Model');
  });

  it('make a topology from a template: untitled, YAML, and without a fault', async () => {
    await pick('driverModel.newFromTemplate', 'GB200');
    const editor = await eventually(
      () => vscode.window.activeTextEditor,
      (active) => active?.document.uri.scheme === 'untitled',
    );
    const document = editor?.document;
    assert.ok(document);
    assert.equal(document.languageId, 'yaml');
    assert.match(document.uri.path, /\.topology\.yaml$/);
    await eventually(tree, (rows) => rows.some(({ text }) => text.includes('4 of 4 GPUs bound')));
    assert.deepEqual(
      problems(document.uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
      [],
    );
    const { uri } = document;
    await closeAll();
    await expectCodes(uri, []);
  });

  it('choose a driver, and keep the choice in the settings of the folder', async () => {
    const { document } = await open(await write('chosen.topology.yaml', tray));
    await eventually(status, (text) => text.startsWith('reviewed: 2 of 2'));
    await pick('driverModel.selectDriver', 'rfc-v2-03');
    await eventually(status, (text) => text.startsWith('rfc-v2-03:'));
    const settings = vscode.workspace.getConfiguration('driverModel', document.uri);
    assert.equal(settings.inspect('driver')?.workspaceFolderValue, 'rfc-v2-03');
    const choosing = vscode.commands.executeCommand('driverModel.selectDriver');
    // The list opens on the chosen driver.
    await eventually(
      () => page.query('.quick-input-widget .monaco-list-row.focused'),
      ([row]) => row?.text.includes('rfc-v2-03') === true,
    );
    await leavePicker(choosing);
    await pick('driverModel.selectDriver', 'reviewed');
    await eventually(status, (text) => text.startsWith('reviewed:'));
    await settings.update('driver', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
  });

  it('choose a driver by a click on the status item', async () => {
    await open(await write('clicked.topology.yaml', tray));
    await eventually(status, (text) => text.startsWith('reviewed: 2 of 2'));
    await page.click('.statusbar-item[id$="driverModel.status"] a');
    const rows = await eventually(
      () => page.query('.quick-input-widget .monaco-list-row'),
      (all) => all.length >= 4,
    );
    const texts = rows.map(({ text }) => text).join('\n');
    for (const name of ['reviewed', 'rfc-v2-02', 'rfc-v2-03', 'Choose a folder'])
      assert.ok(texts.includes(name), texts);
    await page.press('Escape');
  });

  it('copy a report for a review mail', async () => {
    const { document } = await open(await write('reported.topology.yaml', tray));
    await eventually(status, (text) => text.startsWith('reviewed: 2 of 2'));
    await vscode.commands.executeCommand('driverModel.copyReport');
    const text = await eventually(
      () => vscode.env.clipboard.readText(),
      (copied) => copied.startsWith('# '),
    );
    for (const part of ['0008:01:00.0', '0009:01:00.0', 'reviewed', 'nvgrace_gpu_vfio_pci.egm.4']) {
      assert.ok(text.includes(part), `${part} is not in\n${text}`);
    }
    assert.deepEqual(codes(document.uri), []);
  });

  it('refresh what no watcher told', async () => {
    const uri = await write('refreshed.topology.yaml', tray.replace('pxm: 0', 'pxn: 0'));
    await vscode.commands.executeCommand('driverModel.refresh');
    assert.notDeepEqual(codes(uri), []);
    assert.ok(vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() === folder().toString());
    // A watcher tells nothing of what comes and goes at once.
    await vscode.workspace.fs.delete(uri);
    await vscode.commands.executeCommand('driverModel.refresh');
    assert.deepEqual(codes(uri), []);
  });

  it('open the page on the format', async () => {
    await vscode.commands.executeCommand('driverModel.openFormat');
    await eventually(
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '',
      (label) => /format\.md/.test(label),
    );
  });
});
