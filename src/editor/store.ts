import { EventEmitter, type TextDocument, type Uri, workspace } from 'vscode';
import { debounced } from './debounce.ts';
import { followDisk } from './disk-files.ts';
import type { Drivers } from './drivers.ts';
import { Owned } from './owned.ts';
import { openSession, type Session } from './session.ts';
import { turn } from './slices.ts';
import { followTabs } from './tabs.ts';
import { diskText, openDocument } from './text.ts';
import { largeText, type TopologyFile } from './topology-file.ts';
import { isTopology } from './topology-uri.ts';

/** How long the keyboard must rest before a text is read, in milliseconds. */
const typingPause = 120;

/** Every topology file that is open, or on disk in a folder of the workspace. */
export interface TopologyStore {
  /** In the order of their addresses. */
  files(): readonly TopologyFile[];
  file(uri: Uri): TopologyFile | undefined;
  /** A file has a new picture, or is gone. */
  readonly onDidChange: (listener: (uri: Uri) => void) => { dispose(): void };
  /** Resolves when the files of the workspace have been looked for. */
  readonly ready: Promise<void>;
  run(uri: Uri): Promise<void>;
  /** Reads everything anew, from disk and editors. */
  refresh(): Promise<void>;
  dispose(): void;
}

/** One file on its way from text to picture. */
interface Followed {
  readonly session: Session;
  readonly soon: { ask(after: number): void; dispose(): void };
  file: TopologyFile | undefined;
}

/** Follows all topologies until disposed of. */
export function keepTopologies(drivers: Drivers): TopologyStore {
  const owned = new Owned();
  const news = owned.own(new EventEmitter<Uri>());
  const followed = new Map<string, Followed>();
  /**
   * Documents that are open still, but whose file was deleted, left the workspace or lost its last tab:
   * read again when edited, or opened in a tab.
   */
  const dismissed = new Set<string>();

  const follow = (uri: Uri): Followed => {
    const key = uri.toString();
    const there = followed.get(key);
    if (there) return there;
    const session = openSession(uri, drivers, (file) => {
      entry.file = file;
      news.fire(uri);
    });
    const entry: Followed = { session, soon: debounced(() => readTyped(uri)), file: undefined };
    followed.set(key, entry);
    return entry;
  };
  const drop = (uri: Uri) => {
    const entry = followed.get(uri.toString());
    if (!entry) return;
    followed.delete(uri.toString());
    entry.soon.dispose();
    entry.session.dispose();
    news.fire(uri);
  };
  const dismiss = (uri: Uri) => {
    if (openDocument(uri)) dismissed.add(uri.toString());
    drop(uri);
  };
  const readDocument = async (uri: Uri) => {
    const document = openDocument(uri);
    if (document) await follow(uri).session.read(document.getText(), isSaved(document));
    else await readDisk(uri);
  };
  /** Asked when the keyboard rests, since a document may not know at once that it was edited. */
  const readTyped = (uri: Uri) => {
    const document = openDocument(uri);
    const tooLarge = document && !isSaved(document) && document.getText().length > largeText;
    if (!tooLarge) void readDocument(uri);
  };
  const readDisk = async (uri: Uri) => {
    const text = await diskText(uri).catch(() => null);
    if (openDocument(uri)) return;
    if (text === null || !disk.has(uri)) drop(uri);
    else await follow(uri).session.read(text, true);
  };
  /** The initial flood is read one file after the other; an open document does not wait in it. */
  let queue = Promise.resolve();
  const enqueue = (uri: Uri) => {
    queue = queue
      .then(turn)
      .then(() => readDocument(uri))
      .catch(console.error);
  };

  const disk = owned.own(
    followDisk({
      found: (uri) => {
        dismissed.delete(uri.toString());
        if (!openDocument(uri)) enqueue(uri);
        else if (!followed.has(uri.toString())) void readDocument(uri);
      },
      changed: (uri) => !openDocument(uri) && enqueue(uri),
      lost: dismiss,
    }),
  );
  owned.own(
    followTabs({
      opened: (uri) => dismissed.delete(uri.toString()) && void readDocument(uri),
      closed: (uri) => isTopology(uri) && !disk.has(uri) && dismiss(uri),
    }),
  );

  const opened = (document: TextDocument) => {
    if (isTopology(document.uri) && !dismissed.has(document.uri.toString())) void readDocument(document.uri);
  };
  const edited = (document: TextDocument, typed: boolean) => {
    const key = document.uri.toString();
    if (!isTopology(document.uri) || (dismissed.has(key) && !typed)) return;
    dismissed.delete(key);
    follow(document.uri).soon.ask(typingPause);
  };
  const closed = ({ uri }: TextDocument) => {
    dismissed.delete(uri.toString());
    if (!isTopology(uri)) return;
    if (disk.has(uri)) enqueue(uri);
    else drop(uri);
  };
  owned.own(workspace.onDidOpenTextDocument(opened));
  owned.own(
    workspace.onDidChangeTextDocument((event) => edited(event.document, event.contentChanges.length > 0)),
  );
  owned.own(workspace.onDidSaveTextDocument((document) => edited(document, false)));
  owned.own(workspace.onDidCloseTextDocument(closed));
  owned.own(
    drivers.onDidChange((concerns) => {
      for (const { session } of followed.values()) if (concerns(session.uri)) void session.reconsider();
    }),
  );
  // Not within activation, which others wait for.
  const ready = turn()
    .then(() => workspace.textDocuments.forEach(opened))
    .then(disk.scan)
    .then(() => queue);

  const files = () => [...followed.values()].flatMap(({ file }) => file ?? []);
  return {
    ready,
    files: () => files().sort((left, right) => (left.uri.toString() < right.uri.toString() ? -1 : 1)),
    file: (uri) => followed.get(uri.toString())?.file,
    onDidChange: news.event,
    run: async (uri) => followed.get(uri.toString())?.session.run(),
    refresh: async () => {
      await disk.scan();
      for (const { session } of followed.values()) enqueue(session.uri);
      await queue;
    },
    dispose: () => {
      for (const { session } of [...followed.values()]) drop(session.uri);
      owned.dispose();
    },
  };
}

function isSaved(document: TextDocument): boolean {
  return !document.isDirty && document.uri.scheme !== 'untitled';
}
