import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { templates } from '../../src/engine/view/templates/template.ts';
import { type Command, makeCommand } from './command.ts';

const good = templates().find(({ id }) => id === 'gh200')!.text;

let command: Command;
let folder: string;
beforeAll(async () => {
  command = await makeCommand();
});
afterAll(() => command?.dispose());
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'inputs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
}

function paths(line: string): readonly string[] {
  const { files } = JSON.parse(command.run(`driver-model check --format json ${line}`, folder).output);
  return files.map((file: { path: string }) => file.path);
}

test('a directory stands for its topology files, without node_modules and .git', () => {
  write('b/x.topology.yml', good);
  write('a.topology.yaml', good);
  write('b/other.yaml', good);
  write('node_modules/p/x.topology.yaml', good);
  write('b/.git/x.topology.yaml', good);
  expect(paths('')).toEqual(['a.topology.yaml', 'b/x.topology.yml']);
  expect(paths('b/')).toEqual(['b/x.topology.yml']);
  expect(paths('./b b/x.topology.yml b/other.yaml')).toEqual(['./b/x.topology.yml', 'b/other.yaml']);
  expect(paths('node_modules')).toEqual(['node_modules/p/x.topology.yaml']);
});

test('links that lead in a circle, or nowhere, end', () => {
  write('d/a.topology.yaml', good);
  symlinkSync('..', path.join(folder, 'd/up'));
  symlinkSync('nowhere', path.join(folder, 'd/gone.topology.yaml'));
  symlinkSync('self.topology.yaml', path.join(folder, 'd/self.topology.yaml'));
  expect(paths('d')).toEqual(['d/a.topology.yaml']);
});

test.each([
  [
    'not UTF-8',
    new Uint8Array([0x61, 0x3a, 0x0a, 0xe9, 0x0a, 0x0a]),
    /the file is not UTF-8 text: see line 2\./,
  ],
  ['not UTF-8 at the start of a line', new Uint8Array([0x61, 0x3a, 0x0a, 0xff]), /see line 2\./],
  ['UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0x00]), /the file is in UTF-16\. Save it as UTF-8/],
])('bytes that are %s are named, and the other files are checked all the same', (_, bytes, message) => {
  write('a.topology.yaml', bytes);
  write('b.topology.yaml', good);
  const { output, status } = command.run('driver-model check', folder);
  expect(output).toMatch(message);
  expect(output).toContain('1 machine in 1 file under reviewed: no problems');
  expect(status).toBe(2);
});

test('a byte order mark is not part of the text', () => {
  write('a.topology.yaml', `\ufeff${good.replace('pxm: 0 ', 'pxm: "0" ')}`);
  expect(command.run('driver-model check', folder).output).toMatch(
    /a\.topology\.yaml:10:10: error\[shape\/not-an-integer\]/,
  );
});

test.skipIf(process.getuid?.() === 0)('a directory that may not be read is named', () => {
  write('d/a.topology.yaml', good);
  chmodSync(path.join(folder, 'd'), 0);
  const { output, status } = command.run('driver-model check', folder);
  chmodSync(path.join(folder, 'd'), 0o755);
  expect([output, status]).toEqual(['driver-model: d: permission denied\n', 2]);
});

test('an empty directory is said to be empty', () => {
  expect(command.run('driver-model check', folder)).toEqual({
    output: 'driver-model: .: no *.topology.yaml or *.topology.yml here\n',
    status: 0,
  });
});

test.each([
  ['empty', /empty: it has no \.c file/],
  ['file.c', /file\.c: a driver is a folder, and this is a file/],
  ['missing', /--driver missing: neither a folder nor one of .*reviewed/],
])('a driver folder that is none: %s', (name, message) => {
  mkdirSync(path.join(folder, 'empty'));
  write('file.c', 'int x;');
  write('a.topology.yaml', good);
  const { output, status } = command.run(`driver-model check --driver ${name}`, folder);
  expect(output).toMatch(message);
  expect(status).toBe(2);
});

test("a file's control characters do not reach the terminal", () => {
  write('a.topology.yaml', good.replace('name: GH200', 'name: "\\e[31mred\\u202e"'));
  const { output } = command.run('driver-model check', folder);
  expect(output).toContain('\\u001b[31mred\\u202e');
  expect(output).not.toContain('\u001b');
});

test('a reader that closes the pipe early gets no complaint', () => {
  for (let index = 0; index < 300; index++) write(`${index}.topology.yaml`, good);
  const { output, status } = command.run('driver-model check --format json | head -1', folder);
  expect([output, status]).toEqual(['{\n', 0]);
});

test('a slow reader gets all of a large output', async () => {
  for (let index = 0; index < 300; index++) write(`${index}.topology.yaml`, good);
  const child = spawn(process.execPath, [command.bundle, 'check', '--format', 'json'], { cwd: folder });
  const pieces: Buffer[] = [];
  for await (const piece of child.stdout) {
    pieces.push(piece);
    if (pieces.length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(JSON.parse(Buffer.concat(pieces).toString()).files).toHaveLength(300);
});
