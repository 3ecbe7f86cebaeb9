import { CodeLens, type Disposable, EventEmitter, languages } from 'vscode';
import { scenarioLenses } from '../../engine/index.ts';
import type { Texts } from '../language/texts.ts';
import { rangeOf } from '../language/topology-text.ts';
import { Owned } from '../owned.ts';

/** A button above each scenario that runs it. */
export function registerScenarioLenses(
  texts: Texts,
  onDidChange: (listener: () => void) => { dispose(): void },
): Disposable {
  const owned = new Owned();
  const changed = owned.own(new EventEmitter<void>());
  owned.own(onDidChange(() => changed.fire()));
  owned.own(
    languages.registerCodeLensProvider(texts.selector, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: async (document, token) => {
        const text = await texts.settled(document, token);
        return (text ? scenarioLenses(text.reading) : []).map(({ at, index }) => {
          const command = {
            title: 'Run Scenario',
            command: 'driverModel.runScenario',
            arguments: [document.uri, index],
          };
          return new CodeLens(rangeOf(document, at), command);
        });
      },
    }),
  );
  return owned;
}
