import type { Uri } from 'vscode';
import type { Scenario, ShownProblem, Topology } from '../../engine/index.ts';
import { Positions } from '../positions.ts';
import type { TopologyStore } from '../store.ts';
import { topologyAt } from '../topology-at.ts';
import type { TopologyFile } from '../topology-file.ts';
import type { ScenarioPicture, ScenarioStore } from './scenario-store.ts';

/** A file that holds scenarios: one of their own, or a topology. */
export interface ScenarioHome {
  readonly uri: Uri;
  readonly text: string;
  readonly scenarios: readonly Scenario[];
  readonly problems: readonly ShownProblem[];
  /** What machines of its scenarios are read from. */
  readonly topologies: readonly { readonly path: string; readonly text: string }[];
  /** Made when places are asked for. */
  readonly positions: () => Positions;
}

export function positionsOf({ uris, reading }: ScenarioPicture): Positions {
  const { path, text, topologies } = reading;
  return new Positions({ uris }, { files: [{ path, text }, ...topologies.flatMap(({ files }) => files)] });
}

/** The scenarios of both stores. */
export class ScenarioHomes {
  readonly #topologies: TopologyStore;
  readonly #scenarios: ScenarioStore;

  constructor(topologies: TopologyStore, scenarios: ScenarioStore) {
    this.#topologies = topologies;
    this.#scenarios = scenarios;
  }

  get(uri: Uri): ScenarioHome | undefined {
    const picture = this.#scenarios.file(uri);
    if (picture) {
      const { reading, problems } = picture;
      const { scenarios, text } = reading;
      const topologies = reading.topologies.flatMap(({ files }) => files);
      return { uri, text, scenarios, problems, topologies, positions: () => positionsOf(picture) };
    }
    const file = this.#topologies.file(uri);
    if (!file || file.reading.scenarios.length === 0) return undefined;
    const { reading, problems } = file;
    const { scenarios, text, files } = reading;
    return {
      uri,
      text,
      scenarios,
      problems,
      topologies: files,
      positions: () => new Positions(file, reading),
    };
  }

  /** The file of the machine that a scenario of this home is about, as it is now. */
  topologyOf(home: ScenarioHome, { path }: Topology): Promise<TopologyFile | undefined> {
    const { uri } = home.positions().location({ path, span: { start: 0, end: 0 } });
    return topologyAt(uri, this.#topologies);
  }

  /** In the order of their addresses, topologies last. */
  all(): readonly ScenarioHome[] {
    const uris = [...this.#scenarios.files(), ...this.#topologies.files()].map(({ uri }) => uri);
    return uris.flatMap((uri) => this.get(uri) ?? []).filter(({ scenarios }) => scenarios.length > 0);
  }

  onDidChange(listener: (uri: Uri) => void): { dispose(): void } {
    const both = [this.#scenarios.onDidChange(listener), this.#topologies.onDidChange(listener)];
    return { dispose: () => both.forEach((each) => void each.dispose()) };
  }

  async refresh(): Promise<void> {
    await this.#topologies.refresh();
    await this.#scenarios.refresh();
  }

  /** Resolves when the files of the workspace have been read. */
  get ready(): Promise<void> {
    return this.#scenarios.ready;
  }
}
