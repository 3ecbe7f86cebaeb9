import {
  CompletionItem,
  CompletionItemKind,
  CompletionList,
  type Disposable,
  languages,
  MarkdownString,
  type Position,
  Range,
  SnippetString,
  type TextDocument,
} from 'vscode';
import { type Completion, completeAt } from '../../engine/index.ts';
import { offersKeys } from '../yaml-extension.ts';
import type { Texts } from './texts.ts';
import { rangeOf } from './topology-text.ts';

const kinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  snippet: CompletionItemKind.Snippet,
};

/** Keys, values and whole sockets and GPUs, as one types. */
export function registerCompletion(texts: Texts): Disposable {
  const triggers = [' ', '"', ','];
  return languages.registerCompletionItemProvider(
    texts.selector,
    {
      provideCompletionItems: async (document, position, token) => {
        const text = await texts.now(document, token);
        if (!text) return undefined;
        const hasKeys = offersKeys();
        const found = completeAt(text.reading, document.offsetAt(position), texts.topologies(document));
        const items = found
          .filter(({ kind }) => kind !== 'key' || !hasKeys)
          .map((each, order) => item(each, order, document, position));
        return new CompletionList(items);
      },
    },
    ...triggers,
  );
}

function item(completion: Completion, order: number, document: TextDocument, position: Position) {
  const { kind, label, detail, documentation, insert, span, goesOn } = completion;
  const made = new CompletionItem({ label, description: detail }, kinds[kind]);
  const replacing = rangeOf(document, span);
  made.range = { inserting: new Range(replacing.start, position), replacing };
  made.insertText = kind === 'value' ? insert : new SnippetString(insert);
  // The lines of a snippet have their indentation already.
  made.keepWhitespace = true;
  made.sortText = String(order).padStart(3, '0');
  // A key in quotes is matched with what was typed of it, the quote included.
  if (insert.startsWith('"')) made.filterText = insert.slice(0, insert.indexOf(':'));
  if (documentation !== '') made.documentation = new MarkdownString(documentation);
  if (goesOn) made.command = { command: 'editor.action.triggerSuggest', title: 'Suggest a value' };
  return made;
}
