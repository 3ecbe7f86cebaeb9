/** A folder that the user does not trust, whose settings choose the driver rfc-v2-02. The tests follow one another. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { eventually, leavePicker, page } from './page.ts';
import { codes, expectCodes, folder, open, status, tree } from './topologies.ts';

const sample = () => vscode.Uri.joinPath(folder(), 'gb200.topology.yaml');
const asReviewed = 'reviewed: 4 of 4 GPUs bound';
const asPosted = /^rfc-v2-02: 2 of 4 GPUs bound, 2 failed/;

/** The labels of the list that Select Driver shows. */
async function offered(): Promise<readonly string[]> {
  const choosing = vscode.commands.executeCommand('driverModel.selectDriver');
  await page.waitFor('.quick-input-widget .monaco-list-row.focused');
  const rows = await page.query('.quick-input-widget .monaco-list-row .label-name');
  await leavePicker(choosing);
  return rows.map(({ text }) => text);
}

const isFolder = (label: string) => label.includes('Choose a folder');

describe('a folder that is not trusted', () => {
  before(function () {
    if (!page.available || vscode.workspace.isTrusted) this.skip();
  });

  it('is opened in restricted mode', async () => {
    await eventually(page.statusBar, (all) => all.some(({ text }) => text.includes('Restricted Mode')));
  });

  it('is read all the same, and the default driver is run: not the one that the folder chooses', async () => {
    const settings = await vscode.workspace.fs.readFile(
      vscode.Uri.joinPath(folder(), '.vscode/settings.json'),
    );
    assert.match(new TextDecoder().decode(settings), /rfc-v2-02/);
    await open(sample());
    await eventually(status, (text) => text === asReviewed);
    assert.deepEqual(codes(sample()), []);
    await eventually(tree, (rows) => rows.some(({ text }) => text.startsWith('gb200.topology.yaml')));
  });

  it('is offered no folder of C, and a driver that the user picks is kept in the settings of the user', async () => {
    const labels = await offered();
    assert.ok(labels.includes('rfc-v2-03'), labels.join());
    assert.ok(!labels.some(isFolder), labels.join());
    const choosing = vscode.commands.executeCommand('driverModel.selectDriver');
    await page.waitFor('.quick-input-widget .monaco-list-row.focused');
    await page.type('rfc-v2-03');
    await page.press('Enter');
    await choosing;
    const configuration = () => vscode.workspace.getConfiguration('driverModel', folder());
    await eventually(
      () => configuration().inspect('driver')?.globalValue,
      (value) => value === 'rfc-v2-03',
    );
    await eventually(status, (text) => text.startsWith('rfc-v2-03: '));
    await configuration().update('driver', undefined, vscode.ConfigurationTarget.Global);
    await eventually(status, (text) => text === asReviewed);
  });

  it("runs the folder's driver as soon as it is trusted", async () => {
    await vscode.commands.executeCommand('workbench.trust.manage');
    await page.click('.workspace-trust-limitations.trusted .workspace-trust-buttons-row .monaco-button');
    await eventually(
      () => vscode.workspace.isTrusted,
      (trusted) => trusted,
    );
    await open(sample());
    await eventually(status, (text) => asPosted.test(text));
    await expectCodes(
      sample(),
      [0, 1].flatMap(() => ['driver/double-free', 'driver/probe-failed']),
    );
    assert.ok((await offered()).some(isFolder));
  });
});
