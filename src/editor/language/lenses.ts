import { CodeLens, type Disposable, EventEmitter, languages, type TextDocument } from 'vscode';
import { lensesOf } from '../../engine/index.ts';
import { Owned } from '../owned.ts';
import { rangeOf, type TopologyTexts, topologySelector } from './topology-text.ts';

/** What the driver made of each socket and GPU, above it. A click shows the kernel log. */
export function registerLenses(texts: TopologyTexts): Disposable {
  const owned = new Owned();
  const changed = owned.own(new EventEmitter<void>());
  /** While the store has yet to read what was typed, the last ones stay. */
  const last = new WeakMap<TextDocument, CodeLens[]>();
  owned.own(texts.store.onDidChange(() => changed.fire()));
  owned.own(
    languages.registerCodeLensProvider(topologySelector, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: async (document, token) => {
        const text = await texts.settled(document, token);
        if (!text) return last.get(document) ?? [];
        if (text.outcomes.length === 0) return last.get(document) ?? [];
        const lenses = lensesOf(text.reading, text.outcomes).map(({ at, title }) => {
          const command = { title, command: 'driverModel.showKernelLog', arguments: [document.uri] };
          return new CodeLens(rangeOf(document, at), command);
        });
        last.set(document, lenses);
        return lenses;
      },
    }),
  );
  return owned;
}
