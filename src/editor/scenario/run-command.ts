import { commands, type Disposable, Uri, window } from 'vscode';
import { scenarioName } from '../../engine/index.ts';
import { Owned } from '../owned.ts';
import { pathOf } from '../positions.ts';
import { fileName } from '../topology-uri.ts';
import type { ScenarioHome, ScenarioHomes } from './scenario-homes.ts';
import type { ScenarioTests } from './scenario-tests.ts';

/** Run Scenario and Debug Scenario: the one that was clicked, the one that the cursor stands in, or one that the user picks. */
export function registerRunScenario(extension: Uri, homes: ScenarioHomes, tests: ScenarioTests): Disposable {
  const owned = new Owned();
  const on = (name: string, what: string, start: ScenarioTests['run']) =>
    owned.own(
      commands.registerCommand(`driverModel.${name}`, async (uri: unknown, index: unknown) => {
        await homes.ready;
        if (uri instanceof Uri && typeof index === 'number') return start(uri, index);
        const meant = atCursor(homes) ?? (await ask(extension, homes, what));
        return meant && start(meant.uri, meant.index);
      }),
    );
  on('runScenario', 'run', (uri, index) => tests.run(uri, index));
  on('debugScenario', 'debug', (uri, index) => tests.debug(uri, index));
  return owned;
}

interface Meant {
  readonly uri: Uri;
  readonly index: number;
}

/** Where there is none, the page on scenarios is shown. */
async function ask(extension: Uri, homes: ScenarioHomes, what: string): Promise<Meant | undefined> {
  const all = homes.all().flatMap(choices);
  if (all.length > 0) return window.showQuickPick(all, { placeHolder: `Choose a scenario to ${what}` });
  const page = Uri.joinPath(extension, 'docs', 'scenarios.md');
  await commands.executeCommand('markdown.showPreview', page);
  return undefined;
}

function choices({ uri, scenarios }: ScenarioHome) {
  return scenarios.map((scenario) => ({
    label: scenarioName(scenario),
    description: fileName(uri),
    uri,
    index: scenario.index,
  }));
}

function atCursor(homes: ScenarioHomes): Meant | undefined {
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
