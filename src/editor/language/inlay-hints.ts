import { type Disposable, EventEmitter, InlayHint, languages, workspace } from 'vscode';
import { hintsOf } from '../../engine/index.ts';
import { Owned } from '../owned.ts';
import { type TopologyTexts, topologySelector } from './topology-text.ts';

const setting = 'driverModel.inlayHints';

/** Sizes that are written in digits, in binary units behind them. */
export function registerInlayHints(texts: TopologyTexts): Disposable {
  const owned = new Owned();
  const changed = owned.own(new EventEmitter<void>());
  owned.own(
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration(setting) && changed.fire()),
  );
  owned.own(
    languages.registerInlayHintsProvider(topologySelector, {
      onDidChangeInlayHints: changed.event,
      provideInlayHints: async (document, range, token) => {
        const isOn = workspace.getConfiguration('driverModel', document).get('inlayHints', true);
        const text = isOn ? await texts.settled(document, token) : null;
        const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
        return (text ? hintsOf(text.reading) : [])
          .filter(({ at }) => from <= at && at <= to)
          .map(({ at, label }) => {
            const hint = new InlayHint(document.positionAt(at), label);
            hint.paddingLeft = true;
            return hint;
          });
      },
    }),
  );
  return owned;
}
