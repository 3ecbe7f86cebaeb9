import { expect, test, vi } from 'vitest';
import type { ChosenDriver, Drivers } from '../../src/editor/drivers.ts';
import { keepFindings } from '../../src/editor/explore/findings.ts';
import type { Found } from '../../src/editor/explore/found.ts';
import { followMoves } from '../../src/editor/moves.ts';
import type { TopologyStore } from '../../src/editor/store.ts';

interface Path {
  readonly path: string;
}

/** What the user does with files of the workspace. */
const files = vi.hoisted(() => ({
  rename: (_: { files: { oldUri: Path; newUri: Path }[] }) => {},
  remove: (_: { files: Path[] }) => {},
}));
vi.mock('vscode', () => ({
  workspace: {
    onDidRenameFiles: (listener: typeof files.rename) => {
      files.rename = listener;
      return { dispose: () => {} };
    },
    onDidDeleteFiles: (listener: typeof files.remove) => {
      files.remove = listener;
      return { dispose: () => {} };
    },
  },
  EventEmitter: class {
    readonly #listeners = new Set<() => void>();
    readonly event = (listener: () => void) => {
      this.#listeners.add(listener);
      return { dispose: () => this.#listeners.delete(listener) };
    };
    fire() {
      for (const listener of this.#listeners) listener();
    }
    dispose() {}
  },
}));

const driver = (text: string) =>
  ({
    name: './mine',
    folder: {},
    source: { name: './mine', files: new Map([['a.c', text]]), place: (file: string) => file },
    trouble: null,
  }) as unknown as ChosenDriver;

const uriOf = (path: string) => ({ path, with: (to: Path) => uriOf(to.path), toString: () => path });

/** Findings of a driver that a trace names, and the news that its folder reads otherwise. */
function replayed() {
  const file = { uri: uriOf('/w/a.topology.yaml'), shown: { files: [] } };
  const there = new Map([['/w/a.topology.yaml', file]]);
  let now = driver('int a;');
  let tell = () => {};
  const store = { file: (uri: Path) => there.get(uri.path), onDidChange: () => ({ dispose: () => {} }) };
  const drivers = {
    now: async () => now,
    onDidChange: (listener: () => void) => {
      tell = listener;
      return { dispose: () => {} };
    },
  };
  const findings = keepFindings(store as unknown as TopologyStore, drivers as unknown as Drivers);
  const moves = followMoves();
  const find = () =>
    ({ file, where: moves.fromNow(), source: null, used: [driver('int a;')] }) as unknown as Found;
  const edit = (text: string) => {
    now = driver(text);
    tell();
  };
  return { findings, found: find(), find, edit, there };
}

test('what a trace showed is stale while the driver that it names reads otherwise', async () => {
  const { findings, found, edit } = replayed();
  let news = 0;
  findings.onDidChange(() => news++);
  findings.show(found);
  expect(findings.held?.stale).toBeNull();
  edit('int b;');
  await vi.waitFor(() => expect(findings.held?.stale).toBe('driver'));
  edit('int a;');
  await vi.waitFor(() => expect(findings.held?.stale).toBeNull());
  expect(news).toBe(3);
});

test('and when it was edited before it was shown', async () => {
  const { findings, found, edit } = replayed();
  edit('int b;');
  findings.show(found);
  await vi.waitFor(() => expect(findings.held?.stale).toBe('driver'));
  findings.clear();
  expect(findings.held).toBeNull();
});

const move = (from: string, to: string) =>
  files.rename({ files: [{ oldUri: uriOf(from), newUri: uriOf(to) }] });

test('they go with a topology that is renamed before there is anything to show', () => {
  const { findings, found, find, there } = replayed();
  there.set('/w/b.topology.yaml', found.file as never);
  there.delete('/w/a.topology.yaml');
  move('/w/a.topology.yaml', '/w/b.topology.yaml');
  findings.show(found);
  expect(findings.held).toMatchObject({ stale: null, uri: { path: '/w/b.topology.yaml' } });
  // Another that is called so by now has not been renamed.
  there.set('/w/a.topology.yaml', found.file as never);
  findings.show(find());
  expect(findings.held).toMatchObject({ stale: null, uri: { path: '/w/a.topology.yaml' } });
});

test('they go with a topology, or its folder, that is renamed in the editor', () => {
  const { findings, found, there } = replayed();
  findings.show(found);
  there.clear();
  expect(findings.held?.stale).toBe('gone');
  there.set('/w/b.topology.yaml', found.file as never);
  move('/w/a.topology.yaml', '/w/b.topology.yaml');
  expect(findings.held).toMatchObject({ stale: null, uri: { path: '/w/b.topology.yaml' } });
  // Not a folder that begins alike.
  move('/w/b', '/w/c');
  expect(findings.held?.uri.path).toBe('/w/b.topology.yaml');
  move('/w', '/v');
  expect(findings.held).toMatchObject({ stale: 'gone', uri: { path: '/v/b.topology.yaml' } });
});

test('they are cleared with a topology, or its folder, that is deleted in the editor', () => {
  for (const path of ['/w/a.topology.yaml', '/w']) {
    const { findings, found } = replayed();
    findings.show(found);
    files.remove({ files: [uriOf('/w/other.topology.yaml')] });
    expect(findings.held).not.toBeNull();
    files.remove({ files: [uriOf(path)] });
    expect(findings.held).toBeNull();
  }
});
