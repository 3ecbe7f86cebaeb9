import { CodeLens, type Disposable, EventEmitter, languages } from 'vscode';
import { scenarioLenses } from '../../engine/index.ts';
import type { Texts } from '../language/texts.ts';
import { rangeOf } from '../language/topology-text.ts';
import { Owned } from '../owned.ts';

const buttons = [
  { title: 'Run Scenario', command: 'driverModel.runScenario' },
  { title: 'Debug Scenario', command: 'driverModel.debugScenario' },
];

/** Buttons above each scenario that run it, or debug it to its trace. */
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
        return (text ? scenarioLenses(text.reading) : []).flatMap(({ at, index }) =>
          buttons.map((button) => {
            const command = { ...button, arguments: [document.uri, index] };
            return new CodeLens(rangeOf(document, at), command);
          }),
        );
      },
    }),
  );
  return owned;
}
