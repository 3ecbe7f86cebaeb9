import { commands, type Disposable, Uri, window } from 'vscode';
import { scenarioName } from '../../engine/index.ts';
import { pathOf } from '../positions.ts';
import { fileName } from '../topology-uri.ts';
import type { ScenarioHome, ScenarioHomes } from './scenario-homes.ts';
import type { ScenarioTests } from './scenario-tests.ts';

/** Run Scenario: the one that was clicked, the one that the cursor stands in, or one that the user picks. */
export function registerRunScenario(extension: Uri, homes: ScenarioHomes, tests: ScenarioTests): Disposable {
  return commands.registerCommand('driverModel.runScenario', async (uri: unknown, index: unknown) => {
    await homes.ready;
    if (uri instanceof Uri && typeof index === 'number') return tests.run(uri, index);
    const here = atCursor(homes);
    if (here) return tests.run(here.uri, here.index);
    const all = homes.all().flatMap(choices);
    if (all.length === 0) {
      const page = Uri.joinPath(extension, 'docs', 'scenarios.md');
      return commands.executeCommand('markdown.showPreview', page);
    }
    const picked = await window.showQuickPick(all, { placeHolder: 'Choose a scenario to run' });
    return picked && tests.run(picked.uri, picked.index);
  });
}

function choices({ uri, scenarios }: ScenarioHome) {
  return scenarios.map((scenario) => ({
    label: scenarioName(scenario),
    description: fileName(uri),
    uri,
    index: scenario.index,
  }));
}

function atCursor(homes: ScenarioHomes): { readonly uri: Uri; readonly index: number } | undefined {
  const editor = window.activeTextEditor;
  const home = editor && homes.get(editor.document.uri);
  if (!home) return undefined;
  const offset = editor.document.offsetAt(editor.selection.active);
  const path = pathOf(home.uri);
  const found = home.scenarios.findLast(
    ({ whole }) => whole.path === path && whole.span.start <= offset && offset <= whole.span.end + 1,
  );
  return found && { uri: home.uri, index: found.index };
}
