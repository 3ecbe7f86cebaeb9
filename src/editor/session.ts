import type { Uri } from 'vscode';
import {
  type DriverSource,
  type FileReading,
  joinTopologySteps,
  type Outcome,
  probe,
  readFileSteps,
  type Topology,
  type TopologyReading,
} from '../engine/index.ts';
import { runsOnChange } from './driver-setting.ts';
import type { Drivers } from './drivers.ts';
import { areSame, findParts, type Parts } from './parts.ts';
import { pathOf } from './positions.ts';
import { rulesFor } from './rules-setting.ts';
import { inSlices } from './slices.ts';
import { pickShown, picture, type Taken, type TopologyFile } from './topology-file.ts';

/** How long the last picture stays while a driver runs, in milliseconds: longer runs are shown running. */
const patience = 250;

/** Follows one topology file: text in, pictures out. */
export interface Session {
  readonly uri: Uri;
  /** Takes a new text. `saved` says that it is what the disk holds. Resolves when it has been run. */
  read(text: string, saved: boolean): Promise<void>;
  /** Whether the topology includes the file, directly or through others, or would if it were there. */
  includes(other: Uri): boolean;
  /** An included file has changed. */
  rejoin(): Promise<void>;
  /** Runs the driver again, when set to manual too. */
  run(): Promise<void>;
  /** Takes note of other settings, or other C. */
  reconsider(): Promise<void>;
  dispose(): void;
}

type Show = (outcomes: Taken['outcomes'], bug?: string | null) => void;

interface Done {
  readonly shown: TopologyReading;
  readonly source: DriverSource;
  readonly outcomes: readonly Outcome[];
}

/** Opens a session. Work that a newer text or run overtakes is dropped, and never published. */
export function openSession(uri: Uri, drivers: Drivers, publish: (file: TopologyFile) => void): Session {
  return new OpenSession(uri, drivers, publish);
}

class OpenSession implements Session {
  readonly uri: Uri;
  readonly #drivers: Drivers;
  readonly #publish: (file: TopologyFile) => void;
  #generation = 0;
  /** The number of the newest text. */
  #texts = 0;
  #reading: TopologyReading | null = null;
  #parts: Parts | null = null;
  /** Kept for a reading that is shown still, when it is an older one. */
  #uris: ReadonlyMap<string, Uri> = new Map();
  #newestText: { readonly text: string; readonly saved: boolean } | null = null;
  #shown: TopologyReading | null = null;
  /** The last run that came to its end. */
  #done: Done | null = null;

  constructor(uri: Uri, drivers: Drivers, publish: (file: TopologyFile) => void) {
    this.uri = uri;
    this.#drivers = drivers;
    this.#publish = publish;
  }

  async read(text: string, saved: boolean): Promise<void> {
    this.#newestText = { text, saved };
    const mine = ++this.#texts;
    const newest = () => this.#texts === mine;
    const file = await this.#fileOf(text, newest);
    if (!file || !newest()) return;
    const found = await findParts(this.uri, file, this.#parts, newest);
    if (!found || !newest()) return;
    const joined =
      this.#reading && areSame(found, this.#parts)
        ? this.#reading
        : await inSlices(joinTopologySteps(file, found.includes), newest);
    if (!joined || !newest()) return;
    this.#parts = found;
    this.#uris = new Map([...this.#uris, ...found.uris]);
    this.#reading = joined;
    this.#shown = pickShown(this.#shown, joined, saved);
    await this.#go(false);
  }

  includes(other: Uri): boolean {
    const key = other.toString();
    return key !== this.uri.toString() && this.#parts?.files.has(key) === true;
  }

  async rejoin(): Promise<void> {
    if (this.#newestText) await this.read(this.#newestText.text, this.#newestText.saved);
  }

  run(): Promise<void> {
    return this.#go(true);
  }

  reconsider(): Promise<void> {
    return this.#go(false);
  }

  dispose(): void {
    this.#texts++;
    this.#generation++;
  }

  async #fileOf(text: string, wanted: () => boolean): Promise<FileReading | undefined> {
    if (this.#reading?.text === text) return this.#reading.files[0];
    return inSlices(readFileSteps(pathOf(this.uri), text), wanted);
  }

  /** Shows what the driver makes of what is shown; it is run where it was not yet, or when `force` says so. */
  async #go(force: boolean): Promise<void> {
    const mine = ++this.#generation;
    const newest = () => this.#generation === mine;
    const { uri } = this;
    const [reading, shown] = [this.#reading, this.#shown];
    if (reading === null || shown === null) return;
    const taken = { uri, reading, shown, uris: this.#uris };
    const driver = await this.#drivers.chosen(uri);
    if (!newest()) return;
    const show: Show = (outcomes, bug = null) =>
      this.#publish(picture({ ...taken, driver, outcomes, bug, levels: rulesFor(uri) }));
    const last = this.#done;
    if (!force && last?.shown === shown && last.source === driver.source) return show(last.outcomes);
    if (driver.source === null || !(force || runsOnChange(uri))) return show([]);
    await this.#run(shown, driver.source, show, newest);
  }

  async #run(shown: TopologyReading, source: DriverSource, show: Show, newest: () => boolean): Promise<void> {
    const running = shown.documents.map(() => 'running' as const);
    const late = setTimeout(() => newest() && show(running), patience);
    try {
      const outcomes = await runAll(shown, source, this.#drivers, newest);
      if (outcomes === undefined) return;
      this.#done = { shown, source, outcomes };
      show(outcomes);
    } catch (error) {
      // An invariant of ours broke. Say so instead of showing a run that never ends.
      console.error(error);
      if (newest()) show([], String(error));
    } finally {
      clearTimeout(late);
    }
  }
}

async function runAll(
  reading: TopologyReading,
  source: DriverSource,
  drivers: Drivers,
  wanted: () => boolean,
): Promise<readonly Outcome[] | undefined> {
  const outcomes: Outcome[] = [];
  for (const topology of reading.documents) {
    const outcome = await inSlices(run(topology, source, drivers), wanted);
    if (outcome === undefined || !wanted()) return undefined;
    outcomes.push(outcome);
  }
  return outcomes;
}

function* run(topology: Topology, source: DriverSource, drivers: Drivers): Generator<undefined, Outcome> {
  const compiled = yield* drivers.compiled(source, topology.pageSize);
  return yield* probe(topology, compiled);
}
