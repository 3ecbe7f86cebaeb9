/** Problems follow the text as one types, and the file on disk where it is closed. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { eventually, page } from './page.ts';
import {
  closeAll,
  codeOf,
  codes,
  expectCodes,
  focus,
  folder,
  goTo,
  gpu,
  machine,
  open,
  problems,
  removeWritten,
  replace,
  write,
} from './topologies.ts';

const good = machine(gpu('0008:01:00.0'));
const unknownKey = good.replace('    pxm: 0', '    pxn: 0');

describe('Problems', () => {
  afterEach(removeWritten);

  it('appear in the panel while a user types, and vanish with the fix', async function () {
    if (!page.available) this.skip();
    const editor = await open(await write('typed.topology.yaml', good));
    await goTo(editor, '\n    gpus:');
    await page.press('Enter');
    await page.type('pmx: 1');
    const rows = await eventually(page.problems, (now) => now.some(({ text }) => text.includes('pmx')));
    const row = rows.find(({ text }) => text.includes('pmx'));
    assert.match(row?.text ?? '', /shape\/unknown-key/);
    assert.match(row?.label ?? '', /^Warning: .*pxm/, 'the nearest known key is named');
    await focus(editor.document);
    for (let key = 0; key < 20 && editor.document.isDirty; key++) await page.press('Control+Z');
    await eventually(page.problems, (now) => !now.some(({ text }) => text.includes('pmx')));
    await expectCodes(editor.document.uri, []);
  });

  it('have an exact range, a severity, and a code that links to a page that exists', async () => {
    const uri = await write('range.topology.yaml', unknownKey);
    await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
    const problem = problems(uri).find((it) => codeOf(it) === 'shape/unknown-key');
    assert.ok(problem);
    assert.deepEqual(problem.range, new vscode.Range(3, 4, 3, 7));
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(problem.source, 'driver-model');
    assert.ok(typeof problem.code === 'object');
    const { size } = await vscode.workspace.fs.stat(problem.code.target);
    assert.ok(size > 0, problem.code.target.toString());
  });

  it('name the other place as related information', async () => {
    const uri = await write('twice.topology.yaml', machine(gpu('0008:01:00.0'), gpu('0008:01:00.0')));
    await eventually(
      () => codes(uri),
      (now) => now.includes('identity/duplicate-bdf'),
    );
    const problem = problems(uri).find((it) => codeOf(it) === 'identity/duplicate-bdf');
    const related = problem?.relatedInformation?.[0];
    assert.equal(related?.location.uri.toString(), uri.toString());
    assert.equal(related?.location.range.start.line, 5);
    assert.equal(problem?.range.start.line, 16);
  });

  it('have the same ranges in a file with CRLF', async () => {
    const uri = await write('crlf.topology.yaml', unknownKey.replaceAll('\n', '\r\n'));
    await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
    const ranges = () => problems(uri).map(({ range }) => range);
    const onDisk = ranges();
    assert.ok(onDisk.some((range) => range.isEqual(new vscode.Range(3, 4, 3, 7))));
    const { document } = await open(uri);
    await replace(document, 'pxn', 'pxq');
    await eventually(
      () => problems(uri).map(({ message }) => message),
      (messages) => messages.some((message) => message.includes('pxq')),
    );
    assert.deepEqual(ranges(), onDisk);
  });

  it('of a closed file stay, and follow the disk', async () => {
    const uri = await write('closed.topology.yaml', unknownKey);
    await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
    await open(uri);
    await closeAll();
    await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
    await write('closed.topology.yaml', good);
    await expectCodes(uri, []);
    await write('closed.topology.yaml', unknownKey);
    await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
  });

  it('of edits that are not kept go back to those of the disk', async () => {
    const uri = await write('reverted.topology.yaml', good);
    const { document } = await open(uri);
    await replace(document, '    pxm: 0', '    pxn: 0');
    await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await expectCodes(uri, []);
  });

  it('go when the file is deleted, open or closed, and come back with it', async () => {
    const uri = await write('deleted.topology.yaml', unknownKey);
    await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
    await vscode.workspace.fs.delete(uri);
    await expectCodes(uri, []);
    await write('deleted.topology.yaml', unknownKey);
    await open(uri);
    await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
    await vscode.workspace.fs.delete(uri);
    await expectCodes(uri, []);
  });

  it('move with a file that is renamed', async () => {
    const uri = await write('before.topology.yaml', unknownKey);
    await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
    const after = vscode.Uri.joinPath(folder(), 'after.topology.yaml');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, after);
    await vscode.workspace.applyEdit(edit);
    await expectCodes(uri, []);
    await expectCodes(after, ['shape/missing-key', 'shape/unknown-key']);
    await vscode.workspace.fs.rename(after, vscode.Uri.joinPath(folder(), 'after.txt'));
    await expectCodes(after, []);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), 'after.txt'));
  });

  it('go and move with a folder', async () => {
    const home = vscode.Uri.joinPath(folder(), 'lab');
    const moved = vscode.Uri.joinPath(folder(), 'moved');
    const uri = await write('rack.topology.yaml', unknownKey, home);
    await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
    await vscode.workspace.fs.rename(home, moved);
    const after = vscode.Uri.joinPath(moved, 'rack.topology.yaml');
    await expectCodes(uri, []);
    await expectCodes(after, ['shape/missing-key', 'shape/unknown-key']);
    await vscode.workspace.fs.delete(moved, { recursive: true });
    await expectCodes(after, []);
  });

  it('of an untitled document go when it is closed', async () => {
    const uri = vscode.Uri.from({ scheme: 'untitled', path: 'draft.topology.yaml' });
    const { document } = await open(uri);
    assert.equal(document.languageId, 'yaml');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), unknownKey);
    await vscode.workspace.applyEdit(edit);
    await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
    await closeAll();
    await expectCodes(uri, []);
  });

  it('of a file outside the workspace go when it is closed', async () => {
    const uri = await write('outside.topology.yaml', unknownKey, vscode.Uri.joinPath(folder(), '../outside'));
    await open(uri);
    await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
    await closeAll();
    await expectCodes(uri, []);
  });

  it('are not looked for in copies that git or a diff shows', async () => {
    const copies = vscode.workspace.registerTextDocumentContentProvider('git-copy', {
      provideTextDocumentContent: () => unknownKey,
    });
    try {
      const copy = vscode.Uri.from({ scheme: 'git-copy', path: '/old.topology.yaml' });
      const uri = await write('new.topology.yaml', unknownKey);
      await vscode.commands.executeCommand('vscode.diff', copy, uri);
      await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
      assert.deepEqual(codes(copy), []);
    } finally {
      copies.dispose();
    }
  });

  it('of a file over 4 MiB come on command, and the status item says so', async () => {
    const filler = `# ${'x'.repeat(98)}\n`.repeat(43_000);
    const uri = await write('large.topology.yaml', unknownKey + filler);
    const { document } = await open(uri);
    if (page.available) {
      await eventually(page.statusBar, (items) => items.some(({ label }) => label.includes('over 4 MiB')));
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(codes(uri), []);
    await vscode.commands.executeCommand('driverModel.runProbe', uri);
    await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
    await replace(document, '    pxn: 0', '    pxm: 0');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal(codes(uri).length, 2);
    await vscode.commands.executeCommand('driverModel.runProbe', uri);
    await expectCodes(uri, []);
  });

  it('of two files are apart', async () => {
    const one = await write('one.topology.yaml', good);
    const two = await write('two.topology.yml', good);
    const broken = await write('three.topology.yaml', unknownKey);
    await expectCodes(broken, ['shape/missing-key', 'shape/unknown-key']);
    assert.deepEqual([codes(one), codes(two)], [[], []]);
  });

  it('of the second document of a file stand in it', async () => {
    const uri = await write('stack.topology.yaml', `${good}---\n${unknownKey}`);
    await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
    const line = good.split('\n').length + 3;
    const problem = problems(uri).find((it) => codeOf(it) === 'shape/unknown-key');
    assert.deepEqual(problem?.range, new vscode.Range(line, 4, line, 7));
  });
});
