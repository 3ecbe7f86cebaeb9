/** What activation loads and first shows, and VS Code's own figure for it, for `npm run bench`. Figures are told, not tested. */
import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually, page } from './page.ts';
import { closeAll, open, tree, withSetting } from './topologies.ts';

const row = '.runtime-extensions-editor .monaco-list-row';
/** By its id under development, by its name when installed. */
const isOurs = ({ text }: { text: string }) => /driver-model-explorer|Driver Model Explorer/.test(text);

describe('activation', () => {
  before(function () {
    if (!page.available) this.skip();
  });

  // This suite is the first: later ones ask for all of them.
  it('loads none of the bundles that may be asked for later', async () => {
    await vscode.extensions.getExtension('driver-model.driver-model-explorer')?.activate();
    const loaded = Object.keys(require.cache).map((file) => path.basename(file));
    assert.ok(loaded.includes('extension.js'), loaded.join());
    const later = /^(?:assist|explore-worker|translate|yaml)\.js$/;
    assert.deepEqual(
      loaded.filter((name) => later.test(name)),
      [],
    );
  });

  it('is followed by a whole tree, though rows had changed before it was first shown', async () => {
    const [uri] = await vscode.workspace.findFiles('**/gb200.topology.yaml');
    assert.ok(uri);
    await open(uri);
    // A driver is chosen in the moment before the view is shown.
    await withSetting('driver', 'rfc-v2-02', async () => {
      // The first that is drawn: it is mended as soon as anything changes.
      const sockets = (await tree()).filter(({ text }) => text.startsWith('Socket '));
      assert.deepEqual(
        sockets.map(({ level }) => level),
        [2, 2, 2, 2, 2],
      );
    });
    await closeAll();
  });

  it('is measured by VS Code', async () => {
    const open = vscode.window.tabGroups.activeTabGroup.activeTab;
    await vscode.commands.executeCommand('workbench.action.showRuntimeExtensions');
    const rows = await eventually(
      () => page.query(row),
      (found) => found.some(isOurs),
    );
    const ours = rows?.find(isOurs)?.text ?? '';
    const milliseconds = Number(/Activation:\s*(\d+)\s*ms/.exec(ours)?.[1]);
    assert.ok(milliseconds >= 0, `no activation time in: ${ours}`);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.label, open?.label);
    keep(milliseconds);
  });
});

interface Figure {
  readonly version: string;
  readonly milliseconds: number;
}

function keep(milliseconds: number): void {
  const folder = process.env['DRIVER_MODEL_RESULTS_FOLDER'];
  if (!folder) return;
  const file = path.join(folder, 'activation.json');
  const others = known(file).filter(({ version }) => version !== vscode.version);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ activation: [...others, { version: vscode.version, milliseconds }] }));
}

function known(file: string): Figure[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).activation;
  } catch {
    return [];
  }
}
