import type { Uri } from 'vscode';
import {
  type DriverSource,
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

interface Done {
  readonly shown: TopologyReading;
  readonly source: DriverSource;
  readonly outcomes: readonly Outcome[];
}

/** Opens a session. Work that a newer text or run overtakes is dropped, and never published. */
export function openSession(uri: Uri, drivers: Drivers, publish: (file: TopologyFile) => void): Session {
  let generation = 0;
  /** The number of the newest text. */
  let texts = 0;
  let reading: TopologyReading | null = null;
  let parts: Parts | null = null;
  /** Kept for a reading that is shown still, when it is an older one. */
  let uris: ReadonlyMap<string, Uri> = new Map();
  let newestText: { readonly text: string; readonly saved: boolean } | null = null;
  let shown: TopologyReading | null = null;
  /** The last run that came to its end. */
  let done: Done | null = null;

  const go = async (force: boolean) => {
    const mine = ++generation;
    const newest = () => generation === mine;
    if (reading === null || shown === null) return;
    const taken = { uri, reading, shown, uris };
    const driver = await drivers.chosen(uri);
    if (!newest()) return;
    const show = (outcomes: Taken['outcomes'], bug: string | null = null) =>
      publish(picture({ ...taken, driver, outcomes, bug, levels: rulesFor(uri) }));
    const last = done;
    if (!force && last?.shown === taken.shown && last.source === driver.source) return show(last.outcomes);
    if (driver.source === null || !(force || runsOnChange(uri))) return show([]);
    const running = taken.shown.documents.map(() => 'running' as const);
    const late = setTimeout(() => newest() && show(running), patience);
    try {
      const outcomes = await runAll(taken.shown, driver.source, drivers, newest);
      if (outcomes === undefined) return;
      done = { shown: taken.shown, source: driver.source, outcomes };
      show(outcomes);
    } catch (error) {
      // An invariant of ours broke. Say so instead of showing a run that never ends.
      console.error(error);
      if (newest()) show([], String(error));
    } finally {
      clearTimeout(late);
    }
  };

  const read = async (text: string, saved: boolean) => {
    newestText = { text, saved };
    const mine = ++texts;
    const newest = () => texts === mine;
    const file =
      reading?.text === text ? reading.files[0] : await inSlices(readFileSteps(pathOf(uri), text), newest);
    if (!file || !newest()) return;
    const found = await findParts(uri, file, parts, newest);
    if (!found || !newest()) return;
    const joined =
      reading && areSame(found, parts)
        ? reading
        : await inSlices(joinTopologySteps(file, found.includes), newest);
    if (!joined || !newest()) return;
    parts = found;
    uris = new Map([...uris, ...found.uris]);
    reading = joined;
    shown = pickShown(shown, joined, saved);
    await go(false);
  };

  return {
    uri,
    read,
    includes: (other) => other.toString() !== uri.toString() && parts?.files.has(other.toString()) === true,
    rejoin: async () => {
      if (newestText) await read(newestText.text, newestText.saved);
    },
    run: () => go(true),
    reconsider: () => go(false),
    dispose: () => {
      texts++;
      generation++;
    },
  };
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
