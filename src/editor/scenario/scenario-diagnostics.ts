import { type Disposable, languages, type Uri } from 'vscode';
import { diagnostic, diagnosticSource } from '../diagnostics.ts';
import { Owned } from '../owned.ts';
import type { RulePages } from '../rule-pages.ts';
import { positionsOf } from './scenario-homes.ts';
import type { ScenarioStore } from './scenario-store.ts';

/** Shows the Problems of every scenario file. Those of a topology's scenarios are its own. */
export function registerScenarioDiagnostics(store: ScenarioStore, pages: RulePages): Disposable {
  const owned = new Owned();
  const collection = owned.own(languages.createDiagnosticCollection(`${diagnosticSource}-scenarios`));
  const show = (uri: Uri) => {
    const picture = store.file(uri);
    if (!picture) return collection.delete(uri);
    const positions = positionsOf(picture);
    collection.set(
      uri,
      picture.problems.map((problem) => diagnostic(problem, positions, pages)),
    );
  };
  owned.own(store.onDidChange(show));
  return owned;
}
