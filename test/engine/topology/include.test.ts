import { expect, test } from 'vitest';
import { includeFault, readTopology } from '../../../src/engine/index.ts';
import { among } from './fixture.ts';

const socket = (number: number): string => `sockets:\n  - { socket: ${number}, pxm: ${number} }\n`;
const including = (...names: string[]): string =>
  `topology: 1\ninclude: [${names.map((name) => `${name}.topology.yaml`).join(', ')}]\n`;

function read(texts: Readonly<Record<string, string>>) {
  const byName = new Map(Object.entries(texts).map(([name, text]) => [`${name}.topology.yaml`, text]));
  const [path, text] = [...byName][0]!;
  const reading = readTopology(path, text, among(byName));
  return {
    ...reading,
    sockets: reading.documents.map(({ sockets }) => sockets.map((each) => Number(each.socket?.value))),
    codes: [...reading.problems, ...reading.elsewhere].map(({ code, place }) => `${place.path} ${code}`),
    paths: reading.files.map((file) => file.path.replace('.topology.yaml', '')),
  };
}

test('included sockets come first, in the order of the list, each file once', () => {
  const { sockets, codes, paths, documents } = read({
    rack: `${including('left', 'right')}${socket(9)}`,
    left: `${including('shared')}${socket(1)}`,
    right: `${including('shared')}${socket(2)}`,
    shared: `topology: 1\n${socket(0)}`,
  });
  expect(sockets).toEqual([[0, 1, 2, 9]]);
  expect(codes).toEqual([]);
  expect(paths).toEqual(['rack', 'left', 'shared', 'right']);
  expect(documents[0]!.sockets.map(({ place }) => place.path)).toEqual([
    'shared.topology.yaml',
    'left.topology.yaml',
    'right.topology.yaml',
    'rack.topology.yaml',
  ]);
});

test('a machine with includes needs no sockets of its own, and takes all documents of a file', () => {
  const { sockets, codes } = read({
    rack: including('trays'),
    trays: `topology: 1\n${socket(0)}---\ntopology: 1\n${socket(1)}`,
  });
  expect(sockets).toEqual([[0, 1]]);
  expect(codes).toEqual([]);
});

test('name, platform and page size are those of the including document', () => {
  const { documents } = read({
    rack: `name: rack\npage-size: 64 KiB\n${including('tray')}`,
    tray: `topology: 1\nname: tray\nplatform: nvidia-grace\n${socket(0)}`,
  });
  expect(documents[0]).toMatchObject({ name: 'rack', pageSize: 0x10000n, platform: null });
});

test('two documents that include one file are two machines, and its own Problems are told once', () => {
  const { sockets, codes, paths } = read({
    racks: `${including('tray')}---\n${including('tray')}`,
    tray: `topology: 1\nsockets:\n  - { socket: 0, pxm: 1e9 }\n`,
  });
  expect(sockets).toEqual([[0], [0]]);
  expect(codes).toEqual(['tray.topology.yaml shape/not-an-integer']);
  expect(paths).toEqual(['racks', 'tray']);
});

test('a Problem in an included file is silenced in that file, and nowhere else', () => {
  const again = '  - { socket: 0, pxm: 1 }';
  const rack = `# driver-model-ignore: identity/duplicate-socket\n${including('tray')}`;
  const tray = (comment: string): string => `topology: 1\n${socket(0)}${again} ${comment}\n`;
  const silenced = tray('# driver-model-ignore: identity/duplicate-socket');
  expect(read({ rack, tray: tray('') }).codes).toEqual(['tray.topology.yaml identity/duplicate-socket']);
  expect(read({ rack, tray: silenced }).codes).toEqual([]);
});

test('a file that includes itself is joined once', () => {
  const { sockets, problems } = read({ rack: `${including('rack')}${socket(0)}` });
  expect(sockets).toEqual([[0]]);
  expect(problems).toMatchObject([{ code: 'identity/include-cycle', related: [] }]);
});

test('a circle of three is named where it closes, with the way back', () => {
  const texts = { a: including('b'), b: including('c'), c: `${including('b', 'a')}${socket(0)}` };
  const { elsewhere, sockets } = read(texts);
  expect(sockets).toEqual([[0]]);
  const shown = elsewhere.map(({ code, place, related }) => [
    code,
    place.path,
    related.map((each) => each.place.path.slice(0, 1)).join(' '),
  ]);
  expect(shown).toEqual([
    ['identity/include-cycle', 'c.topology.yaml', 'b'],
    ['identity/include-cycle', 'c.topology.yaml', 'a b'],
  ]);
});

test('without a way to files nothing is joined', () => {
  const { problems, files } = readTopology('rack', including('tray'));
  expect(problems.map(({ code }) => code)).toEqual(['identity/include-missing']);
  expect(files).toHaveLength(1);
});

test('a chain of files ends, and that is said', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`n${at}`, `${including(`n${at + 1}`)}${socket(at)}`]),
  );
  const { sockets, elsewhere, paths } = read(chain);
  expect(paths).toHaveLength(33);
  expect(sockets[0]).toHaveLength(33);
  expect(elsewhere).toMatchObject([{ code: 'identity/include-missing', data: { why: 'too-deep' } }]);
});

test('more text than is joined is left out, and that is said', () => {
  const large = `topology: 1\n${socket(0)}${'#'.repeat(9 << 20)}`;
  const { problems, paths } = read({
    rack: including('a', 'b', 'c'),
    a: large,
    b: large,
    c: 'topology: 1\n',
  });
  expect(paths).toEqual(['rack', 'a', 'c']);
  expect(problems).toMatchObject([
    { code: 'identity/include-missing', data: { path: 'b.topology.yaml', why: 'too-many' } },
  ]);
});

test.each([
  ['a.topology.yaml', null],
  ['../up/../a.topology.yml', null],
  ['a b/ü.topology.yaml', null],
  ['', 'name'],
  ['a.yaml', 'name'],
  ['.topology.yaml/', 'name'],
  ['a/.topology.yaml', 'name'],
  ['/a.topology.yaml', 'not-relative'],
  ['//host/a.topology.yaml', 'not-relative'],
  ['C:/a.topology.yaml', 'not-relative'],
  ['https://host/a.topology.yaml', 'not-relative'],
  ['a\\b.topology.yaml', 'backslash'],
])('the path %j: %s', (path, fault) => {
  expect(includeFault(path)).toBe(fault);
});
