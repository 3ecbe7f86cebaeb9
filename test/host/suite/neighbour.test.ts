/** Beside another YAML extension: nothing is told or offered twice. Its stand-in is in test/host/neighbour. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { eventually } from './page.ts';
import { codes, expectCodes, gpu, machine, open, removeWritten, write } from './topologies.ts';

const two = machine(gpu('0008:01:00.0'), gpu('0009:01:00.0'));
const theirs = 'redhat.vscode-yaml';

async function completions(uri: vscode.Uri, text: string, marker: string): Promise<string[]> {
  const offset = text.indexOf(marker) + marker.length;
  const document = await vscode.workspace.openTextDocument(uri);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    document.positionAt(offset),
  );
  return list.items
    .filter(({ kind }) => kind !== vscode.CompletionItemKind.Text)
    .map(({ label }) => (typeof label === 'string' ? label : label.label));
}

function repeated(labels: readonly string[]): string[] {
  return labels.filter((label, at) => labels.indexOf(label) !== at);
}

describe('Beside another YAML extension', () => {
  before(async () => {
    const other = vscode.extensions.getExtension(theirs);
    assert.ok(other, 'the stand-in is not installed');
    await other.activate();
  });
  afterEach(removeWritten);

  it('keys are offered once', async () => {
    const text = two.replace('    gpus:', '    \n    gpus:');
    const uri = await write('keys.topology.yaml', text);
    await open(uri);
    const labels = await eventually(
      () => completions(uri, text, '    pxm: 0\n    '),
      (now) => now.includes('memory'),
    );
    assert.deepEqual(repeated(labels), []);
  });

  for (const [what, marker, wanted] of [
    ['platforms', 'platform: ', 'nvidia-grace'],
    ['page sizes', 'page-size: ', '64 KiB'],
    ['devices', 'device: ', '10de:2941'],
  ] as const) {
    it(`${what} are offered once`, async () => {
      const head = `topology: 1\nplatform: \npage-size: \n`;
      const text = two.replace('topology: 1\n', head).replace('device: 10de:2941', 'device: ');
      const uri = await write('values.topology.yaml', text);
      await open(uri);
      const labels = await eventually(
        () => completions(uri, text, marker),
        (now) => now.includes(wanted),
      );
      assert.deepEqual(repeated(labels), []);
    });
  }

  for (const [what, text] of [
    ['an unknown key', two.replace('    pxm: 0', '    pxm: 0\n    other: 1')],
    ['a wrong type', two.replace('egm-pxm: 4', 'egm-pxm: "4"')],
    ['a wrong value', two.replace('bdf: 0009:01:00.0', 'bdf: 0008:01:00.0')],
    ['a key that is there twice', two.replace('    pxm: 0', '    pxm: 0\n    pxm: 1')],
    ['a bracket that is open', two.replace('pages: [] }', 'pages: [ }')],
    ['a tab', two.replace('    pxm: 0', '\tpxm: 0')],
    ['an alias to nowhere', two.replace('egm-pxm: 4', 'egm-pxm: *x')],
  ] as const) {
    it(`${what} is told once`, async () => {
      const uri = await write('told.topology.yaml', text);
      await open(uri);
      await eventually(
        () => vscode.languages.getDiagnostics(uri).filter(({ severity }) => severity < 3),
        (now) => now.length > 0,
      );
      // Both have read it: what comes late would be told twice.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const all = vscode.languages.getDiagnostics(uri);
      const ours = all.filter(({ source }) => source === 'driver-model');
      const others = all.filter(({ source }) => source !== 'driver-model');
      const both = others.filter(({ range }) =>
        ours.some((own) => own.range.start.line === range.start.line && codeOf(own).startsWith('yaml/')),
      );
      const said = (each: vscode.Diagnostic) =>
        `${each.source} ${each.range.start.line + 1}: ${each.message}`;
      assert.deepEqual(both.map(said), [], all.map(said).join('\n'));
    });
  }

  it('what a key means is told once under the pointer, and what became of a GPU with it', async () => {
    const uri = await write('hovered.topology.yaml', two);
    const { document } = await open(uri);
    const said = async (text: string) => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        document.positionAt(document.getText().indexOf(text) + 2),
      );
      return hovers.flatMap(({ contents }) =>
        contents.map((each) => (typeof each === 'string' ? each : each.value).replaceAll('\\', '')),
      );
    };
    const times = (all: readonly string[], part: string) => all.join('\n').split(part).length - 1;
    const key = await eventually(
      () => said('nvidia,egm-size'),
      (all) => times(all, 'Size of the EGM region.') > 0,
    );
    assert.equal(times(key, 'Size of the EGM region.'), 1, key.join('\n'));
    const head = await eventually(
      () => said('bdf: 0008:01'),
      (all) => times(all, 'bound') > 0 && times(all, 'PCI address') > 0,
    );
    assert.equal(times(head, 'PCI address, DDDD:BB:dd.f in hex.'), 1, head.join('\n'));
  });

  it('what the other tells is mended all the same', async () => {
    const uri = await write('mended.topology.yaml', two.replace('    pxm: 0', '    pxm: 0\n    pxm: 1'));
    const { document } = await open(uri);
    const offered = await eventually(
      async () => {
        const line = new vscode.Range(4, 4, 4, 7);
        return vscode.commands.executeCommand<vscode.CodeAction[]>(
          'vscode.executeCodeActionProvider',
          uri,
          line,
          'quickfix',
        );
      },
      (now) => now.some(({ title }) => title.startsWith('Make a comment')),
    );
    const fix = offered.find(({ title }) => title.startsWith('Make a comment'));
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /^ {4}# pxm: 1$/m);
    await eventually(
      () => vscode.languages.getDiagnostics(uri),
      (now) => now.length === 0,
    );
  });

  it('a sound file stays without problems', async () => {
    const uri = await write('sound.topology.yaml', two);
    await open(uri);
    await expectCodes(uri, []);
    assert.deepEqual([codes(uri), vscode.languages.getDiagnostics(uri)], [[], []]);
  });
});

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}
