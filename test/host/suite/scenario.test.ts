/** Scenarios as a user meets them: tests, Problems, and what the editor offers in their text. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { eventually, page, type Row } from './page.ts';
import {
  closeAll,
  expectCodes,
  focus,
  folder,
  gpu,
  machine,
  open,
  problems,
  removeWritten,
  write,
} from './topologies.ts';

const tray = machine(gpu('0008:01:00.0'), gpu('0009:01:00.0'));
const steps = `steps:
  - load nvgrace-gpu-vfio-pci
  - bind 0008:01:00.0
  - bind 0009:01:00.0
`;
const good = `scenario: 1\nname: both bind\ntopology: tray.topology.yaml\n${steps}expect: { bound: [0008:01:00.0, 0009:01:00.0] }\n`;
const bad = `scenario: 1\nname: as first posted\ntopology: tray.topology.yaml\ndriver: rfc-v2-02\n${steps}expect:\n  errno: { 0009:01:00.0: -EEXIST }\n  findings: [double-free, errno-lost]\n`;

/** The rows of the Test Explorer, which is shown for it. */
async function testRows(): Promise<readonly Row[]> {
  await vscode.commands.executeCommand('workbench.view.testing.focus');
  return page.rows('Test Explorer');
}

const rowOf = (rows: readonly Row[], name: string) =>
  rows.find(({ text, name: of }) => `${of} ${text}`.includes(name));

function behind({ document }: vscode.TextEditor, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `${text} is not in the document`);
  return document.positionAt(offset + text.length);
}

async function lenses(uri: vscode.Uri): Promise<vscode.CodeLens[]> {
  return vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri, 50);
}

describe('Scenarios', () => {
  before(function () {
    if (!page.available) this.skip();
  });
  beforeEach(() => write('tray.topology.yaml', tray));
  afterEach(removeWritten);

  it('have their Problems at the word, which a quick fix mends', async () => {
    const uri = await write('slip.scenario.yaml', good.replace('bind 0009', 'bnid 0009'));
    const editor = await open(uri);
    await expectCodes(uri, ['scenario/unknown-step']);
    const [problem] = problems(uri);
    assert.equal(editor.document.getText(problem?.range), 'bnid');
    const fixes = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.CodeAction[]>(
          'vscode.executeCodeActionProvider',
          uri,
          problem?.range,
          'quickfix',
        ),
      (offered) => offered.length > 0,
    );
    assert.equal(fixes[0]?.title, 'Write bind');
    assert.ok(fixes[0].edit);
    await vscode.workspace.applyEdit(fixes[0].edit);
    await expectCodes(uri, []);
  });

  it('follow the topology that they name', async () => {
    const uri = await write('follows.scenario.yaml', good);
    await open(uri);
    await expectCodes(uri, []);
    await write('tray.topology.yaml', machine(gpu('0008:01:00.0')));
    await expectCodes(uri, ['scenario/unknown-bdf', 'scenario/unknown-bdf']);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), 'tray.topology.yaml'));
    await expectCodes(uri, ['scenario/topology-missing']);
    await write('tray.topology.yaml', tray);
    await expectCodes(uri, []);
  });

  it('are completed word by word', async () => {
    const uri = await write(
      'typed.scenario.yaml',
      `scenario: 1\nname: a\ntopology: tray.topology.yaml\nsteps:\n  - \n`,
    );
    const editor = await open(uri);
    const labelsBehind = (text: string) => async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        uri,
        behind(editor, text),
      );
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    await eventually(
      labelsBehind('  - '),
      (offered) => offered.includes('bind') && offered.includes('parallel'),
    );
    // By an edit: what is typed goes where the page's focus is, which suites before leave elsewhere.
    assert.ok(await editor.edit((edit) => edit.insert(behind(editor, '  - '), 'bind ')));
    await eventually(
      labelsBehind('- bind '),
      (offered) => offered.includes('0008:01:00.0') && offered.includes('0009:01:00.0'),
    );
  });

  it('say what is under the pointer, and stand in the outline', async () => {
    const uri = await write('outline.scenario.yaml', `${good}---\n${bad}`);
    const editor = await open(uri);
    await expectCodes(uri, []);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      behind(editor, 'bind 0009'),
    );
    const said = hovers.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === 'string' ? each : each.value)),
    );
    assert.ok(
      said.some((text) => text.includes('GPU 0009:01:00.0') && text.includes('socket 0')),
      said.join(),
    );
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    assert.deepEqual(
      symbols
        .filter(({ children }) => children.some(({ name }) => name.startsWith('bind')))
        .map(({ name }) => name),
      ['both bind', 'as first posted'],
    );
  });

  it('are listed in the Test Explorer, run there, and show what differs on its line', async () => {
    const uri = await write('tests.scenario.yaml', `${good}---\n${bad}`);
    const editor = await open(uri);
    await expectCodes(uri, []);
    await eventually(testRows, (rows) => rowOf(rows, 'tests.scenario.yaml') !== undefined);
    const [first, debug, second] = await eventually(
      () => lenses(uri),
      (found) => found.length === 4,
    );
    assert.equal(first?.command?.title, 'Run Scenario');
    assert.equal(debug?.command?.title, 'Debug Scenario');
    for (const lens of [first, second]) {
      assert.ok(lens?.command);
      await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    }
    await vscode.commands.executeCommand('testing.collapseAll');
    await eventually(
      async () => {
        const rows = await testRows();
        const file = rowOf(rows, 'tests.scenario.yaml');
        if (file?.expanded === false) {
          await page.click(
            `[aria-label*="tests.scenario.yaml"].monaco-list-row, .monaco-list-row[aria-label*="tests.scenario.yaml"]`,
          );
          await page.press('ArrowRight');
        }
        return testRows();
      },
      (rows) =>
        /Passed/.test(rowOf(rows, 'both bind')?.label ?? '') &&
        /Failed/.test(rowOf(rows, 'as first posted')?.label ?? ''),
      20_000,
    );
    await focus(editor.document);
    const shown = await eventually(
      () => page.query('.test-error-content-widget, .test-message-inline-content'),
      (found) =>
        found.some(({ text }) =>
          text.replaceAll('\u00a0', ' ').includes('expected -EEXIST for 0009:01:00.0'),
        ),
      20_000,
    );
    assert.ok(shown.length > 0);
  });

  it('that have passed are outdated once their topology changes, and not by a change of another scenario', async () => {
    const other = good.replace('both bind', 'another');
    const uri = await write('outdated.scenario.yaml', `${good}---\n${other}`);
    const editor = await open(uri);
    await expectCodes(uri, []);
    for (const index of [0, 1]) {
      await eventually(
        () => lenses(uri),
        (found) => found.length === 4,
      );
      await vscode.commands.executeCommand('driverModel.runScenario', uri, index);
    }
    await vscode.commands.executeCommand('testing.collapseAll');
    const labels = async () => {
      const rows = await testRows();
      if (rowOf(rows, 'outdated.scenario.yaml')?.expanded === false) {
        await page.click('.monaco-list-row[aria-label*="outdated.scenario.yaml"]');
        await page.press('ArrowRight');
      }
      const all = await testRows();
      return ['both bind', 'another'].map((name) => rowOf(all, name)?.label ?? '');
    };
    await eventually(labels, (both) => both.every((label) => /Passed/.test(label)), 20_000);
    const at = behind(editor, 'name: another');
    assert.ok(await editor.edit((edit) => edit.insert(at, ' one')));
    await eventually(labels, ([first]) => /Passed/.test(first ?? '') && !/outdated/.test(first ?? ''));
    await write('tray.topology.yaml', tray.replace('16 GiB', '32 GiB'));
    await eventually(labels, ([first]) => /outdated/.test(first ?? ''));
  });

  it('with parallel lists are explored, and pass or fail by what is found', async () => {
    const head = (name: string, driver: string) =>
      `scenario: 1\nname: ${name}\ntopology: tray.topology.yaml\ndriver: ${driver}\n`;
    const body = `steps:
  - load nvgrace-gpu-vfio-pci
  - parallel:
      - [bind 0008:01:00.0]
      - [bind 0009:01:00.0]
expect: holds
`;
    const heads = [head('holds at once', 'reviewed'), head('breaks at once', 'rfc-v2-03')];
    const uri = await write('parallel.scenario.yaml', heads.map((each) => each + body).join('---\n'));
    const editor = await open(uri);
    await expectCodes(uri, []);
    for (const name of ['holds at once', 'breaks at once']) {
      const at = behind(editor, `name: ${name}`);
      editor.selection = new vscode.Selection(at, at);
      await vscode.commands.executeCommand('driverModel.runScenario');
    }
    await focus(editor.document);
    await eventually(
      () => page.query('.test-error-content-widget, .test-message-inline-content'),
      (found) =>
        found.some(({ text }) => text.replaceAll('\u00a0', ' ').includes('expected nothing to be found')),
      60_000,
    );
    await vscode.commands.executeCommand('testing.collapseAll');
    await eventually(
      async () => {
        const rows = await testRows();
        if (rowOf(rows, 'parallel.scenario.yaml')?.expanded === false) {
          await page.click(`.monaco-list-row[aria-label*="parallel.scenario.yaml"]`);
          await page.press('ArrowRight');
        }
        return testRows();
      },
      (rows) =>
        /Passed/.test(rowOf(rows, 'holds at once')?.label ?? '') &&
        /Failed/.test(rowOf(rows, 'breaks at once')?.label ?? ''),
      20_000,
    );
  });

  it('are debugged to a trace: the steps stand in Findings, each opens its line, an edit makes them stale', async () => {
    const uri = await write('debugged.scenario.yaml', `${good}---\n${bad}`);
    const editor = await open(uri);
    await expectCodes(uri, []);
    await eventually(testRows, (rows) => rowOf(rows, 'debugged.scenario.yaml') !== undefined);
    await vscode.window.showTextDocument(editor.document);
    // Before its name, where it begins.
    const at = behind(editor, '---\nscenario');
    editor.selection = new vscode.Selection(at, at);
    const findings = async () => {
      await vscode.commands.executeCommand('driverModel.findings.focus');
      return page.rows('Findings');
    };
    await vscode.commands.executeCommand('testing.debugAtCursor');
    const rows = await eventually(
      findings,
      (shown) => shown[0]?.description.includes('first posted') === true,
    );
    assert.match(rows[0]?.text ?? '', /^Failed/);
    assert.match(rowOf(rows, 'Expected -EEXIST for 0009:01:00.0')?.text ?? '', /got -EINVAL/);
    const bind = '3. bind 0009:01:00.0';
    assert.match(rowOf(rows, bind)?.description ?? '', /^-EINVAL · 2 findings$/);
    await page.click(`.monaco-list-row[aria-label*="${bind}"]`);
    const line = editor.document.positionAt(editor.document.getText().lastIndexOf('bind 0009')).line;
    await eventually(
      () => vscode.window.activeTextEditor?.selection.active.line,
      (active) => active === line,
    );
    assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# edited\n')));
    await eventually(findings, ([verdict]) => verdict?.description.startsWith('stale') === true);
    await vscode.window.showTextDocument(editor.document);
    const first = behind(editor, 'name: both bind');
    editor.selection = new vscode.Selection(first, first);
    await vscode.commands.executeCommand('driverModel.debugScenario');
    await eventually(findings, ([verdict]) => verdict?.text.startsWith('Passed') === true);
    await vscode.commands.executeCommand('driverModel.clearFindings');
  });

  it('run from the palette: the one that the cursor stands in', async () => {
    const uri = await write('cursor.scenario.yaml', `${good}---\n${bad}`);
    const editor = await open(uri);
    await eventually(
      () => lenses(uri),
      (found) => found.length === 4,
    );
    const at = behind(editor, 'name: as first');
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('driverModel.runScenario');
    await eventually(
      () => page.query('.test-error-content-widget, .test-message-inline-content'),
      (found) => found.some(({ text }) => text.replaceAll('\u00a0', ' ').includes('expected -EEXIST')),
      20_000,
    );
  });

  it('of a topology are its own: listed, and with a lens', async () => {
    const inner = `scenarios:\n  - name: inside the machine\n    steps: [load nvgrace-gpu-vfio-pci, bind 0008:01:00.0]\n`;
    const uri = await write('inner.topology.yaml', `${tray}${inner}`);
    await open(uri);
    const titles = await eventually(
      async () => (await lenses(uri)).map(({ command }) => command?.title),
      (found) => found.includes('Run Scenario'),
    );
    assert.ok(titles.length > 1);
    await eventually(testRows, (rows) => rowOf(rows, 'inner.topology.yaml') !== undefined);
    await closeAll();
  });
});
