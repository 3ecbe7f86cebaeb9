import { expect, test } from 'vitest';
import { countFaults, problemsIn, wholesOf } from '../../src/editor/problems-in.ts';
import { picture, type TopologyFile } from '../../src/editor/topology-file.ts';
import { readTopology } from '../../src/engine/index.ts';
import { among } from '../engine/topology/fixture.ts';

const including = (name: string) => `topology: 1\ninclude: [${name}.topology.yaml]\n`;

/** Every text as a topology of its own, read as the extension reads it, without a run. */
function filesOf(texts: Readonly<Record<string, string>>): TopologyFile[] {
  const byName = new Map(Object.entries(texts).map(([name, text]) => [`${name}.topology.yaml`, text]));
  return [...byName].map(([path, text]) => {
    const reading = readTopology(path, text, among(byName));
    const driver = { name: 'none', folder: null, source: null, trouble: 'not run' };
    const uri = { path } as unknown as TopologyFile['uri'];
    return picture({
      uri,
      uris: new Map(),
      reading,
      shown: reading,
      driver,
      outcomes: [],
      bug: null,
      levels: new Map(),
    });
  });
}

function codesIn(name: string, files: readonly TopologyFile[]): string[] {
  const found = problemsIn(`${name}.topology.yaml`, wholesOf(files));
  return found.flatMap(({ file, problems }) => problems.map(({ code }) => `${code} of ${file.uri.path}`));
}

const bad = 'sockets:\n  - { socket: 0, pxm: 1e9 }\n';

test('a Problem of an included file is told once, though the file is a topology too', () => {
  const files = filesOf({ rack: including('tray'), other: including('tray'), tray: `topology: 1\n${bad}` });
  expect(codesIn('tray', files)).toEqual(['shape/not-an-integer of rack.topology.yaml']);
  expect(codesIn('rack', files)).toEqual([]);
  expect(countFaults(files)).toBe(1);
});

test('what a part lacks as a machine of its own is not told', () => {
  const pages = 'topology: 1\nretired-pages: [{ table: 0x1000 }]\n';
  const rackText = `${including('pages')}sockets: [{ socket: 0, pxm: 0 }]\n`;
  const [rack, part] = filesOf({ rack: rackText, pages });
  expect(codesIn('pages', [part!])).toEqual(['shape/missing-key of pages.topology.yaml']);
  expect(codesIn('pages', [rack!, part!])).toEqual(['retired/unused-table of rack.topology.yaml']);
});

test('files that include each other hide nothing of each other', () => {
  const files = filesOf({ a: including('b'), b: including('a') });
  expect(codesIn('a', files)).toEqual(['identity/include-cycle of b.topology.yaml']);
  expect(codesIn('b', files)).toEqual(['identity/include-cycle of a.topology.yaml']);
});
