/** A machine of several files: its Problems stand where their values are, and follow every file. */
import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import {
  codes,
  expectCodes,
  folder,
  gpu,
  machine,
  open,
  problems,
  removeWritten,
  replace,
  write,
} from './topologies.ts';

const rack = 'topology: 1\ninclude: [trays/left.topology.yaml, trays/right.topology.yaml]\n';
const left = machine(gpu('0008:01:00.0'));
/** The other socket of the machine. */
const right = machine(gpu('0018:01:00.0', 'nvidia,egm-pxm: 5').replace('0x80000000', '0x100080000000'))
  .replace('socket: 0', 'socket: 1')
  .replace('pxm: 0', 'pxm: 1');

describe('Included files', () => {
  const trays = () => vscode.Uri.joinPath(folder(), 'trays');

  afterEach(async () => {
    await removeWritten();
    await vscode.workspace.fs.delete(trays(), { recursive: true }).then(undefined, () => undefined);
  });

  it('have the Problems of the machine that they are joined to', async () => {
    const second = await write('right.topology.yaml', right, trays());
    const whole = await write('rack.topology.yaml', rack);
    await expectCodes(whole, ['identity/include-missing']);
    const first = await write('left.topology.yaml', left, trays());
    await expectCodes(whole, []);
    const { document } = await open(second);
    await replace(document, 'socket: 1', 'socket: 0');
    await expectCodes(second, ['identity/duplicate-socket']);
    const [problem] = problems(second);
    const [related] = problem?.relatedInformation ?? [];
    assert.equal(related?.location.uri.toString(), first.toString());
    assert.deepEqual([codes(whole), codes(first)], [[], []]);
    await replace(document, 'socket: 0', 'socket: 1');
    await expectCodes(second, []);
    await vscode.workspace.fs.delete(first);
    await expectCodes(whole, ['identity/include-missing']);
  });

  it('are not looked for outside the folder of the workspace', async () => {
    const outside = vscode.Uri.joinPath(folder(), '../outside');
    await write('left.topology.yaml', left, outside);
    const whole = await write(
      'rack.topology.yaml',
      'topology: 1\ninclude: [../outside/left.topology.yaml]\n',
    );
    await expectCodes(whole, ['identity/include-missing']);
  });
});
