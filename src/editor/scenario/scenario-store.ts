import { EventEmitter, type TextDocument, type Uri, workspace } from 'vscode';
import {
  joinScenarioSteps,
  joinTopologySteps,
  readFileSteps,
  readScenarioFileSteps,
  type ScenarioReading,
  type ShownProblem,
  showProblem,
  type TopologyReading,
  topologyPaths,
  withLevels,
} from '../../engine/index.ts';
import { type Debounced, debounced } from '../debounce.ts';
import { type DiskFiles, followDisk } from '../disk-files.ts';
import { Owned } from '../owned.ts';
import { findParts, included } from '../parts.ts';
import { pathOf } from '../positions.ts';
import { rulesFor, rulesSetting } from '../rules-setting.ts';
import { inSlices, turn } from '../slices.ts';
import type { TopologyStore } from '../store.ts';
import { followTabs } from '../tabs.ts';
import { currentText, openDocument } from '../text.ts';
import { largeText } from '../topology-file.ts';
import { isScenario, scenarioKind } from './scenario-uri.ts';

/** How long the keyboard must rest before a text is read, in milliseconds. */
const typingPause = 120;

/** What is known of a scenario file: an immutable picture, replaced as a whole. */
export interface ScenarioPicture {
  readonly uri: Uri;
  /** Of the file and of every file of its topologies, by the path that places name. */
  readonly uris: ReadonlyMap<string, Uri>;
  readonly reading: ScenarioReading;
  readonly problems: readonly ShownProblem[];
}

interface Followed {
  readonly uri: Uri;
  readonly soon: Debounced;
  /** The number of the newest reading. */
  generation: number;
  picture: ScenarioPicture | undefined;
  /** Topologies that were looked for, found or not: by address, the reading that was taken. */
  topologies: ReadonlyMap<string, TopologyReading | null>;
}

interface FoundTopology {
  readonly reading: TopologyReading;
  readonly uris: ReadonlyMap<string, Uri>;
}

/** Follows every scenario file that is open, or on disk in a folder of the workspace, with its topologies. */
export class ScenarioStore {
  readonly #owned = new Owned();
  readonly #news = this.#owned.own(new EventEmitter<Uri>());
  readonly #followed = new Map<string, Followed>();
  /** As of topologies: open still, though the file is gone or its last tab is. */
  readonly #dismissed = new Set<string>();
  readonly #topologies: TopologyStore;
  readonly #disk: DiskFiles;

  /** A file has a new picture, or is gone. */
  readonly onDidChange = this.#news.event;
  /** Resolves when the files of the workspace have been looked for, and read. */
  readonly ready: Promise<void>;

  constructor(topologies: TopologyStore) {
    this.#topologies = topologies;
    const own = <T extends { dispose(): unknown }>(thing: T) => this.#owned.own(thing);
    const read = (uri: Uri) => void this.#read(uri);
    this.#disk = own(
      followDisk(
        { found: (uri) => this.#found(uri), changed: read, lost: (uri) => this.#dismiss(uri) },
        scenarioKind,
      ),
    );
    own(workspace.onDidOpenTextDocument((document) => this.#opened(document)));
    own(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) =>
        this.#edited(document, contentChanges.length > 0),
      ),
    );
    own(
      followTabs({
        opened: (uri) => this.#dismissed.delete(uri.toString()) && read(uri),
        closed: (uri) => isScenario(uri) && !this.#disk.has(uri) && this.#dismiss(uri),
      }),
    );
    own(workspace.onDidCloseTextDocument(({ uri }) => this.#closed(uri)));
    own(topologies.onDidChange((uri) => this.#rejoin(uri)));
    own(
      workspace.onDidChangeConfiguration((event) => {
        for (const { uri } of this.#followed.values())
          if (event.affectsConfiguration(rulesSetting, uri)) read(uri);
      }),
    );
    this.ready = turn().then(() => this.#begin());
  }

  /** In the order of their addresses. */
  files(): readonly ScenarioPicture[] {
    const pictures = [...this.#followed.values()].flatMap(({ picture }) => picture ?? []);
    return pictures.sort((left, right) => (left.uri.toString() < right.uri.toString() ? -1 : 1));
  }

  file(uri: Uri): ScenarioPicture | undefined {
    return this.#followed.get(uri.toString())?.picture;
  }

  /** Reads everything anew, from disk and editors. */
  async refresh(): Promise<void> {
    await this.#disk.scan();
    await Promise.all([...this.#followed.values()].map(({ uri }) => this.#read(uri)));
  }

  dispose(): void {
    for (const { uri } of [...this.#followed.values()]) this.#drop(uri);
    this.#owned.dispose();
  }

  /** Before the topologies are read, each would be missing. */
  async #begin(): Promise<void> {
    await this.#topologies.ready;
    for (const document of workspace.textDocuments) this.#opened(document);
    await this.refresh();
  }

  #opened({ uri }: TextDocument): void {
    if (isScenario(uri) && !this.#dismissed.has(uri.toString())) void this.#read(uri);
  }

  #found(uri: Uri): void {
    this.#dismissed.delete(uri.toString());
    void this.#read(uri);
  }

  #edited({ uri }: TextDocument, typed: boolean): void {
    const key = uri.toString();
    if (!isScenario(uri) || (this.#dismissed.has(key) && !typed)) return;
    this.#dismissed.delete(key);
    this.#follow(uri).soon.ask(typingPause);
  }

  #closed(uri: Uri): void {
    this.#dismissed.delete(uri.toString());
    if (!isScenario(uri)) return;
    if (this.#disk.has(uri)) void this.#read(uri);
    else this.#drop(uri);
  }

  #dismiss(uri: Uri): void {
    if (openDocument(uri)) this.#dismissed.add(uri.toString());
    this.#drop(uri);
  }

  #follow(uri: Uri): Followed {
    const key = uri.toString();
    const there = this.#followed.get(key);
    if (there) return there;
    const soon = debounced(() => void this.#read(uri));
    const entry: Followed = { uri, soon, generation: 0, picture: undefined, topologies: new Map() };
    this.#followed.set(key, entry);
    return entry;
  }

  #drop(uri: Uri): void {
    const entry = this.#followed.get(uri.toString());
    if (!entry) return;
    this.#followed.delete(uri.toString());
    entry.generation++;
    entry.soon.dispose();
    this.#news.fire(uri);
  }

  /** A topology has another text, has appeared or is gone: so have the scenarios that name it. */
  #rejoin(topology: Uri): void {
    const key = topology.toString();
    const reading = this.#topologies.file(topology)?.reading ?? null;
    for (const { uri, topologies } of this.#followed.values()) {
      if (topologies.has(key) && topologies.get(key) !== reading) void this.#read(uri);
    }
  }

  async #read(uri: Uri): Promise<void> {
    const entry = this.#follow(uri);
    const mine = ++entry.generation;
    const wanted = () => entry.generation === mine;
    const text = await currentText(uri).catch(() => null);
    if (!wanted()) return;
    if (text === null) return this.#drop(uri);
    const readable = text.length <= largeText ? text : '';
    const file = await inSlices(readScenarioFileSteps(pathOf(uri), readable), wanted);
    if (!file || !wanted()) return;
    const found = new Map<string, FoundTopology | null>();
    const targets = new Map<string, TopologyReading | null>();
    for (const path of topologyPaths(file)) {
      const target = included(uri, uri, path);
      const topology = target && (await this.#topology(target, wanted));
      if (!wanted()) return;
      found.set(path, topology);
      if (target) targets.set(target.toString(), topology?.reading ?? null);
    }
    const reading = await inSlices(
      joinScenarioSteps(file, (_, path) => found.get(path)?.reading ?? null),
      wanted,
    );
    if (!reading || !wanted()) return;
    const uris = new Map([...found.values()].flatMap((each) => [...(each?.uris ?? [])]));
    entry.topologies = targets;
    entry.picture = {
      uri,
      uris: uris.set(reading.path, uri),
      reading,
      problems: withLevels(reading.problems.map(showProblem), rulesFor(uri)),
    };
    this.#news.fire(uri);
  }

  /** A topology as the store has it; one that it does not follow is read here. */
  async #topology(uri: Uri, wanted: () => boolean): Promise<FoundTopology | null> {
    const known = this.#topologies.file(uri);
    if (known) return { reading: known.reading, uris: known.uris };
    const text = await currentText(uri).catch(() => null);
    if (text === null || text.length > largeText || !wanted()) return null;
    const file = await inSlices(readFileSteps(pathOf(uri), text), wanted);
    const parts = file && (await findParts(uri, file, null, wanted));
    const reading = file && parts && (await inSlices(joinTopologySteps(file, parts.includes), wanted));
    return reading && parts ? { reading, uris: parts.uris } : null;
  }
}
