import { expect, test } from 'vitest';
import { pickShown } from '../../src/editor/topology-file.ts';
import { readTopology } from '../../src/engine/index.ts';

const read = (text: string) => readTopology('tray.topology.yaml', text);
const good = read('topology: 1\nsockets:\n  - socket: 0\n    pxm: 0\n');
const other = read('topology: 1\nsockets:\n  - socket: 1\n    pxm: 1\n');
const broken = read('topology: 1\nsockets:\n  - socket: 0\n    pxm: {\n');
const bare = read('topology: 1\n');

test('the newest text is shown as long as it can be read', () => {
  expect(pickShown(good, other, false)).toBe(other);
  expect(pickShown(bare, bare, false)).toBe(bare);
});

test('what comes first is shown, whatever it is', () => {
  expect(pickShown(null, broken, false)).toBe(broken);
  expect(pickShown(null, bare, true)).toBe(bare);
});

test('the last good text stays over one that is not YAML, or has lost its sockets', () => {
  expect(broken.syntaxError).toBe(true);
  expect(pickShown(good, broken, false)).toBe(good);
  expect(pickShown(good, broken, true)).toBe(good);
  expect(pickShown(good, bare, false)).toBe(good);
});

test('an empty text, and one saved without sockets, are meant so', () => {
  const empty = read(' \n');
  expect(pickShown(good, empty, false)).toBe(empty);
  expect(pickShown(good, bare, true)).toBe(bare);
});
