/** The sidebar's tree: what its rows say, what a click does, and what stays over an edit. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { eventually, page, type Row } from './page.ts';
import {
  closeAll,
  expectCodes,
  goTo,
  gpu,
  machine,
  open,
  removeWritten,
  replace,
  status,
  tree,
  withSetting,
  write,
} from './topologies.ts';

const first = '0008:01:00.0';
const second = '0009:01:00.0';
const tray = machine(gpu(first), gpu(second));

/** The rows under the root whose label begins so. */
function under(rows: readonly Row[], root: string): readonly Row[] {
  const start = rows.findIndex(({ level, text }) => level === 1 && text.startsWith(root));
  const end = rows.findIndex(({ level }, at) => at > start && level === 1);
  return start < 0 ? [] : rows.slice(start, end < 0 ? undefined : end);
}

/** Waits until the tree of a file holds a row with this text. */
async function treeOf(file: string, text: string | RegExp): Promise<readonly Row[]> {
  const holds = (row: Row) => (typeof text === 'string' ? row.text.includes(text) : text.test(row.text));
  const rows = await eventually(tree, (now) => under(now, file).some(holds));
  return under(rows, file);
}

function rowSelector(label: string): string {
  return `.pane-body .monaco-list-row[aria-label^="${label}"]`;
}

describe('the tree', () => {
  before(function () {
    if (!page.available) this.skip();
  });
  afterEach(removeWritten);

  it('shows sockets, regions, GPUs and devices, in words and for a screen reader', async () => {
    await write('tray.topology.yaml', tray);
    const rows = await treeOf('tray.topology.yaml', 'bound');
    const [root, socket] = rows;
    assert.match(root?.text ?? '', /reviewed: 2 of 2 GPUs bound/);
    assert.match(socket?.text ?? '', /^Socket 0\s*PXM 0 · 2 GPUs$/);
    const region = rows.find(({ text }) => text.startsWith('EGM region, PXM 4'));
    assert.match(region?.text ?? '', /base 0x80000000 · size 0x6fc0000000.*nvgrace_gpu_vfio_pci\.egm\.4/);
    const gpus = rows.filter(({ text }) => text.startsWith('GPU '));
    assert.deepEqual(
      gpus.map(({ icon }) => icon),
      ['pass', 'pass'],
    );
    assert.match(gpus[0]?.label ?? '', /^GPU 0008:01:00\.0, bound, 10de:2941/);
    assert.ok(rows.some(({ text, icon }) => icon === 'plug' && text.includes('egm.4')));
  });

  it('shows 64-bit numbers exactly', async () => {
    const text = tray
      .replaceAll('0x80000000', '0x20000000000001')
      .replaceAll('0x6fc0000000', '0xFFFFFFFFFFFF0000');
    await write('wide.topology.yaml', text);
    const rows = await treeOf('wide.topology.yaml', 'EGM region');
    const region = rows.find(({ text }) => text.startsWith('EGM region'));
    assert.match(region?.text ?? '', /0x20000000000001 .*0xffffffffffff0000/);
  });

  it('counts faults in a badge', async () => {
    await write('faulty.topology.yaml', machine(gpu(first), gpu(first)));
    await eventually(
      () => page.query('.activitybar [aria-label^="Driver Model"]'),
      (items) => items.some(({ label }) => /\d+ faults?/.test(label)),
    );
  });

  it('goes to the line that a clicked row stands for, and lets the clicked row be', async () => {
    const uri = await write('clicked.topology.yaml', tray);
    await treeOf('clicked.topology.yaml', 'bound');
    await unfoldOnly('clicked.topology.yaml');
    await page.click(rowSelector(`GPU ${second}`));
    const line = tray.split('\n').findIndex((text) => text.includes(second));
    await eventually(
      () => vscode.window.activeTextEditor,
      (editor) => editor?.document.uri.toString() === uri.toString() && editor.selection.start.line === line,
    );
    await page.click(rowSelector('EGM region, PXM 4'));
    const egm = tray.split('\n').findIndex((text) => text.includes('egm-pxm'));
    await eventually(
      () => vscode.window.activeTextEditor?.selection.start.line,
      (now) => now === egm,
    );
    await eventually(tree, (rows) => rows.some(({ selected, text }) => selected && /^EGM region/.test(text)));
    // The cursor is followed when it rests: that must not take the selection to the GPU of the line.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const rows = await treeOf('clicked.topology.yaml', 'bound');
    assert.match(rows.find(({ selected }) => selected)?.text ?? '', /^EGM region/);
  });

  it('selects what the cursor stands in, unless told not to', async () => {
    const uri = await write('cursor.topology.yaml', tray);
    await treeOf('cursor.topology.yaml', 'bound');
    const editor = await open(uri);
    await goTo(editor, `bdf: ${second}`);
    const selected = async () => (await tree()).filter((row) => row.selected).map(({ text }) => text);
    await eventually(selected, ([row]) => row?.startsWith(`GPU ${second}`) === true);
    await withSetting('followCursor', false, async () => {
      await goTo(editor, `bdf: ${first}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.match((await selected())[0] ?? '', new RegExp(`^GPU ${second}`));
    });
    await goTo(editor, 'pxm: 0');
    await eventually(selected, ([row]) => row?.startsWith('Socket 0') === true);
  });

  it('keeps what is expanded over an edit', async () => {
    const uri = await write('expanded.topology.yaml', tray);
    await treeOf('expanded.topology.yaml', 'bound');
    await unfoldOnly('expanded.topology.yaml');
    await page.click(rowSelector(`GPU ${first}`));
    await page.press('ArrowRight');
    await treeOf('expanded.topology.yaml', 'nvidia,gpu-mem-size');
    const { document } = await open(uri);
    await replace(document, '16 GiB', '32 GiB');
    const rows = await treeOf('expanded.topology.yaml', '32 GiB');
    assert.equal(rows.find(({ text }) => text.startsWith(`GPU ${first}`))?.expanded, true);
    assert.equal(rows.find(({ text }) => text.startsWith(`GPU ${second}`))?.expanded, false);
  });

  it('tells files of one name apart by their folders', async () => {
    await write('left/same.topology.yaml', tray);
    await write('right/same.topology.yaml', tray);
    const named = (rows: readonly Row[]) => rows.filter(({ text }) => text.startsWith('same.topology.yaml'));
    const rows = await eventually(
      tree,
      (now) => named(now).filter(({ text }) => /bound/.test(text)).length === 2,
    );
    assert.deepEqual(
      named(rows).map(({ description }) => description.split(' · ')[0]),
      ['left', 'right'],
    );
    assert.match(named(rows)[0]?.label ?? '', /same\.topology\.yaml, in left, reviewed/);
  });

  it('keeps the last good state of a text that breaks, marked stale, until it is mended', async () => {
    const uri = await write('broken.topology.yaml', tray);
    await treeOf('broken.topology.yaml', 'bound');
    const { document } = await open(uri);
    await replace(document, 'gpus:', 'gpus: {');
    const [stale] = await treeOf('broken.topology.yaml', 'stale');
    assert.equal(stale?.icon, 'history');
    assert.match(stale?.label ?? '', /stale: /);
    assert.ok((await tree()).some(({ text }) => text.startsWith(`GPU ${second}`)));
    await eventually(status, (text) => text.includes('stale'));
    await replace(document, 'gpus: {', 'gpus:');
    await eventually(tree, (rows) => !rows.some(({ text }) => text.includes('stale')));
    await expectCodes(uri, []);
  });

  it('keeps it while sockets are missing, until that is saved or the text is empty', async () => {
    const uri = await write('gone.topology.yaml', tray);
    await treeOf('gone.topology.yaml', 'bound');
    const { document } = await open(uri);
    await replace(document, 'sockets:', 'socket:');
    await treeOf('gone.topology.yaml', 'stale');
    await document.save();
    await eventually(tree, (rows) => under(rows, 'gone.topology.yaml').length <= 1);
    await replace(document, 'socket:', 'sockets:');
    await treeOf('gone.topology.yaml', 'bound');
    await replace(document, document.getText(), '');
    await eventually(tree, (rows) => under(rows, 'gone.topology.yaml').length === 0);
  });

  it('has a root for each document of a file', async () => {
    await write('stack.topology.yaml', `name: upper\n${tray}---\nname: lower\n${machine(gpu(first))}`);
    const rows = await eventually(tree, (now) =>
      under(now, 'lower').some(({ text }) => text.includes('GPU')),
    );
    assert.match(under(rows, 'upper')[0]?.text ?? '', /2 of 2 GPUs bound.*stack\.topology\.yaml/);
    assert.match(under(rows, 'lower')[0]?.text ?? '', /1 of 1 GPU bound/);
  });

  it('copies a value from the keyboard, and offers it and the place in a context menu', async () => {
    await write('copied.topology.yaml', tray);
    await treeOf('copied.topology.yaml', 'bound');
    await unfoldOnly('copied.topology.yaml');
    await page.click(rowSelector(`GPU ${first}`), { button: 'right' });
    const items = await eventually(
      () => page.query('.monaco-menu .action-label'),
      (labels) => labels.length > 0,
    );
    const texts = items.map(({ text }) => text);
    assert.ok(texts.includes('Reveal in File') && texts.includes('Copy Value…'), texts.join());
    await page.press('Escape');
    await page.waitFor('.monaco-menu', 'hidden');
    await page.click(rowSelector('Socket 0'));
    await page.waitFor('.pane-body .monaco-list-row.selected[aria-label^="Socket 0"]');
    const copied = async () => {
      await page.press('Control+C');
      return vscode.env.clipboard.readText();
    };
    await eventually(copied, (text) => text === '0');
    // Arrow keys move the focus alone: of the region below, which has several values, the first is its domain.
    await page.press('ArrowDown');
    await page.press('Control+C');
    await page.waitFor('.quick-input-list .monaco-list-row');
    await page.press('Enter');
    await eventually(
      () => vscode.env.clipboard.readText(),
      (text) => text === '4',
    );
  });

  it('forgets a file that is deleted', async () => {
    const uri = await write('brief.topology.yaml', tray);
    await treeOf('brief.topology.yaml', 'bound');
    await vscode.workspace.fs.delete(uri);
    await eventually(tree, (rows) => under(rows, 'brief.topology.yaml').length === 0);
  });

  it('is as it was when the view was hidden and is shown again', async () => {
    await write('hidden.topology.yaml', tray);
    const before = await treeOf('hidden.topology.yaml', 'bound');
    for (let times = 0; times < 2; times++)
      await vscode.commands.executeCommand('driverModel.machines.toggleVisibility');
    await vscode.commands.executeCommand('driverModel.machines.focus');
    const after = await treeOf('hidden.topology.yaml', 'bound');
    assert.deepEqual(
      after.map(({ text }) => text),
      before.map(({ text }) => text),
    );
  });

  it('welcomes a workspace without a topology, with one thing to do first', async () => {
    const samples = await vscode.workspace.findFiles('**/*.topology.{yaml,yml}');
    const kept = await Promise.all(samples.map((uri) => vscode.workspace.fs.readFile(uri)));
    await closeAll();
    for (const uri of samples) await vscode.workspace.fs.delete(uri);
    try {
      await vscode.commands.executeCommand('workbench.view.extension.driverModel');
      await eventually(
        () => page.query('.welcome-view-content .monaco-button'),
        (buttons) => buttons.filter(({ text }) => text === 'New from Template').length === 1,
      );
      const links = await page.query('.welcome-view-content a');
      assert.ok(links.some(({ text }) => text.includes('format of topology files')));
      assert.equal(await status(), '');
    } finally {
      for (const [at, uri] of samples.entries()) await vscode.workspace.fs.writeFile(uri, kept[at]!);
    }
  });
});

/**
 * Folds all machines, then unfolds the socket of one: rows of others with the same label cannot be meant,
 * and what is meant is in sight.
 */
async function unfoldOnly(file: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.actions.treeView.driverModel.machines.collapseAll');
  await eventually(tree, (rows) => rows.every(({ level }) => level === 1));
  await page.click(rowSelector(file));
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight']) {
    await page.press(key);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  await treeOf(file, 'GPU ');
}
