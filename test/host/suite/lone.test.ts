/** A single file opened without a folder. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { eventually, page } from './page.ts';
import { codes, expectCodes, open, problems, replace, status, tree } from './topologies.ts';

describe('a file opened without a folder', () => {
  before(function () {
    if (vscode.workspace.workspaceFolders?.length) this.skip();
  });

  it('is read without anything being configured or called', async () => {
    const editor = await eventually(
      () => vscode.window.activeTextEditor,
      (active) => active !== undefined,
    );
    const document = editor?.document;
    assert.ok(document);
    if (page.available) await eventually(status, (text) => text === 'reviewed: 4 of 4 GPUs bound');
    assert.deepEqual(codes(document.uri), []);
    await replace(document, '    pxm: 0', '    pxn: 0');
    await expectCodes(document.uri, ['shape/missing-key', 'shape/unknown-key']);
    if (page.available) {
      await eventually(tree, (rows) => rows.some(({ text }) => text.startsWith('lone.topology.yaml')));
    }
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await expectCodes(document.uri, []);
  });

  it('is made from a template, with a name that is read', async function () {
    if (!page.available) this.skip();
    await vscode.commands.executeCommand('workbench.view.extension.driverModel');
    await page.click('.welcome-view-content .monaco-button');
    await page.waitFor('.quick-input-widget .monaco-list-row.focused');
    await page.press('Enter');
    const editor = await eventually(
      () => vscode.window.activeTextEditor,
      (active) => active?.document.uri.scheme === 'untitled',
    );
    const document = editor?.document;
    assert.ok(document);
    assert.equal(document.languageId, 'yaml');
    await eventually(status, (text) => /^reviewed: \d of \d GPUs? bound$/.test(text));
    await replace(document, 'sockets:', 'socketz:');
    await eventually(
      () => problems(document.uri).length,
      (count) => count > 0,
    );
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await expectCodes(document.uri, []);
    await open(vscode.Uri.from({ scheme: 'untitled', path: 'plain.yaml' }));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    assert.equal(await status(), '');
  });
});
