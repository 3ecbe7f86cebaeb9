/** What becomes of a search that was not let to its end, and of what was found once its files change. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import {
  answer,
  explore,
  findings,
  first,
  notifications,
  onEmptyFindings,
  openFailing,
  openTopology,
  rowSelector,
  second,
  verdict,
} from './exploring.ts';
import { eventually, page } from './page.ts';
import {
  closeAll,
  codes,
  expectCodes,
  folder,
  problems,
  replace,
  tree,
  withSetting,
  write,
} from './topologies.ts';

/** Of embedded drivers too. */
function problemsInC(): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics()
    .flatMap(([file, of]) => (file.path.endsWith('.c') ? of : []))
    .filter(({ source }) => source === 'driver-model');
}

/** A driver of the user's in a folder of the workspace, with the C of an embedded one. */
async function copyDriver(name: string): Promise<vscode.Uri> {
  for (const file of ['main.c', 'egm.c', 'gpu.c', 'egm.h', 'nvgrace.h']) {
    const embedded = vscode.Uri.parse(`driver-model:/rfc-v2-02/${file}`);
    await write(`${name}/${file}`, (await vscode.workspace.openTextDocument(embedded)).getText());
  }
  return vscode.Uri.joinPath(folder(), name);
}

async function rename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(from, to);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('What was explored', () => {
  onEmptyFindings();

  it('goes on from where it gave up, to ten times as many states, and shows what comes of it', async () => {
    const { uri } = await openTopology('further');
    await withSetting('stateLimit', 300, () => explore(uri, '1 fault'));
    const [gaveUp] = await verdict(/^Gave up/);
    assert.match(gaveUp?.label ?? '', /limit of 300 states/);
    await page.click(rowSelector('Gave up'));
    await page.press('ArrowRight');
    // Its button is in the title of the view while there is something to go on from.
    const button = '.pane-header .action-label[aria-label="Explore Further"]';
    await page.hover(
      '.pane-header[aria-label^="Driver Model Findings"], .pane-header[aria-label^="Findings"]',
    );
    await page.click(button);
    const [holds] = await verdict(/^Holds/);
    assert.equal(holds?.icon, 'pass');
    assert.deepEqual(await page.query(button), []);
    // The same GPUs and faults, which were not asked for again.
    await page.click(rowSelector('Holds'));
    await page.press('ArrowRight');
    const rows = await eventually(findings, (now) => now.length > 3);
    assert.ok(rows.some(({ text }) => text.startsWith('Up to 1 call of the driver may fail')));
    assert.ok(rows.some(({ text }) => text.startsWith('0008:01:00.0, 0009:01:00.0: bound and unbound')));
    const states = rows.flatMap(({ text }) => /^(\d+) states/.exec(text)?.[1] ?? []);
    assert.ok(Number(states[0]) > 300, states[0]);
  });

  it('of a comparison that is stopped, the drivers that were done are shown, and which were not run', async () => {
    const { uri } = await openTopology('stopped', [first, second, '000a:01:00.0', '000b:01:00.0']);
    const called = vscode.commands.executeCommand('driverModel.compareDrivers', uri);
    await answer(/1 of 2/);
    await answer(/2 of 2/, 'Run and explore with 1 fault');
    await eventually(
      notifications,
      (told) => told.some((text) => /rfc-v2-0\d \([23] of 4\)/.test(text)),
      60_000,
    );
    await page.click('.notifications-center .notification-list-item-buttons-container .monaco-button');
    await called;
    const [row] = await verdict(/not run: /);
    assert.match(row?.text ?? '', /^reviewed/);
    assert.match(row?.text ?? '', /rfc-v2$/);
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: of }) => of.map(({ label }) => label));
    assert.ok(tabs.some((label) => label.endsWith(': Compare Drivers')));
    await vscode.commands.executeCommand('driverModel.copyFindings');
    await eventually(
      () => vscode.env.clipboard.readText(),
      (copied) => /not\s+run:\s+(rfc-v2-03\s+and\s+)?rfc-v2/.test(copied),
    );
    await closeAll();
  });

  it('goes with a topology that is renamed, and is cleared with one that is deleted', async () => {
    await withSetting('driver', 'rfc-v2-02', async () => {
      const { uri: old } = await openFailing('old');
      await explore(old, 'No fault');
      await verdict(/^Violated/);
      const found = await eventually(
        () => codes(old),
        (now) => now.includes('driver/use-after-free'),
      );
      const renamed = vscode.Uri.joinPath(folder(), 'new.topology.yaml');
      await rename(old, renamed);
      await expectCodes(renamed, found);
      await expectCodes(old, []);
      const [row] = await eventually(findings, ([first]) => first?.icon === 'error');
      assert.match(row?.text ?? '', /^Violated/);
      await eventually(
        () => page.query('.pane-header .description'),
        (shown) => shown.some(({ text }) => text === 'new.topology.yaml'),
      );
      assert.ok(problemsInC().length > 0);
      const edit = new vscode.WorkspaceEdit();
      edit.deleteFile(renamed);
      assert.ok(await vscode.workspace.applyEdit(edit));
      await eventually(findings, (rows) => rows.length === 0);
      await expectCodes(renamed, []);
      assert.deepEqual(problemsInC(), []);
    });
  });

  it('says of what is of an older text that it is, in its Problems and in what is copied', async () => {
    await withSetting('driver', 'rfc-v2-02', async () => {
      const { uri, document } = await openFailing('older');
      await explore(uri, 'No fault');
      await verdict(/^Violated/);
      const said = () => [...problems(uri), ...problemsInC()].map(({ message }) => message);
      const isStale = (text: string) => text.endsWith('Stale: the topology has changed since.');
      await eventually(said, (all) => all.some((text) => text.includes('Found by exploring')));
      assert.ok(!said().some(isStale));
      await replace(document, '16 GiB', '32 GiB');
      await eventually(said, (all) =>
        all.filter((text) => text.includes('Found by exploring')).every(isStale),
      );
      assert.ok(problemsInC().some(({ message }) => isStale(message)));
      await vscode.commands.executeCommand('driverModel.copyFindings');
      assert.match(
        await vscode.env.clipboard.readText(),
        /^# .*\n\nStale: the topology has changed since\.\n\nViolated/,
      );
    });
  });

  it('goes with a topology that is renamed while it is explored', async () => {
    const { uri } = await openTopology('early');
    const called = vscode.commands.executeCommand('driverModel.explore', uri);
    await answer(/1 of 2/);
    await answer(/2 of 2/, '2 faults');
    await eventually(notifications, (told) => told.some((text) => /\d states/.test(text)), 30_000);
    const renamed = vscode.Uri.joinPath(folder(), 'late.topology.yaml');
    await rename(uri, renamed);
    await page.click('.notifications-center .notification-list-item-buttons-container .monaco-button');
    await called;
    const [row] = await verdict(/^Stopped/);
    assert.notEqual(row?.icon, 'history', row?.label);
    await eventually(
      () => page.query('.pane-header .description'),
      (shown) => shown.some(({ text }) => text === 'late.topology.yaml'),
    );
    await vscode.workspace.fs.delete(renamed);
  });

  it('of a trace whose driver is elsewhere by now: names the folder, and offers to choose another', async () => {
    const home = await copyDriver('mine');
    await withSetting('driver', './mine', async () => {
      const { uri } = await openFailing('moved');
      await explore(uri, 'No fault');
      await verdict(/^Violated/);
      await page.click(rowSelector('Double free'));
      await page.press('Control+s');
      const saved = await eventually(
        () => vscode.window.activeTextEditor?.document.uri,
        (now) => now?.path.endsWith('.trace.json') === true,
      );
      await vscode.commands.executeCommand('driverModel.clearFindings');
      const elsewhere = vscode.Uri.joinPath(folder(), 'elsewhere');
      await vscode.workspace.fs.rename(home, elsewhere, { overwrite: true });
      await eventually(tree, (rows) => rows.some(({ label }) => label.includes('./mine cannot be read')));
      const called = vscode.commands.executeCommand('driverModel.replayTrace', saved);
      const told = await eventually(notifications, (now) =>
        now.some((text) => text.includes('.trace.json: ')),
      );
      assert.match(
        told.join('\n'),
        /The driver folder \.\/mine cannot be read\. It is looked for at .*\/mine\. /,
      );
      const [offer] = await page.query(
        '.notifications-center .notification-list-item-buttons-container .monaco-button',
      );
      assert.equal(offer?.text, 'Choose Folder…');
      await vscode.commands.executeCommand('notifications.clearAll');
      await called;
      await vscode.workspace.fs.delete(saved!);
      await vscode.workspace.fs.delete(elsewhere, { recursive: true });
    });
  });

  it("of a driver of the user's is stale at once where its C is edited while it is explored", async () => {
    const home = await copyDriver('mine');
    await withSetting('driver', './mine', async () => {
      const { uri } = await openFailing('edited');
      const called = vscode.commands.executeCommand('driverModel.explore', uri);
      await answer(/1 of 2/);
      await answer(/2 of 2/, '2 faults');
      const inC = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(home, 'egm.c'));
      await eventually(notifications, (told) => told.some((text) => text.startsWith('Exploring ')));
      await replace(inC, 'kvfree(egm);', '/* kvfree(egm); */');
      await eventually(notifications, (told) => told.some((text) => /\d states/.test(text)), 30_000);
      await page.click('.notifications-center .notification-list-item-buttons-container .monaco-button');
      await called;
      const [row] = await verdict(/stale/);
      assert.match(row?.label ?? '', /the driver has changed since/);
      assert.ok(!problemsInC().some(({ message }) => message.includes('Found by exploring')));
      await vscode.window.showTextDocument(inC);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    });
    await vscode.workspace.fs.delete(home, { recursive: true });
  });
});
