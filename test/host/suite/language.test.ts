/** What the editor offers in the text of a topology: as a user meets it, and as VS Code asks for it. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { eventually, page } from './page.ts';
import {
  closeAll,
  expectCodes,
  focus,
  folder,
  goTo,
  gpu,
  machine,
  open,
  problems,
  removeWritten,
  withSetting,
  write,
} from './topologies.ts';

const two = machine(gpu('0008:01:00.0'), gpu('0009:01:00.0'));
const outside = 'topology: 1\nsockets: []\n';

type Asked = vscode.Uri | vscode.Position | vscode.Range | string | number | undefined;
const ask = <T>(command: string, ...args: Asked[]) =>
  vscode.commands.executeCommand<T>(`vscode.${command}`, ...args);

/** The position behind the first occurrence of a text. */
function behind({ document }: vscode.TextEditor, text: string, from = 0): vscode.Position {
  const offset = document.getText().indexOf(text, from);
  assert.ok(offset >= 0, `${text} is not in the document`);
  return document.positionAt(offset + text.length);
}

function fixes({ document }: vscode.TextEditor, at: vscode.Position): Thenable<vscode.CodeAction[]> {
  return ask('executeCodeActionProvider', document.uri, new vscode.Range(at, at), 'quickfix');
}

describe('The text of a topology', () => {
  afterEach(removeWritten);

  it('has quick fixes, and the chosen one removes its problem', async () => {
    const uri = await write('fix.topology.yaml', two.replace('    pxm: 0', '    pxn: 0 # the CPUs'));
    const editor = await open(uri);
    await expectCodes(uri, ['shape/missing-key', 'shape/unknown-key']);
    const offered = await eventually(
      () => fixes(editor, behind(editor, 'px')),
      (now) => now.length >= 2,
    );
    assert.deepEqual(
      offered.map(({ title }) => title),
      ['Change to pxm', 'Ignore shape/unknown-key here, with a comment'],
    );
    assert.ok(offered[0]?.edit);
    await vscode.workspace.applyEdit(offered[0].edit);
    assert.match(editor.document.getText(), / {4}pxm: 0 # the CPUs/);
    await expectCodes(uri, []);
  });

  it('is fixed from the light bulb’s menu, by keys alone', async function () {
    if (!page.available) this.skip();
    const uri = await write('bulb.topology.yaml', two.replace('egm-pxm: 4', 'egm-pxm: "4"'));
    const editor = await open(uri);
    await expectCodes(uri, ['driver/probe-failed', 'shape/not-an-integer']);
    await goTo(editor, '"4"');
    await eventually(
      () => fixes(editor, behind(editor, 'egm-pxm: "')),
      (now) => now.length > 0,
    );
    await eventually(
      async () => {
        // Something else may take the focus, or close the menu, while the window settles.
        await focus(editor.document);
        await page.press('Control+.');
        return page.waitFor('.action-widget .monaco-list-row').then(
          () => true,
          () => false,
        );
      },
      (shown) => shown,
      40_000,
    );
    await page.press('Enter');
    await expectCodes(uri, []);
    assert.match(editor.document.getText(), /egm-pxm: 4$/m);
  });

  it('has its safe fixes applied on save, where the user asks for it', async () => {
    const uri = await write(
      'save.topology.yaml',
      two.replace('socket: 0', 'socket: 00_0').replace('pxm: 0', 'pxm: 01'),
    );
    const editor = await open(uri);
    await expectCodes(uri, ['yaml/octal-trap']);
    const actions = await ask<vscode.CodeAction[]>(
      'executeCodeActionProvider',
      uri,
      new vscode.Range(0, 0, editor.document.lineCount, 0),
      'source.fixAll.driverModel',
    );
    assert.equal(actions.length, 1);
    assert.ok(actions[0]?.edit);
    await vscode.workspace.applyEdit(actions[0].edit);
    assert.match(editor.document.getText(), /pxm: 1$/m);
    await expectCodes(uri, []);
  });

  it('can be silenced in a place, and is heard elsewhere', async () => {
    const uri = await write('ignore.topology.yaml', two.replace('    pxm: 0', '    pxm: 0\n    other: 1'));
    const editor = await open(uri);
    await expectCodes(uri, ['shape/unknown-key']);
    const offered = await eventually(
      () => fixes(editor, behind(editor, 'oth')),
      (now) => now.length > 0,
    );
    const ignore = offered.find(({ title }) => title.startsWith('Ignore'));
    assert.ok(ignore?.edit);
    await vscode.workspace.applyEdit(ignore.edit);
    assert.match(editor.document.getText(), /^ {4}# driver-model-ignore: shape\/unknown-key$/m);
    await expectCodes(uri, []);
  });

  it('can silence a finding of the driver, at its GPU', async () => {
    const uri = await write('silence.topology.yaml', two.replace('egm-pxm: 4', 'egm-pxm: "4"'));
    const editor = await open(uri);
    await expectCodes(uri, ['driver/probe-failed', 'shape/not-an-integer']);
    const [ignore] = await fixes(editor, behind(editor, 'bdf: 0008'));
    assert.equal(ignore?.title, 'Ignore driver/probe-failed here, with a comment');
    assert.ok(ignore.edit);
    await vscode.workspace.applyEdit(ignore.edit);
    await expectCodes(uri, ['shape/not-an-integer']);
  });

  it('tells a range, a domain and an outcome under the pointer', async () => {
    const uri = await write('hover.topology.yaml', two);
    const editor = await open(uri);
    await expectCodes(uri, []);
    const hover = async (text: string) => {
      const found = await ask<vscode.Hover[]>('executeHoverProvider', uri, behind(editor, text));
      return found
        .flatMap(({ contents }) => contents.map((each) => (typeof each === 'string' ? each : each.value)))
        .join('\n')
        .replaceAll('\\', '');
    };
    assert.match(await hover('egm-base-pa: 0x8'), /0x80000000-0x703fffffff.*447 GiB/s);
    assert.match(await hover('nvidia,egm-pxm: 4'), /GPU 0009:01:00\.0.*\/dev\/egm4/s);
    assert.match(await hover('nvidia,egm-si'), /Grace firmware writes it/);
    await eventually(
      () => hover('bdf: 0008:01'),
      (now) => now.includes('bound'),
    );
  });

  it('completes keys as a user types, each once', async function () {
    if (!page.available) this.skip();
    const editor = await open(await write('type.topology.yaml', two));
    await goTo(editor, '\n    gpus:');
    await page.press('Enter');
    await page.type('mem');
    let tries = 0;
    const rows = await eventually(
      async () => {
        const shown = await page.query('.suggest-widget.visible .monaco-list-row');
        // A busy window may drop the list that it would have shown: as users do, it is called again.
        if (shown.length === 0 && ++tries % 20 === 0) await page.press('Control+Space');
        return shown;
      },
      (now) => now.some(({ label }) => label.startsWith('memory')),
    );
    assert.equal(rows.filter(({ label }) => label.startsWith('memory')).length, 1);
    await page.press('Enter');
    await eventually(
      () => editor.document.getText(),
      (text) => text.includes('    memory:\n      - \n    gpus:'),
    );
  });

  it('completes a whole GPU that has no problem', async () => {
    const uri = await write('gpu.topology.yaml', two.replace('retired-pages:', '      - \nretired-pages:'));
    const editor = await open(uri);
    const at = behind(editor, '      - \n').translate(-1).with({ character: 8 });
    const list = await ask<vscode.CompletionList>('executeCompletionItemProvider', uri, at);
    const snippet = list.items.find(({ kind }) => kind === vscode.CompletionItemKind.Snippet);
    assert.ok(snippet?.insertText instanceof vscode.SnippetString);
    await (await focus(editor.document)).insertSnippet(snippet.insertText, at, {
      undoStopBefore: true,
      undoStopAfter: true,
      keepWhitespace: true,
    } as never);
    assert.match(
      editor.document.getText(),
      /bdf: 000a:01:00\.0\n {8}device: 10de:2941\n {8}properties:\n {10}nvidia/,
    );
  });

  it('completes values with the next that is free', async () => {
    const uri = await write(
      'value.topology.yaml',
      two.replace('retired-pages:', '  - socket: \nretired-pages:'),
    );
    const editor = await open(uri);
    const at = behind(editor, '  - socket: \n').translate(-1).with({ character: 12 });
    const list = await ask<vscode.CompletionList>('executeCompletionItemProvider', uri, at);
    const [first] = list.items.filter(({ kind }) => kind === vscode.CompletionItemKind.Value);
    assert.equal(typeof first?.label === 'object' ? first.label.label : first?.label, '1');
  });

  it('leads from a GPU to its region, and back to all its GPUs', async () => {
    const uri = await write('go.topology.yaml', two);
    const editor = await open(uri);
    const second = behind(editor, 'egm-pxm: 4', two.indexOf('0009:01'));
    const defined = await ask<vscode.Location[]>('executeDefinitionProvider', uri, second);
    assert.equal(defined[0]?.range.start.line, behind(editor, 'egm-pxm: 4').line);
    const references = await ask<vscode.Location[]>('executeReferenceProvider', uri, second);
    assert.equal(references.length, 2);
    const links = await ask<vscode.DocumentLink[]>('executeLinkProvider', uri);
    assert.equal(links.filter(({ target }) => target?.path === uri.path).length, 1);
  });

  it('renames a domain everywhere, and refuses one that is taken', async () => {
    const uri = await write('rename.topology.yaml', two);
    const editor = await open(uri);
    const at = behind(editor, 'egm-pxm: ');
    const rename = (name: string) =>
      ask<vscode.WorkspaceEdit>('executeDocumentRenameProvider', uri, at, name);
    await assert.rejects(async () => rename('0'), /has this number already/);
    await vscode.workspace.applyEdit(await rename('6'));
    assert.equal(editor.document.getText(), two.replaceAll('egm-pxm: 4', 'egm-pxm: 6'));
    await expectCodes(uri, []);
  });

  it('has an outline of sockets and GPUs', async () => {
    const uri = await write('outline.topology.yaml', two);
    await open(uri);
    const roots = await eventually(
      () => ask<vscode.DocumentSymbol[]>('executeDocumentSymbolProvider', uri),
      (now) => now.length > 0,
    );
    const [socket] = roots[0]?.children ?? [];
    assert.equal(socket?.name, 'Socket 0');
    assert.deepEqual(
      socket.children.map(({ name }) => name),
      ['GPU 0008:01:00.0', 'GPU 0009:01:00.0'],
    );
  });

  it('has the outcome above each socket and GPU', async () => {
    const uri = await write('lens.topology.yaml', two);
    await open(uri);
    const titles = async () => {
      const lenses = await ask<vscode.CodeLens[]>('executeCodeLensProvider', uri);
      return lenses.map(({ command }) => command?.title ?? '');
    };
    const shown = await eventually(titles, (now) => now.some((title) => title.startsWith('bound')));
    assert.equal(shown[0], '2 GPUs: 2 bound · EGM region PXM 4, 447 GiB');
    assert.equal(shown.length, 3);
  });

  it('shows sizes in units, unless the setting says no', async () => {
    const uri = await write('hint.topology.yaml', two);
    const { document } = await open(uri);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = async () => {
      const found = await ask<vscode.InlayHint[]>('executeInlayHintProvider', uri, whole);
      return found.map(({ label }) => String(label));
    };
    assert.deepEqual(await hints(), ['447 GiB', '447 GiB']);
    await withSetting('inlayHints', false, async () => assert.deepEqual(await hints(), []));
  });

  it('tells addresses and domains apart from other numbers', async () => {
    const uri = await write('token.topology.yaml', two);
    await open(uri);
    const legend = await ask<vscode.SemanticTokensLegend>('provideDocumentSemanticTokensLegend', uri);
    assert.deepEqual(legend.tokenTypes, ['driverModelAddress', 'driverModelDomain']);
    const tokens = await ask<vscode.SemanticTokens>('provideDocumentSemanticTokens', uri);
    assert.ok(tokens.data.length >= 5 * 10);
  });

  it('has problems of the severity that the settings give their rules', async () => {
    const text = two.replace('    pxm: 0', '    pxm: 0\n    other: 1').replace('socket: 0', 'socket: 00_0');
    const uri = await write('rules.topology.yaml', text.replace('pxm: 0', 'pxm: 07'));
    await expectCodes(uri, ['shape/unknown-key', 'yaml/octal-trap']);
    await withSetting('rules', { 'shape/*': 'error', 'yaml/octal-trap': 'off' }, async () => {
      await expectCodes(uri, ['shape/unknown-key']);
      assert.equal(problems(uri)[0]?.severity, vscode.DiagnosticSeverity.Error);
    });
    await expectCodes(uri, ['shape/unknown-key', 'yaml/octal-trap']);
  });

  it('has its rules offered by name in the settings', async () => {
    await withSetting('rules', { 'shape/*': 'error' }, async () => {
      const uri = vscode.Uri.joinPath(folder(), '.vscode', 'settings.json');
      const editor = await open(uri);
      const labels = await eventually(
        async () => {
          const at = behind(editor, '"driverModel.rules": {');
          const list = await ask<vscode.CompletionList>('executeCompletionItemProvider', uri, at);
          return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
        },
        (offered) => offered.includes('spa/wraps'),
      );
      assert.ok(labels.includes('platform/*') && labels.includes('driver/double-free'), labels.join());
      await closeAll();
    });
  });

  it('of other YAML is left alone', async () => {
    const uri = await write('other.yaml', outside);
    const editor = await open(uri);
    const list = await ask<vscode.CompletionList>(
      'executeCompletionItemProvider',
      uri,
      behind(editor, '[]\n'),
    );
    assert.ok(!list.items.some(({ label }) => JSON.stringify(label).includes('retired-pages')));
    const found = await ask<vscode.Hover[]>('executeHoverProvider', uri, behind(editor, 'topo'));
    assert.deepEqual(found, []);
    await closeAll();
  });
});
