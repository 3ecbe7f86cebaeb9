/** The text of a topology as a user meets it: with the mouse, with keys, and as it is drawn. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { eventually, page } from './page.ts';
import {
  expectCodes,
  focus,
  goTo,
  gpu,
  machine,
  open,
  removeWritten,
  withSetting,
  write,
} from './topologies.ts';

const first = '0008:01:00.0';
const second = '0009:01:00.0';
const two = machine(gpu(first), gpu(second));

/** The texts of what is drawn there, spaces as spaces. */
async function drawn(selector: string): Promise<string[]> {
  const found = await page.query(selector);
  return found.map(({ text }) => text.replaceAll('\u00a0', ' ').trim());
}

const lines = () => drawn('.editor-instance .view-line');

/** A word of the text, as the editor draws it: a piece of a line. */
function word(text: string): string {
  return `.editor-instance .view-line span span:text-is("${text}")`;
}

/** Waits until it is drawn, as long as a busy window may take. */
function isShown(selector: string): Promise<boolean> {
  return page.waitFor(selector).then(
    () => true,
    () => false,
  );
}

/** Opens a sound file, and waits until everything is drawn around it. */
async function openDrawn(name: string, text = two): Promise<vscode.TextEditor> {
  const editor = await open(await write(name, text));
  await focus(editor.document);
  await eventually(lines, (all) => all.some((line) => line.startsWith('- bdf:')));
  return editor;
}

function lineOf({ document }: vscode.TextEditor, text: string): number {
  return document.positionAt(document.getText().indexOf(text)).line;
}

describe('A topology by hand', () => {
  before(function () {
    if (!page.available) this.skip();
  });
  afterEach(removeWritten);

  it('says under the mouse what an address, a domain and a GPU are', async () => {
    await openDrawn('mouse.topology.yaml');
    const say = (text: string, expected: RegExp) =>
      eventually(
        async () => {
          await page.hover('.part.statusbar');
          await page.hover(word(text));
          await page.waitFor('.monaco-hover:not(.hidden) .hover-contents');
          return (await drawn('.monaco-hover:not(.hidden) .hover-contents')).join('\n');
        },
        (said) => expected.test(said),
        30_000,
      );
    await say('0x80000000', /0x80000000-0x703fffffff.*447 GiB/s);
    await say('4', /Proximity domain 4.*\/dev\/egm4/s);
    await say(second, /GPU 0009:01:00\.0.*bound/s);
    await page.hover('.part.statusbar');
    await page.press('Escape');
  });

  it('folds a socket and a GPU at the margin', async () => {
    const editor = await openDrawn('folded.topology.yaml');
    await goTo(editor, `bdf: ${first}`);
    await vscode.commands.executeCommand('editor.fold');
    await eventually(lines, (all) => all.filter((line) => line.startsWith('device:')).length === 1);
    await vscode.commands.executeCommand('editor.unfold');
    await eventually(lines, (all) => all.filter((line) => line.startsWith('device:')).length === 2);
    await goTo(editor, 'socket: 0');
    await vscode.commands.executeCommand('editor.fold');
    await eventually(
      lines,
      (all) => !all.some((line) => line.startsWith('- bdf:')) && all.some((line) => /^- \{ table/.test(line)),
    );
    await vscode.commands.executeCommand('editor.unfoldAll');
  });

  it('has breadcrumbs of machine, socket and GPU, which follow the cursor', async () => {
    const editor = await openDrawn('crumbs.topology.yaml');
    const crumbs = () => drawn('.breadcrumbs-control .monaco-breadcrumb-item');
    await goTo(editor, `bdf: ${second}`);
    const shown = await eventually(crumbs, (all) => all.at(-1) === `GPU ${second}`);
    assert.deepEqual(shown.slice(-2), ['Socket 0', `GPU ${second}`]);
    await goTo(editor, 'pxm: 0');
    await eventually(crumbs, (all) => all.at(-1) === 'Socket 0');
  });

  it('goes from a domain to its region by F12, and shows all its GPUs', async () => {
    // With two, Shift+F12 goes to the other at once.
    const three = machine(gpu(first), gpu(second), gpu('000a:01:00.0'));
    const editor = await openDrawn('defined.topology.yaml', three);
    const at = editor.document.positionAt(three.lastIndexOf('egm-pxm: 4') + 'egm-pxm: '.length);
    editor.selection = new vscode.Selection(at, at);
    await focus(editor.document);
    const target = lineOf(editor, 'egm-pxm: 4');
    await eventually(
      async () => {
        if (vscode.window.activeTextEditor?.selection.active.line === target) return true;
        await page.press('F12');
        return vscode.window.activeTextEditor?.selection.active.line === target;
      },
      (there) => there,
    );
    await eventually(
      async () => {
        await focus(editor.document);
        await page.press('Shift+F12');
        return isShown('.reference-zone-widget .ref-tree .monaco-list-row');
      },
      (shown) => shown,
      40_000,
    );
    const places = () => drawn('.reference-zone-widget .ref-tree .monaco-list-row');
    await eventually(places, (rows) => rows.filter((row) => row.includes('egm-pxm: 4')).length === 3);
    await page.press('Escape');
  });

  it('goes along a link from a GPU to the first of its region', async () => {
    const editor = await openDrawn('linked.topology.yaml');
    await eventually(
      () => page.query('.editor-instance .view-line .detected-link'),
      (links) => links.length > 0,
    );
    await eventually(
      async () => {
        await page.click('.editor-instance .view-line .detected-link', {
          modifiers: ['Control'],
          force: true,
        });
        return vscode.window.activeTextEditor?.selection.active.line;
      },
      (line) => line === lineOf(editor, 'nvidia,egm-pxm: 4'),
      20_000,
    );
  });

  it('renames a domain at all its GPUs by F2', async () => {
    const editor = await openDrawn('renamed.topology.yaml');
    await goTo(editor, '4\n          nvidia,egm-retired');
    await eventually(
      async () => {
        await focus(editor.document);
        await page.press('F2');
        return isShown('.rename-box input');
      },
      (shown) => shown,
      40_000,
    );
    await page.click('.rename-box input');
    await page.press('Control+A');
    await page.type('6');
    await page.press('Enter');
    await eventually(
      () => editor.document.getText(),
      (text) => text === two.replaceAll('egm-pxm: 4', 'egm-pxm: 6'),
    );
    await expectCodes(editor.document.uri, []);
  });

  it('shows outcomes above GPUs, and sizes in units behind their digits', async () => {
    await openDrawn('above.topology.yaml');
    const scheme = () => vscode.window.activeTextEditor?.document.uri.scheme;
    const lenses = () => drawn('.editor-instance .codelens-decoration');
    await eventually(lenses, (all) => all.filter((text) => text.startsWith('bound')).length === 2);
    await eventually(lines, (all) => all.filter((line) => /0x6fc0000000.*447 GiB/.test(line)).length === 2);
    await withSetting('inlayHints', false, async () => {
      await eventually(lines, (all) => !all.some((line) => line.includes('447 GiB')));
    });
    await eventually(
      async () => {
        if (scheme() !== 'driver-model-log')
          await page.click('.editor-instance .codelens-decoration a', { force: true });
        return scheme();
      },
      (shown) => shown === 'driver-model-log',
      40_000,
    );
  });

  it('takes a whole GPU out of the completion list, by keys', async () => {
    const editor = await openDrawn(
      'taken.topology.yaml',
      two.replace('retired-pages:', '      - \nretired-pages:'),
    );
    const { document } = editor;
    const line = lineOf(editor, '      - \n');
    const end = new vscode.Position(line, 8);
    editor.selection = new vscode.Selection(end, end);
    await eventually(
      async () => {
        await focus(document);
        await page.press('Control+Space');
        return isShown('.suggest-widget.visible .monaco-list-row');
      },
      (shown) => shown,
      40_000,
    );
    await eventually(
      async () => {
        const [row = ''] = await drawn('.suggest-widget.visible .monaco-list-row.focused');
        if (row.startsWith('bdf: …')) return true;
        await page.press('ArrowDown');
        return false;
      },
      (isMeant) => isMeant,
    );
    await page.press('Enter');
    await eventually(
      () => document.getText(),
      (text) => /bdf: 000a:01:00\.0\n {8}device: 10de:2941\n {8}properties:\n {10}nvidia/.test(text),
    );
    await page.press('Escape');
  });

  it('mends on save what is safe to mend, where the user asks for it', async () => {
    const editor = await openDrawn('saved.topology.yaml', two.replace('pxm: 0', 'pxm: 01'));
    await expectCodes(editor.document.uri, ['yaml/octal-trap']);
    const settings = vscode.workspace.getConfiguration('editor', editor.document);
    const target = vscode.ConfigurationTarget.WorkspaceFolder;
    await settings.update('codeActionsOnSave', { 'source.fixAll.driverModel': 'explicit' }, target);
    try {
      await goTo(editor, 'topology: 1');
      await page.type('# typed');
      await page.press('Enter');
      await page.press('Control+S');
      await eventually(
        () => editor.document.getText(),
        (text) => / {4}pxm: 1$/m.test(text),
      );
    } finally {
      await settings.update('codeActionsOnSave', undefined, target);
    }
    await expectCodes(editor.document.uri, []);
  });
});
