import { type TestController, type TestItem, type TestItemCollection, type Uri, workspace } from 'vscode';
import { scenarioName } from '../../engine/index.ts';
import { fileName } from '../topology-uri.ts';
import type { ScenarioHome } from './scenario-homes.ts';

/** Where the scenario of a test item is. */
interface ItemPlace {
  readonly uri: Uri;
  /** Number in its file. */
  readonly index: number;
}

/**
 * The items of the Test Explorer: files, below the workspace folder where there are several, and in them
 * scenarios. An item stays the same as long as its name does, so that its last result stays.
 */
export class TestItems {
  readonly #controller: TestController;
  readonly #places = new WeakMap<TestItem, ItemPlace>();

  constructor(controller: TestController) {
    this.#controller = controller;
  }

  /** Takes over what a file holds now. */
  update(uri: Uri, home: ScenarioHome | undefined): void {
    const key = uri.toString();
    if (!home || home.scenarios.length === 0) {
      this.#remove(uri);
      return;
    }
    const shelf = this.#shelf(uri);
    const file = shelf.get(key) ?? this.#controller.createTestItem(key, fileName(uri), uri);
    const path = workspace.asRelativePath(uri, false);
    // A screen reader is told the description in the place of the label: it must say as much.
    file.description = path === fileName(uri) ? '' : path;
    const positions = home.positions();
    const names = new Map<string, number>();
    const children = home.scenarios.map((scenario, index) => {
      const name = scenarioName(scenario);
      const nth = (names.get(name) ?? 0) + 1;
      names.set(name, nth);
      const id = `${key}#${name}${nth > 1 ? ` (${nth})` : ''}`;
      const item = file.children.get(id) ?? this.#controller.createTestItem(id, name, uri);
      // All of it, so that a test at the cursor is the one that the cursor stands in.
      item.range = positions.range(scenario.whole);
      item.sortText = String(index).padStart(5, '0');
      this.#places.set(item, { uri, index });
      return item;
    });
    file.children.replace(children);
    if (!shelf.get(key)) shelf.add(file);
  }

  find(uri: Uri, index: number): TestItem | undefined {
    return this.all().find((item) => {
      const place = this.#places.get(item);
      return place?.index === index && place.uri.toString() === uri.toString();
    });
  }

  placeOf(item: TestItem): ItemPlace | undefined {
    return this.#places.get(item);
  }

  /** The scenarios of an item, itself where it is one. */
  leaves(item: TestItem): readonly TestItem[] {
    return this.#places.has(item) ? [item] : listed(item.children).flatMap((each) => this.leaves(each));
  }

  all(): readonly TestItem[] {
    return listed(this.#controller.items).flatMap((item) => this.leaves(item));
  }

  /** Where the items of files of the same folder stand. */
  #shelf(uri: Uri): TestItemCollection {
    const folder = workspace.getWorkspaceFolder(uri);
    if (!folder || (workspace.workspaceFolders ?? []).length < 2) return this.#controller.items;
    const id = folder.uri.toString();
    const item =
      this.#controller.items.get(id) ?? this.#controller.createTestItem(id, folder.name, folder.uri);
    this.#controller.items.add(item);
    return item.children;
  }

  #remove(uri: Uri): void {
    const key = uri.toString();
    this.#controller.items.delete(key);
    for (const folder of listed(this.#controller.items)) {
      if (this.#places.has(folder) || !folder.children.get(key)) continue;
      folder.children.delete(key);
      if (folder.children.size === 0) this.#controller.items.delete(folder.id);
    }
  }
}

function listed(items: TestItemCollection): readonly TestItem[] {
  return [...items].map(([, item]) => item);
}
