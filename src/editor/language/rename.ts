import { type Disposable, languages, WorkspaceEdit } from 'vscode';
import { type NameFault, occurrencesAt, renameAt } from '../../engine/index.ts';
import { rangeOf, type TopologyTexts, topologySelector } from './topology-text.ts';

const faults: Readonly<Record<NameFault, string>> = {
  'not-a-number': 'Write a number: decimal or 0x hex.',
  taken: 'The machine has this number already, and the two could not be told apart again.',
};

const nothing = 'Only a proximity domain or a table of retired pages can be renamed.';

/** A proximity domain or a table of retired pages gets another number everywhere in its machine. */
export function registerRename(texts: TopologyTexts): Disposable {
  return languages.registerRenameProvider(topologySelector, {
    prepareRename: async (document, position, token) => {
      const text = await texts.now(document, token);
      const found = text && occurrencesAt(text.reading, document.offsetAt(position));
      if (!found || found.of === 'bdf') throw new Error(nothing);
      return rangeOf(document, found.here);
    },
    provideRenameEdits: async (document, position, name, token) => {
      const text = await texts.now(document, token);
      const edits = text && renameAt(text.reading, document.offsetAt(position), name);
      if (!edits) throw new Error(nothing);
      if (typeof edits === 'string') throw new Error(faults[edits]);
      const made = new WorkspaceEdit();
      for (const { span, text: by } of edits) made.replace(document.uri, rangeOf(document, span), by);
      return made;
    },
  });
}
