/** Runs on the extension under development and on the installed package alike: what both must do, and the page bridge. */
import { strict as assert } from 'node:assert';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually, page } from './page.ts';

const extensionId = 'driver-model.driver-model-explorer';

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(extensionId);
  assert.ok(found, `${extensionId} is not there`);
  return found;
}

async function openSample(name = '*.topology.yaml'): Promise<vscode.TextEditor> {
  const [sample] = await vscode.workspace.findFiles(`**/${name}`);
  assert.ok(sample, 'the workspace has no topology');
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(sample));
}

describe('the extension', () => {
  it('is the one meant to be tested', () => {
    const { extensionPath } = extension();
    const expected = process.env['DRIVER_MODEL_EXTENSION'] ?? '';
    assert.ok(extensionPath.startsWith(expected), `${extensionPath} is not in ${expected}`);
  });

  const whenInstalled = process.env['DRIVER_MODEL_INSTALLED'] === 'true' ? it : () => undefined;
  whenInstalled('carries what it needs and nothing else', async () => {
    const entries = await readdir(extension().extensionPath);
    const known =
      /^(?:dist|docs|media|schemas|package\.json|\.vsixmanifest|(?:readme|changelog|license)(?:\.\w+)?)$/i;
    assert.deepEqual(
      entries.filter((entry) => !known.test(entry)),
      [],
    );
    const bundle = await stat(path.join(extension().extensionPath, 'dist/extension.js'));
    assert.ok(bundle.size < 400_000, `${bundle.size} bytes`);
  });

  it('activates', async () => {
    await openSample();
    await extension().activate();
    assert.equal(extension().isActive, true);
  });
});

describe('the extension on the sample workspace', () => {
  before(function () {
    if (!page.available) this.skip();
  });

  it('shows its machines in the view', async () => {
    await vscode.commands.executeCommand('driverModel.machines.focus');
    await eventually(
      () => page.rows('Machines'),
      (rows) => rows.some(({ text }) => text.includes('GB200')),
    );
  });

  it('makes a Problem of a typed fault, and none of it once undone', async () => {
    const { document } = await openSample('gb200.topology.yaml');
    const driverModel = (rows: readonly { readonly text: string }[]) =>
      rows.filter(({ text }) => text.includes('shape/unknown-key')).length;
    const before = driverModel(await page.problems());
    await vscode.window.showTextDocument(document);
    await page.press('Control+Home');
    await page.type('smoke: 1');
    await page.press('Enter');
    await eventually(page.problems, (rows) => driverModel(rows) === before + 1);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually(page.problems, (rows) => driverModel(rows) === before);
  });
});

describe('the page bridge', () => {
  const collection = vscode.languages.createDiagnosticCollection('smoke');
  const item = vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Left);

  before(function () {
    if (!page.available) this.skip();
  });

  after(() => {
    collection.dispose();
    item.dispose();
  });

  it('types and presses keys in the editor', async () => {
    const { document } = await openSample();
    const before = document.getText();
    await page.press('Control+Home');
    await page.type('# typed');
    await page.press('Enter');
    await eventually(
      () => document.getText(),
      (text) => text === `# typed\n${before}`,
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.equal(document.getText(), before);
  });

  it('reads the rows of a tree and clicks one', async () => {
    await vscode.commands.executeCommand('workbench.view.explorer');
    const rows = await eventually(
      () => page.rows('Files Explorer'),
      (now) => now.some((row) => row.text.endsWith('.topology.yaml')),
    );
    const row = rows.find(({ text }) => text.endsWith('.topology.yaml'));
    assert.ok(row);
    assert.ok(row.label.startsWith(row.text), row.label);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await page.click(`.explorer-folders-view .monaco-list-row[aria-label^="${row.label}"]`);
    await eventually(
      () => vscode.window.activeTextEditor?.document.fileName ?? '',
      (file) => file.endsWith(row.text),
    );
  });

  it('reads the Problems panel', async () => {
    const { document } = await openSample();
    const problem = new vscode.Diagnostic(new vscode.Range(0, 0, 0, 4), 'a problem of the smoke test');
    collection.set(document.uri, [problem]);
    const shown = await eventually(page.problems, (rows) =>
      rows.some((row) => row.text.includes(problem.message)),
    );
    assert.match(shown.find((row) => row.text.includes(problem.message))?.label ?? '', /^Error/);
    collection.clear();
    await eventually(page.problems, (rows) => !rows.some((row) => row.text.includes(problem.message)));
  });

  it('reads the status bar', async () => {
    item.text = '$(check) smoke';
    item.tooltip = 'the smoke test';
    item.show();
    const items = await eventually(page.statusBar, (all) => all.some(({ text }) => text === 'smoke'));
    assert.match(items.find(({ text }) => text === 'smoke')?.label ?? '', /smoke/);
  });

  it('takes a screenshot', async () => {
    const file = await page.screenshot(`smoke-${vscode.version}`);
    const png = await readFile(file);
    assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
    assert.ok(png.length > 10_000, `${png.length} bytes are no picture of a workbench`);
  });
});
