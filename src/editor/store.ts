import { EventEmitter, type TextDocument, type Uri, workspace } from 'vscode';
import { type Debounced, debounced } from './debounce.ts';
import { type DiskFiles, followDisk } from './disk-files.ts';
import type { Drivers } from './drivers.ts';
import { Owned } from './owned.ts';
import { rulesSetting } from './rules-setting.ts';
import { openSession, type Session } from './session.ts';
import { turn } from './slices.ts';
import { followTabs } from './tabs.ts';
import { currentText, diskText, openDocument } from './text.ts';
import { largeText, type TopologyFile } from './topology-file.ts';
import { isTopology, topologyKind } from './topology-uri.ts';

/** How long the keyboard must rest before a text is read, in milliseconds. */
const typingPause = 120;

/** One file on its way from text to picture. */
interface Followed {
  readonly session: Session;
  readonly soon: Debounced;
  file: TopologyFile | undefined;
}

/** Follows every topology file that is open, or on disk in a folder of the workspace, until disposed of. */
export class TopologyStore {
  readonly #owned = new Owned();
  readonly #news = this.#owned.own(new EventEmitter<Uri>());
  readonly #followed = new Map<string, Followed>();
  /**
   * Documents that are open still, but whose file was deleted, left the workspace or lost its last tab:
   * read again when edited, or opened in a tab.
   */
  readonly #dismissed = new Set<string>();
  readonly #drivers: Drivers;
  readonly #disk: DiskFiles;
  /** The initial flood is read one file after the other; an open document does not wait in it. */
  #queue = Promise.resolve();

  /** A file has a new picture, or is gone. */
  readonly onDidChange = this.#news.event;
  /** Resolves when the files of the workspace have been looked for. */
  readonly ready: Promise<void>;

  constructor(drivers: Drivers) {
    this.#drivers = drivers;
    this.#disk = this.#owned.own(
      followDisk(
        {
          found: (uri) => this.#found(uri),
          changed: (uri) => !openDocument(uri) && this.#enqueue(uri),
          lost: (uri) => this.#dismiss(uri),
        },
        topologyKind,
      ),
    );
    this.#followDocuments();
    this.#owned.own(
      drivers.onDidChange((concerns) => {
        for (const { session } of this.#followed.values())
          if (concerns(session.uri)) void session.reconsider();
      }),
    );
    this.#owned.own(
      workspace.onDidChangeConfiguration((event) => {
        for (const { session } of this.#followed.values())
          if (event.affectsConfiguration(rulesSetting, session.uri)) void session.reconsider();
      }),
    );
    // Not within activation, which others wait for.
    this.ready = turn().then(() => this.#begin());
  }

  /** In the order of their addresses. */
  files(): readonly TopologyFile[] {
    const files = [...this.#followed.values()].flatMap(({ file }) => file ?? []);
    return files.sort((left, right) => (left.uri.toString() < right.uri.toString() ? -1 : 1));
  }

  file(uri: Uri): TopologyFile | undefined {
    return this.#followed.get(uri.toString())?.file;
  }

  /** Runs the driver on a file, when set to manual too; a large one is read first. */
  async run(uri: Uri): Promise<void> {
    const entry = this.#followed.get(uri.toString());
    if (!entry) return;
    const text = await currentText(uri).catch(() => null);
    if (text !== null && text !== entry.file?.reading.text) await this.#readDocument(uri, true);
    await entry.session.run();
  }

  /** Reads everything anew, from disk and editors. */
  async refresh(): Promise<void> {
    await this.#disk.scan();
    for (const { session } of this.#followed.values()) this.#enqueue(session.uri);
    await this.#queue;
  }

  dispose(): void {
    for (const { session } of [...this.#followed.values()]) this.#drop(session.uri);
    this.#owned.dispose();
  }

  async #begin(): Promise<void> {
    for (const document of workspace.textDocuments) this.#opened(document);
    await this.#disk.scan();
    await this.#queue;
  }

  #followDocuments(): void {
    const own = <T extends { dispose(): unknown }>(thing: T) => this.#owned.own(thing);
    own(workspace.onDidOpenTextDocument((document) => this.#opened(document)));
    own(
      workspace.onDidChangeTextDocument((event) =>
        this.#edited(event.document, event.contentChanges.length > 0),
      ),
    );
    own(workspace.onDidSaveTextDocument((document) => this.#edited(document, false)));
    own(workspace.onDidCloseTextDocument(({ uri }) => this.#closed(uri)));
    own(
      followTabs({
        opened: (uri) => this.#dismissed.delete(uri.toString()) && void this.#readDocument(uri),
        closed: (uri) => isTopology(uri) && !this.#disk.has(uri) && this.#dismiss(uri),
      }),
    );
  }

  #found(uri: Uri): void {
    this.#dismissed.delete(uri.toString());
    if (!openDocument(uri)) this.#enqueue(uri);
    else if (!this.#followed.has(uri.toString())) void this.#readDocument(uri);
  }

  #opened({ uri }: TextDocument): void {
    if (isTopology(uri) && !this.#dismissed.has(uri.toString())) void this.#readDocument(uri);
  }

  /** `typed`: the text changed; else the document was saved, or became dirty or clean. */
  #edited({ uri }: TextDocument, typed: boolean): void {
    const key = uri.toString();
    if (!isTopology(uri) || (this.#dismissed.has(key) && !typed)) return;
    this.#dismissed.delete(key);
    this.#follow(uri).soon.ask(typingPause);
  }

  #closed(uri: Uri): void {
    this.#dismissed.delete(uri.toString());
    if (!isTopology(uri)) return;
    if (this.#disk.has(uri)) this.#enqueue(uri);
    else this.#drop(uri);
  }

  #follow(uri: Uri): Followed {
    const there = this.#followed.get(uri.toString());
    if (there) return there;
    const session = openSession(uri, this.#drivers, (file) => {
      entry.file = file;
      this.#news.fire(uri);
    });
    const entry: Followed = { session, soon: debounced(() => this.#readTyped(uri)), file: undefined };
    this.#followed.set(uri.toString(), entry);
    return entry;
  }

  #drop(uri: Uri): void {
    const entry = this.#followed.get(uri.toString());
    if (!entry) return;
    this.#followed.delete(uri.toString());
    entry.soon.dispose();
    entry.session.dispose();
    this.#news.fire(uri);
    this.#rejoin(uri);
  }

  /** A file has changed, appeared or gone: so have those that include it. */
  #rejoin(uri: Uri): void {
    for (const { session } of this.#followed.values()) if (session.includes(uri)) void session.rejoin();
  }

  #dismiss(uri: Uri): void {
    if (openDocument(uri)) this.#dismissed.add(uri.toString());
    this.#drop(uri);
  }

  /** Asked when the keyboard rests, since a document may not know at once that it was edited. */
  #readTyped(uri: Uri): void {
    void this.#readDocument(uri);
  }

  /** `asked`: the user called for it, so the size does not matter. */
  async #readDocument(uri: Uri, asked = false): Promise<void> {
    this.#rejoin(uri);
    const document = openDocument(uri);
    if (document) await this.#take(uri, document.getText(), isSaved(document), asked);
    else await this.#readDisk(uri, asked);
  }

  async #readDisk(uri: Uri, asked: boolean): Promise<void> {
    const text = await diskText(uri).catch(() => null);
    if (openDocument(uri)) return;
    if (text === null || !this.#disk.has(uri)) this.#drop(uri);
    else await this.#take(uri, text, true, asked);
  }

  /** Of a large text nothing is known until the user asks; what was known stays. */
  async #take(uri: Uri, text: string, saved: boolean, asked: boolean): Promise<void> {
    const { session, file } = this.#follow(uri);
    if (asked || text.length <= largeText) await session.read(text, saved);
    else if (!file) await session.read('', saved);
  }

  #enqueue(uri: Uri): void {
    this.#queue = this.#queue
      .then(turn)
      .then(() => this.#readDocument(uri))
      .catch(console.error);
  }
}

function isSaved(document: TextDocument): boolean {
  return !document.isDirty && document.uri.scheme !== 'untitled';
}
