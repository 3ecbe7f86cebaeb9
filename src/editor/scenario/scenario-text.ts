import { type TextDocument, type Uri, workspace } from 'vscode';
import { readScenarioFile, type ScenarioReading, type Topologies } from '../../engine/index.ts';
import type { ReadText, Texts } from '../language/texts.ts';
import { included } from '../parts.ts';
import { pathOf } from '../positions.ts';
import type { TopologyStore } from '../store.ts';
import type { ScenarioStore } from './scenario-store.ts';
import { isScenario, scenarioGlob } from './scenario-uri.ts';

/** Above this many characters nothing is offered that VS Code asks for at every edit. */
const busyText = 256 * 1024;

/** A scenario file as the engine reads it, at the very version that the editor shows. */
export interface ScenarioText extends ReadText {
  readonly reading: ScenarioReading;
}

/** Readings of scenario files for language features: the store's, or quick ones of their own. */
export class ScenarioTexts implements Texts {
  readonly selector = { pattern: scenarioGlob };
  readonly store: ScenarioStore;
  readonly #topologies: TopologyStore;
  readonly #own = new WeakMap<TextDocument, ScenarioReading>();

  constructor(store: ScenarioStore, topologies: TopologyStore) {
    this.store = store;
    this.#topologies = topologies;
  }

  of(document: TextDocument): ScenarioText | null {
    const text = document.getText();
    if (!isScenario(document.uri) || text.length > busyText) return null;
    const picture = this.store.file(document.uri);
    if (picture?.reading.text === text) return { document, reading: picture.reading, outcomes: [] };
    const last = this.#own.get(document);
    const reading = last?.text === text ? last : this.#read(document.uri, text);
    this.#own.set(document, reading);
    return { document, reading, outcomes: [] };
  }

  now(document: TextDocument): Promise<ScenarioText | null> {
    return Promise.resolve(this.of(document));
  }

  settled(document: TextDocument): Promise<ScenarioText | null> {
    return Promise.resolve(this.of(document));
  }

  /** Topologies of the same workspace folder, as a scenario beside `document` would write them. */
  topologies({ uri }: TextDocument): readonly string[] {
    const folder = workspace.getWorkspaceFolder(uri)?.uri.toString();
    const own = this.#topologies
      .files()
      .filter((file) => workspace.getWorkspaceFolder(file.uri)?.uri.toString() === folder);
    return own.map((file) => relative(uri.path, file.uri.path));
  }

  #read(uri: Uri, text: string): ScenarioReading {
    const topologies: Topologies = (_, path) => {
      const target = included(uri, uri, path);
      return (target && this.#topologies.file(target)?.reading) ?? null;
    };
    return readScenarioFile(pathOf(uri), text, topologies);
  }
}

/** The path of a file as one beside another has it. */
function relative(from: string, to: string): string {
  const [home, target] = [from.split('/').slice(0, -1), to.split('/')];
  let common = 0;
  while (common < home.length && home[common] === target[common]) common++;
  return [...home.slice(common).map(() => '..'), ...target.slice(common)].join('/');
}
