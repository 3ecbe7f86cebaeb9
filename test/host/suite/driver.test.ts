/** The driver that runs on a topology: chosen by setting, embedded or the user's own C, run again when either changes. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { eventually, page } from './page.ts';
import {
  codeOf,
  codes,
  expectCodes,
  folder,
  gpu,
  machine,
  open,
  problems,
  removeWritten,
  replace,
  status,
  withSetting,
  write,
} from './topologies.ts';

const first = '0008:01:00.0';
const second = '0009:01:00.0';
const tray = machine(gpu(first), gpu(second));

/** A driver whose probe does nothing but fail. */
const failing = `#include <linux/module.h>
#include <linux/pci.h>

static int failing_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	return -EIO;
}

static const struct pci_device_id failing_ids[] = {
	{ PCI_DEVICE(0x10de, 0x2941) },
	{}
};
MODULE_DEVICE_TABLE(pci, failing_ids);

static struct pci_driver failing_driver = {
	.name = "failing",
	.id_table = failing_ids,
	.probe = failing_probe,
};
module_pci_driver(failing_driver);

MODULE_LICENSE("GPL");
`;

async function messages(uri: vscode.Uri): Promise<string> {
  return problems(uri)
    .map(({ message }) => message)
    .join('\n');
}

async function openTray(name: string): Promise<vscode.TextDocument> {
  const { document } = await open(await write(name, tray));
  return document;
}

describe('the driver', () => {
  afterEach(removeWritten);

  it('is the reviewed one, without a fault', async () => {
    const { uri } = await openTray('reviewed.topology.yaml');
    if (page.available) await eventually(status, (text) => text === 'reviewed: 2 of 2 GPUs bound');
    assert.deepEqual(codes(uri), []);
  });

  it('changes with the setting: what the second GPU meets is a Problem with the lines of C', async () => {
    const { uri } = await openTray('rfc.topology.yaml');
    await withSetting('driver', 'rfc-v2-02', async () => {
      await eventually(
        () => codes(uri),
        (now) => now.includes('driver/probe-failed') && now.includes('driver/double-free'),
      );
      const line = tray.split('\n').findIndex((text) => text.includes(second));
      for (const problem of problems(uri)) assert.equal(problem.range.start.line, line, problem.message);
      const failed = problems(uri).find((problem) => codeOf(problem) === 'driver/probe-failed');
      assert.match(failed?.message ?? '', /0009:01:00\.0 failed with -EINVAL/);
      const related = failed?.relatedInformation ?? [];
      assert.ok(
        related.some(({ location }) => location.uri.toString() === uri.toString()),
        'the first GPU',
      );
      const source = related.find(({ location }) => location.uri.scheme === 'driver-model')?.location;
      assert.ok(source, 'the line of C');
      const c = await vscode.workspace.openTextDocument(source.uri);
      assert.match(c.lineAt(source.range.start.line).text, /\S/);
      if (page.available) {
        await eventually(status, (text) => text.startsWith('rfc-v2-02: 1 of 2 GPUs bound, 1 failed'));
      }
    });
    await expectCodes(uri, []);
  });

  it('is read-only C where it is embedded, and in the library', async () => {
    const uri = vscode.Uri.parse('driver-model:/reviewed/main.c');
    const { document } = await open(uri);
    assert.match(document.getText(), /module_pci_driver|pci_register_driver/);
    assert.equal(document.languageId, 'c');
    await vscode.commands.executeCommand('default:type', { text: 'x' });
    assert.equal(document.isDirty, false);
    await assert.rejects(async () =>
      vscode.workspace.openTextDocument(uri.with({ path: '/nothing/main.c' })),
    );
  });

  it('runs when told to, where it is set to manual', async function () {
    if (!page.available) this.skip();
    await withSetting('run', 'manual', async () => {
      const document = await openTray('manual.topology.yaml');
      await eventually(status, (text) => text === 'reviewed: not run');
      await vscode.commands.executeCommand('driverModel.runProbe');
      await eventually(status, (text) => text === 'reviewed: 2 of 2 GPUs bound');
      await replace(document, 'nvidia,egm-pxm: 4', 'nvidia,egm-pxm: 5');
      await eventually(status, (text) => text === 'reviewed: not run');
    });
  });

  it("is a folder of one's own C, and follows it on disk and in the editor", async () => {
    const c = await write('own/failing.c', failing);
    const { uri } = await openTray('own.topology.yaml');
    await withSetting('driver', './own', async () => {
      await eventually(
        () => messages(uri),
        (all) => all.includes('-EIO'),
      );
      assert.deepEqual(codes(uri), ['driver/probe-failed', 'driver/probe-failed']);
      await vscode.workspace.fs.writeFile(c, new TextEncoder().encode(failing.replace('EIO', 'EBUSY')));
      await eventually(
        () => messages(uri),
        (all) => all.includes('-EBUSY') && !all.includes('-EIO'),
      );
      const { document } = await open(c);
      await replace(document, '-EBUSY', '0');
      await expectCodes(uri, []);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await eventually(
        () => messages(uri),
        (all) => all.includes('-EBUSY'),
      );
    });
    await expectCodes(uri, []);
  });

  it('follows its folder when that is deleted, put back, or a folder within it goes', async function () {
    if (!page.available) this.skip();
    await write(
      'whole/failing.c',
      failing.replace('<linux/pci.h>', '<linux/pci.h>\n#include "inner/answer.h"'),
    );
    await write('whole/inner/answer.h', '#define ANSWER -EIO\n');
    const root = vscode.Uri.joinPath(folder(), 'whole');
    const away = vscode.Uri.joinPath(folder(), 'away');
    const { uri } = await openTray('whole.topology.yaml');
    await withSetting('driver', './whole', async () => {
      await expectCodes(uri, ['driver/probe-failed', 'driver/probe-failed']);
      await vscode.workspace.fs.rename(root, away);
      await eventually(status, (text) => text === './whole: not run');
      await vscode.workspace.fs.rename(away, root);
      await eventually(status, (text) => text === './whole: 0 of 2 GPUs bound, 2 failed');
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(root, 'inner'), { recursive: true });
      await eventually(
        () => vscode.languages.getDiagnostics(vscode.Uri.joinPath(root, 'failing.c')).map(codeOf),
        (now) => now.length > 0,
      );
      await vscode.workspace.fs.delete(root, { recursive: true });
      await eventually(status, (text) => text === './whole: not run');
    });
  });

  it('may run for ever: that is a finding, and typing goes on meanwhile', async () => {
    await write('endless/endless.c', failing.replace('return -EIO;', 'for (;;)\n\t\t;\n\treturn 0;'));
    const document = await openTray('endless.topology.yaml');
    await withSetting('driver', './endless', async () => {
      await replace(document, 'topology: 1', 'name: meanwhile\ntopology: 1');
      await eventually(
        () => codes(document.uri),
        (now) => now.includes('driver/out-of-fuel'),
        40_000,
      );
    });
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('that is not there is said in the status item, not by a notification', async function () {
    if (!page.available) this.skip();
    await openTray('lost.topology.yaml');
    await withSetting('driver', './nowhere', async () => {
      const items = await eventually(page.statusBar, (all) =>
        all.some(({ label }) => label.includes('The driver folder ./nowhere cannot be read')),
      );
      assert.match(items.find(({ label }) => label.includes('nowhere'))?.text ?? '', /nowhere: not run/);
      assert.deepEqual(await page.query('.notification-toast'), []);
    });
  });

  it('that no one has is named, and so is a setting that is no text', async function () {
    if (!page.available) this.skip();
    await openTray('nameless.topology.yaml');
    for (const [value, name] of [
      ['rfc-v2-2', 'rfc-v2-2'],
      [42, '42'],
    ]) {
      await withSetting('driver', value, async () => {
        await eventually(page.statusBar, (all) =>
          all.some(({ label }) => label.includes(`No embedded driver is called ${name}, and no folder`)),
        );
      });
    }
    await eventually(status, (text) => text === 'reviewed: 2 of 2 GPUs bound');
  });

  it('leaves a log, which follows the run', async () => {
    const document = await openTray('logged.topology.yaml');
    await withSetting('driver', 'rfc-v2-02', async () => {
      await eventually(
        () => codes(document.uri),
        (now) => now.includes('driver/probe-failed'),
      );
      await vscode.commands.executeCommand('driverModel.showKernelLog');
      const editor = await eventually(
        () => vscode.window.activeTextEditor,
        (active) => active?.document.uri.scheme === 'driver-model-log',
      );
      const log = () => editor?.document.getText() ?? '';
      await eventually(log, (text) => text.includes('sysfs: cannot create duplicate filename'));
      await replace(
        document,
        `- bdf: ${second}\n        device: 10de:2941`,
        `- bdf: ${second}\n        device: 10de:0000`,
      );
      await eventually(log, (text) => !text.includes('sysfs'));
    });
    assert.ok(vscode.workspace.getWorkspaceFolder(document.uri)?.uri.toString() === folder().toString());
  });
});
