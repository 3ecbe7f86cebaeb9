import { expect, test, vi } from 'vitest';
import type { ChosenDriver, Drivers } from '../../src/editor/drivers.ts';
import { type Found, keepFindings } from '../../src/editor/explore/findings.ts';
import type { TopologyStore } from '../../src/editor/store.ts';

vi.mock('vscode', () => ({
  EventEmitter: class {
    readonly #listeners: (() => void)[] = [];
    readonly event = (listener: () => void) => this.#listeners.push(listener);
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

/** Findings of a driver that a trace names, and the news that its folder reads otherwise. */
function replayed() {
  const file = { uri: 'a.topology.yaml', shown: { files: [] } };
  let now = driver('int a;');
  let tell = () => {};
  const store = { file: () => file, onDidChange: () => ({ dispose: () => {} }) };
  const drivers = {
    now: async () => now,
    onDidChange: (listener: () => void) => {
      tell = listener;
      return { dispose: () => {} };
    },
  };
  const findings = keepFindings(store as unknown as TopologyStore, drivers as unknown as Drivers);
  const found = { file, source: null, used: [driver('int a;')] } as unknown as Found;
  const edit = (text: string) => {
    now = driver(text);
    tell();
  };
  return { findings, found, edit };
}

test('what a trace showed is stale while the driver that it names reads otherwise', async () => {
  const { findings, found, edit } = replayed();
  let news = 0;
  findings.onDidChange(() => news++);
  findings.show(found);
  expect(findings.stale).toBeNull();
  edit('int b;');
  await vi.waitFor(() => expect(findings.stale).toBe('driver'));
  edit('int a;');
  await vi.waitFor(() => expect(findings.stale).toBeNull());
  expect(news).toBe(3);
});

test('and when it was edited before it was shown', async () => {
  const { findings, found, edit } = replayed();
  edit('int b;');
  findings.show(found);
  await vi.waitFor(() => expect(findings.stale).toBe('driver'));
  findings.clear();
  expect(findings.stale).toBeNull();
});
