/** Pictures of the workbench for README and for eyes, in the themes that users have. */
import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { eventually, page } from './page.ts';
import { codes, folder, goTo, open, tree, withSetting } from './topologies.ts';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
};

async function setTheme(theme: string | undefined): Promise<void> {
  const workbench = vscode.workspace.getConfiguration('workbench');
  await workbench.update('colorTheme', theme, vscode.ConfigurationTarget.Global);
}

/** The panel keeps the height that it had in a higher window, but for what a lower one leaves it. */
async function lowerWindow(): Promise<number> {
  await vscode.commands.executeCommand('workbench.panel.markers.view.focus');
  await page.waitFor('.part.panel');
  const usual = await page.resize(480);
  await page.resize(900);
  return usual;
}

async function show(editor: vscode.TextEditor, text: string, at: 'top' | 'center'): Promise<void> {
  await goTo(editor, text);
  const lineNumber = editor.selection.active.line;
  await vscode.commands.executeCommand('revealLine', { lineNumber, at });
}

/** Takes a picture that is to be looked at. */
async function expectPicture(name: string): Promise<void> {
  const png = await readFile(await page.screenshot(name, { settle: 1500 }));
  assert.ok(png.length > 20_000, `${png.length} bytes are no picture of a workbench`);
}

describe('screenshots', () => {
  const kept = new Map<vscode.Uri, Uint8Array>();
  let usual = 0;

  before(async function () {
    if (!page.available) this.skip();
    // One machine fills the picture; a narrower editor leaves a sidebar that shows what its rows say.
    for (const uri of await vscode.workspace.findFiles('**/{faulty,gh200}.topology.yaml')) {
      kept.set(uri, await vscode.workspace.fs.readFile(uri));
      await vscode.workspace.fs.delete(uri);
    }
    await tree();
    usual = await lowerWindow();
    for (let step = 0; step < 4; step++) {
      await vscode.commands.executeCommand('workbench.action.decreaseViewWidth');
    }
  });
  after(async () => {
    await page.resize(usual);
    await setTheme(undefined);
    for (const [uri, text] of kept) await vscode.workspace.fs.writeFile(uri, text);
  });

  for (const [name, theme] of Object.entries(themes)) {
    it(`of the tree with Problems, ${name}`, async () => {
      await setTheme(theme);
      const uri = vscode.Uri.joinPath(folder(), 'gb200.topology.yaml');
      await withSetting('driver', 'rfc-v2-02', async () => {
        const editor = await open(uri);
        await eventually(
          () => codes(uri),
          (now) => now.includes('driver/probe-failed'),
        );
        await tree();
        await vscode.commands.executeCommand('workbench.actions.view.problems');
        await show(editor, 'bdf: 0009:01:00.0', 'center');
        await expectPicture(`tree-${name}`);
      });
    });

    it(`of what is under the pointer, and of what may follow, ${name}`, async () => {
      await setTheme(theme);
      const editor = await open(vscode.Uri.joinPath(folder(), 'gb200.topology.yaml'));
      await vscode.commands.executeCommand('workbench.action.closePanel');
      await show(editor, 'bdf: 0008:01:00.0', 'top');
      await eventually(
        async () => {
          await page.hover('.part.statusbar');
          await page.hover('.editor-instance .view-line span span:text-is("0x80000000")');
          await page.waitFor('.monaco-hover:not(.hidden) .hover-contents');
          return page.query('.monaco-hover:not(.hidden) .hover-contents');
        },
        (said) => said.some(({ text }) => text.includes('447 GiB')),
        30_000,
      );
      await expectPicture(`hover-${name}`);
      await page.hover('.part.statusbar');
      await show(editor, '  - socket: 1', 'center');
      await page.press('Enter');
      await page.press('ArrowUp');
      await page.type('      - ');
      await page.press('Control+Space');
      await page.waitFor('.suggest-widget.visible .monaco-list-row');
      await expectPicture(`completion-${name}`);
      await page.press('Escape');
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });
  }
});
