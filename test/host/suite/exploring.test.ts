/** Exploring as a user meets it: asked for, watched, stopped, and its findings read, opened and cleared. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import {
  answer,
  chooseAll,
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
import { eventually, leavePicker, page } from './page.ts';
import { codeOf, codes, expectCodes, folder, goTo, problems, replace, withSetting } from './topologies.ts';

const many = ['08', '09', '0a', '0b', '0c', '0d', '0e', '0f'].map((domain) => `00${domain}:01:00.0`);

/** The line of C that the cursor stands in. */
function lineInC(): string {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.scheme !== 'driver-model') return '';
  return editor.document.lineAt(editor.selection.start.line).text;
}

/** Chooses from the menu that is shown: it does not hear a click that comes too soon, and closes with one it hears. */
async function choose(item: string): Promise<void> {
  const label = `.monaco-menu .action-label[aria-label="${item}"]`;
  await page.waitFor(label);
  await eventually(
    async () => {
      if ((await page.query(label)).length === 0) return true;
      await new Promise((resolve) => setTimeout(resolve, 200));
      await page.click(label);
      return false;
    },
    (closed) => closed,
  );
}

describe('Exploring', () => {
  onEmptyFindings();

  it('is what the empty view of findings offers', async () => {
    await openTopology('offered');
    await eventually(findings, () => true).catch(() => undefined);
    await eventually(
      () => page.query('.welcome-view-content .monaco-button'),
      (buttons) => buttons.some(({ text }) => text === 'Explore Interleavings…'),
    );
  });

  it('shows the verdict, each cause with its steps, and fields that need a lock', async () => {
    await withSetting('driver', 'rfc-v2-02', async () => {
      const { uri } = await openFailing('posted');
      await explore(uri);
      const rows = await verdict(/^Violated/);
      assert.equal(rows[0]?.icon, 'error');
      assert.match(rows[0]?.label ?? '', /^Violated, \d+ findings, \d+ fields? without a lock, rfc-v2-02/);
      const cause = rows.find(({ text }) => text.startsWith('Double free'));
      assert.equal(cause?.icon, 'bug');
      assert.match(cause?.description ?? '', /struct egm_device is freed again.*egm\.c:\d+ · 3 steps/);
      assert.ok(rows.some(({ text }) => text.startsWith('Fields that need a lock')));
      assert.ok(rows.some(({ text }) => /^egm_entries/.test(text)));

      await page.click(rowSelector('Double free'));
      await page.press('ArrowRight');
      await eventually(findings, (now) => now.some(({ text }) => /^3\. probe/.test(text)));
      await page.press('ArrowLeft');
      await page.click(rowSelector('Errno lost'));
      await page.press('ArrowRight');
      const unfolded = await eventually(findings, (now) =>
        now.some(({ text }) => /fails with -ENOMEM/.test(text)),
      );
      const fault = unfolded.find(({ text }) => /fails with -ENOMEM/.test(text));
      assert.equal(fault?.icon, 'zap');
      await page.screenshot('findings', { settle: 500 });
      await page.click(rowSelector('Fault: '));
      // The row of the finding itself has opened its own line before.
      await eventually(lineInC, (line) => /kzalloc|auxiliary_device_(init|add)/.test(line));
    });
  });

  it('makes Problems at the GPU and at the line of C, which go when they are cleared', async () => {
    await withSetting('driver', 'rfc-v2-03', async () => {
      const { uri } = await openTopology('problems');
      await explore(uri, 'No fault');
      await verdict(/^Violated/);
      const at = await eventually(
        () => problems(uri).filter((problem) => codeOf(problem) === 'driver/use-after-free'),
        (found) => found.length > 0,
      );
      const document = await vscode.workspace.openTextDocument(uri);
      assert.match(document.getText(at[0]?.range), /^000[89]:01:00\.0$/);
      const inC = vscode.languages
        .getDiagnostics()
        .filter(([file, of]) => file.scheme === 'driver-model' && of.length > 0);
      const races = inC.flatMap(([, of]) => of.filter((problem) => codeOf(problem) === 'driver/race'));
      assert.ok(races.length > 0);
      assert.match(races[0]?.message ?? '', /no lock that both hold/);
      await vscode.commands.executeCommand('driverModel.clearFindings');
      await expectCodes(uri, []);
      assert.deepEqual(
        vscode.languages
          .getDiagnostics()
          .filter(([file, of]) => file.scheme === 'driver-model' && of.length > 0),
        [],
      );
    });
  });

  it('holds for the reviewed driver, and is marked stale once the topology changes', async () => {
    const { uri, document } = await openTopology('aged');
    await explore(uri);
    const [holds] = await verdict(/^Holds/);
    assert.equal(holds?.icon, 'pass', holds?.label);
    await replace(document, '16 GiB', '32 GiB');
    const [stale] = await verdict(/stale/);
    assert.equal(stale?.icon, 'history');
    assert.match(stale?.label ?? '', /the topology has changed since/);
    await replace(document, '32 GiB', '16 GiB');
    await eventually(findings, ([row]) => row?.icon === 'pass');
  });

  it('looks at some of the orders, and says which', async () => {
    const { uri } = await openTopology('some');
    await explore(uri);
    await verdict(/^Holds/);
    const some = vscode.commands.executeCommand('driverModel.exploreSome');
    await answer(/Explore Some Orders/, '1 interruption');
    await some;
    const [few] = await verdict(/^Gave up/);
    assert.match(few?.label ?? '', /interrupted more than 1 time/);
    const random = vscode.commands.executeCommand('driverModel.exploreSome');
    await answer(/Explore Some Orders/, '2,000 orders at random');
    await random;
    const [walks] = await verdict(/^Gave up.*at random/);
    assert.match(walks?.label ?? '', /2000 at random \(seed 1\)/);
  });

  it('leaves the editor free, and ends with what it has when it is stopped', async () => {
    const { uri, editor } = await openTopology('long', many);
    let ended = false;
    const called = vscode.commands.executeCommand('driverModel.explore', uri).then(() => {
      ended = true;
    });
    await eventually(
      () => page.query('.quick-input-widget .quick-input-title'),
      ([shown]) => /1 of 2/.test(shown?.text ?? ''),
    );
    await chooseAll();
    await answer(/2 of 2/, '1 fault');
    await eventually(
      notifications,
      (told) => told.some((text) => /\d states?, \d+ steps? deep, (\d+ min )?\d+ s$/.test(text)),
      30_000,
    );
    // It is on its way: a fault that is typed meanwhile is told all the same.
    await goTo(editor, 'topology: 1');
    await replace(editor.document, 'topology: 1', 'topology: 1\nsmoke: 1');
    await expectCodes(uri, ['shape/unknown-key']);
    assert.equal(ended, false);
    await notifications();
    await page.click('.notifications-center .notification-list-item-buttons-container .monaco-button');
    await called;
    const [row] = await verdict(/^Stopped/);
    // The fault that was typed is a change of the topology.
    assert.equal(row?.icon, 'history');
    assert.match(row?.text ?? '', /the search was stopped/);
  });

  it('copies a finding for a review mail, and goes to its GPU', async () => {
    await withSetting('driver', 'rfc-v2-02', async () => {
      const { uri } = await openFailing('copied');
      await explore(uri);
      await verdict(/^Violated/);
      await page.click(rowSelector('Double free'), { button: 'right' });
      await eventually(
        () => page.query('.monaco-menu .action-label'),
        (items) => items.some(({ text }) => text === 'Copy Findings as Markdown'),
      );
      await choose('Reveal GPU in Topology');
      await eventually(
        () => vscode.window.activeTextEditor,
        (editor) =>
          editor?.document.uri.toString() === uri.toString() &&
          editor.document.getText(editor.selection).startsWith('000'),
      );
      await vscode.commands.executeCommand('driverModel.copyFindings');
      assert.match(await vscode.env.clipboard.readText(), /^# rfc-v2-02 on .*\n\nViolated: /);
    });
  });

  it('injects a fault: the calls that can fail are offered, and what comes of one is shown', async () => {
    await withSetting('driver', 'rfc-v2-02', async () => {
      const { uri } = await openTopology('injected', [first]);
      const called = vscode.commands.executeCommand('driverModel.injectFault', uri);
      await answer(/^Inject Fault: injected\.topology\.yaml under rfc-v2-02$/, 'auxiliary_device_add fails');
      await called;
      const rows = await verdict(/^auxiliary_device_add fails with -ENOMEM/);
      assert.equal(rows[0]?.icon, 'error');
      assert.match(rows[0]?.description ?? '', /^during probe 0008:01:00\.0 · \d findings? · rfc-v2-02/);
      assert.ok(rows.some(({ text }) => text.startsWith('Double free')));
      assert.ok(rows.some(({ text }) => text.startsWith('The run')));
      await eventually(
        () => codes(uri),
        (now) => now.includes('driver/double-free'),
      );
    });
  });

  it('compares drivers: what differs stands first, with what each makes of it', async () => {
    const { uri } = await openTopology('compared');
    const called = vscode.commands.executeCommand('driverModel.compareDrivers', uri);
    await answer(/1 of 2/);
    await answer(/2 of 2/);
    await called;
    const rows = await verdict(/^reviewed, rfc-v2-02, rfc-v2-03 and rfc-v2/);
    assert.match(rows[0]?.description ?? '', /differ/);
    const gpuRow = rows.find(({ text }) => text.startsWith(`GPU ${second}`));
    assert.equal(gpuRow?.icon, 'diff');
    assert.match(gpuRow?.description ?? '', /rfc-v2-02: failed with -EINVAL/);
    await page.click(rowSelector(`GPU ${second}, reviewed`));
    await page.press('ArrowRight');
    const unfolded = await eventually(findings, (now) =>
      now.some(({ text }) => text.startsWith('rfc-v2-02')),
    );
    assert.equal(unfolded.find(({ text }) => text.startsWith('rfc-v2-02'))?.icon, 'error');
    await vscode.commands.executeCommand('driverModel.copyFindings');
    assert.match(await vscode.env.clipboard.readText(), /\n\| GPU 0009:01:00\.0 \| bound \|/);
  });

  it('compares drivers in a table, whose cells open what they rest on, whatever was found since', async () => {
    const { uri } = await openTopology('table');
    const called = vscode.commands.executeCommand('driverModel.compareDrivers', uri);
    await answer(/1 of 2/);
    await answer(/2 of 2/);
    await called;
    const tabs = () => vscode.window.tabGroups.all.flatMap(({ tabs: of }) => of.map(({ label }) => label));
    await eventually(tabs, (labels) => labels.some((label) => label.endsWith(': Compare Drivers')));
    const rows = await verdict(/^reviewed, rfc-v2-02, rfc-v2-03 and rfc-v2/);
    const differing = rows.filter(({ level, icon }) => level === 1 && icon === 'diff');
    const number = differing.findIndex(({ text }) => text.startsWith(`GPU ${second}`)) - 1;
    await explore(uri, 'No fault');
    await verdict(/^Holds/);
    await vscode.commands.executeCommand('driverModel.openCompared', number, 1);
    const opened = await eventually(findings, (now) =>
      now.some(({ selected, level }) => selected && level > 1),
    );
    const cell = opened.find(({ selected }) => selected);
    assert.match(cell?.text ?? '', /^rfc-v2-02.*failed with -EINVAL/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('replays a trace, and says why it does not where the machine has changed', async () => {
    await withSetting('driver', 'rfc-v2-02', async () => {
      const { uri, document } = await openFailing('replayed');
      await explore(uri);
      await verdict(/^Violated/);
      await page.click(rowSelector('Double free'), { button: 'right' });
      await choose('Save Trace');
      const saved = vscode.Uri.joinPath(folder(), 'rfc-v2-02.double-free.1.trace.json');
      await eventually(
        () => vscode.window.activeTextEditor?.document.uri.toString(),
        (now) => now === saved.toString(),
      );
      await vscode.commands.executeCommand('driverModel.replayTrace', saved);
      const rows = await verdict(/^Shown again/);
      assert.ok(rows.some(({ text }) => text.startsWith('Double free')));
      await replace(document, '16 GiB', '32 GiB');
      await verdict(/stale/);
      await vscode.commands.executeCommand('driverModel.replayTrace', saved);
      const [refused] = await verdict(/^Not followed/);
      assert.match(refused?.label ?? '', /the machine in .*replayed\.topology\.yaml has changed/);
      await vscode.workspace.fs.delete(saved);
    });
  });

  it('is used by keys alone: they are about the row that has the focus, and the selection stays', async () => {
    await withSetting('driver', 'rfc-v2-02', async () => {
      const { uri } = await openFailing('keys');
      await explore(uri);
      await verdict(/^Violated/);
      // A click unfolds it as well, sooner or later: what is below it then is no finding.
      await page.click(rowSelector('Violated'));
      await page.waitFor(`${rowSelector('Violated')}[aria-expanded="true"]`);
      await page.press('ArrowLeft');
      await page.waitFor(`${rowSelector('Violated')}[aria-expanded="false"]`);
      await page.press('ArrowDown');
      const focused = () => page.query('.pane-body .monaco-list-row.focused');
      const [row] = await eventually(focused, ([now]) => /^(?!Violated)/.test(now?.label ?? 'Violated'));
      const title = row?.label.split(',')[0];
      await page.press('Control+c');
      await eventually(
        () => vscode.env.clipboard.readText(),
        (text) => text.startsWith(`## ${title}\n`),
      );
      const selected = await page.query('.pane-body .monaco-list-row.selected[aria-label^="Violated"]');
      assert.equal(selected.length, 1);
      await page.press('ArrowRight');
      await eventually(findings, (rows) => rows.some(({ text }) => text.startsWith('1. load')));
      await page.press('ArrowDown');
      await eventually(focused, ([now]) => now?.label.startsWith('1. load') === true);
      await page.press('Control+s');
      const saved = await eventually(
        () => vscode.window.activeTextEditor?.document.uri,
        (now) => now?.path.endsWith('.trace.json') === true,
      );
      assert.ok(saved);
      await vscode.workspace.fs.delete(saved);
    });
  });

  it('saves, and copies, how two accesses of a field meet that needs a lock', async () => {
    await withSetting('driver', 'rfc-v2-02', async () => {
      const { uri } = await openFailing('meeting');
      await explore(uri);
      await verdict(/^Violated/);
      await page.click(rowSelector('egm_entries.'));
      await page.press('Control+c');
      await eventually(
        () => vscode.env.clipboard.readText(),
        (text) => /^## Field without a lock: egm_entries\.\w+\n/.test(text),
      );
      await page.click(rowSelector('egm_entries.'), { button: 'right' });
      await choose('Save Trace');
      const saved = vscode.Uri.joinPath(folder(), 'rfc-v2-02.race.1.trace.json');
      await eventually(
        () => vscode.window.activeTextEditor?.document.uri.toString(),
        (now) => now === saved.toString(),
      );
      await vscode.commands.executeCommand('driverModel.replayTrace', saved);
      await verdict(/^Shown again/);
      await vscode.workspace.fs.delete(saved);
    });
  });

  it('asks for nothing more once the picker is left', async () => {
    const { uri } = await openTopology('left');
    const called = vscode.commands.executeCommand('driverModel.explore', uri);
    await eventually(
      () => page.query('.quick-input-widget .quick-input-title'),
      ([shown]) => /1 of 2/.test(shown?.text ?? ''),
    );
    await leavePicker(called);
    assert.ok(folder());
    assert.deepEqual(await findings(), []);
  });
});
